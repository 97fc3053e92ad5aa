"""A second reading of `access/policy.toml`: walk the rows, forbid wins, silence refuses.

It shares no line with what it is held against: it knows the file and the words of the code lists, and nothing of how
the house compiles, stores or asks the table.
"""

import itertools
import math
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from safeconduct.commands.places import REPOSITORY
from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.sections import Section

FILE = REPOSITORY / "safeconduct" / "access" / "policy.toml"

type Names = tuple[str, ...]
type Asked = tuple[str, str, str, str, str, str]
"""Sector, profession, purpose, section, action and basis."""

SECTORS: Names = tuple(str(one) for one in Sector)
PROFESSIONS: Names = tuple(str(one) for one in Profession)
PURPOSES: Names = tuple(str(one) for one in Purpose)
SECTIONS: Names = tuple(str(one) for one in Section)
ACTIONS: Names = ("open", "edit", "refer")
BASES: Names = ("lead", "place", "consent", "ground", "break_glass", "asked")
RECEIVED: Names = ("consent", "ground")

AXES: dict[str, Names] = {
    "sectors": SECTORS,
    "professions": PROFESSIONS,
    "purposes": PURPOSES,
    "sections": SECTIONS,
    "actions": ACTIONS,
    "basis": BASES,
}


@cache
def rows() -> tuple[dict[str, Any], ...]:
    """The rows of the file as they stand there."""
    return tuple(tomllib.loads(FILE.read_text())["row"])


@cache
def named() -> tuple[tuple[str, tuple[frozenset[str], ...]], ...]:
    """Of each row its effect, and of each axis the values that it names: all where it says so."""
    return tuple(
        (row["effect"], tuple(frozenset(AXES[a] if row[a] == ["*"] else row[a]) for a in AXES))
        for row in rows()
    )  # fmt: skip


@cache
def effect(asked: Asked) -> str:
    """What the file says of a cell: allow, forbid or silence."""
    sector, profession, purpose, section, action, basis = asked
    said = {
        of_row
        for of_row, (sectors, professions, purposes, sections, actions, bases) in named()
        if sector in sectors and profession in professions and section in sections
        and purpose in purposes and action in actions and basis in bases
    }  # fmt: skip
    return "forbid" if "forbid" in said else "allow" if "allow" in said else "silence"


def allows(sector: str, profession: str, purpose: str, section: str, action: str, basis: str) -> bool:
    """Whether it is allowed; silence and a forbidding row are a no."""
    return effect((sector, profession, purpose, section, action, basis)) == "allow"


def occurring(axis: str) -> Names:
    """The values of an axis that any row names, and one that none does: to every row such others are alike."""
    named = {value for row in rows() for value in row[axis]}
    others = tuple(value for value in AXES[axis] if value not in named)
    return (*(value for value in AXES[axis] if value in named), *others[:1])


def cells(*, whole: bool, sectors: Names | None = None) -> Iterator[Asked]:
    """Every cell there is (of these sectors); or every kind: one for all that no row tells apart by its values."""
    axes = {axis: AXES[axis] if whole else occurring(axis) for axis in AXES}
    yield from itertools.product(*(axes | ({"sectors": sectors} if sectors else {})).values())


def number(*, whole: bool) -> int:
    """How many cells `cells` yields."""
    return math.prod(len(values if whole else occurring(axis)) for axis, values in AXES.items())


FIREWALLED: Names = (
    "police",
    "border_guard",
    "labour_inspectorate",
    "prosecution",
    "asylum_migration",
    "consular",
)
"""As section 5 of the design names them: written down here, since the list of the house is what is tried."""
