"""Paper codes: a person's own view without an account, as the database keeps it. Decision 18 says why it is so.

A code is eighteen digits of chance and two that tell a slip of the hand. The database keeps a keyed mark of it
(`paper_marks.py`) and shows it to no serving role. Who looks by one is no member: `looking` opens the transaction.
"""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import connection, transaction

from safeconduct.access import acting, paper_marks
from safeconduct.access.doors import called
from safeconduct.access.ring import ring
from safeconduct.audit.actions import Actor
from safeconduct.keys import context

CHANCE, GROUP = 18, 4
LONGEST_DAYS, DEFAULT_DAYS = 90, 30
LASTS = timedelta(minutes=10)
"""So long a look shows something; the database sets the same."""
FAILURES, NEAR = 5, timedelta(minutes=15)
"""So many codes that open nothing from one address; then that address waits."""
ALL_FAILURES, FAR = 600, timedelta(hours=1)
"""The same from all addresses together; then everybody waits."""


class Part(StrEnum):
    """What a paper code can show. The lead and the person choose."""

    APPOINTMENTS = "appointments"
    CONSENTS = "consents"
    PLAN = "plan"
    SEEN = "seen"


DEFAULT = (Part.APPOINTMENTS, Part.CONSENTS)
"""What is chosen when nobody has chosen: the least that is of use."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of typing a code: `state` is open, unknown or wait. With open, `key` is for that browser alone."""

    state: str
    wait: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Looking:
    """Whoever looks by a paper code, in this transaction."""

    paper: UUID
    case: UUID
    agency: UUID
    parts: frozenset[Part]
    hours: bool
    language: str
    until: datetime
    ends_at: datetime
    at: datetime
    """The domain time of the transaction."""

    def as_actor(self) -> Actor:
        """How the audit names a person: by the paper, never by a name."""
        return Actor(kind="person", id=str(self.paper), role="person", agency=self.agency)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper code of a case, as its page lists it; `ended` is why it opens nothing, or ""."""

    id: UUID
    parts: tuple[Part, ...]
    hours: bool
    language: str
    made_at: datetime
    until: datetime
    ended_at: datetime | None
    ended: str
    tried_at: datetime | None
    """When somebody typed it after it had ended."""
    looks: int
    last_look: datetime | None


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a member is to know of codes that were tried: how many within a day, and files whose ended code was."""

    guesses: int
    tried: tuple[UUID, ...]


def new_code() -> str:
    """Twenty digits: 10 to the power of 18 that nobody can guess, and the two of ISO/IEC 7064 (MOD 97-10)."""
    chance = "".join(str(secrets.randbelow(10)) for _ in range(CHANCE))
    return chance + f"{98 - int(chance) * 100 % 97:02d}"


def in_groups(code: str) -> str:
    """As it is printed: five groups of four."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """The digits of what was typed, in whatever digits and with whatever stands between them."""
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def could_be_one(code: str) -> bool:
    """Whether it is well formed. What is not was mistyped: it is not asked of the database and counts for nothing."""
    return len(code) == CHANCE + 2 and int(code) % 97 == 1


@transaction.atomic
def make(
    paper_id: UUID, case: UUID, parts: Sequence[Part], *, hours: bool, language: str, until: datetime
) -> str:
    """A new code of the acting lead, shown this once; one before it ends. Raises AccessRefused."""
    code = new_code()
    kept = paper_marks.to_keep(code)
    given = [paper_id, case, kept, [part.value for part in parts], hours, language, until]
    called("SELECT access.make_paper(%s, %s, %s, %s, %s, %s, %s)", given)
    return code


def of_case(case: UUID) -> list[Paper]:
    """The papers of a case in hand, newest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.papers_of(%s)", [case])
        rows = cursor.fetchall()
    return [Paper(row[0], tuple(Part(one) for one in row[1]), *row[2:]) for row in rows]


def end(paper_id: UUID) -> UUID:
    """It shows nothing any more, at once; the case. Raises AccessRefused."""
    case: UUID = called("SELECT access.end_paper(%s)", [paper_id])
    return case


def enter(code: str, address: str) -> Entered:
    """Somebody types a well-formed code. Nobody acts; every try is one transaction that commits, whatever it says.

    The same is asked of the database for every code: one mark is looked up among marks, and one row is written.
    """
    key = secrets.token_urlsafe(32)
    with transaction.atomic(), connection.cursor() as cursor:
        mark, place = paper_marks.of(code, address)
        cursor.execute(
            "SELECT state, wait FROM access.enter_by_paper(%s, %s, %s)", [mark, place, _digest(key)]
        )
        row = cursor.fetchone()
    assert row is not None  # noqa: S101  (the function gives one row)
    state, wait = row
    return Entered(state, wait, key if state == "open" else "")


@contextmanager
def looking(key: str) -> Iterator[Looking | None]:
    """A transaction in which the look behind this key acts; None when it is over, or never was."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT access.look_by(%s)", [_digest(key)])
        row = cursor.fetchone()
    look = row[0] if row else None
    if look is None:
        yield None
        return
    with acting.as_somebody(context.look_token(ring(), look)) as at:
        yield _mine(at)


def close(*, and_paper: bool = False) -> None:
    """The look that acts is over, and with `and_paper` the code as well. Raises AccessRefused."""
    called("SELECT access.end_look(%s)", [and_paper])


def stop(consent: UUID) -> int:
    """For the look that acts: nothing more leaves under this consent; how many sections it was."""
    return int(called("SELECT access.stop_by_paper(%s)", [consent]))


def looks_of(case: UUID) -> list[datetime]:
    """When this case was looked at by a paper code, newest first; for who has it in hand or looks at it now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.looks_of(%s)", [case])
        return [at for (at,) in cursor.fetchall()]


def alarm() -> Alarm:
    """For the acting member."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT guesses, tried FROM access.paper_alarm()")
        row = cursor.fetchone()
    return Alarm(row[0], tuple(row[1])) if row else Alarm(0, ())


def _mine(at: datetime) -> Looking | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT paper_id, case_id, agency_id, parts, hours, language, until, ends_at FROM access.my_paper()"
        )
        row = cursor.fetchone()
    if row is None:
        return None
    paper_id, case, agency, parts, hours, language, until, ends_at = row
    return Looking(paper_id, case, agency, frozenset(map(Part, parts)), hours, language, until, ends_at, at)


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
