"""An edition as a page shows it: its margins with pictures, its whole tables as rows, what a correction changed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from safeconduct.public.editions import words
from safeconduct.public.editions.models import Edition as Kept
from safeconduct.public.editions.pictures import Margin, has_total, longest, margins
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels.editions import are_measures, of_zero
from safeconduct.vocabulary.released.gone import no_longer_said
from safeconduct.vocabulary.released.reading import read
from safeconduct.vocabulary.released.speaking import spoken
from safeconduct.vocabulary.released.tables import ENGLISH, Edition, Place, Table, text

AT_ONCE = 100
"""Rows of a whole table on one page, and changes of a correction."""
type Cell = tuple[str, str, int | None]
"""The head of its column, the language of the head, and its number."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table on the page of its edition."""

    table: Table
    title: str
    language: str
    margins: tuple[Margin, ...]
    own_scale: int = 0
    """What a bar of full length is, where that differs from other tables; else 0."""

    @property
    def count(self) -> str:
        """What heads its numbers."""
        return words.count_of(self.table)

    @property
    def of_zero(self) -> Words:
        """What 0 means in it, where that is not that nobody was counted."""
        return of_zero(self.table.dimensions)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a whole table: what it is of, and its cells."""

    heads: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]

    @property
    def is_of_nobody(self) -> bool:
        """Whether all its numbers are shown and are 0."""
        return all(number == 0 for _, _, number in self.cells)


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that a correction changed, in words."""

    table: str
    heads: tuple[tuple[str, str], ...]
    was: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class NoLonger:
    """A number of the edition before that a correction says no more, in words."""

    table: str
    heads: tuple[tuple[str, str], ...]
    number: int


def listed() -> QuerySet[Kept]:
    """All of them in their order, for a page of them at a time."""
    return Kept.objects.all()


def kept(name: str, language: str) -> tuple[Kept, Edition]:
    """What is kept of an edition, and the edition with what it says in a language. Raises Http404."""
    row = get_object_or_404(Kept, pk=name)
    return row, edition_of(row.pk, row.digest, language)


@lru_cache(maxsize=16)
def edition_of(name: str, digest: str, language: str) -> Edition:
    """Read once in a process for each language, and kept under its name and digest: it stays as it is."""
    return spoken(read(signed_of(name)["document"]), language)


def signed_of(name: str) -> dict[str, Any]:
    """All that the node signed."""
    found: dict[str, Any] = json.loads(content_of(name))
    return found


def content_of(name: str) -> bytes:
    """The same as bytes."""
    return bytes(Kept.objects.values_list("content", flat=True).get(pk=name))


def parts(edition: Edition, language: str) -> list[Part]:
    """All tables; each margin is drawn once on a page, and of each table at least one."""
    drawn: list[str] = []
    found = []
    for table in edition.tables:
        new = dict(margins(edition, table, language, drawn))
        if not new:
            new = dict(list(margins(edition, table, language))[:1])
        drawn += new
        title, tongue = text(table.title, language)
        own = 0 if has_total(edition, table) else longest(edition, [table])
        found.append(Part(table, title, tongue, tuple(new.values()), own))
    return found


def in_all(edition: Edition) -> list[int | None]:
    """How many persons the edition is of, where a table prints that; None where it is hidden."""
    for table in edition.tables:
        whole = tuple(edition.dimensions[name].whole for name in table.dimensions)
        if whole in table.cells:
            return [table.cells[whole]]
    return []


def rows(edition: Edition, table: Table, language: str) -> Iterator[Row]:
    """The whole table, a line for each combination of all dimensions but the last; of one dimension, for each code."""
    if len(table.codes) == 1:
        for place, number in table.places():
            head = _words(edition, table.dimensions, place, language)
            yield Row(head, ((words.count_of(table), get_language() or ENGLISH, number),))
        return
    *outer, (last, codes) = table.codes
    heads = [(code, *text(edition.dimensions[last].codes[code], language)) for code in codes]
    for place in product(*(codes for _, codes in outer)):
        cells = tuple((said, tongue, table.cells[*place, code]) for code, said, tongue in heads)
        yield Row(_words(edition, tuple(name for name, _ in outer), place, language), cells)


def outer(edition: Edition, table: Table, language: str) -> list[tuple[str, str]]:
    """The dimensions by which the lines of a whole table are named."""
    names = table.dimensions[:-1] or table.dimensions
    return [text(edition.dimensions[name].label, language) for name in names]


def told(edition: Edition, table: Table, language: str) -> tuple[list[Row], int]:
    """The lines that people read, and how many of nobody are left out; of measures, and of one dimension, none is."""
    lines = list(rows(edition, table, language))
    if len(table.codes) == 1 or are_measures(table.dimensions):
        return lines, 0
    found = [each for each in lines if not each.is_of_nobody]
    return found, len(lines) - len(found)


def changes(edition: Edition, language: str) -> list[Changed]:
    """What the correction changed in printed cells."""
    found = []
    for each in edition.changed[:AT_ONCE]:
        table = edition.table(each.table)
        names = table.dimensions if table is not None else ()
        found.append(Changed(each.table, _words(edition, names, each.at, language), each.was, each.now))
    return found


def _words(
    edition: Edition, names: tuple[str, ...], place: Place, language: str
) -> tuple[tuple[str, str], ...]:
    """Codes in words with their language; one that is no longer there stands as it is."""
    return tuple(
        text(edition.dimensions[name].codes[code], language)
        if code in edition.dimensions[name].codes
        else (code, "en")
        for name, code in zip(names, place, strict=True)
    )


def gone(before: Kept | None, edition: Edition, language: str) -> list[NoLonger]:
    """The numbers of the edition that it corrects and that it says no more; none where that one is not shown here."""
    if before is None:
        return []
    was = edition_of(before.pk, before.digest, language)
    return [
        NoLonger(each.table, _words(was, each.dimensions, each.at, language), each.number)
        for each in no_longer_said(was, edition)
    ]
