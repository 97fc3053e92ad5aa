"""The lines fall apart into parts that share no unknown: each is attacked on its own."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from safeconduct.statistics.protecting.attack.system import Places, System


@dataclass(frozen=True, slots=True)
class Line:
    """One printed number, or one hidden cell (value None), over the unknowns of its part, less what is known."""

    number: int
    places: tuple[int, ...]
    value: int | None
    known: int
    """Persons of this cell that single printed numbers give away already."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines over the unknowns 0 to size - 1."""

    size: int
    lines: tuple[Line, ...]


def parts(system: System) -> tuple[list[Part], list[Line]]:
    """The parts that have a hidden cell, and the hidden cells that nothing is unknown of."""
    fixed = _known_at_once(system)
    lines = []
    for number, (one, places) in enumerate(zip(system.statements, system.counts, strict=True)):
        known = sum(fixed.get(place, 0) for place in places.tolist())
        left = tuple(place for place in places.tolist() if place not in fixed)
        lines.append(Line(number, left, None if one.value is None else one.value - known, known))
    open_lines = [line for line in lines if line.places]
    settled = [line for line in lines if not line.places and (line.value is None or line.value != 0)]
    groups = _together(_without_sums(open_lines), system.unknowns)
    return [part for part in groups if any(line.value is None for line in part.lines)], settled


def _known_at_once(system: System) -> dict[int, int]:
    """Unknowns that one printed number is about alone."""
    return {
        int(places[0]): one.value
        for one, places in zip(system.statements, system.counts, strict=True)
        if one.value is not None and len(places) == 1
    }


def _without_sums(lines: Sequence[Line]) -> list[Line]:
    """Leaves out printed numbers that are sums of other printed numbers: they tell nothing, and tie parts together."""
    printed = sorted(
        (line for line in lines if line.value is not None), key=lambda line: (len(line.places), line.number)
    )
    holding: dict[int, list[tuple[frozenset[int], int]]] = defaultdict(list)
    kept = [line for line in lines if line.value is None]
    for line in printed:
        whole, value = frozenset(line.places), line.value or 0
        left, total = set(whole), 0
        while left:
            inside = [one for one in holding[min(left)] if one[0] <= left]
            if not inside:
                break
            places, part = max(inside, key=lambda one: len(one[0]))
            left -= places
            total += part
        if left or total != value:
            kept.append(line)
            for place in whole:
                holding[place].append((whole, value))
    return kept


def _together(lines: Sequence[Line], size: int) -> list[Part]:
    """Lines that share unknowns, directly or over others, with the unknowns numbered anew."""
    root = list(range(size))

    def find(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for line in lines:
        for place in line.places[1:]:
            root[find(place)] = find(line.places[0])
    groups: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        groups[find(line.places[0])].append(line)
    return [_renumbered(group) for _, group in sorted(groups.items())]


def _renumbered(lines: Sequence[Line]) -> Part:
    at = {place: new for new, place in enumerate(sorted({place for line in lines for place in line.places}))}
    return Part(
        len(at),
        tuple(
            Line(line.number, tuple(at[place] for place in line.places), line.value, line.known)
            for line in lines
        ),
    )


def as_array(line: Line) -> Places:
    """The unknowns of a line."""
    return np.array(line.places, dtype=np.int64)
