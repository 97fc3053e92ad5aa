"""The door `check`: style, floors and types."""

import subprocess
import sys

from safeconduct.commands.places import REPOSITORY

_LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
CHECKS = {
    "style": ["-m", "ruff", "check", "."],
    "floors": ["-c", _LINT_IMPORTS],
    "types": ["-m", "mypy"],
}


def failed_checks() -> list[str]:
    """Run every check, its output as it comes; the names of those that found something."""
    return [name for name, arguments in CHECKS.items() if not _passes(name, arguments)]


def _passes(name: str, arguments: list[str]) -> bool:
    print(f"--- {name}", flush=True)
    return subprocess.run([sys.executable, *arguments], cwd=REPOSITORY, check=False).returncode == 0


def main(arguments: list[str]) -> int:
    """0 when nothing was found."""
    failed = failed_checks()
    print(f"Found something: {', '.join(failed)}." if failed else "Nothing found.")
    return 1 if failed else 0
