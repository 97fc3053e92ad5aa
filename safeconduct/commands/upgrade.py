"""The door `upgrade`: a backup, then this release's migrations on a copy, which takes the place of the database.

The database itself is not touched until then. So whatever goes wrong, a lost current too, the release before still
starts on what it had.
"""

import argparse
import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from psycopg import sql

from safeconduct.commands.backup import add_places, back_up
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.databases import (
    ENTERING,
    Address,
    administer,
    as_owner,
    close_to_others,
    make_roles,
    may_become_owner,
)
from safeconduct.commands.nodes.homes import default_home, node_in, typed
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.postgres import Cluster
from safeconduct.commands.nodes.processes import ending_in_order
from safeconduct.commands.nodes.templates import copy_of
from safeconduct.vocabulary.roles import OWNER

NEXT, BEFORE = "postgres.next", "postgres.before"
ROOM = 1.1
"""How much of the database's size must be free for its copy."""


def main(arguments: list[str]) -> int:
    """0 when the database is of this release, brought up now or before. A node that runs is refused."""
    asked = _parser().parse_args(arguments)
    node = node_in((asked.home or default_home()).absolute())
    with ending_in_order():
        found = _look(node)
        if found["unknown"]:
            raise CannotRun("The database of this node was brought up by a newer release: use that one.")
        if not found["pending"]:
            _say("Nothing is to be done: the database is of this release.")
            return 0
        _say(f"{len(found['pending'])} migrations are to be applied. First a backup ...")
        made = back_up(node, asked.to, asked.keys_to, _say)
        _say(f"Backup: {made.data} and {made.keys}")
        bring_up(node)
    _say(f"The database is of this release. Start the node with: {typed('./run serve', node.home)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run upgrade", description=__doc__)
    parser.add_argument("--home", type=Path, help="the folder of the node")
    add_places(parser)
    return parser


def _look(node: Node) -> dict[str, Any]:
    with node.taken():
        _finish_exchange(node)
        with node.awake():
            found: dict[str, Any] = json.loads(node.run("owner", "examine"))
            found["pending"] += public.pending(node)
    return found


def bring_up(node: Node) -> None:
    """Migrate a copy, look at it, and put it in the place of the database. Raises CannotRun; then all is as before."""
    try:
        with node.taken(), _copy(node) as copied:
            with copied.awake():
                if copied.cluster is not None:
                    copied.cluster.bring_roles()
                copied.run("owner", "install")
                if copied.site is not None and public.is_made(copied.home):
                    copied.run(public.OWNER_PROCESS, "public", "install")
                found = json.loads(copied.run("owner", "examine", "--shape"))
            _refuse_faults(found)
    except (CannotRun, OSError) as fault:
        raise CannotRun(
            f"The upgrade was not done, and the database is as it was; the release before still starts. {fault}"
        ) from fault


def _refuse_faults(found: dict[str, Any]) -> None:
    faults: list[str] = found["faults"]
    if found["pending"]:
        raise CannotRun(f"The migration {found['pending'][0]} was not applied.")
    if faults:
        raise CannotRun(faults[0])
    if found["opened"] < found["tried"]:
        raise CannotRun(f"Of {found['tried']} section keys only {found['opened']} open.")


@contextmanager
def _copy(node: Node) -> Iterator[Node]:
    """A node of the same folder on a copy of its database; when all went well the copy is the database."""
    make = _copied_cluster if node.cluster is not None else _copied_database
    with make(node) as copied:
        yield copied


# --- The embedded server: two folders -----------------------------------------------------------------------


@contextmanager
def _copied_cluster(node: Node) -> Iterator[Node]:
    home = node.home
    _remove(home / NEXT)
    _refuse_little_room(home)
    copied = node_in(home)
    try:
        _say("Copying the database ...")
        copy_of(home / "postgres", home / NEXT)
        copied.cluster = Cluster(home, folder=NEXT)
        _say("Applying the migrations to the copy ...")
        yield copied
    except BaseException:
        _remove(home / NEXT)
        raise
    (home / "postgres").rename(home / BEFORE)
    (home / NEXT).rename(home / "postgres")
    _remove(home / BEFORE)


def _finish_exchange(node: Node) -> None:
    """Between two renames the current may have failed: the old folder goes back to its place."""
    if node.cluster is not None and (node.home / BEFORE).exists():
        if not (node.home / "postgres").exists():
            (node.home / BEFORE).rename(node.home / "postgres")
        _remove(node.home / BEFORE)


def _refuse_little_room(home: Path) -> None:
    size = sum(path.lstat().st_size for path in (home / "postgres").rglob("*"))
    if shutil.disk_usage(home).free < size * ROOM:
        raise CannotRun(
            f"The disk of {home} has no room for a copy of the database, {size >> 20} MiB: make room first."
        )


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


# --- A server of one's own: two databases -------------------------------------------------------------------


@contextmanager
def _copied_database(node: Node) -> Iterator[Node]:
    assert node.database_url is not None  # noqa: S101 - without an embedded server
    address = Address.read(node.home)
    own, next_, before = (sql.Identifier(address.name + end) for end in ("", "_next", "_before"))
    with closing(administer(node.database_url)) as connection:
        may_become_owner(connection)
        make_roles(connection, node.home)

        def said(statement: str, *names: sql.Identifier) -> None:
            with as_owner(connection):
                connection.execute(sql.SQL(statement).format(*names))

        said("DROP DATABASE IF EXISTS {}", next_)
        said("CREATE DATABASE {} TEMPLATE {}", next_, own)
        # A copy does not keep its template's locks: everybody could enter it.
        close_to_others(connection, address.name + "_next", OWNER, ENTERING)
        try:
            Address(address.host, address.port, address.name + "_next", address.options).write(node.home)
            yield node
        except BaseException:
            said("DROP DATABASE IF EXISTS {} WITH (FORCE)", next_)
            raise
        finally:
            address.write(node.home)
        said("ALTER DATABASE {} RENAME TO {}", own, before)
        said("ALTER DATABASE {} RENAME TO {}", next_, own)
        said("DROP DATABASE {}", before)


def _say(line: str) -> None:
    print(line, flush=True)
