"""What one look has found, and how a tool is asked."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.places import REPOSITORY

MINUTES = 10


@dataclass(frozen=True)
class Outcome:
    """`found` are faults, a sentence each; `said` is what was looked at; `open` is what could not be looked at."""

    found: list[str] = field(default_factory=list)
    said: str = ""
    open: str = ""


def tool(name: str) -> str:
    """The program `name` of this environment. Raises CannotRun when it is not there."""
    path = Path(sys.executable).with_name(name)
    if not path.exists():
        raise CannotRun(f"{name} is not installed beside {sys.executable}: start it as ./run secure.")
    return str(path)


def ran(name: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of this environment in the repository, its output kept."""
    return subprocess.run(
        [tool(name), *words],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=MINUTES * 60,
    )


def answer(name: str, *words: str) -> Any:
    """What a tool says as JSON. Raises CannotRun when it says none, which is never taken for "nothing found"."""
    done = ran(name, *words)
    try:
        return json.loads(done.stdout)
    except ValueError:
        last = (done.stderr.strip() or "it ended without a word").splitlines()[-1]
        raise CannotRun(f"{name} has not done its work: {last}") from None
