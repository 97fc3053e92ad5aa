"""Which cells are asked over HTTP: every row of the file, and every combination of any two or three dimensions."""

import itertools
from collections.abc import Iterator
from typing import Any

from safeconduct.commands.measures.matrix import covering, naive
from safeconduct.commands.measures.matrix.board import FIELD, STATES
from safeconduct.commands.measures.matrix.surfaces import EXPORT, OFTEN, Asking, Cell

USED = tuple(FIELD)
FOURTH = 4
"""Of so many surfaces the short form asks one for each row."""
NOT_OVER_HTTP = ("break_glass", "asked")
"""An emergency reading is bound to one sign-in and has a page of its own, which no grant put past the door opens. It is
asked in the rule, in SQL and by tests of its own: test_doors_breaking.py, test_emergencies.py. What an authority reads
by asking is no grant at all: tests/referrals/authorities."""


def of_rows(*, whole: bool) -> Iterator[Cell]:
    """For every row of the file and each of its bases a live grant of it, on every surface.

    Not `whole`: its first basis, on every fourth surface, the next row on those that follow them.
    """
    for place, row in enumerate(naive.rows()):
        surfaces = OFTEN if whole else OFTEN[place % FOURTH :: FOURTH]
        for one in _granted(row, whole=whole):
            yield from ({**one, "surface": surface} for surface in surfaces)


def of_exports(*, whole: bool) -> Iterator[Cell]:
    """The same for the export: of every row and basis, or of the first three rows."""
    each = ({**one, "surface": EXPORT} for row in naive.rows() for one in _granted(row, whole=whole))
    return each if whole else itertools.islice(each, 3)


def of_combinations(strength: int, *, whole: bool) -> list[Cell]:
    """Rows in which all values of any `strength` dimensions meet; not `whole`: those that some row tells apart."""
    axes = naive.AXES if whole else {axis: naive.occurring(axis) for axis in naive.AXES}
    dimensions = {
        "sector": axes["sectors"],
        "profession": axes["professions"],
        "purpose": axes["purposes"],
        "basis": tuple(basis for basis in axes["basis"] if basis not in NOT_OVER_HTTP),
        "state": tuple(STATES),
        "surface": OFTEN,
    }
    return list(covering.rows(dimensions, strength))


def of_writing(*, whole: bool) -> Iterator[tuple[Cell, str]]:
    """For every row of the file, basis and state (or three of them) the saving of one section after the other."""
    sections = itertools.cycle(USED)
    for row in naive.rows():
        for one in _granted(row, whole=whole):
            for state in STATES if whole else ("live", "narrowed", "withdrawn"):
                yield {**one, "state": state, "surface": OFTEN[0]}, next(sections)


def ask(asking: Asking, cells: list[Cell], told: Any) -> None:
    """One cell after the other."""
    for done, cell in enumerate(cells):
        asking.ask(cell)
        told(done + 1, len(cells))


def _granted(row: dict[str, Any], *, whole: bool) -> Iterator[Cell]:
    """Somebody with a live grant of this row, by each of its bases or the first."""
    one = {"sector": _chosen(row, "sectors")[0], "profession": _chosen(row, "professions")[0]}
    purpose = _chosen(row, "purposes")[0]
    for basis in _bases(row) if whole else _bases(row)[:1]:
        yield one | {"purpose": purpose, "basis": basis, "state": "live"}


def _bases(row: dict[str, Any]) -> list[str]:
    return [basis for basis in _chosen(row, "basis") if basis not in NOT_OVER_HTTP]


def _chosen(row: dict[str, Any], axis: str) -> list[str]:
    return list(naive.AXES[axis]) if row[axis] == ["*"] else list(row[axis])
