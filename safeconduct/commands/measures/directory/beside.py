"""The same filter over the same rows in SQLite and in DuckDB, in the measuring process itself."""

import csv
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import psycopg

from safeconduct.directory.finding.asked import Wanted
from safeconduct.directory.reading.candidates import near

COPY = """
COPY (SELECT need, place, turn, entry_id, refuses, answers, ',' || array_to_string(languages, ',') || ',',
             extract(epoch FROM freed_at)
        FROM directory.spot ORDER BY need, place, turn, entry_id) TO STDOUT (FORMAT csv)
"""
SQLITE = """
CREATE TABLE spot (need TEXT, place TEXT, turn INTEGER, entry TEXT, refuses INTEGER, answers INTEGER, languages TEXT,
                   freed REAL, PRIMARY KEY (need, place, turn, entry)) WITHOUT ROWID;
"""
FREED = "CREATE INDEX spot_freed ON spot (need, place, freed DESC, entry) WHERE freed IS NOT NULL"
DUCKDB = """
CREATE TABLE spot AS SELECT column0 AS need, column1 AS place, column2 AS turn, column3 AS entry, column4 AS refuses,
       column5 AS answers, string_split(trim(column6, ','), ',') AS languages, column7 AS freed
  FROM read_csv(?, header = false, columns = {'column0': 'VARCHAR', 'column1': 'VARCHAR', 'column2': 'INTEGER',
    'column3': 'VARCHAR', 'column4': 'INTEGER', 'column5': 'BIGINT', 'column6': 'VARCHAR', 'column7': 'DOUBLE'})
"""
WHERE = "need = ? AND place = ? AND refuses & ? = 0 AND answers & ? = ?"

type Asks = Callable[[Wanted, datetime], set[UUID]]


def written(connection: psycopg.Connection, path: Path) -> Path:
    """The rows that searches read, as one file."""
    with connection.cursor() as cursor, path.open("wb") as file, cursor.copy(COPY) as out:
        for block in out:
            file.write(block)
    return path


def in_sqlite(rows: Path, path: Path) -> Asks:
    """The rows in a file of SQLite, with the indexes that a search needs."""
    held = sqlite3.connect(path)
    held.executescript(SQLITE)
    with rows.open(newline="") as file, held:
        lines = ((*line[:7], float(line[7]) if line[7] else None) for line in csv.reader(file))
        held.executemany("INSERT INTO spot VALUES (?, ?, ?, ?, ?, ?, ?, ?)", lines)
    held.execute(FREED)
    held.execute("ANALYZE")

    def ask(wanted: Wanted, now: datetime) -> set[UUID]:
        return _of_sqlite(held, wanted, near(wanted, now)[1])

    return ask


def _of_sqlite(held: sqlite3.Connection, wanted: Wanted, values: dict[str, Any]) -> set[UUID]:
    tongues = [f"%,{one},%" for one in values["languages"]] if wanted.languages else []
    more = f" AND ({' OR '.join(['languages LIKE ?'] * len(tongues))})" if tongues else ""
    order = "ORDER BY turn, entry LIMIT ?"
    found: set[UUID] = set()
    for place in values["places"]:
        said = [values["need"], place, values["refuses"], values["answers"], values["answers"], *tongues]
        left = values["window"]
        for sign in (">=", "<"):
            sql = f"SELECT entry FROM spot WHERE {WHERE}{more} AND turn {sign} ? {order}"
            rows = held.execute(sql, [*said, values["start"], left]).fetchall()
            found |= {UUID(row[0]) for row in rows}
            left -= len(rows)
        sql = f"SELECT entry FROM spot WHERE {WHERE}{more} AND freed >= ? ORDER BY freed DESC, entry LIMIT ?"
        rows = held.execute(sql, [*said, values["fresh"].timestamp(), values["window"]]).fetchall()
        found |= {UUID(row[0]) for row in rows}
    return found


def in_duckdb(rows: Path, path: Path) -> Asks:
    """The rows in a file of DuckDB, in the order in which a search reads them; it works with one thread."""
    held = duckdb.connect(str(path), config={"threads": 1})
    held.execute(DUCKDB, [str(rows)])

    def ask(wanted: Wanted, now: datetime) -> set[UUID]:
        sql, values = _for_duckdb(wanted, near(wanted, now)[1])
        return {UUID(row[0]) for row in held.execute(sql, values).fetchall()}

    return ask


def _for_duckdb(wanted: Wanted, values: dict[str, Any]) -> tuple[str, list[Any]]:
    """One statement for all places."""
    parts, given = [], list[Any]()
    more = " AND list_has_any(languages, ?::VARCHAR[])" if wanted.languages else ""
    tongues = [values["languages"]] if wanted.languages else []
    for place in values["places"]:
        said = [values["need"], place, values["refuses"], values["answers"], values["answers"], *tongues]
        parts += [
            f"(SELECT entry FROM spot WHERE {WHERE}{more} ORDER BY turn < ?, turn, entry LIMIT ?)",
            f"(SELECT entry FROM spot WHERE {WHERE}{more} AND freed >= ? ORDER BY freed DESC, entry LIMIT ?)",
        ]
        given += [*said, values["start"], values["window"]]
        given += [*said, values["fresh"].timestamp(), values["window"]]
    return f"SELECT DISTINCT entry FROM ({' UNION ALL '.join(parts)})", given
