"""The tables of an edition as a page lays them out: grids, and bars of one scale. Pure but for the words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.utils.translation import gettext as _

from safeconduct.statistics.editions import words
from safeconduct.statistics.editions.cells import places
from safeconduct.statistics.editions.document import Document
from safeconduct.statistics.editions.kinds import ABOUT
from safeconduct.statistics.editions.tables import TOTAL
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels.editions import OF_MEASURES, of_zero

ALONE = frozenset({OF_MEASURES})
"""Tables without a total, which count several things: their bars have a scale of their own."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A part of a table with two dimensions at most; `caption` says of the others which code it is."""

    caption: str
    head: Words
    columns: list[Words]
    rows: list[tuple[Words, list[tuple[Words, int | None]]]]
    """Each cell beside the head of its column, which a narrow window has not."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the picture: None is hidden, and its track is dashed."""

    word: Words
    number: int | None
    size: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One table of an edition."""

    code: str
    title: Words
    bars: list[Bar]
    grids: list[Grid]
    has_own_scale: bool = False
    """Whether its bars cannot be compared with those of other tables."""
    of_zero: Words = ""
    """What 0 means in it, where that is not that nobody was counted."""


def tables(of: Document) -> list[Shown]:
    """Its tables as a page shows them."""
    of_persons = [one for one in of["tables"] if one["code"] not in ALONE]
    scale = longest(of_persons)
    return [
        Shown(
            one["code"], words.TABLES[one["code"]],
            bars(one, scale if one in of_persons else longest([one])), grids(one), one not in of_persons,
            of_zero(one["dimensions"]),
        )
        for one in of["tables"]
    ]  # fmt: skip


def longest(tables: Iterable[Mapping[str, Any]]) -> int:
    """The number that a bar of full length is, where these tables have one scale."""
    return max([number or 0 for one in tables for _code, number in _margin(one)], default=0)


def bars(table: Mapping[str, Any], most: int) -> list[Bar]:
    """The classes of the dimension that the table is about, everything else as a total; `most` has a whole bar."""
    along, lines = _along(table), _margin(table)
    return [
        Bar(words.of_code(along, code), number, round(100 * number / most) if number and most else 0)
        for code, number in lines
    ]


def _margin(table: Mapping[str, Any]) -> list[tuple[str, int | None]]:
    along, found = _along(table), places(table)
    at = table["dimensions"].index(along)
    size = len(table["dimensions"])
    return [
        (code, found[tuple(code if n == at else TOTAL for n in range(size))]) for code in table["codes"][at]
    ]


def grids(table: Mapping[str, Any]) -> list[Grid]:
    """Rows by the table's own dimension, columns by the last of the others, and a part for each code of the rest."""
    names: Sequence[str] = table["dimensions"]
    codes = dict(zip(names, table["codes"], strict=True))
    found, along = places(table), _along(table)
    others = [name for name in names if name != along]
    across = others[-1] if others else ""
    rest = [name for name in others if name != across]
    made = []
    for chosen in product(*(codes[name] for name in rest)):
        fixed = dict(zip(rest, chosen, strict=True))
        columns = codes[across] if across else [""]
        heads = [words.of_code(across, column) if across else _("Persons") for column in columns]
        rows = []
        for code in codes[along]:
            at = [tuple({**fixed, along: code, across: column}[name] for name in names) for column in columns]
            rows.append(
                (words.of_code(along, code), list(zip(heads, (found[place] for place in at), strict=True)))
            )
        caption = ", ".join(
            f"{words.DIMENSIONS[name]}: {words.of_code(name, code)}" for name, code in fixed.items()
        )
        made.append(Grid(caption, words.DIMENSIONS[along], heads, rows))
    return made


def _along(table: Mapping[str, Any]) -> str:
    """The dimension that a table is about; the first where it is not in it any more."""
    own = (name for name in ABOUT.get(table["code"], ()) if name in table["dimensions"])
    return next(own, str(table["dimensions"][0]))
