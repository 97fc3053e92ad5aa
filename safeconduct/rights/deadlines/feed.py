"""The address of a member's calendar: made, ended, and looked at for every request; what the calendar says.

Promised: the address is a secret of 256 bits, of which the database keeps the SHA-256 where no serving role sees it.
What it opens is asked as its member, under the row policies of every page: a day, a right and the number of a file.
Of a lawyer's matters, links and claims it says the day and the number of the file, and not which of them it is.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.utils.translation import gettext as _

from safeconduct.access.acting import acting
from safeconduct.access.clock import domain_now
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor, member
from safeconduct.agencies.reading import for_reader
from safeconduct.audit.actions import anonymous, record
from safeconduct.cases.emergency.forms import number_of
from safeconduct.rights.codes import Right, label
from safeconduct.rights.deadlines.calendar import Event, written
from safeconduct.vocabulary.identifiers import MemberId

MOST = 1000
_MINE = """
SELECT d.id, d.due, d.right_code, d.case_id, COALESCE(d.moved_at, d.saved_at)
  FROM rights.deadline d
 WHERE d.state = 'open'
   AND (d.owner_id = (SELECT access.current_member())
        OR d.case_id IN (SELECT m.case_id FROM access.my_grants() m WHERE m.basis = 'lead' AND m.section = 'plan'))
 ORDER BY d.due, d.id LIMIT %s
"""
_OF_CLAIMS = """
SELECT c.claim_id, d.due, c.case_id, c.saved_at
  FROM (SELECT DISTINCT ON (k.case_id, k.claim_id) k.case_id, k.claim_id, k.days, k.saved_at
          FROM rights.claim k
         WHERE k.case_id = ANY (ARRAY(SELECT m.case_id FROM access.my_grants() m
                                       WHERE m.section = 'legal' AND m.basis IN ('lead', 'place')))
         ORDER BY k.case_id, k.claim_id, k.version DESC) c, unnest(c.days) AS d(due)
 ORDER BY d.due, c.claim_id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Bare:
    """A day of which a calendar says the number of the file, and nothing else."""

    of: UUID
    day: date
    case: UUID
    changed_at: datetime


_sources: list[Callable[[], Iterable[Bare]]] = []


def register(source: Callable[[], Iterable[Bare]]) -> None:
    """Days of a room above, asked as the member under its row policies. Called once, when the application starts."""
    _sources.append(source)


@dataclass(frozen=True, slots=True)
class Entered:
    """An address that was asked for. `state` is open, limited or ended."""

    feed: UUID
    member: MemberId
    state: str
    is_first: bool
    """Whether one that ended is asked for the first time of this day."""


@dataclass(frozen=True, slots=True)
class Own:
    """The acting member's calendar, without its address, which is shown once."""

    made_at: datetime
    used_on: date | None


def digest(secret: str) -> bytes:
    """As the database keeps it."""
    return hashlib.sha256(secret.encode()).digest()


@transaction.atomic
def make(*, by: Member, at: datetime) -> str:
    """A new secret of the acting member, returned this once; the one before opens nothing any more."""
    secret = secrets.token_urlsafe(32)
    made = _one("SELECT rights.make_feed(%s)", [digest(secret)])
    record("feed:made", by=as_actor(by), at=at, detail={"feed": str(made)})
    return secret


@transaction.atomic
def end(*, by: Member, at: datetime) -> None:
    """It opens nothing from the next request on."""
    if ended := _one("SELECT rights.end_feed()", []):
        record("feed:ended", by=as_actor(by), at=at, detail={"feed": str(ended)})


def mine() -> Own | None:
    """The acting member's, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT made_at, used_on FROM rights.my_feed()")
        row = cursor.fetchone()
    return Own(*row) if row else None


def enter(secret: str) -> Entered | None:
    """Whose address this is and whether it opens anything now, counted. None for one that this node never gave.

    One that has ended is recorded, once a day: a calendar that nobody took out asks all day long.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT feed_id, member_id, state, is_first FROM rights.enter_feed(%s)", [digest(secret)]
        )
        row = cursor.fetchone()
        if row and row[3]:
            record(
                "feed:refused", by=anonymous(), at=domain_now(), refused="feed_ended",
                detail={"feed": str(row[0]), "member": str(row[1])},
            )  # fmt: skip
    return Entered(row[0], MemberId(row[1]), row[2], row[3]) if row else None


def calendar_of(who: MemberId) -> bytes:
    """The open deadlines of the files that the member leads, and their own, in their language."""
    with acting(who) as at:
        by = member(who)
        with connection.cursor() as cursor:
            cursor.execute(_MINE, [MOST])
            rows = cursor.fetchall()
        bare = [*_of_claims(), *(one for source in _sources for one in source())]
        cases = sorted({str(row[3]) for row in rows} | {str(one.case) for one in bare})
        record("list:deadlines", by=as_actor(by), at=at, detail={"cases": cases})
    with for_reader(by.language):
        events = [
            Event(one, due, f"{_('File')} {number_of(case)}: {label(Right(right))}", changed)
            for one, due, right, case, changed in rows
        ]
        events += [_bare(one) for one in bare]
        return written(_("Deadlines"), events)


def _of_claims() -> list[Bare]:
    with connection.cursor() as cursor:
        cursor.execute(_OF_CLAIMS, [MOST])
        return [Bare(*row) for row in cursor.fetchall()]


def _bare(one: Bare) -> Event:
    """Its name in the calendar is its own: of two days of one matter nobody sees that they belong together."""
    says = f"{_('File')} {number_of(one.case)}"
    return Event(uuid5(one.of, one.day.isoformat()), one.day, says, one.changed_at)


def _one(sql: str, values: list[bytes]) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row else None
