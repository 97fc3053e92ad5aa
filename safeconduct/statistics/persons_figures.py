"""The figures of persons: what each table of theirs counts, and what it says of a quarter beside the one before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.statistics import persons_shown
from safeconduct.statistics.queries import Sums
from safeconduct.statistics.rules import shown
from safeconduct.vocabulary.decisions import Words

type Line = tuple[Words, int, int]
"""What is counted, in this quarter and in the one before."""
type Drawn = tuple[Words, str, str, int | None]
"""The same as it is shown, with the length of its bar; None where this quarter's number is hidden."""


@dataclass(frozen=True, slots=True)
class PersonFigure:
    """Some tables of persons with one definition."""

    code: str
    title: Words
    meaning: Words
    tables: Callable[[Sums, Sums], list[tuple[Words, list[Line]]]]


def drawn(lines: Sequence[Line]) -> list[Drawn]:
    """Lines with their bars, by the largest number that is shown of this quarter; few persons are hidden."""
    longest = max((seen for _word, now, _then in lines if (seen := shown(now))), default=0)
    return [
        (word, persons_shown.cell(now), persons_shown.cell(then), _length(now, longest))
        for word, now, then in lines
    ]


def _length(number: int, longest: int) -> int | None:
    seen = shown(number)
    return None if seen is None else round(100 * seen / longest) if longest else 0


def _by_column(
    columns: Sequence[tuple[Words, str]], rows: Sequence[tuple[Words, str]]
) -> Callable[[Sums, Sums], list[tuple[Words, list[Line]]]]:
    """A table for each column of the screen; a row of which nothing was counted in either quarter is left out."""

    def tables(now: Sums, then: Sums) -> list[tuple[Words, list[Line]]]:
        return [
            (
                title,
                [line for name, code in rows if any((line := _line(name, f"{word}:{code}", now, then))[1:])],
            )
            for title, word in columns
        ]

    return tables


def _line(name: Words, part: str, now: Sums, then: Sums) -> Line:
    return name, now.of(part), then.of(part)


def _claims(now: Sums, then: Sums) -> list[tuple[Words, list[Line]]]:
    return [(_("Claims"), [_line(words, part, now, then) for part, words in persons_shown.CLAIMS])]


def _quality(now: Sums, then: Sums) -> list[tuple[Words, list[Line]]]:
    lines = [_line(words, part, now, then) for part, words in persons_shown.MISSING]
    return [(pgettext_lazy("of persons", "Files"), lines)]


OF_PERSONS: tuple[PersonFigure, ...] = (
    PersonFigure(
        "rights",
        _("Rights: how far they came"),
        _(
            "Of each right in how many files the person was told of it, asked for it, and was granted it, whenever "
            "that was."
        ),
        _by_column(persons_shown.HOW_FAR, persons_shown.RIGHTS),
    ),
    PersonFigure(
        "follow-ups",
        _("Follow-ups, by how long after the beginning"),
        _(
            "A follow-up is kept when it was done within a week of its day, late when it was done after that, and "
            "left out when somebody wrote that it was not done. What is still to come is in none of them."
        ),
        _by_column(persons_shown.KEPT, persons_shown.FOLLOW_UPS),
    ),
    PersonFigure(
        "compensation",
        _("Compensation"),
        _(
            "Files with a claim that was filed, with one that was awarded, and with one that was paid in part or "
            "whole. The sums stand on the screen, where five persons or more are in them."
        ),
        _claims,
    ),
    PersonFigure(
        "data",
        _("How good the data is"),
        _(
            "Files in which an answer is not known, also because nobody was asked, and files in which the date of "
            "birth contradicts whether the person is a child. Nothing is guessed: not known is a class of its own."
        ),
        _quality,
    ),
)
BY_CODE: dict[str, PersonFigure] = {one.code: one for one in OF_PERSONS}
