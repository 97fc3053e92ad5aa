"""The cell suppression problem as arrays: cells, what hiding each would cost, and how far an outsider could move it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safeconduct.statistics.protecting.dimension import Region
from safeconduct.statistics.protecting.hiding.relations import Relation
from safeconduct.statistics.protecting.hiding.targets import Knowing, Target, hidden_already, once_hidden
from safeconduct.statistics.protecting.settings import Rules
from safeconduct.statistics.protecting.statements import Role

type Numbers = NDArray[np.float64]
type Flags = NDArray[np.bool_]
type Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Problem:
    """Cells with somebody in them. `hidden` is hidden for certain, `free` may be hidden; the rest is shown."""

    regions: tuple[Region, ...]
    values: Places
    hidden: Flags
    free: Flags
    lowest: Mapping[Knowing, Numbers]
    highest: Mapping[Knowing, Numbers]
    rows: tuple[tuple[tuple[int, ...], tuple[float, ...]], ...]
    targets: tuple[Target, ...]
    """What is hidden for certain and must stay open."""
    seconds: Mapping[int, tuple[Target, ...]]
    """What must stay open where it is hidden."""

    @property
    def costs(self) -> Places:
        """What hiding loses: the persons that the cell counts."""
        return np.where(self.free, self.values, 0)

    def lost(self, pattern: Flags) -> int:
        """The persons in cells that are hidden only for the sake of others."""
        return int(self.costs[pattern].sum())

    def promised(self, pattern: Flags) -> list[Target]:
        """All that must stay open in a pattern: what is hidden for others too."""
        seconds = (self.seconds[place] for place in np.flatnonzero(pattern & self.free).tolist())
        return [*self.targets, *(one for both in seconds for one in both)]


def state(
    relations: Iterable[Relation],
    values: Mapping[Region, int],
    roles: Mapping[Region, Role],
    free: Iterable[Region],
    rules: Rules,
    more: Mapping[Region, int],
    fresh: Iterable[Region],
) -> Problem:
    """The problem of one release. `roles` are the hidden cells, earlier ones too; what has neither role nor freedom
    and is printed has the role SHOWN; all other cells were printed nowhere. `more` are cells that the attacker came
    too near to, with what they need in addition. Only what is tied to a `fresh` cell is in it."""
    relations = _tied(list(relations), {one for one, role in roles.items() if role is Role.SHOWN}, set(fresh))
    everything = {one for whole, inside in relations for one in (whole, *inside)} | set(fresh)
    still = {one for one in everything if roles.get(one) is Role.SHOWN}
    freed = set(free)
    regions = tuple(sorted(one for one in everything if one not in still))
    counts = np.array([values[one] for one in regions], dtype=np.int64)
    at = {one: place for place, one in enumerate(regions)}
    known = np.array([roles.get(one, None) for one in regions], dtype=object)
    is_free = np.array([one in freed and one not in roles for one in regions], dtype=bool)
    lowest, highest = _bounds(regions, counts, roles, is_free, rules)
    return Problem(
        regions,
        counts,
        ~is_free,
        is_free,
        lowest,
        highest,
        tuple(_rows(relations, at)),
        tuple(hidden_already(at, known, rules, more)),
        dict(once_hidden(regions, np.flatnonzero(is_free).tolist(), rules, more)),
    )


def _tied(relations: list[Relation], shown: set[Region], fresh: set[Region]) -> list[Relation]:
    """The relations that share a cell that can move with one of the fresh cells, directly or over others."""
    holding: dict[Region, list[Relation]] = defaultdict(list)
    for relation in relations:
        for one in (relation[0], *relation[1]):
            if one not in shown:
                holding[one].append(relation)
    found: dict[Relation, None] = {}
    waiting = sorted(fresh)
    seen = set(waiting)
    while waiting:
        for relation in holding[waiting.pop()]:
            found[relation] = None
            more = {one for one in (relation[0], *relation[1]) if one not in shown} - seen
            seen |= more
            waiting += more
    return sorted(found)


def _bounds(
    regions: tuple[Region, ...],
    values: Places,
    roles: Mapping[Region, Role],
    free: Flags,
    rules: Rules,
) -> tuple[dict[Knowing, Numbers], dict[Knowing, Numbers]]:
    """What each kind of outsider takes for the lowest and highest value of a hidden cell."""
    smallest = 0.0 if rules.hides_zeros else 1.0
    size = len(regions)
    lowest = {knowing: np.zeros(size) for knowing in Knowing}
    highest = {knowing: np.full(size, np.inf) for knowing in Knowing}
    for place, one in enumerate(regions):
        role = Role.SECOND if free[place] else roles.get(one)
        if role is None:
            continue
        if role is Role.LINE:
            highest[Knowing.ROLES][place] = rules.minimum - 1
            continue
        lowest[Knowing.MARKS][place] = smallest
        lowest[Knowing.ROLES][place] = rules.minimum if role is Role.SECOND else smallest
        if role is Role.SMALL:
            highest[Knowing.ROLES][place] = rules.minimum - 1
    for knowing in Knowing:  # what is true is possible, whatever was said of it when it was otherwise
        lowest[knowing] = np.minimum(lowest[knowing], values)
        highest[knowing] = np.maximum(highest[knowing], values)
    return lowest, highest


def _rows(
    relations: Iterable[Relation], at: Mapping[Region, int]
) -> Iterable[tuple[tuple[int, ...], tuple[float, ...]]]:
    """Each relation over the cells that can move: the whole less its parts is zero."""
    seen = set()
    for whole, inside in relations:
        signs = [(at[one], 1.0 if one == whole else -1.0) for one in (whole, *inside) if one in at]
        row = tuple(sorted(signs))
        if row and row not in seen:
            seen.add(row)
            yield tuple(place for place, _ in row), tuple(sign for _, sign in row)
