"""From bytes to rows of texts: CSV or JSON, UTF-8 only, within limits; columns that are not read are dropped here.

CSV has a header; columns are separated by commas, or by semicolons as spreadsheets of many countries do. JSON is a
list of objects, or one object a line.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.htcds.columns import KNOWN, NOT_TAKEN_OVER, READ
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.tables.objects import Pairs, as_cell, objects
from safeconduct.vocabulary.tables.problems import Problem, WrongFile
from safeconduct.vocabulary.tables.sheets import EMPTY, NO_ROWS, NOT_A_VALUE, NOT_CSV

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 1000
LONGEST_CELL = 2000
MOST_TOLD = 50
"""Of how many unknown columns each is named; to look for the one that was meant takes time."""

TOO_LARGE = _("The file is larger than 2 MiB. Split it.")
TOO_MANY_ROWS = _("There are more than {most} rows. Split the file.")
NOT_UTF8 = _(
    "The file is not UTF-8: the byte {byte} in line {line} cannot be read. Only UTF-8 is read, with or without a byte "
    "order mark; in a spreadsheet choose “CSV UTF-8” when saving."
)
OTHER_UNICODE = _(
    "The file is {encoding}. Only UTF-8 is read, with or without a byte order mark; in a spreadsheet choose "
    "“CSV UTF-8” when saving."
)
NOT_TEXT = _("The file holds zero bytes: it is no text. A spreadsheet must be saved as “CSV UTF-8” first.")
FOREIGN = _("No column of HTCDS 2.0 is here. Expected are names such as {expected}.")
UNKNOWN_COLUMN = _("This is no column of HTCDS 2.0.")
UNKNOWN_COLUMN_BUT = _("This is no column of HTCDS 2.0; is {meant} meant?")
TWICE = _("This column is there twice.")
TOO_MANY_CELLS = _(
    "This row has {cells} cells for {columns} columns; a value with a separator in it needs quotation marks."
)
NOT_AN_OBJECT = _("Expected is an object with columns of HTCDS 2.0 as names.")
CELL_TOO_LONG = _("This cell is longer than {most} characters.")

_OTHER_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row that are read, not empty, by column."""

    number: int
    cells: dict[str, str]
    rest: dict[str, str] = field(default_factory=dict)
    """Cells to be told: too long, or of a column that nobody knows. Never of one that is left out."""


@dataclass(frozen=True, slots=True)
class Table:
    """All rows, the columns that are left out with the reason, and what is wrong with single rows."""

    rows: list[Row]
    left_out: dict[str, Words]
    problems: list[Problem]


def table(data: bytes, *, takes_unknown: bool = False) -> Table:
    """The rows of a file. Raises WrongFile when none can be read, or for a column that nobody knows.

    With `takes_unknown` such a column is a problem of the header, and its cells stand in the rest of each row.
    """
    if len(data) > MOST_BYTES:
        raise WrongFile(Problem(0, "", TOO_LARGE))
    text = _decoded(data)
    start = text.lstrip()
    if not start:
        raise WrongFile(Problem(0, "", EMPTY))
    return (_from_json if start[0] in "[{" else _from_csv)(text, takes_unknown)


def _decoded(data: bytes) -> str:
    for mark, encoding in _OTHER_MARKS.items():
        if data.startswith(mark):
            raise WrongFile(Problem(0, "", format_lazy(OTHER_UNICODE, encoding=encoding)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        bare = wrong.object
        line, byte = bare.count(b"\n", 0, wrong.start) + 1, f"0x{bare[wrong.start]:02X}"
        raise WrongFile(Problem(0, "", format_lazy(NOT_UTF8, byte=byte, line=line))) from None
    if "\x00" in text:
        raise WrongFile(Problem(0, "", NOT_TEXT))
    return text


# --- CSV --------------------------------------------------------------------------------------------------


def _from_csv(text: str, takes_unknown: bool) -> Table:
    lines = iter(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    header: list[str] = []
    rows: list[Row] = []
    problems: list[Problem] = []
    number = 0
    try:
        for number, cells in enumerate(lines, 1):
            if number == 1:
                header = _header(cells)
                problems += _foreign_columns(header, 1, takes_unknown)
            elif number > MOST_ROWS + 1:
                raise WrongFile(Problem(0, "", format_lazy(TOO_MANY_ROWS, most=MOST_ROWS)))
            elif any(cell.strip() for cell in cells):
                rows += _row(number, header, cells, problems)
    except csv.Error as wrong:
        raise WrongFile(Problem(number + 1, "", format_lazy(NOT_CSV, why=str(wrong)))) from None
    if not rows and not problems:
        raise WrongFile(Problem(0, "", NO_ROWS))
    return Table(rows, _left_out(header), problems)


def _delimiter(text: str) -> str:
    first = text.lstrip().splitlines()[0]
    return ";" if ";" in first and "," not in first else ","


def _header(cells: list[str]) -> list[str]:
    """The names; a spreadsheet may write empty cells behind the last of them, and those are no columns."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def _foreign_columns(columns: Iterable[str], row: int, takes_unknown: bool) -> list[Problem]:
    """What is wrong with the names of the columns. Raises WrongFile where the file cannot be read because of it."""
    names = Counter(columns)
    unknown = [name for name in names if name not in KNOWN][:MOST_TOLD]
    problems = [Problem(row, _short(name), _foreign(name)) for name in unknown]
    twice = sorted(name for name, times in names.items() if times > 1 and (name in KNOWN or takes_unknown))
    problems += [Problem(row, _short(name), TWICE) for name in twice]
    is_foreign = not KNOWN.intersection(names)
    if names and is_foreign:
        expected = ", ".join(list(READ)[:5])
        problems.insert(0, Problem(row, "", format_lazy(FOREIGN, expected=expected)))
    if problems and (is_foreign or twice or not takes_unknown):
        raise WrongFile(*problems)
    return problems


def _foreign(name: str) -> Words:
    by_lower = {known.lower(): known for known in KNOWN}
    close = get_close_matches(name.lower()[:100], by_lower, n=1, cutoff=0.8)
    return format_lazy(UNKNOWN_COLUMN_BUT, meant=by_lower[close[0]]) if close else UNKNOWN_COLUMN


def _row(number: int, header: list[str], cells: list[str], problems: list[Problem]) -> Iterator[Row]:
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        problems.append(
            Problem(number, "", format_lazy(TOO_MANY_CELLS, cells=len(cells), columns=len(header)))
        )
        return
    yield _kept(number, zip(header, cells, strict=False), problems)


# --- JSON -------------------------------------------------------------------------------------------------


def _from_json(text: str, takes_unknown: bool) -> Table:
    found_ones = objects(text)
    if len(found_ones) > MOST_ROWS:
        raise WrongFile(Problem(0, "", format_lazy(TOO_MANY_ROWS, most=MOST_ROWS)))
    if not found_ones:
        raise WrongFile(Problem(0, "", EMPTY))
    rows: list[Row] = []
    problems: list[Problem] = []
    names: dict[str, None] = {}
    for number, found in enumerate(found_ones, 1):
        if not isinstance(found, Pairs) or not found:
            problems.append(Problem(number, "", NOT_AN_OBJECT))
            continue
        problems += _foreign_columns((name for name, _value in found), number, takes_unknown)
        names |= dict.fromkeys(name for name, _value in found)
        cells = [(name, as_cell(value)) for name, value in found if name not in NOT_TAKEN_OVER]
        problems += [Problem(number, name, NOT_A_VALUE) for name, value in cells if value is None]
        if all(value is not None for _name, value in cells):
            rows.append(_kept(number, ((name, value or "") for name, value in cells), problems))
    return Table(rows, _left_out(names), problems)


# --- Both -------------------------------------------------------------------------------------------------


def _kept(number: int, cells: Iterable[tuple[str, str]], problems: list[Problem]) -> Row:
    said = {name: value for name, value in cells if name not in NOT_TAKEN_OVER and value.strip(" ")}
    long = [name for name, value in said.items() if name in READ and len(value) > LONGEST_CELL]
    problems += [Problem(number, name, format_lazy(CELL_TOO_LONG, most=LONGEST_CELL)) for name in long]
    kept = {name: value for name, value in said.items() if name in READ and name not in long}
    return Row(number, kept, {_short(name): value for name, value in said.items() if name not in kept})


def _left_out(names: Iterable[str]) -> dict[str, Words]:
    return {name: NOT_TAKEN_OVER[name] for name in names if name in NOT_TAKEN_OVER}


def _short(name: str) -> str:
    shown = "".join(sign if sign.isprintable() else "?" for sign in name[:40])
    return shown + ("..." if len(name) > 40 else "") or "(no name)"
