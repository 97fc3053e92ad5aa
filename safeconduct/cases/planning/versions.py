"""Two versions of a section beside each other, row by row: what is new, changed, or not there any more. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import pgettext_lazy

from safeconduct.cases.answering import Content, rows_of
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.forms import in_words
from safeconduct.cases.kinds import Field, Kind
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section


class Mark(StrEnum):
    """What became of an answer between two versions."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


MARK_IN_WORDS: dict[Mark, Words] = {
    Mark.SAME: pgettext_lazy("two versions", "The same"),
    Mark.CHANGED: pgettext_lazy("two versions", "Changed"),
    Mark.NEW: pgettext_lazy("two versions", "New"),
    Mark.GONE: pgettext_lazy("two versions", "Not there any more"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One answer, or one part of a row, in both versions; "" where a version says nothing."""

    label: Words
    mark: Mark
    before: str
    after: str
    lines: tuple["Line", ...] = field(default=())
    """Of a list of rows: its rows. Of a row: its parts."""

    @property
    def words(self) -> Words:
        """The mark in words: no colour alone says it."""
        return MARK_IN_WORDS[self.mark]


def compared(section: Section, before: Content, after: Content) -> list[Line]:
    """Every question that one of both versions answers, in the order of the form."""
    return [
        _question(field, before.get(field.name), after.get(field.name), before, after)
        for field in FIELDS[section]
        if field.name in before or field.name in after
    ]


def _question(field: Field, old: Any, new: Any, before: Content, after: Content) -> Line:
    line = _line(field, old, new)
    if field.kind is not Kind.ROWS or not (isinstance(old, list) or isinstance(new, list)):
        return line
    pairs = _matched(field, rows_of(before, field.name), rows_of(after, field.name))
    return Line(field.label, line.mark, "", "", tuple(_row(field, *pair) for pair in pairs))


def _row(field: Field, old: dict[str, Any], new: dict[str, Any]) -> Line:
    """A row is called by its first part, as it is now."""
    first = field.parts[0]
    parts = [
        _line(part, old.get(part.name), new.get(part.name))
        for part in field.parts
        if part.name in old or part.name in new
    ]
    return Line(in_words(first, (new or old).get(first.name, "")), _mark(old, new), "", "", tuple(parts))


def _matched(
    field: Field, old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Rows that say the same in their first part are one row; the rows of now first, then those that are gone."""
    first, left = field.parts[0].name, list(old)
    for row in new:
        was = next((one for one in left if one.get(first) == row.get(first)), {})
        if was:
            left.remove(was)
        yield was, row
    yield from ((row, {}) for row in left)


def _line(field: Field, old: Any, new: Any) -> Line:
    before, after = (in_words(field, value) if value else "" for value in (old, new))
    return Line(field.label, _mark(old, new), before, after)


def _mark(old: Any, new: Any) -> Mark:
    if old == new or not (old or new):
        return Mark.SAME
    if not old:
        return Mark.NEW
    return Mark.CHANGED if new else Mark.GONE
