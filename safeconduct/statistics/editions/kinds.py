"""The kinds of editions: which tables each has, and how they become coarser. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from safeconduct.statistics.editions.tables import BESIDE, FIRST, LADDER, SPLIT_BY, layout
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
    only_on: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Tables that are not on every rung, and on which they are."""

    def layouts(self, facts: Facts, rung: str) -> list[Layout]:
        """Its tables as this rung has them."""
        return [layout(facts, code, self.names(own, rung)) for code, own in self.tables_on(rung).items()]

    def tables_on(self, rung: str) -> dict[str, tuple[str, ...]]:
        """The tables that this rung has, with the dimensions that each is about."""
        return {
            code: own
            for code, own in self.tables.items()
            if rung in self.only_on.get(code, frozenset({rung}))
        }

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

    def open_rung(self, said: object, closed: Collection[str]) -> str:
        """The same where it is not closed; else the next coarser one, or the coarsest that is not."""
        rung = self.rung(said)
        others = (*self.below(rung), *reversed(list(self.ladder)))
        return next((one for one in (rung, *others) if one not in closed), rung)


OF_ARTICLE_19A = Kind(ARTICLE_19A, SPLIT_BY, LADDER, FIRST, has_a4=True, only_on={"A5": BESIDE})
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
