"""The kinds of editions: which tables each has, and how they become coarser. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from safeconduct.statistics.editions.tables import FIRST, LADDER, SPLIT_BY, layout
from safeconduct.statistics.greta.definitions import tables
from safeconduct.statistics.protecting.tables import Facts, Layout
from safeconduct.vocabulary.editions import ARTICLE_19A, GRETA

OWN, MAIN = "{}", "{0}"
"""On a rung: all dimensions that a table is about, and the first of them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its tables with the dimensions that each is about, and its rungs, the finest first."""

    code: str
    tables: Mapping[str, tuple[str, ...]]
    ladder: Mapping[str, tuple[str, ...]]
    first: str
    """What is prepared unless somebody asks for another rung."""
    has_a4: bool = False
    has_measures: bool = False

    def layouts(self, facts: Facts, rung: str) -> list[Layout]:
        """Its tables as this rung has them."""
        return [layout(facts, code, self.names(own, rung)) for code, own in self.tables.items()]

    def names(self, own: tuple[str, ...], rung: str) -> tuple[str, ...]:
        """The dimensions that a table about its `own` has on this rung."""
        places = {OWN: own, MAIN: own[:1]}
        return tuple(name for word in self.ladder[rung] for name in places.get(word, (word,)))

    def below(self, rung: str) -> list[str]:
        """The rungs that are coarser, the finest first."""
        rungs = list(self.ladder)
        return rungs[rungs.index(rung) + 1 :]

    def rung(self, said: object) -> str:
        """The rung that was chosen, or the first one."""
        return said if isinstance(said, str) and said in self.ladder else self.first


OF_ARTICLE_19A = Kind(ARTICLE_19A, SPLIT_BY, LADDER, FIRST, has_a4=True)
OF_GRETA = Kind(
    GRETA,
    {one.id: one.by for one in tables()},
    {"status": ("status", OWN), "alone": (OWN,), "single": (MAIN,)},
    "status",
    has_measures=True,
)
"""The tables of a report to GRETA: registered persons by status, and measures that each stand alone."""
KINDS: dict[str, Kind] = {one.code: one for one in (OF_ARTICLE_19A, OF_GRETA)}
ABOUT: dict[str, tuple[str, ...]] = {
    code: own for kind in KINDS.values() for code, own in kind.tables.items()
}
"""By table the dimensions that it is about."""
