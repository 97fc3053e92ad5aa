"""Searches as members make them, and the same filter in SQLite over the same rows: both must give the same services."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from uuid import UUID

import psycopg

from safeconduct.commands.measures.directory.rows import COUNTRIES, LANGUAGES
from safeconduct.directory.asked import Wanted, Who
from safeconduct.directory.candidates import places, statement
from safeconduct.vocabulary.codes import AgeBand, Need, Takes, Urgency
from safeconduct.vocabulary.regions import of_country

SQLITE = """
CREATE TABLE spot (need TEXT, place TEXT, turn INTEGER, entry TEXT, refuses INTEGER, languages TEXT, freed REAL,
                   PRIMARY KEY (need, place, turn, entry)) WITHOUT ROWID;
CREATE INDEX spot_freed ON spot (need, place, freed DESC, entry) WHERE freed IS NOT NULL;
CREATE INDEX spot_entry ON spot (entry, place, need);
"""


def searches(number: int, seed: int) -> list[Wanted]:
    """So many: of one need mostly, half with a region where the country has any, a third with a language."""
    random = Random(seed)  # noqa: S311  (searches of a measure)
    return [_search(random) for _ in range(number)]


def _search(random: Random) -> Wanted:
    country = random.choice(COUNTRIES)
    regions = [one.code for one in of_country(country)]
    needs = random.sample([one.value for one in Need], random.choice([1, 1, 1, 1, 2]))
    wanted = Wanted(needs=frozenset(needs), country=country, near="RO")
    if regions and random.random() < 0.5:
        wanted = replace(wanted, region=random.choice(regions))
    if random.random() < 0.35:
        wanted = replace(wanted, languages=frozenset({random.choice(LANGUAGES)}))
    if random.random() < 0.1:
        wanted = replace(wanted, urgency=Urgency.EMERGENCY)
    who = Who(
        takes=frozenset({random.choice(list(Takes))} if random.random() < 0.4 else ()),
        age=random.choice(list(AgeBand)) if random.random() < 0.4 else None,
        with_children=random.random() < 0.2,
        without_papers=random.random() < 0.2,
    )
    return replace(wanted, who=who)


def in_sqlite(connection: psycopg.Connection, path: Path) -> sqlite3.Connection:
    """The rows that searches read, in a file of SQLite with the indexes that a search needs."""
    other = sqlite3.connect(path)
    other.executescript(SQLITE)
    with closing(connection.cursor("spots")) as cursor, other:
        cursor.execute(
            "SELECT need, place, turn, entry_id::text, refuses, ',' || array_to_string(languages, ',') || ',', "
            "extract(epoch FROM freed_at)::float FROM directory.spot"
        )
        other.executemany("INSERT INTO spot VALUES (?, ?, ?, ?, ?, ?, ?)", cursor)
    other.execute("ANALYZE")
    return other


def asked_of_sqlite(other: sqlite3.Connection, wanted: Wanted, now: datetime) -> set[UUID]:
    """The same search there: for each place those whose turn it is, and those that said last that places are free."""
    _sql, values = statement(wanted, now)
    need, others, start, fresh = values["need"], list(values["others"]), values["start"], values["fresh"]  # type: ignore[call-overload]
    more, given = "", []
    if wanted.languages:
        tongues = [f"%,{one},%" for one in (*sorted(wanted.languages), "*")]
        more += f" AND ({' OR '.join(['s.languages LIKE ?'] * len(tongues))})"
        given += tongues
    for one in others:
        more += " AND EXISTS (SELECT 1 FROM spot o WHERE o.entry = s.entry AND o.place = '' AND o.need = ?)"
        given.append(one)
    found: set[UUID] = set()
    where = f"s.need = ? AND s.place = ? AND s.refuses & ? = 0{more}"
    parts = [
        (f"SELECT s.entry FROM spot s WHERE {where} AND s.turn >= ? ORDER BY s.turn, s.entry LIMIT ?", start),
        (f"SELECT s.entry FROM spot s WHERE {where} AND s.turn < ? ORDER BY s.turn, s.entry LIMIT ?", start),
        (
            f"SELECT s.entry FROM spot s WHERE {where} AND s.freed >= ? ORDER BY s.freed DESC, s.entry LIMIT ?",
            fresh.timestamp(),  # type: ignore[attr-defined]
        ),
    ]
    for place in places(wanted):
        for sql, last in parts:
            rows = other.execute(sql, [need, place, values["refuses"], *given, last, values["window"]])
            found |= {UUID(row[0]) for row in rows}
    return found
