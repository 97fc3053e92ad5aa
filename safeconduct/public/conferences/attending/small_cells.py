"""Counts that tell nothing of one person. Pure.

A count below MINIMUM is hidden. Whoever knows this rule could still compute some of them from the total: a single one,
or two that make two or eight together. So further cells are hidden, the smallest first and all that are equal, until
what is hidden could be something else. Where that cannot be reached, the total is hidden too. A test tries every way
to fill up to four groups.
"""

from collections.abc import Mapping
from dataclasses import dataclass

MINIMUM = 5
FEWEST_HIDDEN = 2


@dataclass(frozen=True, slots=True)
class Shown[K]:
    """What may be seen: None for a hidden count."""

    cells: dict[K, int | None]
    total: int | None

    @property
    def hides(self) -> bool:
        """Whether anything is hidden, which the page then says."""
        return self.total is None or None in self.cells.values()


def shown[K](counts: Mapping[K, int]) -> Shown[K]:
    """The counts of groups that do not overlap and together are all; their order is kept."""
    there = {key: count for key, count in counts.items() if count}
    hidden = {key for key, count in there.items() if count < MINIMUM}
    while hidden and not _is_enough(there, hidden) and len(hidden) < len(there):
        smallest = min(count for key, count in there.items() if key not in hidden)
        hidden |= {key for key, count in there.items() if count == smallest}
    cells = {key: None if key in hidden else count for key, count in counts.items()}
    total = sum(there.values())
    return Shown(cells, total if not hidden or _is_enough(there, hidden) else None)


def together[K](*groupings: Mapping[K, int]) -> list[Shown[K]]:
    """Several groupings of the same people: where one of them must hide its total, no other one may tell it."""
    found = [shown(each) for each in groupings]
    if all(each.total is not None for each in found):
        return found
    return [Shown(dict.fromkeys(each.cells), None) for each in found]


def alone(count: int) -> int | None:
    """A count that belongs to no total, as it may be seen."""
    return None if 0 < count < MINIMUM else count


def _is_enough[K](there: Mapping[K, int], hidden: set[K]) -> bool:
    counts = [there[key] for key in hidden]
    return len(counts) >= FEWEST_HIDDEN and sum(counts) >= MINIMUM and set(counts) != {MINIMUM - 1}
