"""Closing and opening the content of a backup, as a stream: it is never whole in memory, and never plain on a disk."""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pyrage
from pyrage import x25519

from safeconduct.commands.backups.heads import HEAD_BYTES, Head
from safeconduct.commands.faults import CannotRun
from safeconduct.keys.files import sync_folder

type Say = Callable[[str], None]

SAY_EVERY = 256 * 1024 * 1024
"""Bytes between two lines of progress."""


class Source(Protocol):
    """What age reads from; b"" at the end."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes."""


class Chunks:
    """An iterator of bytes as something to read from. What goes wrong in it is kept: age tells only that it did."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._rest = chunks, b""
        self.fault: BaseException | None = None

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; b"" at the end."""
        try:
            while not self._rest:
                self._rest = next(self._chunks)
        except StopIteration:
            return b""
        except BaseException as fault:
            self.fault = fault
            raise
        said, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return said


class _Counted:
    """Where age writes to: a file, whose bytes are counted and hashed on the way."""

    def __init__(self, descriptor: int, say: Say, what: str) -> None:
        self._descriptor, self._say, self._what = descriptor, say, what
        self.seen, self.length = hashlib.sha256(), 0
        self.fault: OSError | None = None

    def write(self, chunk: bytes, /) -> int:
        try:
            _write_all(self._descriptor, chunk)
        except OSError as fault:
            self.fault = fault
            raise
        self.seen.update(chunk)
        if self.length // SAY_EVERY != (self.length + len(chunk)) // SAY_EVERY:
            self._say(f"{self._what}: {(self.length + len(chunk)) >> 20} MiB written")
        self.length += len(chunk)
        return len(chunk)

    def flush(self) -> None:
        """Nothing waits."""


def _write_all(descriptor: int, chunk: bytes) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def close(path: Path, head: Head, mark: bytes, recipient: str, content: Chunks, say: Say) -> Head:
    """Write one file in one step (0600): after a fault or a crash it is whole, or it is not there; the finished head.

    Raises CannotRun when the disk is full, and what `content` raises.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        try:
            finished = _write(descriptor, head, mark, recipient, content, say)
        finally:
            os.close(descriptor)
        draft.rename(path)
        sync_folder(path.parent)
    except BaseException as fault:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        if isinstance(fault, OSError):
            raise CannotRun(
                f"The backup could not be written to {path.parent}: {fault.strerror}. Nothing was left there; the "
                "backups before stand."
            ) from fault
        raise
    return finished


def _write(descriptor: int, head: Head, mark: bytes, recipient: str, content: Chunks, say: Say) -> Head:
    _write_all(descriptor, b" " * HEAD_BYTES)
    target = _Counted(descriptor, say, head.kind.value)
    try:
        pyrage.encrypt_io(content, target, [x25519.Recipient.from_str(recipient)])
    except Exception:
        # Of what went wrong below it age gives the words only.
        if (fault := content.fault or target.fault) is not None:
            raise fault from None
        raise
    finished = replace(head, size=target.length, sha256=target.seen.hexdigest()).marked(mark)
    os.lseek(descriptor, 0, os.SEEK_SET)
    _write_all(descriptor, finished.written())
    os.fsync(descriptor)
    return finished


class Target:
    """Where the opened content goes: the first line to whoever asks, the rest to `more`, as it comes."""

    def __init__(self, first_line: Callable[[bytes], None], more: Callable[[bytes], None]) -> None:
        self._first_line, self._more = first_line, more
        self._line: bytes | None = b""
        self.fault: BaseException | None = None

    def write(self, chunk: bytes, /) -> int:
        """Take the next bytes."""
        try:
            self._take(bytes(chunk))
        except BaseException as fault:
            self.fault = fault
            raise
        return len(chunk)

    def flush(self) -> None:
        """Nothing waits."""

    def _take(self, chunk: bytes) -> None:
        if self._line is None:
            self._more(chunk)
            return
        self._line += chunk
        line, end, rest = self._line.partition(b"\n")
        if end:
            self._line = None
            self._first_line(line)
            if rest:
                self._more(rest)


def open_into(path: Path, identity: x25519.Identity, target: Target) -> None:
    """Open a file's content into `target`. Raises CannotRun when it does not open, and what `target` raises."""
    with path.open("rb") as file:
        file.seek(HEAD_BYTES)
        try:
            pyrage.decrypt_io(file, target, [identity])
        except Exception:  # noqa: BLE001  (pyrage's faults have no root of their own)
            if target.fault is not None:
                raise target.fault from None
            raise CannotRun(
                f"The backup {path} cannot be opened: it was damaged, or has another key."
            ) from None
