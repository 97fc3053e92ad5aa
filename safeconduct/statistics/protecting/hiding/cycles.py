"""The plain way that others take, for tables of two dimensions: around each small cell the cheapest rectangle.

Every pair of sums, one down and one across, is a table of its own; in it each hidden cell gets the cheapest rectangle
of hidden cells, and what is hidden so is protected in turn (the hypercube of two dimensions; Hundepool and others say
what it can miss). It is a beginning for the search, and what the search is measured beside. It promises nothing.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from safeconduct.statistics.protecting.dimension import Region
from safeconduct.statistics.protecting.hiding.problem import Flags, Numbers, Places, Problem
from safeconduct.statistics.protecting.hiding.relations import Parts


def around(problem: Problem, parts: Mapping[str, Parts], names: Sequence[str]) -> Flags:
    """The free cells of all rectangles. `names` are the two dimensions."""
    down, across = (sorted(parts[name].sets) for name in names)
    at = {one: place for place, one in enumerate(problem.regions)}
    places = np.array(
        [[at.get(_region(names, (row, column)), -1) for column in across] for row in down], dtype=np.int64
    )
    costs = np.append(
        np.where(problem.free, problem.values, 0).astype(np.float64), np.inf
    )  # -1 is the last: no cell
    prices = costs[places]
    rows, columns = _sums(parts[names[0]], down), _sums(parts[names[1]], across)
    hidden = {int(place) for place in np.flatnonzero(problem.hidden)}
    waiting = [divmod(int(spot), len(across)) for spot in np.flatnonzero(np.isin(places, sorted(hidden)))]
    chosen = np.zeros(len(problem.regions), dtype=bool)
    while waiting:
        row, column = waiting.pop()
        for some_rows in (one for one in rows if row in one):
            for some_columns in (one for one in columns if column in one):
                for spot in _cheapest(prices, row, column, some_rows, some_columns):
                    if prices[spot] > 0:
                        chosen[places[spot]] = True
                        prices[spot] = 0.0
                        waiting.append(spot)
    return chosen & problem.free


def _region(names: Sequence[str], codes: tuple[str, str]) -> Region:
    return tuple(sorted((name, code) for name, code in zip(names, codes, strict=True) if code))


def _sums(parts: Parts, codes: Sequence[str]) -> list[Places]:
    """The codes of each sum, the whole among them, by their places."""
    at = {code: place for place, code in enumerate(codes)}
    return [
        np.array([at[code], *(at[one] for one in parts.of(code))], dtype=np.int64)
        for code in codes
        if parts.of(code)
    ]


def _cheapest(prices: Numbers, row: int, column: int, rows: Places, columns: Places) -> list[tuple[int, int]]:
    """The other three corners of the cheapest rectangle; none where there is no rectangle."""
    others, beside = rows[rows != row], columns[columns != column]
    costs = prices[np.ix_(others, beside)] + prices[others, column][:, None] + prices[row, beside][None, :]
    if not costs.size or not np.isfinite(costs.min()):
        return []
    at, by = divmod(int(costs.argmin()), len(beside))
    other, next_to = int(others[at]), int(beside[by])
    return [(other, next_to), (other, column), (row, next_to)]
