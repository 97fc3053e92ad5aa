"""What the tests of a room's constraints have in common: which there are, and which one refuses a row."""

from typing import Any

import psycopg
import pytest

from tests.access.rows import insert
from tests.access.world import World

NAMES = """
    SELECT conname FROM pg_constraint WHERE conrelid = ANY (%(tables)s::regclass[]) AND contype <> 'n'
     UNION
    SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE i.indrelid = ANY (%(tables)s::regclass[]) AND i.indisunique
"""


def constraints_of(world: World, *tables: str) -> set[str]:
    """The names of all constraints and unique indexes of these tables, but for what must only be there."""
    return {row[0] for row in world.owner.execute(NAMES, {"tables": list(tables)}).fetchall()}


def refused_by(world: World, table: str, rows: list[dict[str, Any]]) -> str:
    """The constraint that refuses the last of these rows, when the others are there; whoever writes them."""
    with world.acting("owner") as connection:
        connection.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        for row in rows[:-1]:
            insert(connection, table, **row)
        with pytest.raises(psycopg.errors.IntegrityError) as caught:
            insert(connection, table, **rows[-1])
    return str(caught.value.diag.constraint_name)
