"""The policy table: read once from `policy.toml` and checked.

A row names lists; every combination of them is a cell. A forbidding row wins over any allowing one, and what
no row names is refused. The owner loads the allowing cells into the database when it migrates.
"""

import hashlib
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.access.rules import Action, Basis, Cell, Policy, Row
from safeconduct.access.table import Named, Table
from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.sections import Section

FILE = Path(__file__).with_name("policy.toml")
LISTS = ("sectors", "professions", "purposes", "sections", "actions", "basis")


class PolicyError(ValueError):
    """The policy file cannot be used; the sentence names the row and what to mend."""


@cache
def policy() -> Policy:
    """The table of this release."""
    return compiled(FILE.read_bytes())


def compiled(source: bytes) -> Policy:
    """Read and check a policy file. Raises PolicyError."""
    rows = tomllib.loads(source.decode())["row"]
    numbers = [row["number"] for row in rows]
    if len(set(numbers)) != len(numbers):
        raise PolicyError("Two rows of the policy have one number; give each row its own.")
    table = Table([_named(row) for row in sorted(rows, key=lambda row: row["number"])])
    return Policy(hash=hashlib.sha256(source).hexdigest(), cells=table)


def allowed() -> Iterator[tuple[Cell, Row]]:
    """The cells that this release allows, each with its row."""
    table = policy().cells
    assert isinstance(table, Table)  # noqa: S101 - of this release, so compiled above
    return table.allowed()


def _why(row: dict[str, Any]) -> str:
    if row.get("effect") not in ("allow", "forbid"):
        raise PolicyError(f'Row {row["number"]}: effect is "allow" or "forbid".')
    if not str(row.get("why", "")).strip():
        raise PolicyError(f"Row {row['number']}: say why in one sentence.")
    return str(row["why"])


def _named(row: dict[str, Any]) -> Named:
    answer = Row(number=row["number"], why=_why(row), allows=row["effect"] == "allow")
    for name in LISTS:
        if not row.get(name):
            raise PolicyError(f"Row {row['number']}: the list {name} is missing.")
    return Named(
        answer,
        _chosen(row, "sectors", Sector),
        _chosen(row, "professions", Profession),
        _chosen(row, "purposes", Purpose),
        _chosen(row, "sections", Section),
        _chosen(row, "actions", Action),
        _chosen(row, "basis", Basis),
    )


def _chosen[T: StrEnum](row: dict[str, Any], name: str, kind: type[T]) -> list[T]:
    try:
        return list(kind) if row[name] == ["*"] else [kind(value) for value in row[name]]
    except ValueError as error:
        raise PolicyError(f"Row {row['number']}, {name}: {error}.") from None
