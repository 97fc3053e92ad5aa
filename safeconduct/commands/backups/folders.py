"""Where backups lie: which folders may take them, how the files are called, and which key files stay."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from safeconduct.commands.backups.heads import Kind, read_head
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.places import closed_folder

PLACES = "backups"
"""In the node's file: the two folders that were named last."""
KEY_FILES = 2
"""How many key files are kept: the newest, and the one before, should the newest be damaged."""


def folders(data: Path, keys: Path, home: Path) -> tuple[Path, Path]:
    """Both folders, made where missing. Raises CannotRun when one copy would hold the data and the keys to it."""
    data, keys = data.expanduser().absolute(), keys.expanduser().absolute()
    real = {"--to": data.resolve(), "--keys-to": keys.resolve()}
    if _within(real["--to"], real["--keys-to"]) or _within(real["--keys-to"], real["--to"]):
        raise CannotRun(
            "The data and the keys to it must lie in two places, or one theft takes both: name another folder with "
            "--keys-to, on another disk or machine."
        )
    for option, folder in real.items():
        if _within(folder, home.resolve()):
            raise CannotRun(
                f"The folder of {option} lies in the node's own, which a lost disk would take along: name one "
                "elsewhere."
            )
    for folder in (data, keys):
        _make(folder)
    return data, keys


def _within(folder: Path, other: Path) -> bool:
    return folder.is_relative_to(other)


def _make(folder: Path) -> None:
    try:
        if not folder.exists():
            closed_folder(folder)
        if not os.access(folder, os.W_OK | os.X_OK) or not folder.is_dir():
            raise PermissionError(0, "nothing can be written there")
    except OSError as fault:
        raise CannotRun(f"The folder {folder} cannot be used for backups: {fault.strerror}.") from fault


def name_of(node: str, at: datetime, kind: Kind) -> str:
    """How a file is called; to the millisecond, so that two made one after the other stand side by side."""
    return f"safeconduct-{node}-{at:%Y%m%dT%H%M%S}.{at.microsecond // 1000:03}Z.{kind.value}"


def of_node(folder: Path, node: str, kind: Kind) -> list[Path]:
    """The node's files of a kind in a folder that can be read, the newest first."""
    found = [path for path in _candidates(folder, kind) if _is_of(path, node, kind)]
    return sorted(found, key=lambda path: read_head(path).at, reverse=True)


def _candidates(folder: Path, kind: Kind) -> Iterator[Path]:
    return (path for path in folder.glob(f"*.{kind.value}") if path.is_file())


def _is_of(path: Path, node: str, kind: Kind) -> bool:
    try:
        head = read_head(path)
    except CannotRun:
        return False
    return (head.node, head.kind) == (node, kind)


def forget_older(folder: Path, node: str) -> int:
    """Overwrite and remove all key files but the newest two; how many went.

    Overwritten once: on a disk that moves its blocks, as most do now, the old ones may stay. They are sealed.
    """
    gone = of_node(folder, node, Kind.KEYS)[KEY_FILES:]
    for path in gone:
        with path.open("r+b") as file:
            left = path.stat().st_size
            while left > 0:
                left -= file.write(b"\0" * min(left, 1024 * 1024))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    return len(gone)
