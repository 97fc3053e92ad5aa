"""What happens to a file before the site keeps it."""

from safeconduct.public import settings
from safeconduct.public.uploads.papers import refusal_of
from safeconduct.public.uploads.rules import (
    HARMFUL,
    NOT_A_PICTURE,
    NOT_AS_NAMED,
    NOT_SCANNED,
    PICTURES,
    is_as_named,
)
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.uploads.clamd import Said, ask

SECONDS = 30


def look_at(data: bytes, *, ending: str) -> None:
    """Scanner first, where there is one, then its kind, then what acts in a PDF. Raises NotPossible with the reason.

    `ending` is that of its name, without the dot.
    """
    _scan(data)
    if not is_as_named(data, ending):
        raise NotPossible(NOT_A_PICTURE if ending.lower() in PICTURES else NOT_AS_NAMED)
    refusal = refusal_of(data) if ending.lower() == "pdf" else None
    if refusal is not None:
        raise NotPossible(refusal)


def _scan(data: bytes) -> None:
    if settings.CLAMAV is None:
        return
    match ask(settings.CLAMAV, data, seconds=SECONDS):
        case Said.HARMFUL:
            raise NotPossible(HARMFUL)
        case Said.NOTHING:
            raise NotPossible(NOT_SCANNED)
        case Said.CLEAN:
            return
