"""The tables of one release: which cells they have, and what the facts say of each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from safeconduct.statistics.protecting.dimension import Dimension, NotATable, Region, region


@dataclass(frozen=True, slots=True)
class Layout:
    """One table: its name, and the codes of each of its dimensions in the order in which they are printed."""

    name: str
    codes: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The names of its dimensions, in the order of the table."""
        return tuple(name for name, _ in self.codes)

    def cells(self, dimensions: Mapping[str, Dimension]) -> dict[tuple[str, ...], Region]:
        """Each place of the table (one code a dimension) with the region that it counts."""
        names = self.dimensions
        return {
            place: region(dimensions, zip(names, place, strict=True))
            for place in product(*(codes for _, codes in self.codes))
        }


@dataclass(frozen=True, slots=True)
class Facts:
    """Persons by the finest classes of all dimensions, and which agencies counted them where that is known."""

    dimensions: tuple[Dimension, ...]
    counts: Mapping[tuple[str, ...], int]
    agencies: Mapping[tuple[str, ...], frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        classes = [frozenset(dimension.atoms) for dimension in self.dimensions]
        for place, count in self.counts.items():
            if len(place) != len(classes) or any(
                code not in known for code, known in zip(place, classes, strict=True)
            ):
                raise NotATable(f"The place {place} is in no dimension.")
            if count < 0:
                raise NotATable(f"{count} persons in {place}: a count is never below zero.")

    @property
    def named(self) -> dict[str, Dimension]:
        """The dimensions by name."""
        return {dimension.name: dimension for dimension in self.dimensions}


type Sets = Mapping[str, Mapping[str, frozenset[str]]]
"""By dimension and code the finest classes."""


def sets_of(dimensions: Iterable[Dimension]) -> dict[str, dict[str, frozenset[str]]]:
    """All codes of the dimensions with their classes."""
    return {
        d.name: {code: d.atoms_of(code) for code in (*d.atoms, *(name for name, _ in d.unions))}
        for d in dimensions
    }


def tally(facts: Facts, regions: Iterable[Region], sets: Sets) -> dict[Region, int]:
    """How many persons each region counts."""
    return {
        found: sum(facts.counts[place] for place in places) for found, places in _places(facts, regions, sets)
    }


def agencies(facts: Facts, regions: Iterable[Region], sets: Sets) -> dict[Region, frozenset[str]]:
    """Which agencies counted at least one person of each region."""
    return {
        found: frozenset[str]().union(*(facts.agencies.get(place, frozenset()) for place in places))
        for found, places in _places(facts, regions, sets)
    }


def _places(
    facts: Facts, regions: Iterable[Region], sets: Sets
) -> Iterable[tuple[Region, list[tuple[str, ...]]]]:
    """Each region with the finest places inside it that have somebody; regions of the same dimensions in one go."""
    alike: dict[tuple[str, ...], set[Region]] = defaultdict(set)
    for one in regions:
        alike[tuple(name for name, _ in one)].add(one)
    order = {dimension.name: at for at, dimension in enumerate(facts.dimensions)}
    for names, group in alike.items():
        found: dict[Region, list[tuple[str, ...]]] = {one: [] for one in sorted(group)}
        holding = [_holding({one[at][1] for one in group}, sets[name]) for at, name in enumerate(names)]
        for place, count in facts.counts.items():
            if not count:
                continue
            for codes in product(*(holding[at].get(place[order[name]], ()) for at, name in enumerate(names))):
                inside = found.get(tuple(zip(names, codes, strict=True)))
                if inside is not None:
                    inside.append(place)
        yield from found.items()


def _holding(codes: set[str], sets: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """By finest class the codes that hold it."""
    holding: dict[str, list[str]] = defaultdict(list)
    for code in sorted(codes):
        for atom in sets[code]:
            holding[atom].append(code)
    return holding
