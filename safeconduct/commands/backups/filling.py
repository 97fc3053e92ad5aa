"""A part of the data file goes into a database, and others of it where they belong, in one reading."""

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

from pyrage import x25519

from safeconduct.commands.backups.heads import VERSION, read_head
from safeconduct.commands.backups.parts import CASE, Parts, Sink
from safeconduct.commands.backups.sealed import Target, open_into
from safeconduct.commands.backups.snapshots import why_of
from safeconduct.commands.faults import CannotRun


def put_into(
    command: list[str],
    where: dict[str, str],
    path: Path,
    identity: x25519.Identity,
    part: str,
    others: Callable[[str], Sink | None] = lambda _name: None,
) -> None:
    """Stream a part of the data file into pg_restore, and what `others` wants to where it says. Raises CannotRun."""
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, cwd="/", env=where
        )
        assert running.stdin is not None  # noqa: S101 - a pipe was asked for
        into = cast(Sink, running.stdin.write)
        try:
            _open_parts(path, identity, lambda name: into if name == part else others(name))
            running.stdin.close()
        except BrokenPipeError:
            pass  # it says below why it ended
        except BaseException:
            running.kill()
            running.wait()
            raise
        if running.wait() != 0:
            raise CannotRun(f"PostgreSQL's pg_restore failed: {why_of(said)}")


def _open_parts(path: Path, identity: x25519.Identity, begin: Callable[[str], Sink | None]) -> None:
    """What stands behind the first line; in a file of version 1 it is one part."""
    if read_head(path).version == VERSION:
        sink = begin(CASE)
        open_into(path, identity, Target(lambda _line: None, cast(Callable[[bytes], None], sink)))
        return
    parts = Parts(begin)
    open_into(path, identity, Target(lambda _line: None, parts.take))
    parts.finish()
