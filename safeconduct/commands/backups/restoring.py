"""Two files become a node again: in an empty folder, whole or not at all."""

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from safeconduct.commands.backups.choosing import Chosen
from safeconduct.commands.backups.contents import (
    DataHead,
    KeyContent,
    data_head,
    fill_database,
    key_content,
    write_files,
)
from safeconduct.commands.backups.erased import Erased, put_keys
from safeconduct.commands.backups.sealed import Say
from safeconduct.commands.backups.site import fill_site, sign_out
from safeconduct.commands.backups.snapshots import ROOM, migrations_of, rows_of, sees_all
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import public, recovery
from safeconduct.commands.nodes.databases import (
    Address,
    address_of,
    administer,
    drop_databases,
    refuse_present,
)
from safeconduct.commands.nodes.homes import known
from safeconduct.commands.nodes.node import FACTS, Node, keep_facts
from safeconduct.commands.nodes.postgres import CARELESS, Cluster
from safeconduct.commands.places import open_folder
from safeconduct.keys import files
from safeconduct.vocabulary.roles import OWNER

TOLD = "restored.json"
"""For the worker, what it cannot see itself; gone when it has done its part."""
RESTORING = "restoring"
"""In the node's file while it is not finished: such a node is not started."""
OLDEST = 17
"""The version of PostgreSQL from which on a server takes what our pg_restore says."""
SIGN_INS = ("usersessions_usersession", "django_session")


@dataclass
class Outcome:
    """What a restore found, and how long each part took."""

    rows: int = 0
    site_rows: int | None = None
    """Of the public site; None where the backup holds none."""
    site_files: int = 0
    erased: Erased = field(default_factory=lambda: Erased(0, ()))
    tried: int = 0
    opened: int = 0
    stopped: dict[str, Any] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, what: str, say: Say) -> Iterator[None]:
        """Say what is done and keep how long it took."""
        say(f"{what} ...")
        begun = time.monotonic()
        yield
        self.seconds[what] = round(time.monotonic() - begun, 1)


def restore(
    chosen: Chosen,
    opener: recovery.Opener,
    home: Path,
    *,
    say: Say,
    url: str | None = None,
    is_trial: bool = False,
) -> Outcome:
    """The node in `home`, which must be empty. In a trial it is only looked at; the caller removes the folder.

    Raises CannotRun; then the folder, or the database on the server of `url`, is as it was.
    """
    _refuse_filled(home)
    if url:
        _refuse_older(url)
        refuse_present(url, _names(url))
    was_there, done = home.exists(), Outcome()
    try:
        node = _begin(chosen, opener, home, url)
        if node.cluster is not None and is_trial:
            node.cluster = Cluster(home, CARELESS)  # it may be lost with the power
        with key_content(chosen.keys, opener.identity) as content:
            _fill(node, chosen, opener, content, done, say)
        _look(node, done, say)
        if not is_trial:
            _make_ready(node, chosen, done, say)
    except BaseException:
        _take_away(home, url, keep_folder=was_there)
        raise
    return done


def _refuse_filled(home: Path) -> None:
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise CannotRun(
            f"The folder {home} is not empty, and a restore never writes over a node: name a new one."
        )


def _begin(chosen: Chosen, opener: recovery.Opener, home: Path, url: str | None) -> Node:
    """The folder with its files, marked as unfinished before anything else stands in it."""
    first = data_head(chosen.data, opener.identity)
    facts = json.loads(first.files[FACTS])
    if facts.get("node") != chosen.of_data.node:
        raise CannotRun(
            f"The data in {chosen.data} are of another node than its beginning says: take another."
        )
    open_folder(home)
    keep_facts(home, facts | {RESTORING: True})
    node = known(home)
    node.demo, node.database_url = bool(facts.get("demo")), url
    node.cluster = None if url else Cluster(home)
    _write_files(chosen, opener, home, first)
    return node


def _refuse_older(url: str) -> None:
    with closing(administer(url)) as connection:
        if connection.info.server_version < OLDEST * 10000:
            raise CannotRun(
                f"A backup is read in by a PostgreSQL of version {OLDEST} or newer: this one is older."
            )


def _write_files(chosen: Chosen, opener: recovery.Opener, home: Path, first: DataHead) -> None:
    of_data = {name: content for name, content in first.files.items() if name != FACTS}
    with key_content(chosen.keys, opener.identity) as content:
        write_files(home, of_data, content.files)


def _fill(
    node: Node, chosen: Chosen, opener: recovery.Opener, content: KeyContent, done: Outcome, say: Say
) -> None:
    first = data_head(chosen.data, opener.identity)

    def fill(_address: Address) -> None:
        with done.timed("database", say):
            fill_database(node, chosen.data, opener.identity)
        with done.timed("counts", say):
            done.rows = _check(node, chosen, first.counts)

    def site() -> None:
        assert first.site is not None  # noqa: S101 - else it is not called
        with done.timed("public site", say):
            done.site_rows = fill_site(node, chosen.data, opener.identity, first.site)
        done.site_files = first.site["files"]

    with done.timed("folder, database and this release's migrations", say):
        node.prepare(fill, site if first.site is not None else None)
    with done.timed("keys", say), node.taken(), node.awake(), closing(node.connect(OWNER)) as connection:
        since = None if chosen.is_one_snapshot else chosen.of_data.at
        done.erased = put_keys(connection, content, data_at=since)


def _check(node: Node, chosen: Chosen, counts: dict[str, int]) -> int:
    """The rows, when each table has what the head says. Raises CannotRun."""
    with closing(sees_all(node)) as connection:
        for table, wanted in counts.items():
            schema, _, name = table.partition(".")
            found = rows_of(connection, schema, name)
            if found != (0 if schema == ROOM else wanted):
                raise CannotRun(
                    f"The table {table} has {found} rows and had {wanted} when the backup was taken: take another."
                )
        _check_migrations(connection, chosen)
    return sum(counts.values())


def _check_migrations(connection: psycopg.Connection, chosen: Chosen) -> None:
    if migrations_of(connection) != chosen.of_data.migrations:
        raise CannotRun(
            "The database in the backup is of another release than its beginning says: take another."
        )


def _look(node: Node, done: Outcome, say: Say) -> None:
    """As this release wants it, and a sample of the keys opens. Raises CannotRun."""
    with done.timed("looking", say), node.taken(), node.awake():
        found = json.loads(node.run("owner", "examine", "--shape"))
    if found["unknown"]:
        raise CannotRun("The backup was made by a newer release: restore it with that one.")
    if found["faults"]:
        raise CannotRun(found["faults"][0])
    done.tried, done.opened = found["tried"], found["opened"]
    if done.opened < done.tried:
        raise CannotRun(
            f"Of {done.tried} section keys only {done.opened} open: the keys in the file are not those of this node."
        )


# --- A node that may serve again ----------------------------------------------------------------------------


def _make_ready(node: Node, chosen: Chosen, done: Outcome, say: Say) -> None:
    """Nothing that carries a person leaves by itself, nobody is signed in, and the node says that it was restored."""
    with done.timed("making ready", say), node.taken(), node.awake():
        if done.site_rows is not None:
            sign_out(node)
        with closing(node.connect(OWNER)) as connection, connection.transaction():
            for table in SIGN_INS:
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier("public", table)))
            connection.execute(
                "UPDATE agencies.invitation SET ended_at = now(), ended_why = 'withdrawn' WHERE ended_at IS NULL"
            )
            # Whoever took a token away since has reason to.
            connection.execute(
                "UPDATE access.token SET ended_at = now(), ended_why = 'revoked' WHERE ended_at IS NULL"
            )
            connection.execute(
                "UPDATE access.node SET epoch = GREATEST(epoch + 1, extract(epoch FROM now())::bigint), "
                "restored_at = now(), restored_from = %s",
                [chosen.of_data.at],
            )
        # After the epoch, with which lanes go on. In a file: no argument and no log line names a case.
        told = {"taken_at": chosen.of_data.taken_at, "erased": done.erased.cases}
        files.write(node.home / TOLD, json.dumps(told).encode("ascii"))
        done.stopped = json.loads(node.run("worker", "restored"))
        (node.home / TOLD).unlink()
    keep_facts(node.home, {RESTORING: False})


def _names(url: str) -> list[str]:
    """The databases of a node there, with that of its public site."""
    name = address_of(url).name
    return [name, name + public.ENDING]


def _take_away(home: Path, url: str | None, *, keep_folder: bool) -> None:
    if url:
        drop_databases(url, _names(url))
    shutil.rmtree(home, ignore_errors=True)
    if keep_folder:
        open_folder(home)
