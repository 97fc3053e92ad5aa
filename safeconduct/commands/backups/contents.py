"""What comes out of the two files: files of a node's folder, a database, and rows for the table of keys."""

import base64
import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from pyrage import x25519

from safeconduct.commands.backups.filling import put_into
from safeconduct.commands.backups.parts import CASE
from safeconduct.commands.backups.sealed import Target, open_into
from safeconduct.commands.backups.snapshots import let_in, surroundings
from safeconduct.commands.backups.writing import OF_THE_DATA
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import recovery
from safeconduct.commands.nodes.binaries import programs
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import closed_folder
from safeconduct.keys import files
from safeconduct.vocabulary.roles import OWNER

_SECRET_FILE = re.compile(r"(keys|secrets|public/secrets)/[a-z0-9_-][a-z0-9._-]*")
_END = b"\\.\n"


@dataclass
class Rows:
    """The rows of a table as COPY writes them, in a file of their own that has no name."""

    columns: list[str]
    file: IO[bytes]

    def chunks(self) -> Iterator[bytes]:
        """All of them, from the beginning."""
        self.file.seek(0)
        while chunk := self.file.read(256 * 1024):
            yield chunk


@dataclass
class KeyContent:
    """What the key file held: secrets of the folder, stones of what was destroyed, wrapped keys."""

    files: dict[str, bytes]
    stones: Rows
    keys: Rows


@contextmanager
def key_content(path: Path, identity: x25519.Identity) -> Iterator[KeyContent]:
    """Open the key file. The rows are wrapped keys, which nothing in them opens; they wait in files without a name."""
    with tempfile.TemporaryFile() as stones, tempfile.TemporaryFile() as keys:
        head: list[dict[str, Any]] = []
        split = _Split([stones, keys])
        open_into(path, identity, Target(lambda line: head.append(json.loads(line)), split.take))
        split.finish()
        columns = head[0]["columns"]
        found = {name: base64.b64decode(text) for name, text in head[0]["files"].items()}
        yield KeyContent(
            found, Rows(columns["keys.tombstone"], stones), Rows(columns["keys.section_key"], keys)
        )


@dataclass
class _Split:
    """Rows of one table after the other, each ended by a line of its own."""

    files: list[IO[bytes]]
    _rest: bytes = b""
    _at: int = field(default=0)

    def take(self, chunk: bytes) -> None:
        """The next bytes."""
        whole, end, self._rest = (self._rest + chunk).rpartition(b"\n")
        for line in (whole + end).splitlines(keepends=True):
            if line == _END:
                self._at += 1
            else:
                self.files[self._at].write(line)

    def finish(self) -> None:
        """Everything is there."""
        if self._rest or self._at != len(self.files):
            raise CannotRun("The key file ends too early: take the one before it.")


@dataclass
class DataHead:
    """The first line of the data: how many rows each table had, and the files that say no secret."""

    counts: dict[str, int] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    site: dict[str, Any] | None = None
    """What it holds of the public site; None where it holds none."""


def data_head(path: Path, identity: x25519.Identity) -> DataHead:
    """Only the first line."""
    found: list[DataHead] = []

    def first(line: bytes) -> None:
        said = json.loads(line)
        kept = {name: base64.b64decode(text) for name, text in said["files"].items()}
        found.append(DataHead(said["counts"], kept, said.get("site")))
        raise _Enough

    try:
        open_into(path, identity, Target(first, lambda _chunk: None))
    except _Enough:
        return found[0]
    raise CannotRun(f"The backup {path} holds nothing.")


class _Enough(Exception):
    """The rest is not wanted now."""


def fill_database(node: Node, path: Path, identity: x25519.Identity) -> None:
    """Stream the data file into the node's empty database. Raises CannotRun; a half filled one is of no use then."""
    command = [str(programs() / "pg_restore"), "--exit-on-error", "--single-transaction", "--no-password"]
    where = surroundings(node)
    command += ["--dbname", where["PGDATABASE"]]
    if node.cluster is None:
        # No superuser: everything is made as the owner. Row policies bind it only once all rows are in.
        command += ["--no-owner", f"--role={OWNER}"]
        assert node.database_url is not None  # noqa: S101 - without an embedded server
        let_in(node.database_url, where["PGDATABASE"])
    put_into(command, where, path, identity, CASE)


def write_files(home: Path, of_data: dict[str, bytes], of_keys: dict[str, bytes]) -> None:
    """Put the files of both where they were. Raises CannotRun for a name that no backup of ours has."""
    for name, content in of_keys.items():
        if name != recovery.FILE and not _SECRET_FILE.fullmatch(name):
            raise CannotRun("The key file names a file that no node has: take another.")
        folder = closed_folder((home / name).parent) if "/" in name else home
        files.write(folder / Path(name).name, content)
    for name, content in of_data.items():
        if name not in OF_THE_DATA:
            raise CannotRun("The data file names a file that no node has: take another.")
        folder = closed_folder((home / name).parent) if "/" in name else home
        files.write(folder / Path(name).name, content)
