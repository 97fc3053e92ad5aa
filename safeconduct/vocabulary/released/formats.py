"""A released table as files: JSON-stat 2.0, SDMX-CSV 1.0, CSV for people, XLSX. A hidden cell is never a zero. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from safeconduct.vocabulary.cells import defused
from safeconduct.vocabulary.released import writing
from safeconduct.vocabulary.released.tables import ENGLISH, Edition, Table, text
from safeconduct.vocabulary.released.writing import PLACE, TIME, Column, Dataset, written

if TYPE_CHECKING:
    from openpyxl import Workbook

DATAFLOW = "SAFECONDUCT:{kind}_{table}(1.0)"
"""Of SDMX: whose it is, which table, and the version of its shape."""


def json_stat(
    edition: Edition, table: Table, language: str, source: str, notes: Sequence[str] = (), *, above: str = "",
    more: Mapping[str, str] | None = None,
) -> bytes:  # fmt: skip
    """A dataset of JSON-stat 2.0: country and year are dimensions of one code; a hidden cell is null, its status c.

    `above` stands before the title of the table, `more` beside the names of edition and table.
    """
    place = Column(PLACE, PLACE, (edition.country,), role=PLACE)
    time = Column(TIME, TIME, (edition.period,), role=TIME)
    of = _dataset(edition, table, language, source, before=(place, time))
    of = replace(of, title=f"{above}. {of.title}" if above else of.title)
    named = {"edition": edition.id, "table": table.code, **(more or {})}
    return writing.json_stat(of, notes=notes, extension=named)


def sdmx_csv(edition: Edition, table: Table, note: str = "") -> str:
    """SDMX-CSV 1.0: a hidden cell has no OBS_VALUE and CONF_STATUS C (that F is free is not verified)."""
    place = Column(PLACE, PLACE, (edition.country,), role=PLACE, head="REF_AREA")
    time = Column(TIME, TIME, (writing.time_period(edition.year, edition.years),), role=TIME)
    of = _dataset(edition, table, ENGLISH, "", before=(place, time))
    flow = DATAFLOW.format(kind=edition.kind.upper(), table=table.code.upper())
    return writing.sdmx_csv(of, flow, note)


def _dataset(
    edition: Edition, table: Table, language: str, source: str = "", before: tuple[Column, ...] = ()
) -> Dataset:
    """The table in the words of one language, after dimensions of one code."""
    own = tuple(_column(edition, name, codes, language) for name, codes in table.codes)
    return Dataset(
        text(table.title, language)[0], source, edition.made_on.isoformat(), (*before, *own), table.numbers
    )


def _column(edition: Edition, name: str, codes: tuple[str, ...], language: str) -> Column:
    of = edition.dimensions[name]
    labels = {code: text(of.codes[code], language)[0] for code in codes}
    return Column(name, text(of.label, language)[0], codes, labels)


def for_people(
    edition: Edition, table: Table, language: str, *, hidden: str, count: str
) -> list[list[str | int]]:
    """A line a cell, in words, after the heads. `hidden` stands for a hidden number, `count` heads the numbers."""
    return writing.for_people(_dataset(edition, table, language), hidden=hidden, count=count)


def csv_for_people(
    edition: Edition, table: Table, language: str, notes: Sequence[str], *, hidden: str, count: str
) -> str:
    """The same as a file after its notes and an empty line; with the mark of its encoding that spreadsheets ask for."""
    lines = for_people(edition, table, language, hidden=hidden, count=count)
    above = [[defused(each)] for each in notes] + [[]] if notes else []
    return "\ufeff" + written([*above, *lines])


def xlsx(edition: Edition, language: str, notes: Sequence[str], *, hidden: str, count: str) -> bytes:
    """All tables, a sheet each, after one of notes. The same edition is the same bytes: its day stands for the time."""
    from openpyxl import Workbook  # some 20 MB, loaded by whoever asks first
    from openpyxl.styles import Font

    book = Workbook()
    first = book.worksheets[0]
    first.title = edition.id[:31]
    for line in notes:
        first.append([defused(line)])
    first["A1"].font = Font(bold=True)
    for table in edition.tables:
        sheet = book.create_sheet(table.code[:31])
        for cells in for_people(edition, table, language, hidden=hidden, count=count):
            sheet.append(cells)
        for cell in sheet[1]:
            cell.font = Font(bold=True)
    return _always_alike(book, edition)


def _always_alike(book: "Workbook", edition: Edition) -> bytes:
    """Packed anew with one moment for every part: the library writes the time of now."""
    moment = datetime.combine(edition.made_on, time())
    book.properties.created = book.properties.modified = moment
    raw, packed = BytesIO(), BytesIO()
    book.save(raw)
    with ZipFile(raw) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as alike:
        for each in parts.infolist():
            each.date_time = (edition.made_on.year, edition.made_on.month, edition.made_on.day, 0, 0, 0)
            alike.writestr(each, _without_time(parts.read(each), each.filename, moment))
    return packed.getvalue()


def _without_time(data: bytes, name: str, moment: datetime) -> bytes:
    if name != "docProps/core.xml":
        return data
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, data)
