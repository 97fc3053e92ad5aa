"""`python -m safeconduct.commands NAME ...`: what `./run NAME ...` calls."""

import sys

from safeconduct.commands.doors import DOORS, enter, listing


def main(words: list[str]) -> int:
    """Exit code 0 well, 1 something was found wrong, 2 it could not be done, 130 interrupted."""
    if not words or words[0] in ("help", "-h", "--help"):
        print(listing())
        return 0
    if words[0] not in DOORS:
        return refuse(f"There is no command {words[0]}: ./run lists them.")
    try:
        return enter(words[0], words[1:])
    except KeyboardInterrupt:
        return 130
    except Exception as fault:
        if not is_foreseen(fault):
            raise
        return refuse(str(fault))


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
