"""Other layouts of the same table, and what each would lose: merged classes, longer times, a dimension less."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from safeconduct.statistics.protecting.dimension import Dimension
from safeconduct.statistics.protecting.release import Released, protect
from safeconduct.statistics.protecting.settings import Effort, Rules
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.statistics.protecting.tables import Facts, Layout

QUICK = Effort(rounds=20, searches=2, nodes=200, programmes=5_000, slimming=1_000)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One layout that can be released. `merged` is the dimension that lost classes, `without` the one that went."""

    layout: Layout
    cells: int
    hidden: int
    hidden_for_others: int
    """Persons in cells that are hidden only to protect others, a person in each of them."""
    in_cells: int = 0
    """Persons in all cells, likewise."""
    merged: str = ""
    without: str = ""

    @property
    def shown(self) -> int:
        """Cells with a number."""
        return self.cells - self.hidden


def cheaper(
    facts: Facts,
    layout: Layout,
    ledger: Iterable[Statement] = (),
    rules: Rules | None = None,
    effort: Effort = QUICK,
) -> list[Suggestion]:
    """The table as it is, then every layout one step coarser that can be released, most shown cells first."""
    ledger = tuple(ledger)
    found = []
    for one in (Suggestion(layout, 0, 0, 0), *_coarser(facts, layout)):
        released = protect(facts, [one.layout], ledger, rules, effort)
        if isinstance(released, Released):
            roles = [role for _, role in released.pattern.cells]
            hidden = sum(role is not Role.SHOWN for role in roles)
            found.append(replace(
                one, cells=len(roles), hidden=hidden, hidden_for_others=released.pattern.hidden_for_others,
                in_cells=released.pattern.in_cells,
            ))  # fmt: skip
    return sorted(
        found,
        key=lambda one: (bool(one.merged or one.without), one.hidden, -one.shown, one.merged, one.without),
    )


def _coarser(facts: Facts, layout: Layout) -> Iterator[Suggestion]:
    for name, codes in layout.codes:
        dimension = facts.named[name]
        kept = _united(dimension, codes)
        if kept:
            yield Suggestion(_with(layout, name, kept), 0, 0, 0, merged=name)
        if dimension.has_whole and len(layout.codes) > 1:
            yield Suggestion(_with(layout, name, ()), 0, 0, 0, without=name)


def _united(dimension: Dimension, codes: Sequence[str]) -> tuple[str, ...]:
    """The codes without those that other codes of the dimension unite, which come in their place."""
    sizes = {
        code: len(dimension.atoms_of(code))
        for code in (*dimension.atoms, *(code for code, _ in dimension.unions))
    }
    smallest = min(sizes[code] for code in codes)
    small = frozenset[str]().union(*(dimension.atoms_of(code) for code in codes if sizes[code] == smallest))
    larger = [code for code in sizes if smallest < sizes[code] and dimension.atoms_of(code) <= small]
    if not larger:
        return ()
    next_size = min(sizes[code] for code in larger)
    added = [code for code in larger if sizes[code] == next_size and code not in codes]
    left = small - frozenset[str]().union(
        *(dimension.atoms_of(code) for code in larger if sizes[code] == next_size)
    )
    kept = [code for code in codes if sizes[code] > smallest or dimension.atoms_of(code) <= left]
    return tuple(dict.fromkeys((*kept, *added)))


def _with(layout: Layout, name: str, codes: tuple[str, ...]) -> Layout:
    pairs = tuple((one, codes if one == name else old) for one, old in layout.codes)
    return Layout(layout.name, tuple(pair for pair in pairs if pair[1]))
