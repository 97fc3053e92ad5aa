"""A file as proposals, one after the other: each of its records is a proposal, or what is wrong with it. Pure."""

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import IO, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.directory.bringing.columns import Mapping, propose
from safeconduct.directory.bringing.hsds import Seen, read_service
from safeconduct.directory.bringing.objects import BrokenLine, records
from safeconduct.directory.bringing.proposed import Defaults, Proposed
from safeconduct.directory.bringing.rows import read_row
from safeconduct.directory.bringing.zipped import LONGEST_FIELD, holds_services
from safeconduct.directory.bringing.zipped import services as zipped_services
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.tables.objects import as_cell
from safeconduct.vocabulary.tables.problems import Problem, WrongFile
from safeconduct.vocabulary.tables.sheets import MOST_BYTES, Row, Sheet, sheet

MOST_RECORDS = 200_000
"""More than the Aim of a hundred thousand, and still an hour's work for nobody."""
ZIP = b"PK\x03\x04"

SAME_NUMBER = _("This number was in row {row} already. A service has one number.")
BROKEN_LINE = _("This line is no JSON: {why}.")
TOO_MANY = _("There are more than {most} services. Split the file.")


class Form(StrEnum):
    """What a file is."""

    HSDS = "hsds"
    ZIPPED = "zipped"
    SHEET = "sheet"
    FLAT = "flat"
    """JSON whose records are rows of a table, as the seed's."""


@dataclass(frozen=True, slots=True)
class Read:
    """One record of the file: its number, and the proposal in it or what is wrong."""

    row: int
    found: Proposed | list[Problem]


@dataclass(frozen=True, slots=True)
class File:
    """A file that was looked at: what it is, its columns, its first rows, and what its reader must know."""

    form: Form
    columns: list[str]
    first: list[Row]
    notices: list[Words]

    @property
    def has_columns(self) -> bool:
        """Whether somebody has to say what its columns are."""
        return self.form in (Form.SHEET, Form.FLAT)


def looked_at(file: IO[bytes], most: int = 3) -> File:
    """What the file is. Raises WrongFile with one sentence."""
    form = form_of(file)
    if form is Form.SHEET:
        found = _sheet(file)
        first = [row for row, _place in zip(found.rows, range(most), strict=False)]
        return File(form, found.columns, first, found.notices)
    if form is Form.FLAT:
        some = [row for row, _place in zip(_flat_rows(file), range(most), strict=False)]
        return File(form, _flat_columns(file), some, [])
    return File(form, [], [], [])


def form_of(file: IO[bytes]) -> Form:
    """By its first bytes, and by whether its first record looks like HSDS."""
    file.seek(0)
    start = file.read(4096)
    file.seek(0)
    if start.startswith(ZIP):
        return Form.ZIPPED if holds_services(file) else Form.SHEET
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return Form.SHEET
    first = next(records(_text(file)), None)
    is_flat = isinstance(first, dict) and "organisation" in first
    return Form.FLAT if is_flat else Form.HSDS


def read(file: IO[bytes], mapping: Mapping, defaults: Defaults, *, today: date) -> Iterator[Read]:
    """Every record. Raises WrongFile, also on the way; a number that was there before is wrong in its second row."""
    form = form_of(file)
    numbers: dict[str, int] = {}
    for count, one in enumerate(_all(form, file, mapping, defaults, today), 1):
        if count > MOST_RECORDS:
            raise WrongFile(Problem(0, "", format_lazy(TOO_MANY, most=MOST_RECORDS)))
        if isinstance(one.found, Proposed):
            before = numbers.setdefault(one.found.origin, one.row)
            if before != one.row:
                yield Read(one.row, [Problem(one.row, "id", format_lazy(SAME_NUMBER, row=before))])
                continue
        yield one


def _all(form: Form, file: IO[bytes], mapping: Mapping, defaults: Defaults, today: date) -> Iterator[Read]:
    seen = Seen()
    match form:
        case Form.SHEET:
            found = _sheet(file)
            for row in found.rows:
                yield Read(row.number, read_row(row, found.columns, mapping, defaults, today=today))
        case Form.FLAT:
            columns = _flat_columns(file)
            for row in _flat_rows(file):
                yield Read(row.number, read_row(row, columns, mapping, defaults, today=today))
        case Form.ZIPPED:
            for number, record in zipped_services(file):
                yield Read(number, read_service(number, record, defaults, seen, today=today))
        case Form.HSDS:
            for number, record in enumerate(records(_text(file)), 1):
                if isinstance(record, BrokenLine):
                    yield Read(number, [Problem(number, "", format_lazy(BROKEN_LINE, why=record.why))])
                else:
                    yield Read(number, read_service(number, _of_service(record), defaults, seen, today=today))


def _of_service(record: Any) -> Any:
    """A service at a location carries its service inside; everything else is one."""
    inner = record.get("service") if isinstance(record, dict) else None
    if not isinstance(inner, dict):
        return record
    at = {name: value for name, value in record.items() if name != "service"}
    return inner | {"service_at_locations": [at]}


def mapping_of(file: File) -> Mapping:
    """What the names of its columns suggest."""
    return propose(file.columns)


# --- Flat JSON ----------------------------------------------------------------------------------------------------


def _flat_columns(file: IO[bytes]) -> list[str]:
    names: dict[str, None] = {}
    for record in records(_text(file)):
        if isinstance(record, dict):
            names |= dict.fromkeys(str(name)[:100] for name in record)
    return list(names)[:200]


def _flat_rows(file: IO[bytes]) -> Iterator[Row]:
    columns = _flat_columns(file)
    for number, record in enumerate(records(_text(file)), 1):
        if isinstance(record, BrokenLine) or not isinstance(record, dict):
            why = record.why if isinstance(record, BrokenLine) else "no object"
            yield Row(number, [""] * len(columns), format_lazy(BROKEN_LINE, why=why))
            continue
        yield Row(number, [as_cell(record.get(column)) or "" for column in columns])


# --- What lies below ----------------------------------------------------------------------------------------------


def _text(file: IO[bytes]) -> io.TextIOWrapper:
    file.seek(0)
    return _Kept(file, encoding="utf-8-sig", newline="")


class _Kept(io.TextIOWrapper):
    """Letters of a file that stays open when they are no longer needed."""

    def __del__(self) -> None:
        with suppress(ValueError):
            self.detach()


def _sheet(file: IO[bytes]) -> Sheet:
    file.seek(0)
    csv.field_size_limit(LONGEST_FIELD)  # a text that is too long is wrong in its row, not in all of the file
    return sheet(file.read(MOST_BYTES + 1))
