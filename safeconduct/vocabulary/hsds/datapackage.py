"""The tabular form of HSDS: a zip of CSV files with a description of them (Frictionless Data Package). Pure."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from safeconduct.vocabulary.cells import RUNS_AS_A_FORMULA, defused
from safeconduct.vocabulary.hsds.shape import NUMBERS
from safeconduct.vocabulary.hsds.shapes import SHAPES
from safeconduct.vocabulary.hsds.tables import Row, Tables, in_tables, whole_services

LARGEST = 64 * 1024 * 1024
"""Bytes of all files of a package that we read."""
DESCRIPTION = "datapackage.json"
_THEN = (1980, 1, 1, 0, 0, 0)
"""The day on every file: the same content is the same file, byte by byte."""


def packed(services: Sequence[Mapping[str, Any]]) -> bytes:
    """The zip of these whole services."""
    tables: Tables = {"organization": [], "service": []} | in_tables(services)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, DESCRIPTION, json.dumps(described(tables), indent=1))
        for kind in SHAPES:
            if kind in tables:
                _put(archive, SHAPES[kind].file, _as_csv(kind, tables[kind]))
    return target.getvalue()


def unpacked(raw: bytes) -> list[Row]:
    """The whole services of such a zip. Raises ValueError for one that is no such package, or is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(each.file_size for each in archive.infolist()) > LARGEST:
                raise ValueError("The package is too large.")
            names = set(archive.namelist())
            tables = {
                kind: _rows(archive.read(shape.file).decode("utf-8-sig"))
                for kind, shape in SHAPES.items()
                if shape.file in names
            }
        return whole_services(tables)
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError) as fault:
        raise ValueError("The package cannot be read.") from fault


def described(tables: Tables) -> dict[str, Any]:
    """What the package says of its files."""
    return {
        "name": "hsds",
        "profile": "tabular-data-package",
        "resources": [_resource(kind, tables) for kind in SHAPES if kind in tables],
    }


def _resource(kind: str, tables: Tables) -> dict[str, Any]:
    shape = SHAPES[kind]
    fields = [{"name": name, "type": "number" if name in NUMBERS else "string"} for name in shape.fields]
    pointing = [
        {"fields": column, "reference": {"resource": part, "fields": "id"}}
        for part, column in shape.ones.values()
        if part in tables
    ]
    return {
        "name": kind,
        "path": shape.file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": "id", "foreignKeys": pointing},
    }


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(zipfile.ZipInfo(name, _THEN), text.encode(), zipfile.ZIP_DEFLATED)


def _as_csv(kind: str, rows: Sequence[Row]) -> str:
    target = io.StringIO()
    writer = csv.DictWriter(target, SHAPES[kind].fields, restval="")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return target.getvalue()


def _cell(value: Any) -> Any:
    """A number as it is; a text so that no program takes it for a formula."""
    return defused(value) if isinstance(value, str) else value


def _rows(text: str) -> list[Row]:
    return [
        {name: _value(name, cell) for name, cell in row.items() if name and cell not in ("", None)}
        for row in csv.DictReader(io.StringIO(text))
    ]


def _value(name: str, cell: str) -> Any:
    if name in NUMBERS:
        number = float(cell)
        return int(number) if number.is_integer() else number
    is_defused = cell.startswith("'") and cell[1:].startswith(RUNS_AS_A_FORMULA)
    return cell[1:] if is_defused else cell
