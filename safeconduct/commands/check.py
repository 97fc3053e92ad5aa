"""The door `check`: style, floors and types."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from safeconduct.commands.places import REPOSITORY

_LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
CHECKS = {
    "style": ["-m", "ruff", "check", "."],
    "floors": ["-c", _LINT_IMPORTS],
    "types": ["-m", "mypy"],
}


@dataclass(frozen=True)
class Checked:
    """One check that was made: whether it found nothing, and what it said."""

    name: str
    is_passed: bool
    said: str

    def __str__(self) -> str:
        return f"--- {self.name}\n{self.said}".rstrip("\n")


def checks() -> Iterator[Checked]:
    """Make every check, one after the other."""
    for name, arguments in CHECKS.items():
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        yield Checked(name, done.returncode == 0, done.stdout)


def main(arguments: list[str]) -> int:
    """0 when nothing was found."""
    failed = []
    for checked in checks():
        print(checked, flush=True)
        failed += [] if checked.is_passed else [checked.name]
    print(f"Found something: {', '.join(failed)}." if failed else "Nothing found.")
    return 1 if failed else 0
