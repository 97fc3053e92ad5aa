"""The worklist: what ends, what is kept on, what is held, for the acting member's agency."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import connection

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record

PAGE = 50


class Why(StrEnum):
    """Why a line stands in the list."""

    ENDS = "ends"
    KEPT_ON = "kept_on"
    HELD = "held"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Line:
    """One case: no alias and no content; a reference where it was received, its number where it is an own one."""

    why: Why
    case: UUID
    reference: str
    at: datetime
    ground: str
    who: str


def worklist(first: int, *, by: Member, at: datetime) -> tuple[list[Line], bool]:
    """Fifty lines from this one on, the soonest end first, and whether there are more. Recorded as a list."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, case_id, reference, at, why, who FROM referrals.kept_work(%s)", [first])
        lines = [Line(Why(kind), *rest) for kind, *rest in cursor.fetchall()]
    record("list:kept", by=as_actor(by), at=at, detail={"cases": [str(line.case) for line in lines[:PAGE]]})
    return lines[:PAGE], len(lines) > PAGE


def terms() -> tuple[int | None, int | None]:
    """The node's terms in days: of the content of what is closed, and of the record; None for one without an end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT content, records FROM referrals.terms()")
        content, records = cursor.fetchone() or (None, None)
    return content, records
