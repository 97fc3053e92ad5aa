"""What will be taken in, seen before a case opens: the right rows in our words, and what the file's words became."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import override

from safeconduct.agencies.models import Member
from safeconduct.cases import forms as sections
from safeconduct.cases.bringing_in import cells, rows, store, work
from safeconduct.cases.bringing_in.mapping import MOST_WORDS
from safeconduct.cases.bringing_in.store import Finding, Meta
from safeconduct.cases.bringing_in.targets import SPECIAL_LABELS, TARGETS, Special
from safeconduct.cases.models import Bringing, BringingPart
from safeconduct.keys.file_keys import DataKey
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import in_order

AT_ONCE = 20
"""Rows on one page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A right row as the case would hold it, question by question. `is_doubtful`: it may be somebody who is here."""

    row: int
    facts: list[tuple[Words, str]]
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class Meant:
    """A word of a coded column, the question that it answers, and the answer that it became."""

    question: Words
    word: str
    answer: str


def taken(row: Bringing, key: DataKey, meta: Meta, *, skip: int, by: Member) -> list[Shown]:
    """The right rows from the `skip`-th on, at most twenty, read again as they will be when they are taken in."""
    wanted: dict[int, bool] = {}
    parts: list[BringingPart] = []
    for part, found in findings(row, key):
        good = found.good[skip : skip + AT_ONCE - len(wanted)]
        skip = max(0, skip - len(found.good))
        if good:
            doubtful = {twin.row for twin in found.twins}
            wanted |= {number: number in doubtful for number in good}
            parts.append(part)
        if len(wanted) == AT_ONCE:
            break
    with override(meta.language):
        people = list(_read(parts, key, meta, wanted, by))
    return [Shown(one.row, _facts(one), wanted[one.row]) for one in people]


def _read(
    parts: list[BringingPart], key: DataKey, meta: Meta, wanted: dict[int, bool], by: Member
) -> Iterator[rows.Found]:
    rights = frozenset(work.rights_of(by))
    whole = BringingPart.objects.filter(id__in=[part.id for part in parts]).order_by("number")
    for part in whole if parts else ():
        of_file = [one for one in store.rows_of(part, key) if one.number in wanted]
        for person in work.read_all(of_file, meta, meta.rules(), rights):
            if not isinstance(person, list):
                yield person


def _facts(person: rows.Found) -> list[tuple[Words, str]]:
    number = person.case_number
    first: list[tuple[Words, str]] = [(SPECIAL_LABELS[Special.CASE_NUMBER], number)] if number else []
    return first + [
        fact
        for section in in_order(person.sections)
        for fact in sections.facts(section, person.sections[section])
    ]


def meant(row: Bringing, key: DataKey, most: int = MOST_WORDS) -> list[Meant]:
    """What the words of coded columns became, question by question, at most `most` of them."""
    by_target: dict[str, dict[str, str]] = {}
    for _part, found in findings(row, key):
        for target, words in found.words.items():
            by_target[target] = words | by_target.get(target, {})
    said = ((target, word, code) for target, words in by_target.items() for word, code in words.items())
    return [_meant(*one) for one, _place in zip(said, range(most), strict=False)]


def _meant(target: str, word: str, code: str) -> Meant:
    return Meant(TARGETS[target].label, word, in_words(target, code))


def in_words(target: str, code: str) -> str:
    """The answer that a code of a mapping stands for, as a reader sees it."""
    field = TARGETS[target].field
    return code if field is None else sections.in_words(field, cells.answered(code))


def findings(row: Bringing, key: DataKey) -> Iterator[tuple[BringingPart, Finding]]:
    """What was found, part by part in their order; the rows are not loaded."""
    parts = BringingPart.objects.filter(bringing_id=row.id).defer("rows").order_by("number")
    for part in parts.iterator():
        yield part, store.finding_of(part, key)
