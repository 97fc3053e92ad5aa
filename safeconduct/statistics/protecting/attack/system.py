"""What an outsider writes down: unknown numbers of persons, and one line for each printed number about them.

The unknowns are the finest groups that the printed codes can tell apart, over all dimensions at once and over every
edition; this is the reading of somebody who has only the publications. Nothing of the suppression is used here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from safeconduct.statistics.protecting.dimension import Dimension, Region
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.vocabulary.errors import SafeconductError

type Places = NDArray[np.int64]

MOST_GROUPS = 2_000_000


class TooLarge(SafeconductError):
    """More groups than can be examined; publish fewer dimensions together."""


@dataclass(frozen=True, slots=True)
class System:
    """For each statement the unknowns that it counts; unknowns are numbered from 0."""

    statements: tuple[Statement, ...]
    counts: tuple[Places, ...]
    unknowns: int


def written_down(
    dimensions: Iterable[Dimension], statements: Sequence[Statement], *, linked: bool = True
) -> System:
    """The unknowns behind the statements. `linked`: groups of which no correction is visible are taken as unchanged
    from one state of the facts to the next; without it every state has unknowns of its own."""
    grid = Grid(dimensions, statements)
    states = sorted({one.facts for one in statements}, reverse=True)
    numbers = {states[0]: np.arange(grid.size, dtype=np.int64)} if states else {}
    following = grid.size
    for state in states[1:]:
        fresh = np.arange(following, following + grid.size, dtype=np.int64)
        following += grid.size
        same = _unchanged(grid, statements, state, states[0]) if linked else np.zeros(grid.size, dtype=bool)
        numbers[state] = np.where(same, numbers[states[0]], fresh)
    counts = [numbers[one.facts][grid.places(one.region)] for one in statements]
    return _without_nobody(tuple(statements), counts, following)


def _without_nobody(statements: tuple[Statement, ...], counts: list[Places], size: int) -> System:
    """Groups of which a printed zero says that there is nobody go; groups that are in the same lines are one."""
    empty = np.zeros(size, dtype=bool)
    for one, places in zip(statements, counts, strict=True):
        if one.value == 0:
            empty[places] = True
    lines: dict[int, list[int]] = defaultdict(list)
    for number, places in enumerate(counts):
        for place in places[~empty[places]].tolist():
            lines[place].append(number)
    alike: dict[tuple[int, ...], int] = {}
    for place in sorted(lines):
        alike.setdefault(tuple(lines[place]), len(alike))
    kept: list[list[int]] = [[] for _ in statements]
    for signature, unknown in alike.items():
        for number in signature:
            kept[number].append(unknown)
    return System(statements, tuple(np.array(one, dtype=np.int64) for one in kept), len(alike))


class Grid:
    """The finest groups over all dimensions that some statement asks, numbered row by row."""

    def __init__(self, dimensions: Iterable[Dimension], statements: Sequence[Statement]) -> None:
        asked: dict[str, set[str]] = defaultdict(set)
        for one in statements:
            for name, code in one.region:
                asked[name].add(code)
        self._names = sorted(asked)
        named = {dimension.name: dimension for dimension in dimensions}
        self._blocks = [_blocks(named[name], sorted(asked[name])) for name in self._names]
        self._shape = tuple(max(1, len(set(blocks.values()))) for blocks in self._blocks)
        if prod(self._shape) > MOST_GROUPS:
            raise TooLarge(
                f"These tables tell {prod(self._shape)} groups apart; at most {MOST_GROUPS} can be examined. "
                "Publish fewer dimensions together."
            )
        self.size = prod(self._shape)
        self._numbers = np.arange(self.size, dtype=np.int64).reshape(self._shape)
        self._of_code = [
            {code: sorted({blocks[atom] for atom in named[name].atoms_of(code)}) for code in asked[name]}
            for name, blocks in zip(self._names, self._blocks, strict=True)
        ]

    def places(self, region: Region) -> Places:
        """The groups that a region counts."""
        codes = dict(region)
        axes = [
            self._of_code[at][codes[name]] if name in codes else range(self._shape[at])
            for at, name in enumerate(self._names)
        ]
        return self._numbers[np.ix_(*axes)].ravel() if axes else self._numbers.ravel()

    def classes(self, places: Places, name: str) -> frozenset[str]:
        """The finest classes of a dimension that these groups are in; none where nothing asks the dimension."""
        if name not in self._names:
            return frozenset()
        at = self._names.index(name)
        blocks = set(np.unique(np.unravel_index(places, self._shape)[at]).tolist())
        return frozenset(atom for atom, block in self._blocks[at].items() if block in blocks)


def _blocks(dimension: Dimension, codes: Sequence[str]) -> Mapping[str, int]:
    """By finest class the number of its block: classes that the same codes hold are one."""
    known: dict[tuple[bool, ...], int] = {}
    holds = [dimension.atoms_of(code) for code in codes]
    return {
        atom: known.setdefault(tuple(atom in one for one in holds), len(known)) for atom in dimension.atoms
    }


def _unchanged(grid: Grid, statements: Sequence[Statement], state: str, newest: str) -> NDArray[np.bool_]:
    """The groups of which no correction is to be seen between a state of the facts and the newest."""
    now = {one.region: one.value for one in statements if one.facts == newest and one.value is not None}
    same, other = np.zeros(grid.size, dtype=bool), np.zeros(grid.size, dtype=bool)
    for one in statements:
        if one.facts == state and one.value is not None and one.region in now:
            (same if now[one.region] == one.value else other)[grid.places(one.region)] = True
        elif one.facts == newest and one.role is Role.CHANGED:
            other[grid.places(one.region)] = (
                True  # printed before and hidden now: that it has changed is to be seen
            )
    return same | ~other
