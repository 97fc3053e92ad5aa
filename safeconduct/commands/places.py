"""Where a node's files lie, who owns them, and the secrets among them."""

import hashlib
import os
import pwd
import secrets
from pathlib import Path

from safeconduct.commands.faults import CannotRun

REPOSITORY = Path(__file__).resolve().parents[2]
COUNTS = "metrics"
"""A folder of the node: what each process has counted."""
READY = "ready"
"""A folder of the node: each worker that is there leaves its number in it."""
SYSTEM_STATE = Path("/var/lib/safeconduct")
PROGRAMS = "POSTGRES_PROGRAMS"
"""The environment's name for a folder with PostgreSQL's programs to use in place of those in the wheel."""


def is_root() -> bool:
    """Whether this process may give files and processes to another account."""
    return os.geteuid() == 0


def state_folder() -> Path:
    """The folder of this clone's nodes: under the system's state as root, else under the user's own.

    Two clones side by side have two folders, and so has one clone with two sets of PostgreSQL's programs.
    Root's folder can be passed through by the account that the database runs under, which a closed home cannot.
    """
    whose = f"{REPOSITORY}{os.environ.get(PROGRAMS, '')}"
    clone = f"{REPOSITORY.name}-{hashlib.sha256(whose.encode()).hexdigest()[:8]}"
    return open_folder(_base() / clone)


def _base() -> Path:
    if is_root():
        return open_folder(SYSTEM_STATE)
    named = os.environ.get("XDG_STATE_HOME")
    home = os.environ.get("HOME") or pwd.getpwuid(os.getuid()).pw_dir
    return Path(named) / "safeconduct" if named else Path(home) / ".local" / "state" / "safeconduct"


def open_folder(folder: Path) -> Path:
    """Make a folder that others may pass through when we are root, and that is ours alone otherwise."""
    try:
        folder.mkdir(mode=0o711 if is_root() else 0o700, parents=True, exist_ok=True)
        if is_root():
            folder.chmod(0o711)
    except OSError as fault:
        raise CannotRun(f"The folder {folder} cannot be made or used: {fault.strerror}.") from fault
    return folder


def closed_folder(folder: Path) -> Path:
    """Make a folder that nobody but its owner may enter."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def forget_counts(home: Path, *, but_of_the_living: bool = False) -> None:
    """Begin to count anew; processes write what they count for metrics into a file each."""
    for path in closed_folder(home / COUNTS).iterdir():
        pid = path.stem.rpartition("_")[2]
        if not (but_of_the_living and Path("/proc", pid).exists()):
            path.unlink(missing_ok=True)


def secret(home: Path, name: str) -> str:
    """Read the secret `name` of the node in `home`; make it (256 random bits) when missing."""
    path = closed_folder(home / "secrets") / name
    if not path.exists():
        keep_secret(home, name, secrets.token_urlsafe(32))
    return path.read_text()


def keep_secret(home: Path, name: str, value: str) -> None:
    """Write a secret that is not there yet, readable by its owner only (0600)."""
    path = closed_folder(home / "secrets") / name
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(value)
