"""The public site in a backup: its database and its files beside the case data, its secrets beside the keys.

All of it is read and written as the owner of the site's database, whom no row policy binds.
"""

import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from pyrage import x25519

from safeconduct.commands.backups.filling import put_into
from safeconduct.commands.backups.parts import MEDIA, SITE, Sink, framed
from safeconduct.commands.backups.snapshots import Snapshot, dumped, migrations_of, reached, rows_of
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.binaries import programs
from safeconduct.commands.nodes.databases import Address
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import closed_folder, secret
from safeconduct.vocabulary.roles import PUBLIC_OWNER

SECRETS = f"{public.FOLDER}/secrets"
FILES = "media"
_CHUNK = 256 * 1024
_STEP = re.compile(r"[^/\0]+")


@dataclass(frozen=True, slots=True)
class Held:
    """What the first line says of the site, so that a restore can compare."""

    counts: dict[str, int]
    migrations: list[str]
    files: int
    bytes: int

    def written(self) -> dict[str, Any]:
        """As it stands there."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class SiteSnapshot:
    """One moment of the site's database, and the files that lay beside it then."""

    node: Node
    moment: Snapshot
    paths: tuple[Path, ...]
    held: Held

    def parts(self) -> Iterator[bytes]:
        """All of it. Raises CannotRun when a file was taken away meanwhile."""
        yield from framed(SITE, dumped([f"--snapshot={self.moment.id}"], _surroundings(self.node)))
        media = _media(self.node)
        for path in self.paths:
            yield from framed(MEDIA + path.relative_to(media).as_posix(), _content(path))


def has_site(node: Node) -> bool:
    """Whether there is something to keep."""
    return node.site is not None and public.is_made(node.home)


@contextmanager
def site_snapshot(node: Node) -> Iterator[SiteSnapshot | None]:
    """The site as it is now; None where the node has none. The database runs."""
    if not has_site(node):
        yield None
        return
    with closing(public.connect(node.home, PUBLIC_OWNER)) as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None  # noqa: S101 - a SELECT without FROM always has a row
        moment = Snapshot(connection, row[0], datetime.now(UTC), migrations_of(connection))
        paths = _paths(node)
        size = sum(path.stat().st_size for path in paths)
        yield SiteSnapshot(
            node, moment, paths, Held(moment.counts(), list(moment.migrations), len(paths), size)
        )


def fill_site(node: Node, path: Path, identity: x25519.Identity, held: dict[str, Any]) -> int:
    """Stream the site into its empty database and folder, and compare; how many rows. Raises CannotRun."""
    command = [str(programs() / "pg_restore"), "--exit-on-error", "--single-transaction", "--no-password"]
    command += ["--no-owner", "--dbname", Address.read(public.folder_of(node.home)).name]
    media = closed_folder(_media(node))
    put_into(command, _surroundings(node), path, identity, SITE, lambda name: _file(media, name))
    wanted = Held(**held)
    paths = _paths(node)
    if (len(paths), sum(each.stat().st_size for each in paths)) != (wanted.files, wanted.bytes):
        raise CannotRun("Files of the public site are missing in the backup: take another.")
    with closing(public.connect(node.home, PUBLIC_OWNER)) as connection:
        _check(connection, wanted)
    return sum(wanted.counts.values())


def sign_out(node: Node) -> None:
    """No editor is signed in any more. The database runs."""
    with closing(public.connect(node.home, PUBLIC_OWNER)) as connection:
        connection.execute("DELETE FROM public.django_session")


def _check(connection: psycopg.Connection, wanted: Held) -> None:
    for table, rows in wanted.counts.items():
        schema, _, name = table.partition(".")
        if (found := rows_of(connection, schema, name)) != rows:
            raise CannotRun(
                f"The public site's table {table} has {found} rows and had {rows} when the backup was taken: take "
                "another."
            )
    if list(migrations_of(connection)) != wanted.migrations:
        raise CannotRun(
            "The public site in the backup is of another release than its beginning says: take another."
        )


def _surroundings(node: Node) -> dict[str, str]:
    folder = public.folder_of(node.home)
    return reached(Address.read(folder), {"user": PUBLIC_OWNER, "password": secret(folder, PUBLIC_OWNER)})


def _media(node: Node) -> Path:
    return public.folder_of(node.home) / FILES


def _paths(node: Node) -> tuple[Path, ...]:
    found = _media(node).rglob("*")
    return tuple(sorted(path for path in found if path.is_file() and not path.is_symlink()))


def _content(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except FileNotFoundError:
        raise CannotRun("A file of the public site was taken away while it was read: try again.") from None


def _file(media: Path, name: str) -> Sink | None:
    """Where a file goes, closed to others. Raises CannotRun for a path that leads anywhere else."""
    if not name.startswith(MEDIA):
        return None
    steps = name.removeprefix(MEDIA).split("/")
    if not all(_STEP.fullmatch(step) and step not in (".", "..") for step in steps):
        raise CannotRun("The data file names a file that no site has: take another.")
    folder = media
    for step in steps[:-1]:
        folder = closed_folder(folder / step)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    file = open(os.open(folder / steps[-1], flags, 0o600), "wb")  # noqa: SIM115 - closed when its part is over

    def write(content: bytes) -> None:
        if content:
            file.write(content)
        else:
            file.close()

    return write
