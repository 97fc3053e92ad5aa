"""A question as a form shows it: name, label, kind, what is chosen from, what was entered, what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from safeconduct.vocabulary.codes import Unanswered
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label as label_of

WAYS = frozenset(Unanswered)
"""In which ways a question stays open."""
OF_ONE_TEXT = frozenset({"text", "long", "date", "time", "datetime-local", "number"})
"""Kinds that show what was answered once, as it was written."""


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a page. `kind`: text, long, date, time, datetime-local, number, select, radios, tick, ticks,
    rows.

    `open` is None for a question that cannot stay open, else the way in which it stays open, or "".
    """

    name: str
    label: Words
    kind: str = "text"
    value: Any = ""
    options: Sequence[tuple[str, Words]] = ()
    error: Words = ""
    hint: Words = ""
    open: str | None = None
    option: str = "yes"
    prefix: str = ""
    is_disabled: bool = False
    """It stands there and cannot be answered; the hint says why."""
    rows: Sequence["QuestionRow"] = ()
    """Of the kind `rows`: what each row asks."""
    may_have_more: bool = False
    """Of the kind `rows`: whether the page's form may be sent for one more empty row."""
    has_focus: bool = False
    """The page opens here: it was asked for, and has come."""
    longest: int = 2000
    """Characters of a text at most."""
    suggested: Sequence[tuple[str, str, str]] = ()
    """Of a text what may be typed, each with a second name and the language of that; others may be typed too."""
    why: Words = ""
    """Why it is asked, as it is said to the person; shown beside it when somebody wants to know."""

    @property
    def id(self) -> str:
        """Unique on the page: two forms may ask the same."""
        tail = f"-{self.option}" if self.kind == "tick" else ""
        return f"{self.prefix}{self.name}{tail}"

    @property
    def is_of_lists(self) -> bool:
        """Whether all that it shows comes from our own lists: it is open, or has one answer of a list."""
        is_listed = self.kind == "select" and any(code == self.value for code, _words in self.options)
        return (not self.value or is_listed) and all(row.is_of_lists for row in self.rows) and self._is_plain

    @property
    def is_one_text(self) -> bool:
        """Whether all that it shows beside one text comes from our own lists."""
        is_text = isinstance(self.value, str) and self.value != "" and self.kind in OF_ONE_TEXT
        return is_text and self._is_plain

    @property
    def _is_plain(self) -> bool:
        is_usual = not (self.error or self.has_focus or self.is_disabled)
        return is_usual and (not self.open or self.open in WAYS)

    @property
    def chosen(self) -> set[str]:
        """The codes that are chosen, where several may be."""
        return {piece.strip() for piece in str(self.value or "").split(",") if piece.strip()}

    @property
    def ways_to_stay_open(self) -> list[tuple[str, Words]]:
        """Declined, not asked, unknown: three answers, none of them empty."""
        return [(code.value, label_of(code)) for code in Unanswered]


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One row of a question that is answered by rows: its parts, and a tick that takes it out."""

    number: int
    parts: Sequence[Question]
    gone: Question | None = None
    """None for an empty row: there is nothing to take out."""

    @property
    def is_of_lists(self) -> bool:
        """Whether all that it shows comes from our own lists."""
        return self.gone is None and all(part.is_of_lists for part in self.parts)
