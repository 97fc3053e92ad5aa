"""An edition in words: its tables as grids, its picture as bars, what stands behind it. Pure but for the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.utils.translation import gettext as _

from safeconduct.statistics.editions import words
from safeconduct.statistics.editions.document import Document, places, registered
from safeconduct.statistics.editions.kinds import ABOUT
from safeconduct.statistics.editions.tables import TOTAL
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.editions import period

DRAFT = "draft"
"""Beside the members of a document that is not released: its files say so."""


def not_released() -> str:
    """What a file of a preparation says of itself."""
    return _("NOT RELEASED. It waits for approval, and may not be given away.")


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


def tables(of: Document) -> list[Shown]:
    """Its tables as a page shows them."""
    return [Shown(one["code"], words.TABLES[one["code"]], bars(one), grids(one)) for one in of["tables"]]


def bars(table: Mapping[str, Any]) -> list[Bar]:
    """The classes of the dimension that the table is about, everything else as a total."""
    along = _along(table)
    at = table["dimensions"].index(along)
    found = places(table)
    lines = []
    for code in table["codes"][at]:
        place = tuple(code if n == at else TOTAL for n in range(len(table["dimensions"])))
        lines.append((code, found[place]))
    most = max([number or 0 for _code, number in lines], default=0)
    return [
        Bar(words.of_code(along, code), number, round(100 * number / most) if number and most else 0)
        for code, number in lines
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


def number(of: int | None) -> str:
    """A number, or that it is hidden."""
    return _("hidden") if of is None else str(of)


def changes(of: Document) -> list[tuple[str, str, str]]:
    """What a correction changed: which cell, what it was, what it is."""
    dimensions = {one["code"]: one["dimensions"] for one in of["tables"]}
    return [
        (
            f"{one['table']}: "
            + ", ".join(
                str(words.of_code(name, code))
                for name, code in zip(dimensions[one["table"]], one["at"], strict=True)
            ),
            number(one["was"]),
            number(one["is"]),
        )
        for one in of["changed"]
    ]


def about(of: Document) -> list[tuple[str, str]]:
    """What stands behind the tables: coverage, rules, protection. For pages, files and the paper alike."""
    coverage, rules, protection = of["coverage"], of["rules"], of["protection"]
    few = _("1 to 4, or not said")

    def persons(name: str) -> str:
        return few if coverage[name] is None else str(coverage[name])

    agencies = _("%(with)s of %(all)s agencies registered somebody") % {
        "with": coverage["with_facts"], "all": coverage["agencies"],
    }  # fmt: skip
    return [
        *([(_("State"), not_released())] if DRAFT in of else []),
        (_("Country"), of["country"]),
        (_("Tables"), str(words.KINDS[of["kind"]])),
        (_("Year"), period_of(of)),
        (_("Edition"), of["id"]),
        (_("Corrects"), of["corrects"] or _("nothing: it is the first")),
        *_corrects(of),
        (_("Facts of"), of["cut_off"]),
        (_("Agencies"), agencies),
        (_("Agencies that joined during the year"), str(coverage["joined_in_year"])),
        (_("Files not counted yet"), persons("files_not_counted")),
        (_("Registered in all, with those who object"), _in_all(of)),
        (_("Persons who object: in the total that the law asks for, in no table"), persons("objects")),
        (_("Date of birth contradicts child or adult"), persons("contradictions")),
        (_("Main form not chosen, counted as not known"), persons("main_form_missing")),
        (_("Registered by two agencies, counted once"), persons("pairs_decided")),
        (_("Perhaps registered twice, not decided"), persons("pairs_open")),
        (_("Could not be compared between agencies"), persons("not_compared")),
        (_("Counted once across nodes"), _("no: who is registered at two nodes is counted twice")),
        (_("Smallest number that is shown"), str(rules["minimum"])),
        (_("Fewest agencies in a number"), str(rules["fewest_agencies"])),
        (_("Hidden cells"), str(protection["hidden"])),
        (_("Of them hidden to protect others"), str(protection["hidden_for_others"])),
        (_("Rules and classes"), f"{rules['version']}, {rules['classes']}"),
    ]


def _corrects(of: Document) -> list[tuple[str, str]]:
    if not of["corrects"]:
        return []
    return [
        (_("Why it is corrected"), of["reason"]),
        (_("Printed numbers that changed"), str(len(of["changed"]))),
    ]


def scope(of: Document) -> str:
    """Whose numbers these are: of how many agencies, and not of the country."""
    said = _(
        "Counted by agencies of this network: %(all)s take part, and %(with)s of them registered somebody. These"
        " are not the figures of the whole country."
    )
    return said % {"all": of["coverage"]["agencies"], "with": of["coverage"]["with_facts"]}


def title(of: Document) -> str:
    """What the edition is called."""
    said = _("Persons registered by agencies that take part: %(country)s, %(year)s")
    return said % {"country": of["country"], "year": period_of(of)}


def period_of(of: Document) -> str:
    """Its years: 2025, or 2024-2025."""
    return period(of["year"], of.get("years", 1))


def as_page(of: Document) -> dict[str, Any]:
    """What a page shows of it."""
    return {
        "document": of,
        "about": about(of),
        "tables": tables(of),
        "changes": changes(of),
        "end": words.ENDS.get(of["protection"]["end"], ""),
    }


def _in_all(of: Document) -> str:
    """The total that the law asks for, or why it is not said."""
    found = registered(of)
    if found is not None:
        return str(found)
    if of.get("years", 1) > 1:
        return _("not said: of several years it is said of each year alone")
    if of["coverage"]["objects"] is None:
        return _("not said: it would tell of the few who object")
    return _("not said: the total of the tables is hidden")
