"""The table of keys is filled from a key file: what a stone lies on stays out, whatever the file holds."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID

import psycopg
import pytest

from safeconduct.commands.backups.contents import KeyContent, Rows
from safeconduct.commands.backups.erased import put_keys
from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.world import World

KEYS = """
SELECT id, case_id, section, generation, intake, wrapped, made_at FROM keys.section_key
WHERE case_id IN (SELECT id FROM access."case") ORDER BY id
"""
"""Of files that are here: keys of others are left out of what is put back."""
COLUMNS = ["id", "case_id", "section", "generation", "intake", "wrapped", "made_at"]
STONE = ["key_id", "case_id", "section", "generation", "destroyed_at"]


def line(*values: object) -> bytes:
    """A row as COPY writes it."""
    texts = [
        rf"\\x{bytes(value).hex()}" if isinstance(value, bytes | memoryview) else str(value)
        for value in values
    ]
    return "\t".join(texts).encode() + b"\n"


@contextmanager
def emptied(world: World) -> Iterator[tuple[psycopg.Connection, list[tuple[object, ...]]]]:
    """A database from older data, its table of keys still empty; and the rows that a key file would bring."""
    with world.owner.transaction(force_rollback=True):
        rows = world.owner.execute(KEYS).fetchall()
        world.owner.execute("TRUNCATE keys.section_key")
        yield world.owner, rows


def content(keys: Sequence[tuple[object, ...]], stones: Sequence[tuple[object, ...]]) -> KeyContent:
    """What a key file holds."""
    return KeyContent(
        {},
        Rows(STONE if stones else [], BytesIO(b"".join(line(*stone) for stone in stones))),
        Rows(COLUMNS, BytesIO(b"".join(line(*key) for key in keys))),
    )


def found(connection: psycopg.Connection) -> set[UUID]:
    return {row[0] for row in connection.execute(KEYS).fetchall()}


def test_all_keys_of_one_snapshot_are_there_again(world: World) -> None:
    with emptied(world) as (connection, rows):
        said = put_keys(connection, content(rows, []), data_at=None)
        assert connection.execute(KEYS).fetchall() == rows
        assert (said.keys, said.cases) == (len(rows), ())


def test_a_key_under_a_stone_stays_out_and_what_it_opened_is_held_no_more(world: World) -> None:
    with emptied(world) as (connection, rows):
        gone = [row for row in rows if row[1] == ID("got_alfa")]
        stones = [(row[0], row[1], row[2], row[3], NOW) for row in gone]
        held = "SELECT count(*) FROM access.grants WHERE case_id = %s AND section = ANY (%s) AND ended_at IS NULL"
        of = [ID("got_alfa"), [row[2] for row in gone]]
        assert connection.execute(held, of).fetchone() != (0,)

        said = put_keys(connection, content(rows, stones), data_at=NOW)

        assert found(connection) == {row[0] for row in rows} - {row[0] for row in gone}
        assert connection.execute("SELECT count(*) FROM keys.tombstone").fetchone() == (len(gone),)
        assert connection.execute(held, of).fetchone() == (0,)
        assert said.cases == (str(ID("got_alfa")),)


def test_a_stone_in_older_data_counts_as_well(world: World) -> None:
    with emptied(world) as (connection, rows):
        connection.execute(
            "INSERT INTO keys.tombstone (key_id, case_id, section, generation, destroyed_at) "
            "VALUES (%s, %s, %s, %s, now())",
            list(rows[0][:4]),
        )
        put_keys(connection, content(rows, []), data_at=None)
        assert found(connection) == {row[0] for row in rows[1:]}


@pytest.mark.parametrize("later, stays", [(timedelta(), True), (timedelta(seconds=1), False)])
def test_a_key_that_was_made_after_the_data_were_taken_is_left_out(
    world: World, later: timedelta, stays: bool
) -> None:
    with emptied(world) as (connection, rows):
        taken = max(made for *_, made in rows if isinstance(made, datetime))
        newer = (ID("newer"), *rows[0][1:3], 99, *rows[0][4:6], taken + later)
        put_keys(connection, content([*rows, newer], []), data_at=taken)
        assert (ID("newer") in found(connection)) is stays


def test_a_key_of_a_case_that_is_not_here_is_left_out(world: World) -> None:
    with emptied(world) as (connection, rows):
        strange = (ID("strange"), ID("no case of ours"), *rows[0][2:])
        put_keys(connection, content([*rows, strange], []), data_at=None)
        assert ID("strange") not in found(connection)
