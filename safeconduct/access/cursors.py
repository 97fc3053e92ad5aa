"""Places in a list that goes on: opaque to whoever holds them, and read back without trust."""

import base64
import binascii
import json
from datetime import UTC, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.access.problems import BAD_INPUT, Fault, Problem

MOST = 100
USUAL = 50


def written(*parts: str | int) -> str:
    """A cursor of these parts."""
    return base64.urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode().rstrip("=")


def read(cursor: str, *kinds: type) -> tuple[str | int, ...] | None:
    """The parts, of these kinds; None for no cursor. Raises Problem for what is none of ours."""
    if not cursor:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise wrong() from None
    if not isinstance(parts, list) or [type(part) for part in parts] != list(kinds):
        raise wrong()
    if not all(_is_kept(part) for part in parts if isinstance(part, str)):
        raise wrong()
    return tuple(parts)


def _is_kept(text: str) -> bool:
    """Whether the database can hold it: no zero in it, and no half of a character."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def wrong() -> Problem:
    """For a cursor that was not given by this list."""
    sentence = _("This is no cursor of this list. Send one that an answer has given, or none.")
    return Problem(BAD_INPUT, faults=[Fault(sentence, parameter="after")])


def moment_and_id(cursor: str) -> tuple[datetime, UUID] | None:
    """A cursor of a list that is ordered by a moment and then by an id. Raises Problem."""
    parts = read(cursor, str, str)
    if parts is None:
        return None
    try:
        at = datetime.fromisoformat(str(parts[0]))
        if at.tzinfo is None:
            raise wrong()
        return at.astimezone(UTC), UUID(str(parts[1]))
    except (ValueError, OverflowError):
        raise wrong() from None
