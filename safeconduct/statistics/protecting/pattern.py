"""What a release looks like, frozen: which cells are hidden and why, under which rules, and how good the pattern is."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

from safeconduct.statistics.protecting.dimension import Dimension, Region
from safeconduct.statistics.protecting.hiding.outcome import End
from safeconduct.statistics.protecting.settings import Rules
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.statistics.protecting.tables import Layout
from safeconduct.vocabulary.canonical import canonical, digest


@dataclass(frozen=True, slots=True)
class Pattern:
    """Stays inside the house: it holds the reasons and the true numbers. What may leave is `statements` and `shown`."""

    dimensions: tuple[Dimension, ...]
    layouts: tuple[Layout, ...]
    cells: tuple[tuple[Region, Role], ...]
    values: Mapping[Region, int]
    rules: Rules
    seed: int
    lost: int
    bound: int
    end: End
    examined: int

    @property
    def gap_per_mille(self) -> int:
        """At most so many thousandths of the persons lost could be saved by another pattern, rounded up."""
        return -(-1000 * (self.lost - self.bound) // self.lost) if self.lost else 0

    @property
    def hidden_for_others(self) -> int:
        """Persons in cells that only protect others, a person in each of them: also in those that were hidden before,
        which cost the search nothing (`lost`)."""
        return sum(self.values[one] for one, role in self.cells if role is Role.SECOND)

    @property
    def in_cells(self) -> int:
        """Persons in all cells, a person in each of them."""
        return sum(self.values[one] for one, _role in self.cells)

    def roles(self) -> dict[Region, Role]:
        """The reason of each cell."""
        return dict(self.cells)

    def shown(self, region: Region) -> int | None:
        """The number of a cell as it may leave; None where it is hidden."""
        return self._number(region, self.roles()[region])

    def public(self) -> list[tuple[Region, int | None]]:
        """Each cell as it may leave: its number, or that it is hidden."""
        return [(one, self._number(one, role)) for one, role in self.cells]

    def statements(self) -> list[Statement]:
        """What the ledger has to remember. Hidden numbers are not in it; the reasons are."""
        return [
            Statement(one, self._number(one, role), role, self.rules.minimum, self.rules.hides_zeros)
            for one, role in self.cells
        ]

    def as_data(self) -> dict[str, object]:
        """The pattern without the hidden numbers, for the signed edition."""
        return {
            "dimensions": [
                {
                    "name": one.name,
                    "classes": list(one.atoms),
                    "codes": [[code, list(parts)] for code, parts in one.unions],
                }
                for one in self.dimensions
            ],
            "layouts": [
                {"name": one.name, "codes": [[name, list(codes)] for name, codes in one.codes]}
                for one in self.layouts
            ],
            "cells": [
                {"of": [list(pair) for pair in one], "why": role.value, "value": self._number(one, role)}
                for one, role in self.cells
            ],
            "rules": self.rules.as_data(),
            "seed": self.seed,
            "lost": self.lost,
            "bound": self.bound,
            "gap_per_mille": self.gap_per_mille,
            "end": self.end.value,
            "examined": self.examined,
            "solver": f"HiGHS {version('highspy')}",
        }

    def _number(self, region: Region, role: Role) -> int | None:
        return self.values[region] if role is Role.SHOWN else None

    def frozen(self) -> bytes:
        """The canonical bytes: the same facts, ledger and rules give the same."""
        return canonical(self.as_data())

    @property
    def digest(self) -> str:
        """SHA-256 of the frozen pattern, in hex."""
        return digest(self.as_data())
