"""XLSX: the first sheet that holds something, as lines of texts. Formulas are not followed; their last values count.

A spreadsheet is a bundle of compressed XML: how large it becomes is asked before anything is unpacked, and its XML is
read by defusedxml, which refuses entities (openpyxl takes it when it is there).
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from openpyxl.utils.exceptions import InvalidFileException

from safeconduct.vocabulary.tables.problems import Problem, WrongFile

ZIP = b"PK\x03\x04"
OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_UNPACKED = 512 * 1024 * 1024
MOST_PARTS = 2000
MOST_WIDE = 256
"""Cells of a row that are looked at: a row may claim sixteen thousand."""

NO_SPREADSHEET = _("This spreadsheet cannot be read. Open it in your program and save it as XLSX again.")
HOSTILE = _("This spreadsheet holds XML that is made to do harm. It was not read.")
TOO_LARGE_INSIDE = _(
    "This spreadsheet becomes larger than {most} MiB when it is unpacked. Save only the sheet with the people."
)
NOTHING_INSIDE = _("There is nothing in this spreadsheet.")

_FAULTS = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ArithmeticError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
)
"""What openpyxl and zipfile raise for files that are damaged; none of them says more than that."""


def grid(data: bytes) -> Iterator[list[str]]:
    """The lines of the first sheet that is not empty. Raises WrongFile, also on the way."""
    try:
        _refuse_bombs(data)
        yield from _lines(openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True))
    except _FAULTS as fault:
        # openpyxl wraps what defusedxml refuses.
        is_hostile = isinstance(fault, DefusedXmlException) or isinstance(
            fault.__cause__, DefusedXmlException
        )
        raise WrongFile(Problem(0, "", HOSTILE if is_hostile else NO_SPREADSHEET)) from None


def _refuse_bombs(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        parts = bundle.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        most = MOST_UNPACKED // (1024 * 1024)
        raise WrongFile(Problem(0, "", format_lazy(TOO_LARGE_INSIDE, most=most)))


def _lines(book: Any) -> Iterator[list[str]]:
    try:
        for one in book.worksheets:
            # What a file says of its own size may be wrong, and long.
            one.reset_dimensions()
            is_empty = True
            for cells in _without_tail(one.iter_rows(max_col=MOST_WIDE, values_only=True)):
                is_empty = is_empty and not cells
                yield cells
            if not is_empty:
                return
    finally:
        book.close()
    raise WrongFile(Problem(0, "", NOTHING_INSIDE))


def _without_tail(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[str]]:
    """Rows as texts; the empty ones behind the last that holds something are left away."""
    waiting = 0
    for row in rows:
        cells = [_text(value) for value in row]
        if not any(cells):
            waiting += 1
            continue
        yield from ([] for _ in range(waiting))
        waiting = 0
        yield cells


def _text(value: Any) -> str:
    """A cell as it would be typed: dates as year-month-day, whole numbers without a point."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()
