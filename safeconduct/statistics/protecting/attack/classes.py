"""In which class all of a small group are: to be read from zeros alone, without a programme."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safeconduct.statistics.protecting.attack.findings import Demand, Finding, Found
from safeconduct.statistics.protecting.attack.system import Grid
from safeconduct.statistics.protecting.dimension import Dimension, Region
from safeconduct.statistics.protecting.statements import Statement


def in_one_class(
    dimensions: Iterable[Dimension],
    statements: Sequence[Statement],
    demand: Demand,
    already: Sequence[Statement] = (),
) -> list[Finding]:
    """Small hidden groups of which zeros leave one class of a sensitive dimension. What `already`, said earlier, gives
    away by itself can be taken back by nobody, and is no finding. Raises TooLarge."""
    if not demand.sensitive:
        return []
    dimensions = tuple(dimensions)
    old = set(_given_away(dimensions, already, demand.sensitive))
    new = [one for one in _given_away(dimensions, statements, demand.sensitive) if one not in old]
    regions = dict.fromkeys(region for region, _name in new)
    return [Finding(Found.ONE_CLASS, region) for region in regions if region not in demand.nobody]


def _given_away(
    dimensions: Sequence[Dimension], statements: Sequence[Statement], sensitive: Collection[str]
) -> Iterator[tuple[Region, str]]:
    """(group, dimension) of the newest state of the facts."""
    newest = max((one.facts for one in statements), default="")
    statements = [one for one in statements if one.facts == newest]
    grid = Grid(dimensions, statements)
    empty = np.zeros(grid.size, dtype=bool)
    for one in statements:
        if one.value == 0:
            empty[grid.places(one.region)] = True
    left = _Left(grid, empty)
    small = [one.region for one in statements if one.value is None and one.role.is_counted]
    large = {(), *(one.region for one in statements if one.region not in set(small))}
    for name in sorted(sensitive):
        of_many = [left.of(region) for region in sorted(large) if left.is_one_class(region, name)]
        for region in small:
            if left.is_one_class(region, name) and not any(left.of(region) <= one for one in of_many):
                yield region, name


@dataclass(frozen=True, slots=True)
class _Left:
    """The finest groups that no zero says of that nobody is in them. What is so of all of a large group that a small
    one is in is a number about many."""

    grid: Grid
    empty: NDArray[np.bool_]

    def is_one_class(self, region: Region, name: str) -> bool:
        """Whether zeros leave one class of several."""
        places = self.grid.places(region)
        possible = self.grid.classes(places[~self.empty[places]], name)
        return len(possible) == 1 < len(self.grid.classes(places, name))

    def of(self, region: Region) -> frozenset[int]:
        """Those of a region."""
        places = self.grid.places(region)
        return frozenset(places[~self.empty[places]].tolist())
