"""Small tables for the tests: invented counts by one or two dimensions, with groups and a total."""

from collections.abc import Sequence
from itertools import product
from random import Random

from safeconduct.statistics.protecting.dimension import Dimension, Region
from safeconduct.statistics.protecting.release import Released, protect
from safeconduct.statistics.protecting.settings import Effort, Rules
from safeconduct.statistics.protecting.statements import Statement
from safeconduct.statistics.protecting.tables import Facts, Layout
from safeconduct.vocabulary.decisions import Refused

RULES = Rules()


def dimension(name: str, classes: int, together: int = 0) -> Dimension:
    """Classes a0, a1 ... with a total T, and groups of so many classes where asked for."""
    atoms = tuple(f"{name}{number:02}" for number in range(classes))
    groups = [(f"G{at}", atoms[at : at + together]) for at in range(0, classes, together)] if together else []
    return Dimension(name, atoms, (("T", atoms), *groups))


def everything(dimension: Dimension) -> tuple[str, ...]:
    """All codes: the total, the groups, the classes."""
    return (*(code for code, _ in dimension.unions), *dimension.atoms)


def layout(*dimensions: Dimension, name: str = "table") -> Layout:
    """One table with all codes of the dimensions."""
    return Layout(name, tuple((one.name, everything(one)) for one in dimensions))


def row(counts: Sequence[int]) -> tuple[Facts, Layout]:
    """One line of counts with its total."""
    one = dimension("x", len(counts))
    return Facts((one,), {(atom,): count for atom, count in zip(one.atoms, counts, strict=True)}), layout(one)


def square(rows: int, columns: int, seed: int, together: int = 0, mean: float = 12) -> tuple[Facts, Layout]:
    """A table with margins, a fifth of it empty, the rest mostly small."""
    random = Random(seed)
    down, across = dimension("a", rows, together), dimension("b", columns, together)
    counts: dict[tuple[str, ...], int] = {
        place: int(random.expovariate(1 / mean)) if random.random() < 0.8 else 0
        for place in product(down.atoms, across.atoms)
    }
    return Facts((down, across), counts), layout(down, across)


def release(
    facts: Facts,
    *layouts: Layout,
    ledger: Sequence[Statement] = (),
    rules: Rules = RULES,
    effort: Effort | None = None,
) -> Released:
    """The release of tables that can be released."""
    found = protect(facts, layouts, ledger, rules, effort)
    assert not isinstance(found, Refused), found.reason.code
    return found


def printed(released: Released, table: Layout) -> list[int | None]:
    """The cells of a table in its order, as they may leave."""
    named = {one.name: one for one in released.pattern.dimensions}
    return [released.pattern.shown(one) for one in table.cells(named).values()]


def values(facts: Facts, table: Layout) -> dict[Region, int]:
    """What every cell of a table really counts, added up by hand."""
    named = facts.named
    found = {}
    for one in table.cells(named).values():
        asked = {name: named[name].atoms_of(code) for name, code in one}
        found[one] = sum(
            count
            for place, count in facts.counts.items()
            if all(
                place[at] in asked[dim.name] for at, dim in enumerate(facts.dimensions) if dim.name in asked
            )
        )
    return found
