"""The deadlines of one person, opened and recorded; and how many wait for a member, for the mail of the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from safeconduct.access.queries import Answer as Decided
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import vault
from safeconduct.rights.codes import Right, Trigger
from safeconduct.rights.deadlines.models import Deadline
from safeconduct.rights.deadlines.rules import FIRST, Kept, Origin, Over, State
from safeconduct.rights.queries import SECTION
from safeconduct.vocabulary.errors import NotFound

PLACE: vault.Place = ("rights.deadline", "sealed")
ENDED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Opened:
    """A deadline with its words: what document it stands in."""

    row: Deadline
    words: str


def rows_of(case: UUID) -> list[Deadline]:
    """All of a case, the earliest first; the row policies choose."""
    return list(Deadline.objects.filter(case_id=case).order_by("due", "id"))


def opened(
    case: UUID, rows: Iterable[Deadline], decided: Decided, *, by: Member, at: datetime
) -> list[Opened]:
    """These with their words, for whoever has asked already whether the plan of this case is open to `by`."""
    waiting = [row for row in rows if row.state == State.OPEN]
    over = [row for row in rows if row.state != State.OPEN]
    over.sort(key=lambda row: row.ended_at or row.saved_at, reverse=True)
    shown = waiting + over[:ENDED_SHOWN]
    contents = vault.opened_at(PLACE, shown)
    if shown:
        record(
            "section:read", by=as_actor(by), at=at, case=case, section=SECTION, purpose=decided.purpose,
            policy=decided.policy, detail={"deadlines": len(shown)},
        )  # fmt: skip
    return [Opened(row, contents[row.id]["document"]) for row in shown if row.id in contents]


def kept_of(case: UUID) -> list[Kept]:
    """What is kept, without words; the row policies choose."""
    return kept_in(Deadline.objects.filter(case_id=case).defer("sealed"))


def kept_in(rows: Iterable[Deadline]) -> list[Kept]:
    """What these rows say, without words."""
    return [
        Kept(
            row.id, Right(row.right_code), Origin(row.origin), row.due,
            Trigger(row.trigger) if row.trigger else None, row.triggered_on, State(row.state),
            row.ended_why == Over.REPLACED,
        )
        for row in rows
    ]  # fmt: skip


def deadline(case: UUID, one: UUID) -> Deadline:
    """One of this case. Raises NotFound for what the row policies do not show."""
    row = Deadline.objects.filter(case_id=case, id=one).first()
    if row is None:
        raise NotFound
    return row


def claim_days_waiting(member: UUID, today: date) -> tuple[int, int]:
    """The same of the days of claims for compensation. As the worker."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT waiting, late FROM rights.claim_days_waiting(%s, %s, %s)", [member, today, today + FIRST]
        )
        found: tuple[int, int] = cursor.fetchone()
    return found


def rules_waiting(member: UUID) -> int:
    """How many rules of law wait for the member's signature or for an answer. As the worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_sign + wrong FROM rights.rules_waiting(%s)", [member])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def waiting_for(member: UUID, today: date) -> tuple[int, int]:
    """How many of the member's deadlines end within a fortnight, and how many of these are over. As the worker."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT waiting, late FROM rights.deadlines_waiting(%s, %s, %s)", [member, today, today + FIRST]
        )
        found: tuple[int, int] = cursor.fetchone()
    return found
