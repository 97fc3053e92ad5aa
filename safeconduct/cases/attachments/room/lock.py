"""What the closed room gives away before it reads a file: time, memory, and the right to open anything."""

import resource

MEMORY = 1024 * 1024 * 1024
SECONDS = 20


def limit() -> None:
    """Bound the memory and the time of this process; a crash leaves no picture of its memory behind."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def close() -> None:
    """From here on: no file, no connection, no other program."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
