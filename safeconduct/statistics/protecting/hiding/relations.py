"""Which cells add up to which: every code of a dimension is written as the sum of smaller ones.

Where codes overlap without one holding the other, the classes are cut into the finest blocks that the codes can tell
apart; a block that nobody prints becomes a cell of its own, hidden from the start. So every linear dependency among
printed cells follows from the relations.
"""

from collections import defaultdict
from collections.abc import Iterable

from safeconduct.statistics.protecting.dimension import Dimension, Region

type Relation = tuple[Region, tuple[Region, ...]]
"""A cell and the cells that it is the sum of."""


class Parts:
    """How the codes in use of one dimension are put together. The code "" is everything."""

    def __init__(self, dimension: Dimension, used: Iterable[str]) -> None:
        """Cut the classes into blocks: classes that the same codes hold."""
        self.sets = {code: dimension.atoms_of(code) for code in used}
        if dimension.has_whole:
            self.sets[""] = frozenset(dimension.atoms)
        blocks: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for atom in dimension.atoms:
            blocks[tuple(sorted(code for code, atoms in self.sets.items() if atom in atoms))].append(atom)
        known = {atoms: code for code, atoms in self.sets.items()}
        self._blocks: list[tuple[str, frozenset[str]]] = []
        for signature, atoms in blocks.items():
            if signature:
                name = known.get(frozenset(atoms), "|".join(atoms))
                self._blocks.append((name, frozenset(atoms)))
        self.sets.update(self._blocks)
        self._split = {code: self._parts(code) for code in sorted(self.sets)}

    def of(self, code: str) -> tuple[str, ...]:
        """The codes that add up to this one; none where it is a block, or where there is no end of the classes."""
        return self._split.get(code, ())

    def _parts(self, code: str) -> tuple[str, ...]:
        """The largest codes inside it that do not overlap, then the blocks that are left."""
        left = self.sets[code]
        if any(left == atoms for _, atoms in self._blocks):
            return ()
        inside = [(name, atoms) for name, atoms in self.sets.items() if atoms < left]
        parts = []
        for name, atoms in sorted(inside, key=lambda one: (-len(one[1]), one[0])):
            if atoms <= left:
                parts.append(name)
                left = left - atoms
        return tuple(parts)


def parts_in_use(dimensions: Iterable[Dimension], regions: Iterable[Region]) -> dict[str, Parts]:
    """Of each dimension that a region asks."""
    used: dict[str, set[str]] = defaultdict(set)
    for one in regions:
        for name, code in one:
            used[name].add(code)
    return {d.name: Parts(d, sorted(used[d.name])) for d in dimensions if d.name in used}


def spans(regions: Iterable[Region]) -> list[tuple[str, ...]]:
    """The largest sets of dimensions that are asked together: a cell is a margin of every one that holds its own."""
    asked = {frozenset(name for name, _ in one) for one in regions}
    return sorted(tuple(sorted(one)) for one in asked if not any(one < other for other in asked))


def relations(parts: dict[str, Parts], regions: Iterable[Region]) -> list[Relation]:
    """Every cell split along every dimension of the tables that it is a margin of, and the cells that come up so."""
    regions = set(regions)
    found: dict[Relation, None] = {}
    for names in spans(regions):
        seen = {one for one in regions if {name for name, _ in one} <= set(names)}
        waiting = sorted(seen)
        while waiting:
            whole = waiting.pop()
            asked = dict(whole)
            for name in names:
                inside = tuple(
                    tuple(sorted({**asked, name: code}.items()))
                    for code in parts[name].of(asked.get(name, ""))
                )
                if inside:
                    found[whole, inside] = None
                    waiting += [one for one in inside if one not in seen]
                    seen.update(inside)
    return sorted(found)
