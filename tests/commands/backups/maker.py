"""Backups as a node writes them, without a database behind them."""

import re
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest

from safeconduct.commands.backups import folders
from safeconduct.commands.backups.heads import Head, Kind
from safeconduct.commands.backups.sealed import Chunks, close
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import recovery
from safeconduct.keys.recovery import generate

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
SECRET = b"Oksana"
KEY = generate()


def silent(line: str) -> None:
    """Progress that nobody reads."""


class Maker:
    """Writes backups as a node does, without a database behind them."""

    def __init__(self, home: Path, data: Path, keys: Path) -> None:
        self.lock = recovery.lock_of(home)
        self.data, self.keys = data, keys

    def write(self, kind: Kind, at: datetime = NOON, *, pair: str = "1", node: str = "se") -> Path:
        """One file."""
        folder = self.data if kind is Kind.DATA else self.keys
        path = folder / folders.name_of(node, at, kind)
        content = Chunks(iter([b'{"counts": {}, "files": {}}\n', SECRET * 40_000]))
        close(
            path,
            self.head(kind, at, pair=pair, node=node),
            self.lock.mark,
            self.lock.recipient,
            content,
            silent,
        )
        return path

    def head(self, kind: Kind, at: datetime = NOON, *, pair: str = "1", node: str = "se") -> Head:
        """Its head."""
        lock = b64encode(self.lock.sealed).decode()
        return Head(kind, node, pair, at.isoformat(), ("keys.0001_section_keys",), lock)

    def both(self, at: datetime = NOON) -> tuple[Path, Path]:
        """The two files of one snapshot."""
        return self.write(Kind.DATA, at), self.write(Kind.KEYS, at)


def refused(said: str) -> "pytest.RaisesExc[CannotRun]":
    """One sentence with these words in it."""
    return pytest.raises(CannotRun, match=re.escape(said))


def flip(path: Path, place: int) -> None:
    """Change one byte."""
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)
        file.seek(place)
        file.write(bytes([byte[0] ^ 1]))
