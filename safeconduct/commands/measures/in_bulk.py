"""Millions of rows into the tables of a node: their indexes are away meanwhile, and are made again from all rows.

To put each row into every index takes several times as long as the row itself. What keeps rows unique stays.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg import sql

OTHER_INDEXES = """
SELECT n.nspname, i.relname, pg_get_indexdef(x.indexrelid)
  FROM pg_index x
  JOIN pg_class i ON i.oid = x.indexrelid
  JOIN pg_class t ON t.oid = x.indrelid
  JOIN pg_namespace n ON n.oid = t.relnamespace
 WHERE NOT x.indisunique AND (n.nspname || '.' || t.relname) = ANY (%s)
   AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = x.indexrelid)
 ORDER BY 1, 2
"""
LESS_WRITTEN = {"max_wal_size": "4GB", "checkpoint_timeout": "1h", "full_page_writes": "off"}
"""Fewer checkpoints, and no page whole after each: what is measured here need not outlive a power cut."""
MEMORY = "512MB"
"""For making one index."""
AT_WORK = """
SELECT count(*) FROM pg_stat_activity
 WHERE backend_type = 'autovacuum worker'
    OR backend_type = 'client backend' AND state = 'active' AND pid <> pg_backend_pid()
"""
REST = 10.0
"""Seconds without any of that: the server looks every so often whether there is something to vacuum."""


@contextmanager
def in_bulk(connection: psycopg.Connection, tables: Sequence[tuple[str, str]]) -> Iterator[None]:
    """Inside, these tables (schema and name) have no index but what keeps them unique, and nothing interrupts writing.

    For the superuser's connection that commits each statement. Afterwards all is as it was, counted and on the disk.
    """
    names = [".".join(table) for table in tables]
    indexes = connection.execute(OTHER_INDEXES, [names]).fetchall()
    for schema, name, _made in indexes:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(schema, name)))
    _set(connection, LESS_WRITTEN)
    try:
        yield
        connection.execute(f"SET maintenance_work_mem = '{MEMORY}'")
        for _schema, _name, made in indexes:
            connection.execute(made.encode())
        connection.execute("VACUUM (ANALYZE)")
    finally:
        _set(connection, dict.fromkeys(LESS_WRITTEN, "DEFAULT"))
        connection.execute("CHECKPOINT")


def await_rest(connection: psycopg.Connection, longest: float = 900.0) -> float:
    """Wait until the server does nothing of its own accord and all that was written is on the disk; seconds it took.

    Beside a vacuum of what was just written every page takes twice as long, also one that reads none of it. What the
    vacuum would do is done here. Gives up after `longest` seconds, and whoever measures sees it by the number.
    """
    begun = quiet_since = time.monotonic()
    connection.execute("VACUUM (FREEZE, ANALYZE)")
    connection.execute("CHECKPOINT")
    while (now := time.monotonic()) - quiet_since < REST and now - begun < longest:
        (row,) = connection.execute(AT_WORK).fetchall()
        if row[0]:
            quiet_since = now
        time.sleep(0.5)
    return time.monotonic() - begun


def _set(connection: psycopg.Connection, settings: dict[str, str]) -> None:
    for name, value in settings.items():
        said = sql.SQL("DEFAULT") if value == "DEFAULT" else sql.Literal(value)
        connection.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), said))
    connection.execute("SELECT pg_reload_conf()")
