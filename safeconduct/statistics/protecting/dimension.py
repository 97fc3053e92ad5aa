"""What a figure is counted by: the finest classes of a dimension, and the codes that unite some of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from safeconduct.vocabulary.errors import SafeconductError

type Region = tuple[tuple[str, str], ...]
"""Which persons a cell counts: (dimension, code), sorted by dimension; what is left out is not asked."""


class NotATable(SafeconductError):
    """The dimensions, layouts or counts contradict one another; the sentence says where."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """The finest classes in their order, and every code that unites several (a year, a merged region, a total).

    Codes may overlap, as half-years and quarters do. A code that unites all classes asks nothing; it is left out of
    a region. Give a dimension of time no such code: there is no end of it.
    """

    name: str
    atoms: tuple[str, ...]
    unions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    _sets: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _first: Mapping[frozenset[str], str] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        sets = {atom: frozenset({atom}) for atom in self.atoms}
        for code, parts in self.unions:
            if code in sets or not parts or not set(parts) <= set(self.atoms):
                raise NotATable(
                    f"The code {code} of {self.name} must be new and unite classes that there are."
                )
            sets[code] = frozenset(parts)
        if len(set(self.atoms)) != len(self.atoms) or not self.atoms:
            raise NotATable(f"The classes of {self.name} must be there, each once.")
        first: dict[frozenset[str], str] = {}
        for code, united in sets.items():
            first.setdefault(united, code)
        object.__setattr__(self, "_sets", sets)
        object.__setattr__(self, "_first", first)

    def atoms_of(self, code: str) -> frozenset[str]:
        """The finest classes that a code unites. Raises NotATable for a code that is not known."""
        try:
            return self._sets[code]
        except KeyError:
            raise NotATable(f"{self.name} has no code {code}.") from None

    def one_name(self, code: str) -> str | None:
        """The first of the codes that unite the same classes; None for the code of everything."""
        atoms = self.atoms_of(code)
        return None if atoms == frozenset(self.atoms) and self.has_whole else self._first[atoms]

    @property
    def has_whole(self) -> bool:
        """Whether some code unites all classes."""
        return any(len(parts) == len(self.atoms) for _, parts in self.unions)


def region(dimensions: Mapping[str, Dimension], asked: Iterable[tuple[str, str]]) -> Region:
    """The one way to write which persons are meant, so that two tables mean the same cell by the same name."""
    named = sorted((name, dimensions[name].one_name(code)) for name, code in asked)
    if any(before[0] == after[0] for before, after in pairwise(named)):
        raise NotATable("A cell asks a dimension twice.")
    return tuple((name, code) for name, code in named if code is not None)
