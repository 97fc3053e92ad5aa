"""Making a backup: two files of one snapshot, each written whole or not at all."""

import base64
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import UTC
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import uuid4

from safeconduct.commands.backups.folders import forget_older, name_of
from safeconduct.commands.backups.heads import VERSION, WITH_SITE, Head, Kind
from safeconduct.commands.backups.parts import CASE, framed
from safeconduct.commands.backups.sealed import Chunks, Say, close
from safeconduct.commands.backups.site import SECRETS, SiteSnapshot, has_site, site_snapshot
from safeconduct.commands.backups.snapshots import KEYS, STONES, Snapshot, dump_of, snapshot_of
from safeconduct.commands.faults import CannotRun, InUse
from safeconduct.commands.nodes import recovery
from safeconduct.commands.nodes.node import FACTS, Node
from safeconduct.keys import files
from safeconduct.keys.setup import SECRET as SETUP

OF_THE_DATA = (FACTS, "agencies.json", "mail.json", "public/filled")
"""Files of the node's folder that say no secret."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was written, and how long it took."""

    data: Path
    keys: Path
    heads: tuple[Head, Head]
    seconds: float
    forgotten: int


def write_backup(node: Node, *, data: Path, keys: Path, say: Say) -> Made:
    """Both files, whether or not the node runs. Raises CannotRun; then the folders are as they were.

    The key file is written last, and only when it stands are older ones removed.
    """
    begun = time.monotonic()
    lock = recovery.lock_of(node.home)
    with ExitStack() as stack:
        with suppress(InUse):  # it runs, and so does its database
            stack.enter_context(node.taken())
            stack.enter_context(node.awake())
        snapshot = stack.enter_context(snapshot_of(node))
        site = stack.enter_context(site_snapshot(node))
        head = _head(node, snapshot, lock, WITH_SITE if site is not None else VERSION)
        data_file, key_file = (
            folder / name_of(node.id, head.at, kind)
            for folder, kind in ((data, Kind.DATA), (keys, Kind.KEYS))
        )
        _refuse_present(data_file, key_file)
        content = Chunks(_data_content(node, snapshot, site))
        of_data = close(data_file, _of(head, Kind.DATA), lock.mark, lock.recipient, content, say)
        try:
            content = Chunks(_key_content(node, snapshot))
            of_keys = close(key_file, _of(head, Kind.KEYS), lock.mark, lock.recipient, content, say)
        except BaseException:
            data_file.unlink(missing_ok=True)  # data without its keys is half a backup
            raise
    forgotten = forget_older(keys, node.id)
    return Made(data_file, key_file, (of_data, of_keys), time.monotonic() - begun, forgotten)


def _head(node: Node, snapshot: Snapshot, lock: recovery.Lock, version: int) -> Head:
    return Head(
        kind=Kind.DATA,
        node=node.id,
        pair=uuid4().hex,
        taken_at=snapshot.at.astimezone(UTC).isoformat(timespec="microseconds"),
        migrations=snapshot.migrations,
        lock=base64.b64encode(lock.sealed).decode("ascii"),
        version=version,
    )


def _of(head: Head, kind: Kind) -> Head:
    return replace(head, kind=kind)


def _refuse_present(*paths: Path) -> None:
    for path in paths:
        if path.exists():
            raise CannotRun(f"The file {path} is there already, from this very moment: try again.")


def _data_content(node: Node, snapshot: Snapshot, site: SiteSnapshot | None) -> Iterator[bytes]:
    """How many rows each table has, and the files that say no secret, in one line; then the databases."""
    kept = {name: _packed(node.home / name) for name in OF_THE_DATA if (node.home / name).exists()}
    said: dict[str, Any] = {"counts": snapshot.counts(), "files": kept}
    if site is None:
        return chain([_line(said)], dump_of(node, snapshot))
    said["site"] = site.held.written()
    return chain([_line(said)], framed(CASE, dump_of(node, snapshot)), site.parts())


def _key_content(node: Node, snapshot: Snapshot) -> Iterator[bytes]:
    """The files that hold secrets, then the stones of what was destroyed, then the wrapped keys."""
    with files.locked(node.home / "keys"):  # nobody changes the keys while they are read
        kept = {
            f"{folder}/{path.name}": _packed(path)
            for folder in ("keys", "secrets", *([SECRETS] if has_site(node) else []))
            for path in sorted((node.home / folder).iterdir())
            if path.is_file() and not path.name.startswith(".") and (folder, path.name) != ("secrets", SETUP)
        }
    kept[recovery.FILE] = _packed(node.home / recovery.FILE)
    has_stones = snapshot.has(STONES)
    tables = {KEYS: snapshot.columns(KEYS), STONES: snapshot.columns(STONES)}
    yield _line({"files": kept, "columns": tables})
    yield from snapshot.rows(STONES) if has_stones else [b"\\.\n"]
    yield from snapshot.rows(KEYS)


def _packed(path: Path) -> str:
    raw = files.read(path) if path.parent.name in ("keys", "secrets") else path.read_bytes()
    return base64.b64encode(raw).decode("ascii")


def _line(said: object) -> bytes:
    return json.dumps(said).encode("ascii") + b"\n"
