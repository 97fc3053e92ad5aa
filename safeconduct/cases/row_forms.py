"""A list of rows as a form, and in words.

The form works without a script: empty rows are offered, a button brings one more, a tick takes one out.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.answering import Content, rows_of
from safeconduct.cases.kinds import Field, Kind
from safeconduct.cases.rows import GONE, Entered, as_entered, called, is_gone, places
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.questions import Question, QuestionRow

FIRST_OFFERED = 2
"""Empty rows where nothing is written yet; beside written ones there is one."""
UNKNOWN_ROW = _("Something in a form that is not known here")
TAKE_OUT = _("Take row {number} out")

type Spoken = Callable[[Field, Any], str]
type Said = list[tuple[Words, str]]
"""A row in words: each part that was answered, with its label."""


class Listed(str):
    """Rows in words: one text for whoever wants a line, and row by row for whoever shows a list."""

    __slots__ = ("rows",)
    rows: list[Said]


def listed(field: Field, value: list[Any], spoken: Spoken) -> Listed:
    """Stored rows as a reader sees them. What another node wrote and is no row here is said to be so."""
    rows = [_said(field, row, spoken) for row in value]
    lines = [", ".join(f"{label}: {words}" if label else words for label, words in row) for row in rows]
    text = Listed("; ".join(f"({number}) {line}" for number, line in enumerate(lines, 1)))
    text.rows = rows
    return text


def _said(field: Field, row: Any, spoken: Spoken) -> Said:
    known = row if isinstance(row, dict) else {}
    parts: Said = [
        (part.label, spoken(part, known[part.name]))
        for part in field.parts
        if isinstance(known.get(part.name), str)
    ]
    return parts if len(parts) == len(known) > 0 else [*parts, ("", str(UNKNOWN_ROW))]


def question(
    field: Field,
    content: Content,
    entered: Entered | None,
    errors: Mapping[str, Words],
    *,
    way: str,
    prefix: str,
    may_add: bool = False,
    added: bool = False,
    why: Words = "",
) -> Question:
    """The rows that stand, or those just entered as they were, each with what is wrong in it; and empty ones.

    `may_add`: whether the form brings one more row when it is asked to; `added`: it just has.
    """
    stored = as_entered(field, rows_of(content, field.name))
    form = stored if entered is None else entered
    shown = places(field, form)
    if entered is None:
        shown += _offered(field, len(shown))
    rows = [_row(field, number, place, form, errors, prefix) for number, place in enumerate(shown, 1)]
    if added and rows:
        first, *others = rows[-1].parts
        rows[-1] = replace(rows[-1], parts=[replace(first, has_focus=True), *others])
    return Question(
        name=field.name,
        label=field.label,
        kind="rows",
        error=errors.get(field.name, ""),
        hint=field.hint,
        open=way,
        prefix=prefix,
        rows=rows,
        may_have_more=may_add and len(shown) < field.most,
        why=why,
    )


def _offered(field: Field, standing: int) -> list[int]:
    """The places of the empty rows below those that stand."""
    wanted = 1 if standing else FIRST_OFFERED
    return list(range(standing, min(standing + wanted, max(field.most, standing))))


def one_more(field: Field, entered: Entered) -> dict[str, list[str]]:
    """What was entered, with one more empty row; the same where there may be no more."""
    standing = places(field, entered)
    if len(standing) >= field.most:
        return dict(entered)
    place = max(standing, default=-1) + 1
    return {**entered, **{called(field, place, part.name): [""] for part in field.parts}}


def _row(
    field: Field, number: int, place: int, form: Entered, errors: Mapping[str, Words], prefix: str
) -> QuestionRow:
    parts = [_part(field, part, place, form, errors, prefix) for part in field.parts]
    is_empty = not any(part.value for part in parts)
    gone = Question(
        called(field, place, GONE),
        format_lazy(TAKE_OUT, number=number),
        "tick",
        is_gone(field, place, form),
        prefix=prefix,
    )
    return QuestionRow(number, parts, None if is_empty else gone)


def _part(
    field: Field, part: Field, place: int, form: Entered, errors: Mapping[str, Words], prefix: str
) -> Question:
    name = called(field, place, part.name)
    value = next(iter(form.get(name, [])), "")
    return Question(
        name=name,
        label=part.label,
        kind=_kind(part, value),
        value=value,
        options=list((part.choices or {}).items()),
        error=errors.get(name, ""),
        hint=part.hint,
        prefix=prefix,
        longest=part.longest,
    )


def of_text(field: Field, value: str) -> str:
    """How a text is asked: on one line a browser leaves out the line breaks that a file or a letter has brought."""
    return "long" if field.long or {"\n", "\r"} & set(value) else "text"


def _kind(part: Field, value: str) -> str:
    match part.kind:
        case Kind.DATE:
            return "date"
        case Kind.TIME:
            return "time"
        case Kind.CODE:
            return "select"
        case _:
            return of_text(part, value)
