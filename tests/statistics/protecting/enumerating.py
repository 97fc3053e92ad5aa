"""A third reading of what an outsider can know: every table of whole numbers that fits, counted out one by one."""

from collections.abc import Iterator, Mapping, Sequence

from safeconduct.statistics.protecting.dimension import Dimension, Region
from safeconduct.statistics.protecting.statements import Role, Statement


def intervals(
    dimensions: Sequence[Dimension], statements: Sequence[Statement], most: int, *, knows_reasons: bool
) -> dict[Region, tuple[int, int]]:
    """Lowest and highest value of each hidden cell over all tables with at most so many persons in a class."""
    found: dict[Region, tuple[int, int]] = {}
    rows = [
        (_places(dimensions, one.region), *_limits(one, most, knows_reasons=knows_reasons))
        for one in statements
    ]
    size = 1
    for each in dimensions:
        size *= len(each.atoms)
    for table in _tables(size, rows, most):
        for one, (places, *_) in zip(statements, rows, strict=True):
            if one.value is None:
                count = sum(table[place] for place in places)
                low, high = found.get(one.region, (count, count))
                found[one.region] = (min(low, count), max(high, count))
    return found


def _limits(one: Statement, most: int, *, knows_reasons: bool) -> tuple[int, int]:
    if one.value is not None:
        return one.value, one.value
    if knows_reasons and one.role is Role.SMALL:
        return 1, one.minimum - 1
    return (one.minimum if knows_reasons and one.role is Role.SECOND else 1), most * 100


def _places(dimensions: Sequence[Dimension], region: Region) -> list[int]:
    """The numbers of the finest cells inside a region, counted row by row."""
    places = [0]
    asked = dict(region)
    for one in dimensions:
        inside = one.atoms_of(asked[one.name]) if one.name in asked else frozenset(one.atoms)
        within = [at for at, atom in enumerate(one.atoms) if atom in inside]
        places = [place * len(one.atoms) + at for place in places for at in within]
    return places


def _tables(size: int, rows: Sequence[tuple[list[int], int, int]], most: int) -> Iterator[Mapping[int, int]]:
    """Every table, class by class; a line is looked at as soon as its last class has a number."""
    last: dict[int, list[tuple[list[int], int, int]]] = {place: [] for place in range(size)}
    for places, low, high in rows:
        last[max(places)].append((places, low, high))
    singles = {places[0]: (low, high) for places, low, high in rows if len(places) == 1}
    table: dict[int, int] = {}

    def filled(place: int) -> Iterator[Mapping[int, int]]:
        if place == size:
            yield table
            return
        low, high = singles.get(place, (0, most))
        for count in range(low, min(high, most) + 1):
            table[place] = count
            if all(low <= sum(table[one] for one in places) <= high for places, low, high in last[place]):
                yield from filled(place + 1)

    yield from filled(0)
