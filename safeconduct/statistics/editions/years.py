"""The years of an edition, and of what was said: one year by itself, or several beside one another. Pure.

Where years are linked by an edition that is of several, the year is a dimension like any other: the attack then sees
each year beside their sum. Where nothing links them, nobody asks for the year.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from safeconduct.statistics.protecting.dimension import Dimension, Region
from safeconduct.statistics.protecting.pattern import Pattern
from safeconduct.statistics.protecting.statements import Statement
from safeconduct.statistics.protecting.tables import Facts, Layout
from safeconduct.vocabulary.editions import period

YEAR = "year"
ANOTHER = "another"
"""A class in which nobody is, so that no code unites all years: there is no end of time."""


@dataclass(frozen=True, slots=True)
class Span:
    """So many years, the last of which is `year`."""

    year: int
    years: int = 1

    @property
    def first(self) -> int:
        """The first of them."""
        return self.year - self.years + 1

    @property
    def code(self) -> str:
        """2025, or 2024-2025."""
        return period(self.year, self.years)

    @property
    def all(self) -> tuple[int, ...]:
        """Each of them."""
        return tuple(range(self.first, self.year + 1))


def spans(statements: Iterable[Statement], own: Span) -> list[Span]:
    """Every span of several years that something was said of, and the own one."""
    codes = {code for one in statements for name, code in one.region if name == YEAR}
    several = {own} | {_read(code) for code in codes}
    return sorted((one for one in several if one.years > 1), key=lambda one: (one.year, one.years))


def _read(code: str) -> Span:
    first, _dash, last = code.partition("-")
    return Span(int(last or first), int(last or first) - int(first) + 1)


def dated(region: Region, span: Span) -> Region:
    """The same persons, of these years."""
    return tuple(sorted((*region, (YEAR, span.code))))


def undated(region: Region) -> Region:
    """Without the years."""
    return tuple(pair for pair in region if pair[0] != YEAR)


def layout_of(layout: Layout, span: Span) -> Layout:
    """The same table, of these years."""
    return Layout(layout.name, (*layout.codes, (YEAR, (span.code,))))


def plain(layout: Layout) -> Layout:
    """Without the years."""
    return Layout(layout.name, tuple(pair for pair in layout.codes if pair[0] != YEAR))


def plain_pattern(pattern: Pattern) -> Pattern:
    """A pattern that is of one span, as its document and its row of the ledger say it: without the years."""
    return replace(
        pattern,
        dimensions=tuple(one for one in pattern.dimensions if one.name != YEAR),
        layouts=tuple(map(plain, pattern.layouts)),
        cells=tuple(sorted((undated(one), role) for one, role in pattern.cells)),
        values={undated(one): value for one, value in pattern.values.items()},
    )


def together(by_year: Mapping[int, Facts], several: Iterable[Span]) -> Facts:
    """Facts of linked years, which have the same dimensions, with the year as one more."""
    years = sorted(by_year)
    dimension = Dimension(
        YEAR,
        (*map(str, years), ANOTHER),
        tuple((one.code, tuple(map(str, one.all))) for one in several),
    )
    counts: dict[tuple[str, ...], int] = defaultdict(int)
    agencies: dict[tuple[str, ...], frozenset[str]] = {}
    for year in years:
        for place, number in by_year[year].counts.items():
            counts[*place, str(year)] += number
            agencies[*place, str(year)] = by_year[year].agencies.get(place, frozenset())
    return Facts((*by_year[years[0]].dimensions, dimension), dict(counts), agencies)
