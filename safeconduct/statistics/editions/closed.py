"""Layouts that what was said before has closed: nothing that is hidden in them makes them safe any more. Pure."""

import time
from collections.abc import Callable, Iterable, Sequence
from math import prod

from safeconduct.statistics.editions.kinds import Kind
from safeconduct.statistics.editions.preparing import RULES
from safeconduct.statistics.editions.tables import Counted
from safeconduct.statistics.protecting.hopeless import hopeless
from safeconduct.statistics.protecting.settings import Effort
from safeconduct.statistics.protecting.statements import Statement
from safeconduct.statistics.protecting.tables import Layout
from safeconduct.vocabulary.decisions import Reason

SECONDS = 3.0
"""So long all layouts of a year are looked at when its page is opened; what is not reached is offered."""
MOST_CELLS = 3_000
"""Of a layout: one attack is not ended in the middle."""


def closed(
    kind: Kind,
    counted: Counted,
    ledger: Sequence[Statement],
    rungs: Iterable[str] | None = None,
    effort: Callable[[], Effort] | None = None,
) -> dict[str, Reason]:
    """By rung why it cannot be released, the coarsest looked at first. Where nothing was said nothing is closed."""
    if not ledger or not counted.persons:
        return {}
    wanted = list(kind.ladder if rungs is None else rungs)
    found: dict[str, Reason] = {}
    effort = effort or _within(SECONDS)
    for rung in reversed(wanted):
        if inside := next((one for one in found if _holds(kind, rung, one)), None):
            found[rung] = found[inside]  # it prints every cell of a layout that is closed
            continue
        tables = [counted.asked(one) for one in kind.layouts(counted.facts, rung)]
        if not effort().attacks() or sum(map(_cells, tables)) > MOST_CELLS:
            continue
        why = hopeless(counted.facts, tables, ledger, RULES, effort())
        if why is not None:
            found[rung] = why
    return {rung: found[rung] for rung in wanted if rung in found}


def _within(seconds: float) -> Callable[[], Effort]:
    end = time.monotonic() + seconds
    return lambda: Effort(has_time=lambda: time.monotonic() < end)


def _holds(kind: Kind, finer: str, coarser: str) -> bool:
    """Whether each table of the coarser rung is a margin of one of the finer."""
    of = [set(kind.names(own, finer)) for own in kind.tables_on(finer).values()]
    return all(
        any(set(kind.names(own, coarser)) <= one for one in of) for own in kind.tables_on(coarser).values()
    )


def _cells(of: Layout) -> int:
    return prod(len(codes) for _name, codes in of.codes)
