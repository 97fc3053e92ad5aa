"""The long work of an edition, as who prepares it: read the facts, hide, attack, look at coarser layouts beside.

Nothing is written but how far it has come, and at the end the whole of it: a process that is ended leaves a preparation
behind that is counted, and whoever opens its page next begins it anew.
"""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from safeconduct.access.acting import acting
from safeconduct.agencies.queries import as_actor, member
from safeconduct.audit.actions import record
from safeconduct.statistics import queries
from safeconduct.statistics.editions import store
from safeconduct.statistics.editions.closed import closed
from safeconduct.statistics.editions.counting import Read, read_span
from safeconduct.statistics.editions.document import About
from safeconduct.statistics.editions.kinds import KINDS, Kind
from safeconduct.statistics.editions.layouts import finer
from safeconduct.statistics.editions.ledger import Ledger, as_texts
from safeconduct.statistics.editions.outcomes import outcome
from safeconduct.statistics.editions.preparing import Beside, Longer, Prepared, Wanted, beside, prepare
from safeconduct.statistics.editions.rules import FIRST_YEAR
from safeconduct.statistics.editions.store import Preparation
from safeconduct.statistics.editions.tables import Counted
from safeconduct.statistics.editions.years import Span
from safeconduct.statistics.objecting import are_in_total
from safeconduct.statistics.protecting.cheaper import QUICK
from safeconduct.statistics.protecting.settings import Effort
from safeconduct.statistics.protecting.statements import Statement
from safeconduct.statistics.protecting.tables import Layout
from safeconduct.statistics.reading import Reader, reading
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.canonical import digest as digest_of
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.editions import MOST_YEARS
from safeconduct.vocabulary.identifiers import MemberId

SECONDS, SECONDS_BESIDE = 180.0, 20.0
"""So long one layout is looked at; then it is refused, and the next coarser one is tried."""
TO_SEARCH = 0.6
"""Which part of it may go to the search: the rest is for the attack, without which nothing is released."""
_TELL = "SELECT statistics.tell_edition(%s, %s)"
_FINISH = "SELECT statistics.finish_edition(%s, %s, %s, %s, %s, %s::jsonb, %s::jsonb)"


class Dropped(Exception):
    """The preparation is not counted any more."""


def run(preparation: UUID, by: UUID) -> bool:
    """Count it as who prepares it; False when it is not counted any more."""
    with acting(MemberId(by)):
        of = store.preparation(preparation)
        before = store.newest(of.kind, of.country, of.span)
        ledger, coverages = store.ledger(of.country, of.span), store.coverages(of.country, of.span)
        in_total = are_in_total(of.country)
    if of.state != "counting" or of.is_old:
        return False
    day = timezone.localtime(of.prepared_at).date()
    number = before.edition + 1 if before else 1
    about = About(of.country, of.year, number, day, of.reason, of.kind, of.years)
    with reading(MemberId(by)) as read:
        year = read_for(read, of, ledger, objectors_in_total=in_total)
    tell = _teller(preparation, by)
    at = Beside(
        ledger.of_persons, before.document if before else None, coverages, year.measures, ledger.of_measures
    )
    kind = KINDS[of.kind]
    wanted = wanted_of(of.wanted, kind)
    try:
        found = prepare(
            year.counted, wanted, about, year.coverage, at=at, effort=_effort(Effort(), SECONDS), tell=tell
        )
        if isinstance(found, Prepared):
            found = beside(
                year.counted, found, ledger=at.ledger, longer=_longer(of, by),
                effort=_effort(QUICK, SECONDS_BESIDE), tell=tell,
            )  # fmt: skip
            found = replace(found, closed=tuple(closed(
                kind, year.counted, at.ledger, finer(kind, found.loss.rung, (rung for rung, _ in found.refused)),
                effort=_effort(QUICK, SECONDS_BESIDE),
            ).items()))  # fmt: skip
    except Dropped:
        return False
    return _finish(of, found, ledger.seen, by)


def _longer(of: Preparation, by: UUID) -> dict[int, Longer]:
    """The same with one or two years before it."""
    first = of.span.first
    several = [Span(of.year, years) for years in range(of.years + 1, MOST_YEARS + 1)]
    return {one.years: _read_longer(of, one, by) for one in several if FIRST_YEAR <= one.first < first}


def _read_longer(of: Preparation, span: Span, by: UUID) -> Longer:
    def read() -> tuple[Counted, list[Statement]]:
        with acting(MemberId(by)):
            ledger = store.ledger(of.country, span)
        with reading(MemberId(by)) as own:
            return read_for(own, replace(of, years=span.years), ledger).counted, ledger.of_persons

    return read


def read_for(read: Reader, of: Preparation, ledger: Ledger, *, objectors_in_total: bool = True) -> Read:
    """The facts of its agencies that still name who prepares it: the row policies show no others."""
    seen = set(queries.agencies(read))
    agencies = sorted(str(one) for one in of.agencies if str(one) in seen)
    return read_span(
        read, agencies, of.span, ledger, measures=KINDS[of.kind].has_measures,
        objectors_in_total=objectors_in_total,
    )  # fmt: skip


def wanted_of(said: dict[str, Any], kind: Kind) -> Wanted:
    """What was asked for, as it is kept."""
    own = tuple(
        Layout(name, tuple((dimension, tuple(codes)) for dimension, codes in pairs))
        for name, pairs in said.get("tables", ())
    )
    return Wanted(kind.rung(said.get("rung")), own, bool(said.get("a4")))


def _effort(of: Effort, seconds: float) -> Callable[[], Effort]:
    """The same work at most, and a time after which the plain pattern is taken: each layout begins anew."""

    def begin() -> Effort:
        begun = time.monotonic()
        return replace(
            of,
            has_time=lambda: time.monotonic() < begun + TO_SEARCH * seconds,
            has_time_to_attack=lambda: time.monotonic() < begun + seconds,
        )

    return begin


def _teller(preparation: UUID, by: UUID) -> Callable[[str], None]:
    def tell(step: str) -> None:
        with acting(MemberId(by)):
            is_there = store.call(_TELL, [preparation, step])
        if not is_there:
            raise Dropped

    return tell


def _finish(of: Preparation, found: Prepared | Refused, seen: int, by: UUID) -> bool:
    with acting(MemberId(by)) as at:
        if isinstance(found, Refused):
            values = [of.id, "refused", seen, "", "", json.dumps({"refused": _said(found)}), "[]"]
            kept = store.call(_FINISH, values)
            what = "refused"
        else:
            said = [
                of.id, "ready", seen, digest_of(found.document), canonical(found.document).decode(),
                json.dumps(outcome(found)), json.dumps(as_texts(found.statements)),
            ]  # fmt: skip
            kept = store.call(_FINISH, said)
            what = "ready"
        if kept:
            record(f"edition:{what}", by=as_actor(member(by)), at=at, detail={"preparation": str(of.id)})
    return bool(kept)


def _said(refused: Refused) -> str:
    return refused.reason.code


def lock_of(preparation: UUID) -> bool:
    """Whether this process may work on it: one at a time holds a lock of the database's session."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [f"edition/{preparation}"])
        return bool((cursor.fetchone() or (False,))[0])
