"""A table as a spreadsheet that opens with its password only. No plain file ever lies on the disk.

Promised: no cell is a formula, in this file or in one that somebody makes of it; whoever lacks the password reads
nothing; a file that would not open again is not handed out.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Font
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from safeconduct.vocabulary.cells import defused

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What a password is made of: nothing that looks like something else when it is copied by hand."""
GROUPS, OF_A_GROUP = 6, 5
MOST_TURNS = 1_000_000
"""How often a file may ask for its password to be hashed: office programs write a hundred thousand."""


def safe_cell(text: str) -> str:
    """As it may stand in a cell: an apostrophe before what could run, without signs that no cell holds."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    return defused(clean)


def new_password() -> str:
    """A password of 148 bits, in groups that can be read aloud."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(OF_A_GROUP)) for _ in range(GROUPS))


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a spreadsheet: its name, the headings, the rows."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    """A number stays one, so that a program can add it up."""


def sealed(heads: Sequence[str], rows: Sequence[Sequence[str]], password: str) -> bytes:
    """One table, as below."""
    return sealed_book([Table("Sheet", heads, rows)], password)


def sealed_book(tables: Sequence[Table], password: str) -> bytes:
    """The tables as an XLSX that is encrypted as office programs do it (agile, AES-256, SHA-512)."""
    plain, locked = _workbook(tables), BytesIO()
    OOXMLFile(BytesIO(plain)).encrypt(password, locked)
    made = locked.getvalue()
    # The library calls its own encryption experimental: what it made is opened once before anybody gets it.
    if opened(made, password) != plain:
        raise RuntimeError("The spreadsheet does not open with its password.")
    return made


def opened(made: bytes, password: str) -> bytes:
    """The plain XLSX of an encrypted one. Raises msoffcrypto's InvalidKeyError when the password is another.

    Whatever else the library raises is about a file that is none, or was made to keep this process busy.
    """
    file, plain = OOXMLFile(BytesIO(made)), BytesIO()
    if file.info.get("spinValue", 0) > MOST_TURNS:
        raise ValueError("The password would be hashed more often than office programs do.")
    file.load_key(password=password, verify_password=True)
    file.decrypt(plain, verify_integrity=True)
    return plain.getvalue()


def plain_book(tables: Sequence[Table]) -> bytes:
    """The tables as an XLSX that anybody opens: for what may leave the house, and nothing else."""
    return _workbook(tables)


def _workbook(tables: Sequence[Table]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        sheet: Any = book.create_sheet(table.name)
        for number, row in enumerate([table.heads, *table.rows], start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(number, column, safe_cell(value) if isinstance(value, str) else value)
                cell.data_type = "s" if isinstance(value, str) else "n"
                if number == 1:
                    cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return made.getvalue()


class _InMemory(ExcelWriter):  # type: ignore[misc]  # it brings no types
    """openpyxl writes each sheet into a temporary file first; that file would be the list, readable on the disk."""

    def write_worksheet(self, ws: Any) -> None:
        """The same as theirs, into memory."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        out = BytesIO()
        writer = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)
