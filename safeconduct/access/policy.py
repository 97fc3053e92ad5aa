"""The policy table: read once from `policy.toml`, checked, compiled to one dictionary.

A row names lists; every combination of them is a cell. A forbidding row wins over any allowing one, and what
no row names is refused. The owner loads the allowing cells into the database when it migrates.
"""

import hashlib
import itertools
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.access.rules import Action, Basis, Cell, Policy, Row
from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.sections import Section

FILE = Path(__file__).with_name("policy.toml")
_LISTS = {
    "sectors": Sector,
    "professions": Profession,
    "purposes": Purpose,
    "sections": Section,
    "actions": Action,
    "basis": Basis,
}


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
        raise PolicyError(f"Row {row['number']}: effect is \"allow\" or \"forbid\".")
    if not str(row.get("why", "")).strip():
        raise PolicyError(f"Row {row['number']}: say why in one sentence.")
    return str(row["why"])


def _cells(row: dict[str, Any]) -> Iterator[Cell]:
    axes = []
    for name, kind in _LISTS.items():
        values = row.get(name)
        if not values:
            raise PolicyError(f"Row {row['number']}: the list {name} is missing.")
        try:
            axes.append(list(kind) if values == ["*"] else [kind(value) for value in values])
        except ValueError as error:
            raise PolicyError(f"Row {row['number']}, {name}: {error}.") from None
    for sector, profession, purpose, section, action, basis in itertools.product(*axes):
        yield Cell(sector, profession, purpose, section, action, basis)
