"""bandit: common weaknesses in Python. What it is not asked about stands in pyproject.toml, each with its reason."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from safeconduct.commands.places import REPOSITORY
from safeconduct.commands.securing.outcomes import Outcome, answer

type Read = Callable[[str], list[str]]
"""The lines of a file of the repository."""
SQL, CHANCE = "608", "311"


def look() -> Outcome:
    """A finding that is meant says so at its line, with a reason: `# nosec`, or ruff's mark of the same number."""
    said = answer("bandit", "-q", "-c", "pyproject.toml", "-r", "safeconduct", "-f", "json")
    return judged(said, _lines)


def judged(said: Any, read: Read) -> Outcome:
    """What bandit's report means; a file that it could not read is a finding."""
    found = [
        f"{one['filename']}:{one['line_number']} {one['test_id']} {one['issue_text']}"
        for one in said["results"]
        if not _is_meant(one, read(one["filename"]))
    ]
    found += [f"{one['filename']} was not read: {one['reason']}" for one in said["errors"]]
    return Outcome(found, f"{said['metrics']['_totals']['loc']} lines of Python")


def _is_meant(one: Any, lines: list[str]) -> bool:
    """Whether a reason stands at the line. Statements of a migration are constants, and read by people; a measurement
    writes invented rows as the superuser of a node that is thrown away, and draws what it does with a seed."""
    number = one["test_id"].removeprefix("B")
    if number == SQL and "/migrations/" in one["filename"]:
        return True
    if number in (SQL, CHANCE) and "/measures/" in one["filename"]:
        return True
    first, last = min(one["line_range"]), max(one["line_range"])
    return any(re.search(rf"# noqa: S{number}\b[\s(-]+\w", line) for line in lines[first - 1 : last])


def _lines(name: str) -> list[str]:
    return (REPOSITORY / Path(name)).read_text().splitlines()
