"""What stands in the head of every page while a file is open in an emergency: kept in the sign-in, so it asks nothing.

It says what was opened here and until when. The page of the reading itself asks the database, and takes it away when
the reading was ended by somebody else.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

IN_SESSION = "emergency"


@dataclass(frozen=True, slots=True)
class Open:
    """A file that is open in an emergency, and until when at the latest."""

    case: UUID
    until: datetime


def mark_open(request: HttpRequest, case: UUID, until: datetime | None) -> None:
    """From now on every page of this sign-in says so."""
    marked = {"case": str(case), "until": until.isoformat()} if until else None
    if request.session.get(IN_SESSION) != marked:
        request.session[IN_SESSION] = marked


def forget_open(request: HttpRequest, case: UUID) -> None:
    """It is over."""
    if (request.session.get(IN_SESSION) or {}).get("case") == str(case):
        del request.session[IN_SESSION]


def open_now(request: HttpRequest) -> dict[str, Open | None]:
    """For every template: what is open in an emergency, None for nothing."""
    session, at = getattr(request, "session", None), getattr(request, "at", None)
    kept = session.get(IN_SESSION) if session is not None and at is not None else None
    if not kept:
        return {"emergency_open": None}
    found = Open(UUID(kept["case"]), datetime.fromisoformat(kept["until"]))
    return {"emergency_open": found if at is not None and found.until > at else None}
