"""Which cells must stay open, for whom, and by how much: the promise, as the attack will ask for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from safeconduct.statistics.protecting.dimension import Region
from safeconduct.statistics.protecting.settings import Rules


class Knowing(StrEnum):
    """What the outsider knows beside the printed numbers."""

    MARKS = "marks"
    """That a hidden cell is hidden."""
    ROLES = "roles"
    """Also which hidden cells are small and which only protect them."""


@dataclass(frozen=True, slots=True)
class Target:
    """A cell that must stay open: for whom, and by how many persons from its lowest to its highest value."""

    cell: int
    knowing: Knowing
    need: int
    extra: int = 0
    """So many more, since the attacker came too near before. The bound does not know of it: it is no promise."""

    @property
    def wanted(self) -> int:
        """With what it needs in addition."""
        return self.need + self.extra


def hidden_already(
    at: Mapping[Region, int], known: NDArray[np.object_], rules: Rules, more: Mapping[Region, int]
) -> Iterable[Target]:
    """Every hidden cell twice: wide for who sees the marks, open for who knows the reasons. What an earlier edition
    has hidden for others must stay open too."""
    for one, place in at.items():
        role = known[place]
        if role is None:
            continue
        extra = more.get(one, 0)
        wide = rules.width - 1 if role.is_primary else rules.least - 1
        yield Target(place, Knowing.MARKS, wide, extra)
        yield Target(place, Knowing.ROLES, rules.least - 1 if role.is_counted else wide, extra)


def once_hidden(
    regions: Iterable[Region], free: Iterable[int], rules: Rules, more: Mapping[Region, int]
) -> Iterable[tuple[int, tuple[Target, ...]]]:
    """Every cell that may be hidden, twice: where it is, it must stay open itself."""
    named = tuple(regions)
    for place in free:
        extra = more.get(named[place], 0)
        yield place, tuple(Target(place, knowing, rules.least - 1, extra) for knowing in Knowing)
