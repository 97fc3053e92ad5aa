"""The table of keys, filled from the newest key file: what was destroyed after the data were taken stays gone."""

from dataclasses import dataclass
from datetime import datetime

import psycopg
from psycopg import sql

from safeconduct.commands.backups.contents import KeyContent, Rows
from safeconduct.commands.backups.snapshots import KEYS, STONES


@dataclass(frozen=True, slots=True)
class Erased:
    """What the newest key file changed about older data, in numbers."""

    keys: int
    """Keys that are there again."""
    cases: tuple[str, ...]
    """Received cases in which something was erased after the data were taken."""


def put_keys(connection: psycopg.Connection, content: KeyContent, *, data_at: datetime | None) -> Erased:
    """Fill the table of keys, as the owner, and end what nobody can open any more, in one transaction.

    `data_at`: when older data were taken; keys made after that have nothing here to open and are left out. None where
    keys and data are of one snapshot.
    """
    with connection.transaction():
        _stage(connection, "stones", STONES, content.stones)
        _stage(connection, "keys", KEYS, content.keys)
        _insert(connection, "stones", STONES, content.stones)
        connection.execute(
            "DELETE FROM pg_temp.keys k WHERE EXISTS (SELECT FROM keys.tombstone t WHERE t.key_id = k.id)"
        )
        # A case that was opened after the data were taken is not here, and its keys open nothing.
        connection.execute(
            'DELETE FROM pg_temp.keys k WHERE NOT EXISTS (SELECT FROM access."case" c WHERE c.id = k.case_id)'
        )
        if data_at is not None:
            connection.execute("DELETE FROM pg_temp.keys WHERE made_at > %s", [data_at])
        made = _insert(connection, "keys", KEYS, content.keys)
        return Erased(made, _end_grants(connection))


def _stage(connection: psycopg.Connection, name: str, table: str, rows: Rows) -> None:
    """Through a table of its own: into one under row policies nothing can be copied by who is bound by them."""
    schema, _, plain = table.partition(".")
    connection.execute(
        sql.SQL("CREATE TEMPORARY TABLE {} (LIKE {}) ON COMMIT DROP").format(
            sql.Identifier(name), sql.Identifier(schema, plain)
        )
    )
    if not rows.columns:  # an older release, which laid no stones
        return
    statement = sql.SQL("COPY pg_temp.{} ({}) FROM STDIN").format(sql.Identifier(name), _names(rows))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for chunk in rows.chunks():
            copy.write(chunk)


def _insert(connection: psycopg.Connection, name: str, table: str, rows: Rows) -> int:
    if not rows.columns:
        return 0
    schema, _, plain = table.partition(".")
    done = connection.execute(
        sql.SQL("INSERT INTO {} ({}) SELECT {} FROM pg_temp.{} ON CONFLICT DO NOTHING").format(
            sql.Identifier(schema, plain), _names(rows), _names(rows), sql.Identifier(name)
        )
    )
    return done.rowcount


def _names(rows: Rows) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, rows.columns))


def _end_grants(connection: psycopg.Connection) -> tuple[str, ...]:
    """What a peer had taken back is not held again: of a received section without any key nobody holds anything."""
    done = connection.execute(
        "UPDATE access.grants g SET ended_at = now(), ended_why = 'erased' FROM access.\"case\" c "
        "WHERE c.id = g.case_id AND c.kind = 'received' AND g.ended_at IS NULL "
        "AND EXISTS (SELECT FROM keys.tombstone t WHERE t.case_id = g.case_id AND t.section = g.section) "
        "AND NOT EXISTS (SELECT FROM keys.section_key k WHERE k.case_id = g.case_id AND k.section = g.section) "
        "RETURNING g.case_id"
    )
    return tuple(sorted({str(case) for (case,) in done.fetchall()}))
