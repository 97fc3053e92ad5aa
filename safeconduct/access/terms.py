"""What has been kept long enough: told to its lead, kept on with a reason, ended by the worker.

The database decides what that is, and when.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from safeconduct.access.doors import called
from safeconduct.vocabulary.codes import KeepReason


@dataclass(frozen=True, slots=True)
class Ending:
    """A case that is over and ends soon; `is_mine` when the member leads it, else nobody does any more.

    `latest` is how long it may be kept on: a year at a time, and at most ten years after it was over.
    """

    case: UUID
    ends_at: datetime
    is_mine: bool
    latest: datetime


@dataclass(frozen=True, slots=True)
class Looked:
    """A case of which the worker has told its lead, or whose end has come."""

    case: UUID
    is_end: bool


def endings() -> list[Ending]:
    """What ends within thirty days, for the acting member: the soonest first, at most fifty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT case_id, ends_at, is_mine, latest FROM access.endings()")
        return [Ending(*row) for row in cursor.fetchall()]


def keep_on(case: UUID, why: KeepReason, until: datetime) -> None:
    """Keep a case that is over until then. Raises AccessRefused."""
    called("SELECT access.keep_on(%s, %s, %s)", [case, why, until])


def look_at_terms() -> list[Looked]:
    """In the worker's transaction: what was told of now, and what has ended now. Their keys are due from then on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT case_id, is_end FROM access.look_at_terms()")
        return [Looked(*row) for row in cursor.fetchall()]


def forget_records() -> int:
    """In the worker's transaction: records past their term go; how many."""
    return int(called("SELECT access.forget_records()", []) or 0)
