"""Numbers that nobody printed and everybody can work out: of several years from each, of one from the others. Pure.

The attack itself sees that while the facts stand. Once a year was corrected, what was printed of it is of an earlier
state, and the sum of old numbers beside a new one would say how many were added: so the sum counts as said.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from safeconduct.statistics.editions.years import Span, dated, undated
from safeconduct.statistics.protecting.dimension import Region
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.vocabulary.editions import MOST_YEARS

MOST = 12
"""Different numbers of one cell that are followed: each correction of a year makes some."""

type Known = dict[Span, set[int]]


def worked_out(said: Iterable[tuple[Span, Statement]], linked: Span) -> list[Statement]:
    """What follows from printed numbers of linked years and was not printed, each as if it had been said."""
    printed: dict[Region, Known] = defaultdict(lambda: defaultdict(set))
    minimum: dict[Region, int] = {}
    for span, one in said:
        if one.value is not None:
            printed[undated(one.region)][span].add(one.value)
            minimum[undated(one.region)] = one.minimum
    found = []
    for region, known in sorted(printed.items()):
        more = _followed(known, linked)
        for span in sorted(more, key=lambda one: (one.year, one.years)):
            new = sorted(more[span] - known.get(span, set()))
            found += [
                Statement(
                    dated(region, span), value, Role.SHOWN, minimum[region], facts=f"sum {span.code} {place}"
                )
                for place, value in enumerate(new)
            ]
    return found


def _followed(known: Mapping[Span, set[int]], linked: Span) -> Known:
    """All that sums and differences of neighbouring years give, again and again."""
    found: Known = {span: set(values) for span, values in known.items()}
    for _turn in range(MOST_YEARS):
        for first, second, both in _neighbours(linked):
            one, two, whole = (found.setdefault(span, set()) for span in (first, second, both))
            _add(whole, (a + b for a in tuple(one) for b in tuple(two)))
            _add(one, (c - b for c in tuple(whole) for b in tuple(two)))
            _add(two, (c - a for c in tuple(whole) for a in tuple(one)))
    return found


def _add(to: set[int], values: Iterable[int]) -> None:
    for value in values:
        if value >= 0 and len(to) < MOST:
            to.add(value)


def _neighbours(linked: Span) -> list[tuple[Span, Span, Span]]:
    """Two spans that follow one another, and both together, of at most so many years as an edition has."""
    return [
        (Span(year - years + part, part), Span(year, years - part), Span(year, years))
        for years in range(2, MOST_YEARS + 1)
        for year in linked.all[years - 1 :]
        for part in range(1, years)
    ]
