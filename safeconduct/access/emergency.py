"""Emergency reading, as the database keeps it: what could be read, the use, its review. Nothing else gives such grants.

The database decides who may, and when it ends: after four hours, with the sign-in, with what the person agreed to.
Each door raises AccessRefused with the database's own code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection

from safeconduct.access.doors import called
from safeconduct.vocabulary.codes import EmergencyReason, EmergencyVerdict, Profession, Purpose
from safeconduct.vocabulary.sections import Section

PURPOSE = Purpose.PROTECTION
MOST = timedelta(hours=4)
REVIEW_WITHIN = timedelta(hours=72)
"""A second person looks at an emergency reading within this time."""


@dataclass(frozen=True, slots=True)
class Use:
    """One emergency reading, for whom it concerns: `what` is review, note or mine.

    `ends_at` is when it ends at the latest, None when nothing is open any more. The three sealed ones lie under a key
    of this use's own, wrapped by the node's; they go with the keys of the file.
    """

    what: str
    id: UUID
    case: UUID
    reader: str
    profession: Profession
    sections: tuple[Section, ...]
    reason: EmergencyReason
    at: datetime
    ends_at: datetime | None
    due_at: datetime
    words: bytes | None
    wrapped: bytes | None
    verdict_words: bytes | None


@dataclass(frozen=True, slots=True)
class Seen:
    """One emergency reading as the person is told of it: agency and role, and never the member."""

    at: datetime
    agency: UUID
    role: str
    sections: tuple[Section, ...]
    reason: EmergencyReason
    verdict: str
    """What the second person said; "" while nobody has looked."""
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """How often at this node, in the last twelve months; `waiting` and `late` are of now."""

    used: int
    waiting: int
    late: int
    reviewed_in_time: int
    not_justified: int


@dataclass(frozen=True, slots=True)
class Published:
    """What anybody may know of this node: whole months only, so that no number tells what happened yesterday."""

    since: date
    until: date
    used: int
    reviewed_in_time: int
    not_justified: int


def offer(case: UUID) -> dict[Section, bool] | None:
    """The sections of a case of the own agency that the member could read, and whether each is open already.

    None where there is no such case or no such right: neither is told from the other. What the person's agreement does
    not let be read any more is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT section, is_open, is_agreed FROM access.emergency_offer(%s)", [case])
        rows = cursor.fetchall()
    return {Section(section): is_open for section, is_open, is_agreed in rows if is_agreed} if rows else None


def case_numbered(number: str) -> UUID | None:
    """The own agency's file of this number, for who could read it in an emergency."""
    found: UUID | None = called("SELECT access.case_numbered(%s)", [number])
    return found


def block() -> str:
    """What of earlier stands against it, as the code of a reason; "" for nothing."""
    return str(called("SELECT access.emergency_block()", []))


def read(
    *,
    use: UUID,
    case: UUID,
    sections: Sequence[Section],
    reason: EmergencyReason,
    sealed: tuple[bytes, bytes],
    rest: timedelta,
) -> datetime:
    """Open these sections in this sign-in; until when. `sealed` are the words and their wrapped key, `rest` is how long
    the sign-in can last."""
    ends_at: datetime = called(
        "SELECT access.break_glass(%s, %s, %s, %s, %s, %s, %s, %s)",
        [use, case, [str(section) for section in sections], PURPOSE, reason, *sealed, rest],
    )
    return ends_at


def close(why: str) -> int:
    """The acting member's emergency readings of this sign-in end; how many sections. `why`: by_reader, signed_out."""
    return int(called("SELECT access.close_glass(%s)", [why]))


def review(use: UUID, verdict: EmergencyVerdict, words: bytes | None) -> None:
    """A second person has looked. What was not justified ends at once."""
    called("SELECT access.review_break_glass(%s, %s, %s)", [use, verdict, words])


def note(use: UUID) -> None:
    """A supervisor knows that it was not justified."""
    called("SELECT access.note_glass(%s)", [use])


def for_me() -> list[Use]:
    """What concerns the acting member, the oldest first, at most fifty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.glass_for_me()")
        rows = cursor.fetchall()
    return [
        Use(
            what, use, case, reader, Profession(profession), tuple(map(Section, sections)), EmergencyReason(reason),
            at, ends_at, due_at, *(None if sealed is None else bytes(sealed) for sealed in under_key),
        )
        for what, use, case, reader, profession, sections, reason, at, ends_at, due_at, *under_key in rows
    ]  # fmt: skip


def is_late(at: datetime) -> bool:
    """Whether a reading of the acting member has waited for its second person beyond its time."""
    return block() == "earlier_use_not_reviewed" and any(
        one.what == "mine" and one.due_at <= at for one in for_me()
    )


def of_case(case: UUID) -> list[Seen]:
    """The emergency readings of a case that the member has in hand, newest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.emergencies_of(%s)", [case])
        rows = cursor.fetchall()
    return [
        Seen(at, agency, role, tuple(map(Section, sections)), EmergencyReason(reason), verdict, reviewed_at)
        for at, agency, role, sections, reason, verdict, reviewed_at in rows
    ]


def numbers() -> Numbers:
    """Those of the node; nobody needs to act."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.glass_numbers()")
        row = cursor.fetchone()
    assert row is not None  # noqa: S101  (counts without FROM always have a row)
    return Numbers(*row)


def published() -> Published:
    """The twelve whole months before this one; nobody needs to act."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.glass_published()")
        row = cursor.fetchone()
    assert row is not None  # noqa: S101  (one row for the months, also where nothing happened)
    return Published(*row)


def forget_words() -> int:
    """In the worker's transaction: the words of a use go with the keys of its file; of how many."""
    return int(called("SELECT access.forget_glass_words()", []))
