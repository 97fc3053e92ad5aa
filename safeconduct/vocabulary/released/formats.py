"""A released table as files: JSON-stat 2.0, SDMX-CSV 1.0, CSV for people, XLSX. A hidden cell is never a zero. Pure."""

import csv
import re
from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.cells import defused
from safeconduct.vocabulary.released.tables import Edition, Table, text

if TYPE_CHECKING:
    from openpyxl import Workbook

HIDDEN, FREE, CONFIDENTIAL = "c", "F", "C"
DATAFLOW = "SAFECONDUCT:{kind}_{table}(1.0)"
"""Of SDMX: whose it is, which table, and the version of its shape."""
PLACE, TIME = "geo", "time"


def json_stat(edition: Edition, table: Table, language: str, source: str, notes: Sequence[str] = ()) -> bytes:
    """A dataset of JSON-stat 2.0: country and year are dimensions of one code; a hidden cell is null, its status c."""
    hidden = {str(at): HIDDEN for at, number in enumerate(table.numbers) if number is None}
    fixed: dict[str, object] = {
        PLACE: {"label": "geo", "category": {"index": [edition.country]}},
        TIME: {"label": "time", "category": {"index": [edition.period]}},
    }
    own: dict[str, object] = {name: _dimension(edition, name, codes, language) for name, codes in table.codes}
    dimension: dict[str, object] = {**fixed, **own}
    return canonical(
        {
            "version": "2.0",
            "class": "dataset",
            "label": text(table.title, language)[0],
            "source": source,
            "updated": edition.made_on.isoformat(),
            "id": [*fixed, *table.dimensions],
            "size": [1, 1, *(len(codes) for _, codes in table.codes)],
            "dimension": dimension,
            "role": {"geo": [PLACE], "time": [TIME]},
            "value": list(table.numbers),
            "extension": {"edition": edition.id, "table": table.code},
            **({"status": hidden} if hidden else {}),
            **({"note": list(notes)} if notes else {}),
        }
    )


def _dimension(edition: Edition, name: str, codes: Sequence[str], language: str) -> dict[str, object]:
    of = edition.dimensions[name]
    labels = {code: text(of.codes[code], language)[0] for code in codes}
    return {"label": text(of.label, language)[0], "category": {"index": list(codes), "label": labels}}


def sdmx_csv(edition: Edition, table: Table, note: str = "") -> str:
    """SDMX-CSV 1.0: a hidden cell has no OBS_VALUE and CONF_STATUS C (that F is free is not verified)."""
    flow = DATAFLOW.format(kind=edition.kind.upper(), table=table.code.upper())
    of = [flow, edition.country]
    head = ["DATAFLOW", "REF_AREA", *(name.upper() for name in table.dimensions), "TIME_PERIOD"]
    head += ["OBS_VALUE", "CONF_STATUS", *(["COMMENT_DSET"] if note else [])]
    rows = []
    for place, number in table.places():
        said = ["", CONFIDENTIAL] if number is None else [str(number), FREE]
        rows.append([*of, *place, _time_period(edition), *said, *([note] if note else [])])
    return _written([head, *rows])


def _time_period(edition: Edition) -> str:
    """As SDMX has it: a year, or a day and how long."""
    first = edition.year - edition.years + 1
    return str(edition.year) if edition.years == 1 else f"{first}-01-01/P{edition.years}Y"


def for_people(
    edition: Edition, table: Table, language: str, *, hidden: str, count: str
) -> list[list[str | int]]:
    """A line a cell, in words, after the heads. `hidden` stands for a hidden number, `count` heads the numbers."""
    dims = [edition.dimensions[name] for name in table.dimensions]
    lines: list[list[str | int]] = [[*(defused(text(of.label, language)[0]) for of in dims), defused(count)]]
    words = [{code: defused(text(texts, language)[0]) for code, texts in of.codes.items()} for of in dims]
    for place, number in table.places():
        said = [known[code] for known, code in zip(words, place, strict=True)]
        lines.append([*said, hidden if number is None else number])
    return lines


def csv_for_people(
    edition: Edition, table: Table, language: str, notes: Sequence[str], *, hidden: str, count: str
) -> str:
    """The same as a file after its notes and an empty line; with the mark of its encoding that spreadsheets ask for."""
    lines = for_people(edition, table, language, hidden=hidden, count=count)
    above = [[defused(each)] for each in notes] + [[]] if notes else []
    return "\ufeff" + _written([*above, *([str(each) for each in line] for line in lines)])


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


def _written(rows: Sequence[Sequence[str]]) -> str:
    into = StringIO()
    csv.writer(into, lineterminator="\r\n").writerows(rows)
    return into.getvalue()
