"""Days that rules gave, counted anew after a release: first told, then moved in portions by the worker.

Promised: what somebody entered from a document is neither seen nor moved. Each portion is a transaction that marks its
rows as done, so whoever stops it and starts again goes on. A rule that gives no day any more takes none away: the day
stays, and says so.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.db import connection

from safeconduct.access.acting import working
from safeconduct.audit.actions import Actor, Entry, record_all
from safeconduct.rights.deadlines.rules import NO_RULE, Moved, day_by, hash_of, version_of
from safeconduct.rights.rule import Book
from safeconduct.vocabulary.sections import Section

AT_ONCE = 5000
BY = Actor(kind="clock", id="", role="clock")

_STALE = (
    "origin = 'rule' AND state = 'open' AND rule_hash <> 'none' AND rule || '/' || rule_hash <> ALL (%s) "
    "AND (%s = '' OR rule = %s)"
)
_GROUPS = f"""
SELECT rule, triggered_on, law_on, country, due, count(*) FROM rights.deadline WHERE {_STALE} GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608 - constants of this module alone
_PORTION = f"""
SELECT id, case_id, rule, triggered_on, law_on, country, due FROM rights.deadline WHERE {_STALE}
 LIMIT %s FOR UPDATE
"""  # noqa: S608 - likewise
_MOVE = """
UPDATE rights.deadline d
   SET due = n.due, rule_hash = n.hash, confidence = COALESCE(NULLIF(n.confidence, ''), d.confidence),
       was = CASE WHEN n.why = '' THEN d.was ELSE d.due END,
       moved_why = CASE WHEN n.why = '' THEN d.moved_why ELSE n.why END,
       moved_at = CASE WHEN n.why = '' THEN d.moved_at ELSE %s END
  FROM unnest(%s::uuid[], %s::date[], %s::text[], %s::text[], %s::text[]) AS n (id, due, hash, confidence, why)
 WHERE d.id = n.id
"""


@dataclass(frozen=True, slots=True)
class New:
    """What a day is counted anew; `why` is "" where it stays."""

    due: date
    hash: str
    confidence: str
    why: str


@dataclass(slots=True)
class Told:
    """What would happen, or has: how many days stay, and by which rule how many move or lose their rule."""

    stay: int = 0
    move: Counter[str] = field(default_factory=Counter)
    gone: Counter[str] = field(default_factory=Counter)

    def add(self, rule: str, new: New, n: int) -> None:
        """Count `n` days more."""
        match new.why:
            case "":
                self.stay += n
            case Moved.RULE:
                self.move[rule] += n
            case _:
                self.gone[rule] += n

    @property
    def all(self) -> int:
        """How many days were counted by another version of their rule."""
        return self.stay + self.move.total() + self.gone.total()


def marks(packs: Book) -> list[str]:
    """What stands in the rows of days that need no counting: each version of each rule with its hash."""
    return [f"{rule.id}/{hash_of(rule)}" for rule in packs.rules]


class Recount:
    """One counting anew by these packs, of all rules or of `only` one."""

    def __init__(self, packs: Book, only: str = "") -> None:
        self._rules = packs.rules
        self._which: tuple[list[str], str, str] = (marks(packs), only, only)
        self._day = lru_cache(100_000)(self._new)

    def told(self) -> Told:
        """What it would do. Nothing is changed."""
        found = Told()
        with working(), connection.cursor() as cursor:
            cursor.execute(_GROUPS, self._which)
            for rule, triggered_on, law_on, country, due, n in cursor.fetchall():
                found.add(rule, self._day(rule, triggered_on, law_on, country, due), n)
        return found

    def apply(self, say: Callable[[int], None]) -> Told:
        """Do it, in portions; `say` hears how many are done."""
        found = Told()
        while (portion := self.portion()).all:
            found.stay += portion.stay
            found.move += portion.move
            found.gone += portion.gone
            say(found.all)
        return found

    def portion(self, keep: Callable[[Told], None] = lambda _told: None) -> Told:
        """Move the next ones, none when none is left. `keep` writes what was done in the same transaction."""
        found = Told()
        with working() as at, connection.cursor() as cursor:
            cursor.execute(_PORTION, (*self._which, AT_ONCE))
            rows = cursor.fetchall()
            news = [self._day(*row[2:]) for row in rows]
            if rows:
                self._move([row[0] for row in rows], news, at)
            moved = [(row[1], row[2], new) for row, new in zip(rows, news, strict=True) if new.why]
            record_all([_entry(*one) for one in moved], by=BY, at=at)
            for row, new in zip(rows, news, strict=True):
                found.add(row[2], new, 1)
            keep(found)
        return found

    def _move(self, ids: Sequence[UUID], news: Sequence[New], at: datetime) -> None:
        with connection.cursor() as cursor:
            values = [[getattr(new, name) for new in news] for name in ("due", "hash", "confidence", "why")]
            cursor.execute(_MOVE, [at, list(ids), *values])

    def _new(self, rule: str, triggered_on: date, law_on: date, country: str, due: date) -> New:
        version = version_of(self._rules, rule, law_on)
        by_rule = day_by(version, triggered_on, country)
        if version is None or by_rule is None:
            return New(due, NO_RULE, "", Moved.GONE)
        day, confidence = by_rule
        return New(day, hash_of(version), confidence, "" if day == due else Moved.RULE)


def _entry(case: UUID, rule: str, new: New) -> Entry:
    return Entry("rights:deadline_recounted", case, Section.PLAN, detail={"rule": rule, "why": str(new.why)})
