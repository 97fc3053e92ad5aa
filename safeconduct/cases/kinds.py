"""How one question is asked and its answer checked: a text, a date, a time, a code, several codes, a list of rows."""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadCode

TEXT_LIMIT = 2000
MOST_ROWS = 40


class Kind(StrEnum):
    """How a field is asked and checked."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    DATE = "date"
    TIME = "time"
    """A time of day on the clock, to the minute."""
    ROWS = "rows"
    """A list of rows, each with parts that are fields themselves; see `rows.py`."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a section."""

    name: str
    kind: Kind
    label: Words
    known: Callable[[str], str] = str
    choices: Mapping[str, Words] | None = None
    long: bool = False
    longest: int = TEXT_LIMIT
    hint: Words = ""
    parts: tuple["Field", ...] = ()
    """What a row consists of; of a list of rows only. The first part is the heading of its row."""
    is_old: bool = False
    """Asked only where it was answered before: an earlier release asked it, and what it says is asked otherwise now."""
    needed: bool = False
    """Of a part: without it a row says nothing."""
    most: int = MOST_ROWS
    """How many rows there may be."""

    def unmeasured(self) -> "Field":
        """The same question, for an answer that is read and not judged."""
        parts = tuple(part.unmeasured() for part in self.parts)
        return replace(self, longest=sys.maxsize, most=sys.maxsize, needed=False, parts=parts)

    def cleaned(self, raw: list[str]) -> Any:
        """The stored form of what was entered; None when nothing was. Raises ValueError with a sentence."""
        values = [value.strip() for value in raw if value.strip()]
        if not values:
            return None
        match self.kind:
            case Kind.TEXT:
                return self._text(values[0])
            case Kind.DATE:
                return _date(values[0])
            case Kind.TIME:
                return _time(values[0])
            case Kind.CODE:
                return self._code(values[0])
            case Kind.CODES:
                return [
                    self._code(value)
                    for piece in values
                    for value in piece.replace(";", ",").split(",")
                    if value.strip()
                ]
            case Kind.ROWS:
                raise TypeError("Rows are read part by part: see rows.py.")

    def _text(self, value: str) -> str:
        value = lines(value)
        if len(value) > self.longest:
            raise ValueError(format_lazy(_("Shorten this text to {most} characters."), most=self.longest))
        if "\x00" in value:
            raise ValueError(_("Remove the characters that cannot be shown."))
        return value

    def _code(self, value: str) -> str:
        try:
            code = self.known(value.strip())
        except (BadCode, ValueError):
            raise ValueError(self._unknown(value.strip())) from None
        if self.choices is not None and code not in self.choices:
            raise ValueError(_("Choose an answer from the list."))
        return code

    def _unknown(self, word: str) -> Words:
        """What is wrong with a word that was typed; a list is chosen from, and has no words of its own."""
        if self.choices is not None:
            return _("Choose an answer from the list.")
        return format_lazy(
            _("“{word}” is not known here. Write the name alone, or its code."), word=word[:40]
        )


def lines(text: str) -> str:
    """A text with its line breaks as they are kept: a browser sends two signs for each, whatever stood there."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _date(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError(_("Enter the date as year-month-day, for example 2026-12-31.")) from None


def _time(value: str) -> str:
    found = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(:00)?", value)
    if found is None:
        raise ValueError(_("Enter the time as hours and minutes, for example 09:30."))
    return f"{int(found[1]):02}:{found[2]}"


def sentence(error: ValueError) -> Words:
    """What a refused answer is told; the words stay to be translated."""
    return error.args[0] if error.args and not isinstance(error.args[0], str) else str(error)
