"""After a test that committed: its rows go, what the owner loaded stays."""

import psycopg

from safeconduct.vocabulary.roles import OWNER
from tests.connections import is_resting, lent
from tests.home import SUPERUSER

KEPT: set[str] = set()
"""The tables that the owner filled, and the sequences that were used for it: no test empties them."""
MANY = 1024 * 1024
FILLED = "SELECT format('%I.%I', schemaname, relname), pg_relation_size(relid) FROM pg_stat_user_tables"
COUNTING = (
    "SELECT format('%I.%I', schemaname, sequencename), start_value FROM pg_sequences "
    "WHERE last_value IS NOT NULL"
)


def filled_tables(connection: psycopg.Connection) -> dict[str, int]:
    """Tables that hold something, and how much; asked of the files, since row policies hide rows from the owner too."""
    return {table: size for table, size in connection.execute(FILLED).fetchall() if size > 0}


def empty_tables() -> None:
    """After a test that committed: empty what it filled. What the owner loaded stays."""
    from django.db import connection as of_django

    if of_django.connection is not None and not is_resting(of_django.connection):
        of_django.close()
    with lent(SUPERUSER or OWNER) as connection:
        filled = {table: size for table, size in filled_tables(connection).items() if table not in KEPT}
        if SUPERUSER:
            # New files for each table and index cost more than most tests; whom no policy holds deletes rows instead.
            few = sorted(table for table, size in filled.items() if size <= MANY)
            _delete(connection, few)
            filled = {table: size for table, size in filled.items() if size > MANY}
        if filled:
            connection.execute(f"TRUNCATE {', '.join(sorted(filled))} RESTART IDENTITY CASCADE")
        # And the demo's clock goes back.
        connection.execute("UPDATE access.node SET moved = '0' WHERE moved <> '0'")


def _delete(connection: psycopg.Connection, tables: list[str]) -> None:
    """Without policies, triggers and foreign keys; numbers begin again."""
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        for table in tables:
            connection.execute(f"DELETE FROM {table}")
        for sequence, start in connection.execute(COUNTING).fetchall():
            if sequence not in KEPT:
                connection.execute("SELECT setval(%s, %s, false)", [sequence, start])
