"""One moment of a node's database: what it holds, its schema, its wrapped keys, and the rest as pg_dump writes it.

Whoever reads it must be bound by no row policy, or rows would be missing without a word: the embedded server's
administrator, or on a server of one's own the account of DATABASE_URL. Never a serving role, and never the owner: it
is bound too, and could only be freed by opening it to everything that runs in its name.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.binaries import programs
from safeconduct.commands.nodes.databases import (
    ADMINISTRATOR,
    Address,
    administer,
    as_owner,
    may_become_owner,
    with_database,
)
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import secret

ROOM = "keys"
"""The schema whose rows stand in no data file."""
KEYS = "keys.section_key"
STONES = "keys.tombstone"
_CHUNK = 256 * 1024
_SEES_ALL = """
    SELECT rolsuper OR (rolbypassrls AND pg_has_role(current_user, 'pg_read_all_data', 'USAGE')), current_user
      FROM pg_roles WHERE rolname = current_user
"""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A moment that stays as it was while it is read; `id` lets other connections see the same."""

    connection: psycopg.Connection
    id: str
    at: datetime
    migrations: tuple[str, ...]

    def counts(self) -> dict[str, int]:
        """The rows of each table."""
        tables = self.connection.execute(
            "SELECT schemaname, tablename FROM pg_tables "
            "WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"
        ).fetchall()
        return {f"{schema}.{name}": rows_of(self.connection, schema, name) for schema, name in tables}

    def has(self, table: str) -> bool:
        """Whether the table is there: an older release may not have had it."""
        return self.connection.execute("SELECT to_regclass(%s) IS NOT NULL", [table]).fetchone() == (True,)

    def columns(self, table: str) -> list[str]:
        """The names of a table's columns, in their order."""
        return columns_of(self.connection, table)

    def rows(self, table: str) -> Iterator[bytes]:
        """All rows as COPY writes them, ended by a line of its own."""
        schema, _, name = table.partition(".")
        columns = sql.SQL(", ").join(map(sql.Identifier, self.columns(table)))
        statement = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(schema, name), columns)
        with self.connection.cursor() as cursor, cursor.copy(statement) as copy:
            for block in copy:
                yield bytes(block)
        yield b"\\.\n"


def rows_of(connection: psycopg.Connection, schema: str, name: str) -> int:
    """How many rows a table has."""
    row = connection.execute(
        sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, name))
    ).fetchone()
    return int(row[0]) if row else 0


def columns_of(connection: psycopg.Connection, table: str) -> list[str]:
    """The names of a table's columns, in their order."""
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped "
        "ORDER BY attnum",
        [table],
    ).fetchall()
    return [row[0] for row in rows]


def migrations_of(connection: psycopg.Connection) -> tuple[str, ...]:
    """Which migrations the database has had."""
    rows = connection.execute("SELECT app || '.' || name FROM public.django_migrations ORDER BY 1").fetchall()
    return tuple(row[0] for row in rows)


@contextmanager
def snapshot_of(node: Node) -> Iterator[Snapshot]:
    """A snapshot of the node's running database. Raises CannotRun when rows would be missing in it."""
    with closing(sees_all(node)) as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot(), now()").fetchone()
        assert row is not None  # noqa: S101 - a SELECT without FROM always has a row
        yield Snapshot(connection, row[0], row[1].astimezone(UTC), migrations_of(connection))


def sees_all(node: Node) -> psycopg.Connection:
    """A connection that no row policy binds."""
    try:
        if node.cluster is not None:
            return node.cluster.connect(ADMINISTRATOR)
        assert node.database_url is not None  # noqa: S101 - one of the two is there
        name = Address.read(node.home).name
        let_in(node.database_url, name)
        connection = psycopg.connect(
            with_database(node.database_url, name), autocommit=True, connect_timeout=10
        )
    except psycopg.OperationalError as fault:
        raise CannotRun(
            "The database of this node does not answer: is the node just starting or ending?"
        ) from fault
    row = connection.execute(_SEES_ALL).fetchone()
    if row is None or not row[0]:
        connection.close()
        account = row[1] if row else "account"
        raise CannotRun(
            f"The account {account} in DATABASE_URL does not see all rows, so its backup would lack some: let a "
            f"superuser run ALTER ROLE {account} BYPASSRLS and GRANT pg_read_all_data TO {account}."
        )
    return connection


def let_in(url: str, name: str) -> None:
    """The database was closed to all but the serving roles; its owner, which the account may become, lets it in."""
    with closing(administer(url)) as connection:
        may_become_owner(connection)
        with as_owner(connection):
            connection.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO SESSION_USER").format(sql.Identifier(name))
            )


def dump_of(node: Node, snapshot: Snapshot) -> Iterator[bytes]:
    """Schema and rows at that moment, but for the room of keys: pg_dump's own format, compressed.

    What else lies there, such as the key of a file that is being brought in, lives for a day and is in neither file.
    """
    # Keys of later releases too.
    return dumped([f"--snapshot={snapshot.id}", f"--exclude-table-data={ROOM}.*"], surroundings(node))


def dumped(asked: list[str], where: dict[str, str]) -> Iterator[bytes]:
    """What pg_dump writes of a database. Raises CannotRun."""
    command = [str(programs() / "pg_dump"), "--format=custom", "--no-password", *asked]
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            cwd="/",
            env=where,
        )
        assert running.stdout is not None  # noqa: S101 - a pipe was asked for
        try:
            while chunk := running.stdout.read(_CHUNK):
                yield chunk
        except BaseException:
            running.kill()
            raise
        finally:
            running.stdout.close()
            ended = running.wait()
        if ended != 0:
            raise CannotRun(f"PostgreSQL's pg_dump failed: {why_of(said)}")


def why_of(said: IO[bytes]) -> str:
    """Of what a program said, the error; else the last line."""
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines() or ["it said nothing"]
    return next((line for line in lines if "error:" in line.lower()), lines[-1])


def surroundings(node: Node) -> dict[str, str]:
    """What pg_dump and pg_restore need to reach the node's database. The password stands on no command line."""
    address = Address.read(node.home)
    if node.cluster is not None:
        return reached(address, {"user": ADMINISTRATOR, "password": secret(node.home, ADMINISTRATOR)})
    assert node.database_url is not None  # noqa: S101 - one of the two is there
    parts = conninfo_to_dict(node.database_url)
    return reached(address, {name: str(parts[name]) for name in ("user", "password") if parts.get(name)})


def reached(address: Address, account: dict[str, str]) -> dict[str, str]:
    """Likewise for any database, with the account that is given."""
    kept = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
    ssl = {f"PG{name.upper()}": value for name, value in address.options.items() if name.startswith("ssl")}
    at = {"PGHOST": address.host, "PGPORT": str(address.port), "PGDATABASE": address.name}
    return kept | at | ssl | {f"PG{name.upper()}": value for name, value in account.items()}
