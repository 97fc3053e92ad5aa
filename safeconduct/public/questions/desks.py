"""Who answers, as the node said it last; nothing where it has said nothing."""

import os
from uuid import UUID

from safeconduct.public import settings
from safeconduct.vocabulary.letters.desks import LARGEST, Desk, Open, open_in
from safeconduct.vocabulary.letters.form import OPEN, Malformed


def handed_over(name: str, largest: int) -> bytes | None:
    """A file that the node laid into our folder; None where there is none. No link is followed."""
    if settings.HOME is None:
        return None
    try:
        handle = os.open(settings.HOME / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(handle, "rb") as file:
            return file.read(largest + 1)
    except OSError:
        return None


def opened() -> Open | None:
    """The desks that are open and the key of now; None where the node has said nothing."""
    raw = handed_over(OPEN, LARGEST)
    try:
        return open_in(raw) if raw is not None else None
    except Malformed:
        return None


def desk_of(known: Open, pk: UUID) -> Desk | None:
    """One of them, while it is open."""
    return next((each for each in known.desks if each.id == pk), None)
