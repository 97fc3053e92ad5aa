"""A directory of very many invented services, written by the database's owner in bulk; everything from a seed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any
from uuid import UUID

import psycopg

from safeconduct.commands.measures.directory.generated import SERVICES
from safeconduct.commands.measures.directory.names import KINDS, name
from safeconduct.vocabulary.codes import Need, Service, Takes
from safeconduct.vocabulary.regions import of_country

OF_AN_AGENCY = 20
BATCH = 20_000
AS_OF = datetime(2026, 11, 30, 10, tzinfo=UTC)
COUNTRIES = ("RO", "BG", "DE", "ES", "BE", "SE", "UA", "AL", "FR", "IT", "PL", "GR")
LANGUAGES = (
    "en",
    "ro",
    "bg",
    "uk",
    "ru",
    "fr",
    "de",
    "es",
    "ar",
    "sq",
    "vi",
    "hu",
    "rom",
    "tr",
    "fa",
    "so",
    "ti",
)
DICE = """
CREATE FUNCTION pg_temp.dice(n bigint, nr integer, sides integer) RETURNS integer IMMUTABLE LANGUAGE sql AS $$
  SELECT ((hashint8extended(n * 64 + nr, {seed}) & 9223372036854775807) % sides)::integer $$
"""
HOUSE = """
CREATE TEMP TABLE house (
  nr integer PRIMARY KEY, agency uuid, name text, country text, regions text[]) ON COMMIT DROP
"""
AGENCIES = """
INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number)
SELECT agency, 'ro', name, country, (ARRAY['ngo', 'shelter'])[1 + nr % 2], '{en}', '+1 00' FROM house
"""
TEAMS = """
INSERT INTO agencies.team (id, agency_id, name, professions, languages)
SELECT agency, agency, 'Reception', '{social_worker}', '{en}' FROM house
"""
SPOT = "need, place, turn, entry_id, refuses, answers, languages, freed_at"
INDEXES = """
SELECT CASE WHEN c.oid IS NULL THEN format('DROP INDEX %s', i.indexrelid::regclass)
            ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', i.indrelid::regclass, c.conname) END,
       CASE WHEN c.oid IS NULL THEN pg_get_indexdef(i.indexrelid)
            ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', i.indrelid::regclass, c.conname,
                        pg_get_constraintdef(c.oid)) END
  FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'p'
 WHERE i.indrelid = 'directory.spot'::regclass OR i.indexrelid = 'directory.entry_words'::regclass
"""
"""How the indexes of what is searched are taken off, and made again as they were."""


@dataclass(frozen=True, slots=True)
class Named:
    """An agency: its id, the second word of its name, and the script that it is written in."""

    agency: UUID
    word: str
    script: str


def identifier(random: Random) -> UUID:
    """A random UUID of the seed."""
    return UUID(int=random.getrandbits(128), version=4)


def filled(connection: psycopg.Connection, number: int, seed: int, say: Callable[[str], None]) -> list[Named]:
    """So many services of a twentieth as many agencies, laid out for searches as the triggers would."""
    random = Random(seed)  # noqa: S311  (rows of a measure)
    agencies = [_agency(random) for _ in range(max(1, number // OF_AN_AGENCY))]
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers: laid out in bulk below
        _write_agencies(cursor, agencies)
        say("agencies and teams are there")
        cursor.execute(DICE.format(seed=int(seed)))
        cursor.execute(SERVICES, _lists() | {"seed": seed, "number": number, "houses": len(agencies)})
    say("services are there; they are laid out")
    _lay_out(connection, say)
    say("the indexes are there; they are counted")
    connection.execute("VACUUM ANALYZE")
    return [named for named, _country in agencies]


def _write_agencies(cursor: psycopg.Cursor, agencies: list[tuple[Named, str]]) -> None:
    cursor.execute(HOUSE)
    with cursor.copy("COPY house (nr, agency, name, country, regions) FROM STDIN") as into:
        for nr, (named, country) in enumerate(agencies):
            words, regions = f"{KINDS[named.script]} {named.word}", [one.code for one in of_country(country)]
            into.write_row((nr, named.agency, words, country, regions))
    cursor.execute("ANALYZE house")
    cursor.execute(AGENCIES)
    cursor.execute(TEAMS)


def _lists() -> dict[str, Any]:
    return {
        "services": list(Service), "needs": list(Need), "takes": list(Takes), "languages": list(LANGUAGES), "at": AS_OF,
    }  # fmt: skip


def _lay_out(connection: psycopg.Connection, say: Callable[[str], None]) -> None:
    """What the triggers would leave, at once: the rows of the view, and the words. Indexes come last."""
    connection.execute("SET maintenance_work_mem = '512MB'")
    indexes = connection.execute(INDEXES).fetchall()
    for drop, _make in indexes:
        connection.execute(drop)
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute(f"INSERT INTO directory.spot ({SPOT}) SELECT {SPOT} FROM directory.laid_out")
    say("the rows that are searched are there; words and indexes")
    ids = [row[0] for row in connection.execute("SELECT id FROM directory.entry").fetchall()]
    for first in range(0, len(ids), BATCH):
        connection.execute("SELECT directory.lay_out_words(%s)", [ids[first : first + BATCH]])
    say("the words are there; indexes")
    for _drop, make in indexes:
        connection.execute(make)


def _agency(random: Random) -> tuple[Named, str]:
    script = random.choice(list(KINDS))
    return Named(identifier(random), name(random, script), script), random.choice(COUNTRIES)
