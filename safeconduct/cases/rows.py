"""Rows inside a section: how a list of rows is entered without a script, checked and stored. Pure.

In a form a part of a row is called `<field>-<place>-<part>`, and a row that is to be taken out `<field>-<place>-gone`.
A place is where the row stands in the form; blank rows between others are left out when it is stored.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.kinds import Field, Kind, sentence
from safeconduct.vocabulary.decisions import Words

type Entered = Mapping[str, list[str]]
type Row = dict[str, str]
"""The answers of one row by the name of the part: text, code or ISO date. What was not said is not there."""

GONE = "gone"
TOO_MANY = _("There can be {most} rows at most. Take some out, or put what belongs together into one.")
PART_NEEDED = _("Answer this, or take the row out.")


def places(field: Field, entered: Entered) -> list[int]:
    """The places in the form at which a row of this field was entered, blank ones too, in order."""
    wanted = re.compile(rf"{re.escape(field.name)}-([0-9]{{1,3}})-({'|'.join(_names(field))})")
    return sorted({int(found[1]) for name in entered if (found := wanted.fullmatch(name))})


def cleaned(field: Field, entered: Entered) -> tuple[list[Row] | None, dict[str, Words]]:
    """The rows in stored form, None where there is none; and what is wrong, by the name of the part in the form."""
    rows: list[Row] = []
    errors: dict[str, Words] = {}
    for place in kept(field, entered):
        row, wrong = _row(field, place, entered)
        rows.append(row)
        errors |= wrong
    if len(rows) > field.most:
        errors[field.name] = format_lazy(TOO_MANY, most=field.most)
    return rows or None, errors


def kept(field: Field, entered: Entered) -> list[int]:
    """The places of the rows that are stored: those that say something and are not to be taken out."""
    return [
        place
        for place in places(field, entered)
        if not is_gone(field, place, entered)
        and any(_said(field, place, part, entered) for part in field.parts)
    ]


def is_gone(field: Field, place: int, entered: Entered) -> bool:
    """Whether this row was ticked to be taken out."""
    return any(entered.get(called(field, place, GONE), []))


def called(field: Field, place: int, part: str) -> str:
    """The name of a part of a row in the form."""
    return f"{field.name}-{place}-{part}"


def as_entered(field: Field, rows: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Stored rows as a form would send them. What is no row, or in a part that is not known, is sent as it stands."""
    return {
        called(field, place, name): [str(value)]
        for place, row in enumerate(rows)
        for name, value in row.items()
    }


def where(name: str, fields: Iterable[Field], entered: Entered) -> str:
    """The name in the form of a part that is known by its place among the stored rows; other names as they are."""
    for field in fields:
        found = re.fullmatch(rf"{re.escape(field.name)}-([0-9]+)-(\w+)", name)
        if field.kind is Kind.ROWS and found:
            return called(field, kept(field, entered)[int(found[1])], found[2])
    return name


def texts(field: Field, value: Any) -> Iterable[tuple[str, str]]:
    """Every text in stored rows with the name of its part, whoever wrote them; of what is no row nothing."""
    written = {part.name for part in field.parts if part.kind is Kind.TEXT}
    for row in value if isinstance(value, list) else []:
        for name, text in row.items() if isinstance(row, dict) else ():
            if name in written and isinstance(text, str):
                yield name, text


def _names(field: Field) -> list[str]:
    return [*(part.name for part in field.parts), GONE]


def _said(field: Field, place: int, part: Field, entered: Entered) -> list[str]:
    return [value for value in entered.get(called(field, place, part.name), []) if value.strip()]


def _row(field: Field, place: int, entered: Entered) -> tuple[Row, dict[str, Words]]:
    row: Row = {}
    errors: dict[str, Words] = {}
    for part in field.parts:
        try:
            value = part.cleaned(_said(field, place, part, entered))
        except ValueError as error:
            errors[called(field, place, part.name)] = sentence(error)
            continue
        if value is not None:
            row[part.name] = value
        elif part.needed:
            errors[called(field, place, part.name)] = PART_NEEDED
    return row, errors
