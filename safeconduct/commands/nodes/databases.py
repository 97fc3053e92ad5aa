"""Roles and database of a node, made alike in the embedded server and in any other of version 16 or newer."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.places import closed_folder, keep_secret, secret
from safeconduct.vocabulary.roles import APP, INBOX, OWNER, STATISTICS, WORKER

ADMINISTRATOR = "safeconduct_administrator"
DATABASE = "safeconduct"
SERVING = (APP, INBOX, WORKER)
ENTERING = (*SERVING, STATISTICS)
"""The roles of running processes, and the one by which the pages with figures read."""
OLDEST = 16
ENCRYPTED, UNENCRYPTED = "require", ("disable", "allow", "prefer")
"""How another machine's server is reached when nothing is said, and how it never is (libpq's sslmode)."""


@dataclass(frozen=True)
class Address:
    """Where a node's database is, without account or password.

    `options` are libpq's, such as sslmode. Written to `<home>/database.json`, where the settings look for it.
    """

    host: str
    port: int
    name: str
    options: dict[str, str] = field(default_factory=dict)

    def write(self, home: Path) -> None:
        """Leave the address in the node's folder."""
        (home / "database.json").write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, home: Path) -> "Address":
        """The address that the node in `home` was prepared with."""
        try:
            return cls(**json.loads((home / "database.json").read_text()))
        except FileNotFoundError as fault:
            raise CannotRun(f"The node in {home} has no database yet: prepare it first.") from fault

    def connect(self, role: str, password: str) -> psycopg.Connection:
        """A plain connection as one role, each statement a transaction of its own."""
        at = {**self.options, "host": self.host, "port": str(self.port), "dbname": self.name}
        return psycopg.connect(make_conninfo(**at), user=role, password=password, autocommit=True)


def address_of(url: str) -> Address:
    """The address in a DATABASE_URL; the database is `safeconduct` when none is named."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as fault:
        raise CannotRun(
            "DATABASE_URL cannot be read: write postgresql://account:password@host:5432/name."
        ) from fault
    known = {key: str(parts.pop(key, "") or "") for key in ("host", "port", "dbname", "user", "password")}
    options = {key: str(value) for key, value in parts.items()}
    if not _is_near(known["host"]):
        options.setdefault("sslmode", ENCRYPTED)
        if options["sslmode"] in UNENCRYPTED:
            raise CannotRun(
                f"DATABASE_URL asks another machine's server with sslmode={options['sslmode']}, which may send what is "
                "read and written in the open: write sslmode=verify-full, or leave it out."
            )
    return Address(known["host"], int(known["port"] or 5432), known["dbname"] or DATABASE, options)


def _is_near(host: str) -> bool:
    """Whether the server is on this machine: by a socket's folder, or on the loopback."""
    return host in ("", "localhost", "::1") or host.startswith(("/", "127."))


def establish(connection: psycopg.Connection, home: Path, database: str, *, reset: bool = False) -> None:
    """Make what is missing: the five roles with their secrets, and the database that the owner owns.

    The connection is autocommit and may make roles and databases. A role that exists keeps its password unless
    `reset`, for it may serve another node as well. Raises CannotRun when the server is too old.
    """
    if connection.info.server_version < OLDEST * 10000:
        raise CannotRun(f"This PostgreSQL is too old: Safeconduct needs version {OLDEST} or newer.")
    is_new = make_roles(connection, home, reset=reset)
    make_database(connection, database, OWNER, ENTERING)
    if is_new:
        may_become_owner(connection)
        close_to_others(connection, database, OWNER, ENTERING)


def make_roles(connection: psycopg.Connection, home: Path, *, reset: bool = False) -> bool:
    """The roles of a node that are missing: a release may bring one that an older node has not. Whether any was."""
    made = [
        make_role(connection, role, secret(home, role), makes_databases=role == OWNER, reset=reset)
        for role in (OWNER, *ENTERING)
    ]
    return any(made)


def make_role(
    connection: psycopg.Connection,
    role: str,
    password: str,
    *,
    makes_databases: bool = False,
    reset: bool = False,
) -> bool:
    """Make a role that may sign in with this password; one that exists is left alone unless `reset`. Whether new."""
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is not None
    if exists and not reset:
        return False
    # Only the verifier travels and is stored, so that no log of the server can hold the password.
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    connection.execute(
        sql.SQL("{verb} ROLE {role} LOGIN NOINHERIT {createdb} NOCREATEROLE PASSWORD {verifier}").format(
            verb=sql.SQL("ALTER" if exists else "CREATE"),
            role=sql.Identifier(role),
            createdb=sql.SQL("CREATEDB" if makes_databases else "NOCREATEDB"),
            verifier=sql.Literal(verifier),
        )
    )
    return not exists


def make_database(connection: psycopg.Connection, database: str, owner: str, serving: Sequence[str]) -> None:
    """Make the database when it is missing, closed to all but these. Raises CannotRun when it is somebody else's."""
    found = connection.execute(
        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", [database]
    ).fetchone()
    if found is None:
        may_become_owner(connection, owner)
        make = sql.SQL("CREATE DATABASE {} OWNER {}")
        connection.execute(make.format(sql.Identifier(database), sql.Identifier(owner)))
        close_to_others(connection, database, owner, serving)
    elif found[0] != owner:
        raise CannotRun(
            f"The database {database} belongs to {found[0]}: name a new one in DATABASE_URL, or run "
            f"ALTER DATABASE {database} OWNER TO {owner}."
        )


def close_to_others(
    connection: psycopg.Connection, database: str, owner: str, serving: Sequence[str]
) -> None:
    """Nobody but these roles may enter the database. Safe to repeat."""
    name, roles = sql.Identifier(database), sql.SQL(", ").join(map(sql.Identifier, serving))
    # Whoever is no superuser could take nothing from PUBLIC in its own name: the server would only warn.
    with as_owner(connection, owner):
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, roles))


def compile_nothing(connection: psycopg.Connection) -> None:
    """Queries of this database are not compiled (`jit`); the connection is its owner's. Safe to repeat.

    Row policies make a query look dearer than it is: 9,000 of the planner's units were seen in a database of tests that
    was all but empty. A server with LLVM beside it, as Debian's, compiles a query from 100,000 units on, each time.
    """
    row = connection.execute("SELECT current_database(), current_setting('jit') = 'off'").fetchone()
    assert row is not None  # noqa: S101  (a SELECT without FROM always has a row)
    name, is_off = row
    if not is_off:
        connection.execute(sql.SQL("ALTER DATABASE {} SET jit = off").format(sql.Identifier(name)))


def may_become_owner(connection: psycopg.Connection, owner: str = OWNER) -> None:
    """Let the account that made the roles act as the owner; a superuser needs nothing."""
    row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if row is None or not row[0]:
        grant = sql.SQL("GRANT {} TO CURRENT_USER WITH SET TRUE, INHERIT FALSE")
        connection.execute(grant.format(sql.Identifier(owner)))


@contextmanager
def as_owner(connection: psycopg.Connection, owner: str = OWNER) -> Iterator[None]:
    """Inside, the connection acts as the owner."""
    connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(owner)))
    try:
        yield
    finally:
        connection.execute("RESET ROLE")


def administer(url: str) -> psycopg.Connection:
    """Connect to the server named in DATABASE_URL, to its database `postgres`; raises CannotRun when it refuses."""
    try:
        return psycopg.connect(url, dbname="postgres", autocommit=True, connect_timeout=10)
    except psycopg.Error as fault:
        said = str(fault).strip().splitlines()[-1]
        raise CannotRun(f"The server named in DATABASE_URL does not let us in: {said}") from None


def refuse_other_passwords(address: Address, home: Path, roles: Sequence[str] = (OWNER, *ENTERING)) -> None:
    """Raise CannotRun when the server's roles have other passwords than this node's: another node made them."""
    for role in roles:
        try:
            address.connect(role, secret(home, role)).close()
        except psycopg.OperationalError as fault:
            raise CannotRun(
                f"The server in DATABASE_URL does not take the password of {role} that lies in {home / 'secrets'}: "
                "give each node a server of its own, or copy the secrets of the node that made the roles."
            ) from fault


def with_database(url: str, name: str) -> str:
    """The same server and account, and another database."""
    return make_conninfo(url, dbname=name)


def drop_databases(url: str, names: Sequence[str]) -> None:
    """Take these databases away with all that is in them, nothing when they are not there."""
    with closing(administer(url)) as connection:
        for name in names:
            found = connection.execute(
                "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", [name]
            ).fetchone()
            if found is not None:
                may_become_owner(connection, found[0])
                with as_owner(connection, found[0]):
                    connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def refuse_present(url: str, names: Sequence[str]) -> None:
    """Raise CannotRun when one of these databases is there already."""
    with closing(administer(url)) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname = ANY (%s)", [list(names)])
        if found := rows.fetchone():
            raise CannotRun(
                f"The database {found[0]} is there already, and not from this clone: drop it, or name another one "
                "in DATABASE_URL."
            )


def share_roles(of: Path, to: Path, roles: Sequence[str] = (OWNER, *ENTERING)) -> None:
    """Let a second node use the database roles of a first one, for two databases on one server (demo only)."""
    for role in roles:
        (closed_folder(to / "secrets") / role).unlink(missing_ok=True)
        keep_secret(to, role, secret(of, role))
