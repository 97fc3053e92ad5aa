"""Rows for tests: what a test does not name is filled in by the kind of its column."""

import uuid
from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

NOW = datetime.now(UTC)

FILLING: dict[str, Any] = {
    "text": "x",
    "varchar": "RO",
    "bpchar": "RO",
    "int2": 1,
    "int4": 1,
    "int8": 1,
    "bool": False,
    "timestamptz": NOW,
    "date": NOW.date(),
    "jsonb": Jsonb({}),
    "bytea": b"x",
    "_text": [],
    "_int2": [],
    "_date": [NOW.date()],
    "interval": "0",
}


KNOWN: dict[tuple[str, str], dict[str, str]] = {}


def _needed(table: str, connection: psycopg.Connection) -> dict[str, str]:
    known = connection.info.dsn, table
    if known not in KNOWN:
        KNOWN[known] = _asked(table, connection)
    return KNOWN[known]


def _asked(table: str, connection: psycopg.Connection) -> dict[str, str]:
    rows = connection.execute(
        "SELECT a.attname, t.typname FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid "
        "WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped "
        "AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''",
        [named_table(table)],
    ).fetchall()
    return dict(rows)


def named_table(table: str) -> str:
    """A table such as access.case, with the quotes that its name needs."""
    return ".".join(f'"{part}"' for part in table.split("."))


def insert(connection: psycopg.Connection, table: str, **given: Any) -> int:
    """Insert one row, without reading it back; how many were inserted."""
    missing = {
        name: uuid.uuid4() if kind == "uuid" else FILLING[kind]
        for name, kind in _needed(table, connection).items()
        if name not in given
    }
    values = missing | given
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(*table.split(".")),
        sql.SQL(", ").join(map(sql.Identifier, values)),
        sql.SQL(", ").join(sql.Placeholder() for _ in values),
    )
    return connection.execute(statement, list(values.values())).rowcount
