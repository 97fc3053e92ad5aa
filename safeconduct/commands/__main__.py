"""`python -m safeconduct.commands NAME ...`: what `./run NAME ...` calls."""

import os
import select
import sys

from safeconduct.commands.doors import DOORS, enter, listing


def main(words: list[str]) -> int:
    """Exit code 0 well, 1 something was found wrong, 2 it could not be done, 130 interrupted, 141 nobody reads on."""
    try:
        return _flushed(words)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        if not _reader_is_gone():
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left goes nowhere
        return 141
    except Exception as fault:
        if not is_foreseen(fault):
            raise
        return refuse(str(fault))


def _flushed(words: list[str]) -> int:
    try:
        return _done(words)
    finally:
        sys.stdout.flush()


def _done(words: list[str]) -> int:
    if not words or words[0] in ("help", "-h", "--help"):
        print(listing())
        return 0
    if words[0] not in DOORS:
        return refuse(f"There is no command {words[0]}: ./run lists them.")
    return enter(words[0], words[1:])


def _reader_is_gone() -> bool:
    """Whether what reads our output has ended, as `| head` does; another pipe may be the broken one."""
    seen = select.poll()
    seen.register(sys.stdout.fileno(), 0)
    return any(what & select.POLLERR for _, what in seen.poll(0))


def refuse(sentence: str) -> int:
    """Say why it cannot be done."""
    print(f"safeconduct: {' '.join(sentence.split())}", file=sys.stderr)
    return 2


def is_foreseen(fault: Exception) -> bool:
    """Whether the fault's text is a sentence for whoever typed the command."""
    from safeconduct.vocabulary.errors import SafeconductError

    if isinstance(fault, SafeconductError):
        return True
    django = sys.modules.get("django.core.exceptions")
    return django is not None and isinstance(fault, django.ImproperlyConfigured)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
