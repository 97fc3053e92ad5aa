"""HSDS objects as rows of tables, and the way back: nothing is lost. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from safeconduct.vocabulary.hsds.shapes import SHAPES

type Row = dict[str, Any]
type Tables = dict[str, list[Row]]
"""Rows by kind of object, each row once."""
OUTSIDE = (
    "service_id",
    "organization_id",
    "location_id",
    "contact_id",
    "phone_id",
    "service_at_location_id",
    "link_id",
)
"""Columns of a part that name the whole that it hangs on."""


def in_tables(services: Iterable[Mapping[str, Any]]) -> Tables:
    """Whole services, with all that hangs on them, as rows."""
    found: dict[str, dict[str, Row]] = {kind: {} for kind in SHAPES}
    for service in services:
        _lay("service", service, {}, found)
    return {kind: list(rows.values()) for kind, rows in found.items() if rows}


def _lay(kind: str, whole: Mapping[str, Any], pointers: Row, found: dict[str, dict[str, Row]]) -> None:
    shape = SHAPES[kind]
    row = pointers | {name: whole[name] for name in shape.fields if name in whole}
    for name, (part, column) in shape.ones.items():
        if name in whole:
            row[column] = whole[name]["id"]
            _lay(part, whole[name], {}, found)
    for name, (part, column) in shape.lists.items():
        for each in whole.get(name, ()):
            _lay(part, each, {column: whole["id"]}, found)
    known = found[kind].setdefault(row["id"], {})
    known.update(row)


def whole_services(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Row]:
    """The services of the tables, whole again, in the order of their rows. KeyError where a row points nowhere."""
    index = _Index(tables)
    return [_whole("service", row, index) for row in tables.get("service", ())]


class _Index:
    """Finds rows by their id, and parts by what they hang on."""

    def __init__(self, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        self.by_id = {(kind, row["id"]): row for kind, rows in tables.items() for row in rows}
        self.parts: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
        for kind, rows in tables.items():
            for row in rows:
                for column in OUTSIDE:
                    if row.get(column):
                        self.parts.setdefault((kind, column, row[column]), []).append(row)


def _whole(kind: str, row: Mapping[str, Any], index: _Index) -> Row:
    shape = SHAPES[kind]
    pointing = {column for _part, column in shape.ones.values()}
    found = {name: row[name] for name in shape.fields if name in row and name not in _dropped(kind, pointing)}
    for name, (part, column) in shape.ones.items():
        if row.get(column):
            found[name] = _whole(part, index.by_id[(part, row[column])], index)
    return found | dict(_hanging(kind, row, index))


def _hanging(kind: str, row: Mapping[str, Any], index: _Index) -> Iterator[tuple[str, list[Row]]]:
    for name, (part, column) in SHAPES[kind].lists.items():
        if rows := index.parts.get((part, column, row["id"])):
            yield name, [_whole(part, each, index) for each in rows]


def _dropped(kind: str, pointing: set[str]) -> set[str]:
    """Columns that nesting says already; an attribute keeps what it is linked to, as the standard's guidance has it."""
    return pointing if kind == "attribute" else pointing | set(OUTSIDE)
