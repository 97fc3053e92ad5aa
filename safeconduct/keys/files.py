"""Key files: private to their owner, written whole or not at all, refused when others could read them."""

import fcntl
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safeconduct.keys.errors import KeyFileRefused

_LARGEST = 1024 * 1024


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Make the folder (0700) when missing and keep other makers of keys out until the block ends."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise KeyFileRefused(f"The key folder {folder} cannot be made: {fault.strerror}.") from fault
    check_folder(folder)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def check_folder(folder: Path) -> None:
    """Raises KeyFileRefused unless the folder is there, ours, and closed to everybody else."""
    try:
        found = folder.stat()
    except OSError as fault:
        raise KeyFileRefused(f"The key folder {folder} cannot be read: {fault.strerror}.") from fault
    if not stat.S_ISDIR(found.st_mode):
        raise KeyFileRefused(f"The key folder {folder} is no folder. Move what is there away.")
    _check_private(folder, found, "folder", 0o700)


def read(path: Path) -> bytes:
    """The whole file. Raises KeyFileRefused when it is missing, a link, somebody else's or open to others."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise KeyFileRefused(f"The key file {path} is missing. Restore it from the backup.") from None
    except OSError as fault:
        raise KeyFileRefused(f"The key file {path} cannot be read: {fault.strerror}.") from fault
    with os.fdopen(descriptor, "rb") as file:
        _check_file(path, os.fstat(descriptor))
        return file.read()


def write(path: Path, content: bytes) -> None:
    """Put the content there in one step (0600): after a crash the old file stands, or the new one."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        draft.rename(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _check_file(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
        raise KeyFileRefused(f"The key file {path} is no key file. Restore it from the backup.")
    _check_private(path, found, "file", 0o600)


def _check_private(path: Path, found: os.stat_result, kind: str, wanted: int) -> None:
    if found.st_uid != os.geteuid():
        raise KeyFileRefused(
            f"The key {kind} {path} belongs to another account. Run: chown {os.geteuid()} '{path}'"
        )
    mode = stat.S_IMODE(found.st_mode)
    if mode & 0o077:
        raise KeyFileRefused(
            f"The key {kind} {path} is open to others (mode {mode:04o}). Run: chmod {wanted:o} '{path}'"
        )


def sync_folder(folder: Path) -> None:
    """What was made, moved or deleted in a folder is on the disk, whatever happens to the machine."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
