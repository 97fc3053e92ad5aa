"""The files of an edition: CSV, JSON-stat 2.0 and SDMX-CSV by table; XLSX, PDF and the signed document as a whole.

A code of which nobody has read the source says so in each of them (`classes.toml`).
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safeconduct.referrals.lists.spreadsheet import Table, plain_book
from safeconduct.statistics.editions import correcting, grids, shown, words
from safeconduct.statistics.editions.document import Document, sheets
from safeconduct.statistics.protecting.tables import Layout
from safeconduct.statistics.protecting.writing.sheet import Sheet
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.cells import defused
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels.editions import of_zero
from safeconduct.vocabulary.released import formats, writing
from safeconduct.vocabulary.released.writing import Dataset
from safeconduct.vocabulary.typesetting import setting
from safeconduct.vocabulary.typesetting.sheet import Group, Item
from safeconduct.vocabulary.typesetting.sheet import Sheet as Paper

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VERIFIED = "verified"
MOST_CHANGES = 100
"""On a paper."""

type Written = tuple[bytes, str, str]
"""The bytes, their type, and how the file's name ends."""


def warning(of: Document, names: Collection[str] = ()) -> str:
    """That it is not released or was corrected, whose numbers these are, what 0 means where it is of measures, and
    which codes nobody has compared."""
    zero = _of_zero(names or of["dimensions"])
    said = [*_draft(of), *correcting.sentences(of), shown.scope(of), *zero, *_not_compared(of, names)]
    return " ".join(said)


def _draft(of: Document) -> list[str]:
    return [shown.not_released()] if shown.DRAFT in of else []


def _of_zero(names: Collection[str]) -> list[str]:
    return [str(said)] if (said := of_zero(names)) else []


def _not_compared(of: Document, names: Collection[str] = ()) -> list[str]:
    """Which codes nobody has compared with their source."""
    named = [
        str(words.DIMENSIONS[name])
        for name in names or of["dimensions"]
        if of["dimensions"][name]["confidence"] != VERIFIED
    ]
    said = _("Codes that were not compared with %(source)s: %(names)s.")
    source = words.SOURCES[of["kind"]]
    return [said % {"source": source, "names": ", ".join(named)}] if named else []


def with_place(of: Document, sheet: Sheet, time: str) -> Dataset:
    """The table with the country and the time as dimensions of one code each, for machines."""
    codes = (*sheet.layout.codes, ("geo", (of["country"],)), ("time", (time,)))
    labels = {**sheet.labels, "geo": _("Country"), "time": _("Year")}
    whole = replace(sheet, layout=Layout(sheet.layout.name, codes), labels=labels)
    return whole.dataset(time="time", geo="geo")


def as_csv(of: Document, sheet: Sheet) -> Written:
    """For people: what it is first, then a line a cell, in words."""
    above = [[str(sheet.title)], [warning(of, sheet.layout.dimensions)]]
    above += [[str(name), value] for name, value in shown.about(of)]
    lines = writing.for_people(sheet.dataset(), hidden=_("hidden"), count=_("Persons"))
    made = writing.written([*([defused(one) for one in line] for line in above), [], *lines])
    return made.encode(), "text/csv; charset=utf-8", "csv"


def as_json_stat(of: Document, sheet: Sheet) -> Written:
    """For machines; what was corrected or not verified is a note of the dataset."""
    table = with_place(of, sheet, shown.period_of(of))
    table = replace(table, title=f"{shown.title(of)}. {table.title}")
    made = writing.json_stat(table, notes=[warning(of, sheet.layout.dimensions)])
    return made, "application/json", "json"


def as_sdmx(of: Document, sheet: Sheet) -> Written:
    """For statistical offices; what was corrected or not verified stands in a column of its own, in each row."""
    table = with_place(of, sheet, writing.time_period(of["year"], of.get("years", 1)))
    flow = formats.DATAFLOW.format(kind=of["kind"].upper(), table=sheet.layout.name)
    made = writing.sdmx_csv(table, flow, warning(of, sheet.layout.dimensions))
    return made.encode(), "text/csv; charset=utf-8", "sdmx.csv"


BY_TABLE: dict[str, Callable[[Document, Sheet], Written]] = {
    "csv": as_csv,
    "json-stat": as_json_stat,
    "sdmx-csv": as_sdmx,
}


def as_xlsx(of: Document) -> Written:
    """A sheet about the edition, then one for each table; every cell is a text or a number, none a formula."""
    heads = [[_("What"), _("Value")]]
    first = [(_("Note"), warning(of)), *shown.about(of)]
    tables = [Table(_("Edition"), heads[0], [[str(name), value] for name, value in first])]
    for sheet in sheets(of):
        names = sheet.layout.dimensions
        rows = [
            [
                *(sheet.label(name, code) for name, code in zip(names, place, strict=True)),
                _("hidden") if number is None else number,
            ]
            for place, number in sheet.places()
        ]
        tables.append(Table(sheet.layout.name, [*map(sheet.label, names), _("Persons")], rows))
    return plain_book(tables), XLSX, "xlsx"


def as_pdf(of: Document) -> Written:
    """A tagged paper: a hidden number is a word in it, and never an empty cell."""
    first = Item("filled", "", (_("What"), _("Value")), rows=tuple((str(a), b) for a, b in shown.about(of)))
    corrected = tuple(Item("text", line) for line in correcting.sentences(of))
    groups = [Group(_("This edition was corrected"), corrected)] if corrected else []
    small = [Item("small", said) for said in (*_draft(of), *_not_compared(of))]
    groups.append(Group(_("About this edition"), (first, *small)))
    if of["corrects"]:
        groups.append(Group(_("What was corrected"), (Item("text", of["reason"]), *_changes(of))))
    zeros = {one["code"]: of_zero(one["dimensions"]) for one in of["tables"]}
    groups += [Group(f"{one.code}: {one.title}", _items(one, zeros[one.code])) for one in grids.tables(of)]
    lead = _(
        "“Hidden” stands where a number could point at a person. It may be large, or none; 0 stands only where"
        " nobody was counted."
    )
    lead = f"{shown.scope(of)} {lead}"
    paper = Paper(get_language() or words.LANGUAGE, shown.title(of), tuple(groups), lead=lead, foot=of["id"])
    return setting.pdf(paper), setting.PDF, "pdf"


def _changes(of: Document) -> tuple[Item, ...]:
    """The numbers that a correction changed, as many as a paper holds."""
    rows = tuple(shown.changes(of)[:MOST_CHANGES])
    left = len(of["changed"]) - len(rows)
    note = _("Changed numbers that are in the signed document alone: %(left)s.") % {"left": left}
    heads = (_("Cell"), _("Was"), _("Is"))
    return (
        *([Item("filled", "", heads, rows=rows)] if rows else []),
        *([Item("small", note)] if left else []),
    )


def _items(table: grids.Shown, zero: Words) -> tuple[Item, ...]:
    """A table, below what 0 means in it where it is of measures."""
    return (*([Item("small", str(zero))] if zero else []), *map(_filled, table.grids))


def _filled(grid: grids.Grid) -> Item:
    heads = (str(grid.head), *map(str, grid.columns))
    rows = tuple((str(word), *(shown.number(number) for _head, number in cells)) for word, cells in grid.rows)
    return Item("filled", grid.caption, heads, rows=rows)


def as_document(of: dict[str, Any]) -> Written:
    """The signed document itself, or what would be signed."""
    return canonical(of), "application/json", "json"


def of_table(of: Document, form: str, table: str) -> Written | None:
    """One table in one of its forms; None for what there is not."""
    write = BY_TABLE.get(form)
    sheet = next((one for one in sheets(of) if one.layout.name == table), None)
    return write(of, sheet) if write and sheet else None
