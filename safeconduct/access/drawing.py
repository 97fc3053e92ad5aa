"""The handbook's page about the policy, drawn from `policy.toml`. Write it with `policy_as_markdown`."""

import tomllib
from collections.abc import Iterator
from typing import Any

from safeconduct.access.policy import FILE, LISTS, allowed, policy
from safeconduct.access.rules import Action, Basis, Cell
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section

PAGE = "docs/reference/policy.md"

_INTRODUCTION = """\
# Who may do what with which section

This page is drawn from `safeconduct/access/policy.toml`; do not edit it. A row that forbids wins over every row
that allows, and what no row names is refused. Whether somebody holds a section at all is decided before: on a
basis (below), through a database function that asks a copy of this table.
"""
_BASES: dict[Basis, str] = {
    Basis.LEAD: "leads the case in the own agency",
    Basis.PLACE: "was given a place on the own agency's case team by the lead",
    Basis.CONSENT: "received it, because the person agreed",
    Basis.GROUND: "received it on a listed legal ground, explained to the person beforehand",
    Basis.BREAK_GLASS: "reads in an emergency, for four hours and in one sign-in at most, reviewed by somebody else",
    Basis.ASKED: "asked for this section, and a consent of the person names that team, purpose, section and end",
}
_ACTIONS: dict[Action, str] = {
    Action.OPEN: "read it",
    Action.EDIT: "write new versions of it",
    Action.REFER: "let it leave to another agency, if the person agrees",
}
_MATRIX_REMARK = """\
What each profession can at most open, on any basis, for any purpose and in any sector. A profession that is missing
opens nothing. `E` also edits, `R` also refers; **bold** is what it may hold when another agency sends it, and
`asked` what it only reads where it lies, after a question, by a consent that names it.
"""


def policy_as_markdown() -> str:
    """The whole page: bases, actions, rows, and the rows as one matrix. In the language that is active."""
    parts = [
        _INTRODUCTION,
        "## Bases\n",
        as_table(("basis", "who holds a section on it"), ((f"`{b}`", why) for b, why in _BASES.items())),
        "## Actions\n",
        as_table(("action", "what it allows"), ((f"`{a}`", why) for a, why in _ACTIONS.items())),
        "## Rows that forbid\n",
        "".join(_row(row) for row in _rows("forbid")),
        "## Rows that allow\n",
        "".join(_row(row) for row in _rows("allow")),
        "## At most\n",
        _MATRIX_REMARK,
        as_table(("profession", *(f"`{section}`" for section in _opened())), _matrix()),
        f"No row opens anything to these sectors: {_sectors_without_any_right()}.\n",
        f"SHA-256 of the file, as every audit record keeps it: `{policy().hash}`\n",
    ]
    return "\n".join(parts)


def as_table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """A table of a page of the handbook."""
    lines = [head, tuple("---" for _column in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _rows(effect: str) -> list[dict[str, Any]]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["row"]
    return sorted((row for row in rows if row["effect"] == effect), key=lambda row: int(row["number"]))


def _row(row: dict[str, Any]) -> str:
    lines = [f"### {row['number']}\n\n{row['why']}\n"]
    lines += [f"- {name}: {_values(row[name])}" for name in LISTS]
    return "\n".join(lines) + "\n\n"


def _values(values: list[str]) -> str:
    return "all" if values == ["*"] else ", ".join(f"`{value}`" for value in values)


def _allowed() -> list[Cell]:
    return [cell for cell, _row in allowed()]


def _opened() -> list[Section]:
    opened = {cell.section for cell in _allowed()}
    return [section for section in Section if section in opened]


def _matrix() -> Iterator[tuple[str, ...]]:
    cells = _allowed()
    for profession in Profession:
        of_profession = [cell for cell in cells if cell.profession is profession]
        if of_profession:
            yield (str(label(profession)), *(_most(of_profession, section) for section in _opened()))


def _most(cells: list[Cell], section: Section) -> str:
    here = [cell for cell in cells if cell.section is section]
    actions = {cell.action for cell in here}
    if not actions:
        return ""
    if {cell.basis for cell in here} == {Basis.ASKED}:
        return "asked"
    text = "open" + (" E" if Action.EDIT in actions else "") + (" R" if Action.REFER in actions else "")
    is_sent = any(cell.basis in (Basis.CONSENT, Basis.GROUND) for cell in here)
    return f"**{text}**" if is_sent else text


def _sectors_without_any_right() -> str:
    having = {cell.sector for cell in _allowed()}
    return ", ".join(f"`{sector}`" for sector in Sector if sector not in having)
