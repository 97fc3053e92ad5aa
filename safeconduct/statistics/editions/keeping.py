"""What is kept before all else as far as it may be said: the total of all, and those of status, sex and age. Pure.

The cheapest pattern in persons may hide the three totals of status to save smaller cells that few would miss. So they
are taken for public from the start, and hidden only where nothing else would do.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from safeconduct.statistics.editions.tables import NAMES, TOTAL, Counted
from safeconduct.statistics.protecting.dimension import Region
from safeconduct.statistics.protecting.settings import Rules
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.statistics.protecting.tables import Layout

DETAILS = ("status", "sex", "age")
"""What a table may have beside the dimension that it is about: statistics-19a.md section 1."""
FEWEST_LEFT = 2
"""Classes of a detail of which no total is kept: one alone would be the total less all others."""

type Said = Sequence[Statement]


def tries(counted: Counted, asked: Iterable[Layout], ledger: Said, rules: Rules) -> list[Said]:
    """The ledger as it is tried, one after the other: with totals and the total of all as if said, with that, as is."""
    in_tables = {name for one in asked for name in one.dimensions}
    with_total = pinned(counted, ledger, rules)
    totals = [one for name in DETAILS if name in in_tables for one in _totals(counted, name, ledger, rules)]
    return [
        *([[*with_total, *totals]] if totals and with_total is not ledger else []),
        *([with_total] if with_total is not ledger else []),
        ledger,
    ]


def pinned(counted: Counted, ledger: Said, rules: Rules) -> Said:
    """The ledger with the total of all as if it were said already; the same where that may not be said."""
    return (
        [*ledger, _kept(counted.whole, counted.persons, rules)]
        if may_be_said(counted, ledger, rules)
        else ledger
    )


def may_be_said(counted: Counted, ledger: Said, rules: Rules) -> bool:
    """Whether the total may be told at all: of several agencies, and not changed by few since it was last said."""
    return _is_open(counted.whole, counted.persons, len(counted.in_tables), ledger, rules)


def _totals(counted: Counted, name: str, ledger: Said, rules: Rules) -> list[Statement]:
    """Of one detail the totals that may be said beside one another.

    What is left has two classes at least, and as many persons as would be left of two that are large enough.
    """
    counts, agencies = _by_class(counted, name)
    open_: list[tuple[int, Region]] = []
    left: list[tuple[int, Region]] = []
    for number, code in sorted((number, code) for code, number in counts.items()):
        region = _region(counted, name, code)
        is_open = _is_open(region, number, len(agencies[code]), ledger, rules)
        (open_ if is_open else left).append((number, region))
    while left and open_ and not _hides_one_another([number for number, _region in left], rules):
        left.append(open_.pop(0))
    return [_kept(region, number, rules) for number, region in open_]


def _hides_one_another(left: Sequence[int], rules: Rules) -> bool:
    return len(left) >= FEWEST_LEFT and sum(left) >= FEWEST_LEFT * rules.minimum


def _by_class(counted: Counted, name: str) -> tuple[dict[str, int], dict[str, set[str]]]:
    counts: dict[str, int] = defaultdict(int)
    agencies: dict[str, set[str]] = defaultdict(set)
    for place, number in counted.own():
        code = place[NAMES.index(name)]
        counts[code] += number
        agencies[code] |= counted.facts.agencies.get(place, frozenset())
    return counts, agencies


def _region(counted: Counted, name: str, code: str) -> Region:
    return tuple(sorted((*counted.whole, (name, code))))


def _is_open(region: Region, number: int, agencies: int, ledger: Said, rules: Rules) -> bool:
    was = [one.value for one in ledger if one.region == region]
    changes = [None if one is None else abs(number - one) for one in was]
    is_large = number >= rules.minimum and agencies >= rules.fewest_agencies
    return is_large and all(one is not None and (one == 0 or one >= rules.minimum) for one in changes)


def _kept(region: Region, number: int, rules: Rules) -> Statement:
    return Statement(region, number, Role.SHOWN, rules.minimum, facts=TOTAL)
