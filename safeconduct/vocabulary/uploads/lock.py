"""What a process gives away before it reads a file: time, memory, and every right but to compute and to answer.

The kernel itself holds it (seccomp, from Linux 3.17): of its calls those are left that read what is handed in, write
the answer, ask for memory and end. Opening a file, a connection or another program fails, whatever a file that breaks
a reader makes this process do. On a machine on which that cannot be had, nothing is taken in at all.
"""

import ctypes
import platform
import resource
import struct


class NoLock(Exception):
    """On this machine the kernel does not hold it."""


MEMORY = 1024 * 1024 * 1024
SECONDS = 20
CALLS = {
    "x86_64": (
        0xC000003E,
        {
            "read": 0, "write": 1, "close": 3, "fstat": 5, "poll": 7, "lseek": 8, "mmap": 9, "mprotect": 10,
            "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "writev": 20,
            "sched_yield": 24, "mremap": 25, "madvise": 28, "getpid": 39, "exit": 60, "getrusage": 98, "sysinfo": 99,
            "sigaltstack": 131, "gettid": 186, "futex": 202, "sched_getaffinity": 204, "restart_syscall": 219,
            "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231, "tgkill": 234,
            "getrandom": 318, "rseq": 334,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "close": 57, "lseek": 62, "read": 63, "write": 64, "writev": 66, "ppoll": 73, "fstat": 80, "exit": 93,
            "exit_group": 94, "futex": 98, "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115,
            "sched_getaffinity": 123, "sched_yield": 124, "restart_syscall": 128, "tgkill": 131, "sigaltstack": 132,
            "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139, "getrusage": 165, "getpid": 172,
            "gettid": 178, "sysinfo": 179, "brk": 214, "munmap": 215, "mremap": 216, "mmap": 222, "mprotect": 226,
            "madvise": 233, "getrandom": 278, "rseq": 293,
        },
    ),
}  # fmt: skip
"""Of each kind of machine its sign and what is left, by number (the kernel's own tables of its calls)."""

# The words of a filter, and what prctl(2) is asked.
_LOAD, _EQUAL, _AT_LEAST, _ANSWER = 0x20, 0x15, 0x35, 0x06
_KILL, _REFUSE, _ALLOW = 0x80000000, 0x00050001, 0x7FFF0000
_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER = 38, 22, 2
_FOREIGN = 0x40000000
"""From this number on x86_64 has the calls of another table."""


def limit() -> None:
    """Bound the memory and the time of this process; a crash leaves no picture of its memory behind."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def close() -> None:
    """From here on: no file, no connection, no other program. Raises NoLock where the kernel does not hold it."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    found = CALLS.get(platform.machine())
    if found is None:
        raise NoLock
    steps = _filter(found[0], sorted(found[1].values()))
    held = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = struct.pack("@HP", len(steps), ctypes.addressof(held))
    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_ulong]
    if prctl(_NO_NEW_PRIVILEGES, 1, None, 0, 0) or prctl(_SET_FILTER, _FILTER, program, 0, 0):
        raise NoLock


def _filter(machine: int, allowed: list[int]) -> list[tuple[int, int, int, int]]:
    """The steps of the filter: another machine's calls end the process, what is not allowed fails with EPERM."""
    jumps = [(_EQUAL, len(allowed) - at, 0, number) for at, number in enumerate(allowed)]
    return [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, machine),
        (_ANSWER, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, len(allowed), 0, _FOREIGN),
        *jumps,
        (_ANSWER, 0, 0, _REFUSE),
        (_ANSWER, 0, 0, _ALLOW),
    ]
