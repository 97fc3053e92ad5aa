"""The policy table: read once from `policy.toml`, checked, compiled to one dictionary.

A row names lists; every combination of them is a cell. A forbidding row wins over any allowing one, and what
no row names is refused. The owner loads the allowing cells into the database when it migrates.
"""

import hashlib
import itertools
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.access.rules import Action, Basis, Cell, Policy, Row
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
    cells: dict[Cell, Row] = {}
    # Allowing rows first, so that a forbidding one has the last word.
    for row in sorted(rows, key=lambda row: (row["effect"] != "allow", row["number"])):
        answer = Row(number=row["number"], allows=row["effect"] == "allow", why=_why(row))
        for cell in _cells(row):
            if answer.allows:
                cells.setdefault(cell, answer)
            else:
                cells[cell] = answer
    return Policy(hash=hashlib.sha256(source).hexdigest(), cells=cells)


def _why(row: dict[str, Any]) -> str:
    if row.get("effect") not in ("allow", "forbid"):
        raise PolicyError(f'Row {row["number"]}: effect is "allow" or "forbid".')
    if not str(row.get("why", "")).strip():
        raise PolicyError(f"Row {row['number']}: say why in one sentence.")
    return str(row["why"])


def _cells(row: dict[str, Any]) -> Iterator[Cell]:
    for name in LISTS:
        if not row.get(name):
            raise PolicyError(f"Row {row['number']}: the list {name} is missing.")
    for values in itertools.product(
        _chosen(row, "sectors", Sector),
        _chosen(row, "professions", Profession),
        _chosen(row, "purposes", Purpose),
        _chosen(row, "sections", Section),
        _chosen(row, "actions", Action),
        _chosen(row, "basis", Basis),
    ):
        yield Cell(*values)


def _chosen[T: StrEnum](row: dict[str, Any], name: str, kind: type[T]) -> list[T]:
    try:
        return list(kind) if row[name] == ["*"] else [kind(value) for value in row[name]]
    except ValueError as error:
        raise PolicyError(f"Row {row['number']}, {name}: {error}.") from None
