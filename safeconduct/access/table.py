"""The rows of the policy table as one mapping from cells, without making each of them: there are 1 572 480.

A process asks a few hundred cells and begins often; all cells that some row names took it more than a second.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from safeconduct.access.rules import Action, Basis, Cell, Row
from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.sections import Section


@dataclass(frozen=True, slots=True)
class Named:
    """A row with the values that it names; every combination of them is a cell of it."""

    row: Row
    sectors: Sequence[Sector]
    professions: Sequence[Profession]
    purposes: Sequence[Purpose]
    sections: Sequence[Section]
    actions: Sequence[Action]
    basis: Sequence[Basis]
    _members: tuple[AbstractSet[str], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        lists = (self.sectors, self.professions, self.purposes, self.sections, self.actions, self.basis)
        object.__setattr__(self, "_members", tuple(map(frozenset, lists)))

    def __contains__(self, cell: Cell) -> bool:
        sectors, professions, purposes, sections, actions, basis = self._members
        return (
            cell.profession in professions
            and cell.sector in sectors
            and cell.section in sections
            and cell.basis in basis
            and cell.purpose in purposes
            and cell.action in actions
        )

    def cells(self) -> Iterator[Cell]:
        """All of them, in the order of the lists."""
        lists = (self.sectors, self.professions, self.purposes, self.sections, self.actions, self.basis)
        return (Cell(*values) for values in itertools.product(*lists))


class Table(Mapping[Cell, Row]):
    """The row that decides each cell. Of several allowing ones it is the first, and any forbidding one comes before."""

    def __init__(self, rows: Sequence[Named]) -> None:
        """`rows` in the order of their numbers."""
        self._allowing = [named for named in rows if named.row.allows]
        self._forbidding = [named for named in reversed(rows) if not named.row.allows]
        self._known: dict[Cell, Row | None] = {}

    def __getitem__(self, cell: Cell) -> Row:
        try:
            row = self._known[cell]
        except KeyError:
            row = self._known[cell] = self._deciding(cell)
        if row is None:
            raise KeyError(cell)
        return row

    def _deciding(self, cell: Cell) -> Row | None:
        rows = itertools.chain(self._forbidding, self._allowing)
        return next((named.row for named in rows if cell in named), None)

    def allowed(self) -> Iterator[tuple[Cell, Row]]:
        """The cells that a row allows and none forbids, each once, with the row that says why."""
        seen: set[Cell] = set()
        for named in self._allowing:
            for cell in named.cells():
                if cell not in seen and not any(cell in other for other in self._forbidding):
                    seen.add(cell)
                    yield cell, named.row

    def __iter__(self) -> Iterator[Cell]:
        every = itertools.chain(self._allowing, reversed(self._forbidding))
        return iter(dict.fromkeys(cell for named in every for cell in named.cells()))

    def __len__(self) -> int:
        return sum(1 for _ in self)
