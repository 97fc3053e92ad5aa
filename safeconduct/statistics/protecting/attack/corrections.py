"""Two states of the facts beside each other: who was added or taken out, as far as printed numbers say it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from safeconduct.statistics.protecting.attack.findings import Finding, Found
from safeconduct.statistics.protecting.attack.system import Grid, Places, TooLarge
from safeconduct.statistics.protecting.dimension import Dimension, Region
from safeconduct.statistics.protecting.statements import Statement

MOST_CHANGED = 2_000


def corrections(dimensions: Iterable[Dimension], statements: Sequence[Statement]) -> list[Finding]:
    """Groups whose change between an edition and the newest state follows from printed numbers, and is small."""
    states = sorted({one.facts for one in statements}, reverse=True)
    if len(states) < 2:
        return []
    grid = Grid(dimensions, statements)
    return [found for state in states[1:] for found in _between(grid, statements, state, states[0])]


def _between(grid: Grid, statements: Sequence[Statement], old: str, new: str) -> Iterator[Finding]:
    """Every difference is an equation over the groups that may have changed; which groups does it settle?"""
    now = _printed(statements, new)
    before = _printed(statements, old)
    both = sorted(now.keys() & before.keys())
    same = np.zeros(grid.size, dtype=bool)
    for one in both:
        if now[one] == before[one]:
            same[grid.places(one)] = True
    changed = np.flatnonzero(~same)
    if len(changed) > MOST_CHANGED and any(now[one] != before[one] for one in both):
        raise TooLarge("The correction changes too many groups to be examined.")
    known = [one for one in both if now[one] != before[one]]
    if not known:
        return
    rows = np.array([_row(grid, one, changed) for one in known])
    differences = np.array([float(now[one] - before[one]) for one in known])
    minimum = {one.region: one.minimum for one in statements}
    yield from _left_over(grid, both, now, before, minimum)
    for region in sorted({one.region for one in statements if one.facts in (old, new)}):
        row = _row(grid, region, changed)
        weights, *_ = np.linalg.lstsq(rows.T, row, rcond=None)
        if row.any() and np.allclose(weights @ rows, row, atol=1e-6):
            difference = round(abs(float(weights @ differences)))
            if 0 < difference < minimum[region]:
                yield Finding(Found.CORRECTION, region, difference, difference)


def _left_over(
    grid: Grid,
    both: Sequence[Region],
    now: Mapping[Region, int],
    before: Mapping[Region, int],
    minimum: Mapping[Region, int],
) -> Iterator[Finding]:
    """What is left of a change when the changes of the printed cells inside it are taken away."""
    places = {one: frozenset(grid.places(one).tolist()) for one in both}
    for whole in both:
        left, change = set(places[whole]), now[whole] - before[whole]
        for one in sorted(both, key=lambda other: (-len(places[other]), other)):
            if places[one] < places[whole] and places[one] <= left:
                left -= places[one]
                change -= now[one] - before[one]
        if 0 < abs(change) < minimum[whole]:
            yield Finding(Found.CORRECTION, whole, abs(change), abs(change))


def _printed(statements: Sequence[Statement], state: str) -> dict[Region, int]:
    return {one.region: one.value for one in statements if one.facts == state and one.value is not None}


def _row(grid: Grid, region: Region, changed: Places) -> NDArray[np.float64]:
    inside = np.zeros(grid.size, dtype=np.float64)
    inside[grid.places(region)] = 1.0
    return np.take(inside, changed)
