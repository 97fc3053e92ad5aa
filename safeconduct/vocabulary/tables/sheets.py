"""From bytes to a header and rows of texts: CSV, XLSX or JSON, whatever the columns are called.

CSV: UTF-8, UTF-16 or Windows-1252, columns separated by commas, semicolons or tabs. Rows come one by one, so that a
long file is never held twice. The first row is the header and has number 1; in JSON the first object is row 1.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.tables.objects import as_cell, objects
from safeconduct.vocabulary.tables.problems import Problem, WrongFile
from safeconduct.vocabulary.tables.spreadsheets import OLD_FORMAT, ZIP, grid

EMPTY = _("There is nothing in this file.")
NO_ROWS = _("There is a header and no row below it.")
NOT_CSV = _("From here on this is no CSV: {why}.")
NOT_AN_OBJECT = _("Expected is an object with columns of HTCDS 2.0 as names.")
NOT_A_VALUE = _("Expected is a text, a number, true or false, or a list of these.")

MOST_BYTES = 32 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_HEADER = 100

TOO_LARGE = _("The file is larger than 32 MiB. Split it.")
TOO_MANY_ROWS = _("There are more than {most} rows. Split the file.")
TOO_MANY_COLUMNS = _("There are more than {most} columns. Remove those that say nothing about the person.")
NOT_TEXT = _("This is no text and no spreadsheet of the format XLSX. Save it as XLSX or as “CSV UTF-8”.")
OLD_OR_LOCKED = _(
    "This is a spreadsheet of the old format, or one with a password. Save it as XLSX without a password."
)
OTHER_ENCODING = _(
    "The letters of this file cannot be read: it is neither UTF-8 nor UTF-16 nor Windows-1252. Save it as “CSV UTF-8”."
)
READ_AS_1252 = _(
    "The file is not UTF-8 and was read as Windows-1252. Look at the letters below: if they are wrong, save it as "
    "“CSV UTF-8” and begin again."
)
TOO_MANY_CELLS = _(
    "This row has {cells} cells and the header has {columns}; a value with a separator in it needs quotation marks."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, its cells beside the columns, and what is wrong with it as a whole."""

    number: int
    cells: list[str]
    wrong: Words = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that can be read: the columns, each name once, the rows in order, and what its reader must know."""

    columns: list[str]
    rows: Iterable[Row]
    notices: list[Words] = field(default_factory=list)


def sheet(data: bytes) -> Sheet:
    """The sheet in a file. Raises WrongFile, also while the rows are read, with one sentence and the row."""
    if len(data) > MOST_BYTES:
        raise WrongFile(Problem(0, "", TOO_LARGE))
    if not data.strip():
        raise WrongFile(Problem(0, "", EMPTY))
    if data.startswith(ZIP):
        return _from_lines(grid(data), [])
    if data.startswith(OLD_FORMAT):
        raise WrongFile(Problem(0, "", OLD_OR_LOCKED))
    text, notices = _decoded(data)
    start = text.lstrip()
    if not start:
        raise WrongFile(Problem(0, "", EMPTY))
    return _from_json(text) if start[0] in "[{" else _from_lines(_lines(text), notices)


def _decoded(data: bytes) -> tuple[str, list[Words]]:
    encoding, notices = _encoding(data), list[Words]()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8-sig":
            raise WrongFile(Problem(0, "", OTHER_ENCODING)) from None
        text, notices = _as_1252(data), [READ_AS_1252]
    if "\x00" in text:
        raise WrongFile(Problem(0, "", NOT_TEXT))
    return text, notices


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise WrongFile(Problem(0, "", OTHER_ENCODING))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = data[:1000]
    # Without a mark: Latin letters in UTF-16 have a zero in every second place.
    if start[1::2].count(0) > len(start) // 4 and not start[::2].count(0):
        return "utf-16-le"
    if start[::2].count(0) > len(start) // 4 and not start[1::2].count(0):
        return "utf-16-be"
    return "utf-8-sig"


def _as_1252(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise WrongFile(Problem(0, "", OTHER_ENCODING)) from None


def _lines(text: str) -> Iterator[list[str]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    number = 0
    try:
        for cells in lines:
            number += 1
            yield cells
    except csv.Error as wrong:
        raise WrongFile(Problem(number + 1, "", format_lazy(NOT_CSV, why=str(wrong)))) from None


def delimiter(text: str) -> str:
    """What separates the columns: the sign that is most often in the first line, outside quotation marks."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return max(",;\t", key=lambda sign: (outside.count(sign), sign == ","))


def _from_lines(lines: Iterator[list[str]], notices: list[Words]) -> Sheet:
    for number, cells in enumerate(lines, 1):
        if any(cell.strip() for cell in cells):
            columns = _header(cells)
            return Sheet(columns, _rows(lines, number, len(columns)), notices)
    raise WrongFile(Problem(0, "", EMPTY))


def _header(cells: list[str]) -> list[str]:
    """Each column under a name of its own; trailing columns without one are no columns."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise WrongFile(Problem(1, "", format_lazy(TOO_MANY_COLUMNS, most=MOST_COLUMNS)))
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        shown = "".join(sign if sign.isprintable() else " " for sign in cell)
        name = " ".join(shown.split())[:LONGEST_HEADER] or f"({place})"
        while name in names:
            name = f"{name} ({place})"
        names.append(name)
    return names


def _rows(lines: Iterator[list[str]], before: int, columns: int) -> Iterator[Row]:
    seen = 0
    for number, cells in enumerate(lines, before + 1):
        if not any(cell.strip() for cell in cells):
            continue
        seen += 1
        if seen > MOST_ROWS:
            raise WrongFile(Problem(0, "", format_lazy(TOO_MANY_ROWS, most=MOST_ROWS)))
        wrong: Words = ""
        if any(cell.strip() for cell in cells[columns:]):
            wrong = format_lazy(TOO_MANY_CELLS, cells=len(cells), columns=columns)
        yield Row(number, (cells + [""] * (columns - len(cells)))[:columns], wrong)
    if not seen:
        raise WrongFile(Problem(0, "", NO_ROWS))


def _from_json(text: str) -> Sheet:
    found = objects(text)
    if not found:
        raise WrongFile(Problem(0, "", EMPTY))
    if len(found) > MOST_ROWS:
        raise WrongFile(Problem(0, "", format_lazy(TOO_MANY_ROWS, most=MOST_ROWS)))
    names = dict.fromkeys(name for one in found if isinstance(one, list) for name in _names(one))
    if not names:
        raise WrongFile(Problem(0, "", NOT_AN_OBJECT))
    columns = _header(list(names))
    return Sheet(columns, [_object(number, one, list(names)) for number, one in enumerate(found, 1)])


def _names(pairs: list[object]) -> Iterator[str]:
    for pair in pairs:
        if isinstance(pair, tuple):
            yield pair[0]


def _object(number: int, found: object, names: list[str]) -> Row:
    pairs = [pair for pair in found if isinstance(pair, tuple)] if isinstance(found, list) else []
    if not pairs:
        return Row(number, [""] * len(names), NOT_AN_OBJECT)
    cells = {name: as_cell(value) for name, value in pairs}
    wrong = NOT_A_VALUE if None in cells.values() else ""
    return Row(number, [cells.get(name) or "" for name in names], wrong)
