"""A paper before it is drawn: a title, warnings, groups of what stands there or is filled in by hand. Pure.

The page and the PDF are drawn from the same sheet, so that what is looked at first is what is printed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from safeconduct.vocabulary.questions import Question

LONG = frozenset({"long"})
MOST_PRINTED = 40
"""A longer list than this, such as that of all languages, is written by hand."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the paper. `kind`: text, small, strong, list, line, box, choice, break (a new page), table, filled.

    A table is written into by hand; a filled one holds `rows`, the first cell of each names it.
    """

    kind: str
    label: str = ""
    options: tuple[str, ...] = ()
    """What is ticked, the lines of a list, or the headings of a table."""
    hint: str = ""
    language: str = ""
    """Of its words, where it is not that of the paper."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a filled table, each as long as its headings."""

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """The rows, each cell with the heading of its column: on a narrow screen they stand below each other."""
        return [list(zip(self.options, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the paper under a heading of its own; `before` the heading only a new page."""

    heading: str
    items: tuple[Item, ...]
    before: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper in one language. `title` is also that of the file: it names nobody."""

    language: str
    title: str
    groups: tuple[Group, ...]
    lead: str = ""
    unchecked: str = ""
    """Who has not checked it, said on the paper itself; "" where there is nothing to say."""
    foot: str = ""
    """What stands at the foot of each page beside its number."""

    def members(self) -> dict[str, Any]:
        """As plain texts and lists, for whoever draws it."""
        return asdict(self)


def asked(questions: Iterable[Question]) -> tuple[Item, ...]:
    """Questions of a form as somebody fills them in by hand; ticks that belong together stand together."""
    items: list[Item] = []
    ticks: list[str] = []
    name = ""
    for question in questions:
        if ticks and (question.kind != "tick" or question.name != name):
            items.append(Item("choice", "", tuple(ticks)))
            ticks = []
        if question.kind == "tick":
            ticks.append(str(question.label))
            name = question.name
        else:
            items.append(_item(question))
    return (*items, Item("choice", "", tuple(ticks))) if ticks else tuple(items)


def _item(question: Question) -> Item:
    label, hint = str(question.label), str(question.hint)
    if question.kind == "rows":
        return Item("table", label, tuple(_heading(part) for part in _parts(question)), hint)
    chosen_from = tuple(str(words) for code, words in question.options if code)
    if 0 < len(chosen_from) <= MOST_PRINTED:
        return Item("choice", label, chosen_from, hint)
    return Item("box" if question.kind in LONG else "line", label, (), hint)


def _parts(question: Question) -> Sequence[Question]:
    return question.rows[0].parts if question.rows else ()


def _heading(part: Question) -> str:
    """The label of a column; where it is chosen from a short list, the list too."""
    words = [str(words) for code, words in part.options if code]
    return f"{part.label} ({' / '.join(words)})" if 0 < len(words) <= 6 else str(part.label)
