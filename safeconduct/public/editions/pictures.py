"""The margin of a table as bars: an SVG that the server draws from the very cells of the table beside it. Pure.

A hidden number has a whole dashed track: no length tells it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from safeconduct.vocabulary.released.tables import Dimension, Edition, Place, Table, text

WIDTH, LONGEST_BAR = 320, 240
ROW, LINE = 46, 18
"""How high a bar with its label is, and each further line of the label."""
MOST_SIGNS = 38
"""Of a line of a label."""
MOST_LINES = 3
"""Of a label in a picture; the table beside it has the whole."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One code: what it is called, in which language, its number, and where its bar stands."""

    label: str
    language: str
    number: int | None
    top: int
    length: int

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The label in lines that fit, each with its foot; of one that fits in none of them, its beginning."""
        found = wrap(self.label, MOST_SIGNS, max_lines=MOST_LINES, placeholder=" …")
        return [(self.top + 16 + at * LINE, line) for at, line in enumerate(found)]

    @property
    def height(self) -> int:
        """With its label."""
        return ROW + LINE * max(0, len(self.lines) - 1)

    @property
    def below(self) -> int:
        """Where the bar begins, below its label."""
        return self.top + self.height - 24

    @property
    def foot(self) -> int:
        """The foot of its number."""
        return self.below + 13


@dataclass(frozen=True, slots=True)
class Margin:
    """One dimension of a table, everything else taken together."""

    label: str
    language: str
    bars: tuple[Bar, ...]
    width: int = WIDTH
    track: int = LONGEST_BAR

    @property
    def height(self) -> int:
        """Of the picture."""
        return max(ROW, sum(each.height for each in self.bars))

    @property
    def beside(self) -> int:
        """Where the numbers stand."""
        return self.track + 8


def margins(
    edition: Edition, table: Table, language: str, drawn: Sequence[str] = ()
) -> Iterator[tuple[str, Margin]]:
    """By name each dimension of which the table prints the margin, without those that were drawn before."""
    most = longest(edition, [table] if not has_total(edition, table) else of_persons(edition))
    for name, places in _all(edition, table):
        if name not in drawn:
            yield name, _drawn(edition.dimensions[name], table, places, language, most)


def longest(edition: Edition, tables: Iterable[Table]) -> int:
    """The number that a bar of full length is, where these tables have one scale; 1 where no number is shown."""
    shown = [each.cells[place] for each in tables for _name, of in _all(edition, each) for _, place in of]
    return max((number for number in shown if number), default=1)


def of_persons(edition: Edition) -> list[Table]:
    """The tables that count the same persons, and so have one scale."""
    return [each for each in edition.tables if has_total(edition, each)]


def has_total(edition: Edition, table: Table) -> bool:
    """Whether it counts one kind of thing: a table without a total has a scale of its own."""
    return tuple(edition.dimensions[name].whole for name in table.dimensions) in table.cells


def _all(edition: Edition, table: Table) -> Iterator[tuple[str, list[tuple[str, Place]]]]:
    """Each dimension of which the table prints the margin, with its cells."""
    for name, codes in table.codes:
        whole = edition.dimensions[name].whole
        places = _margin(edition, table, name, [each for each in codes if each != whole])
        if places:
            yield name, places


def _margin(edition: Edition, table: Table, name: str, codes: Sequence[str]) -> list[tuple[str, Place]]:
    """The cells in which every other dimension is whole; none where one of them has no whole."""
    wholes = {other: edition.dimensions[other].whole for other in table.dimensions if other != name}
    known = dict(table.codes)
    if not all(whole and whole in known[other] for other, whole in wholes.items()):
        return []
    return [
        (code, tuple(code if other == name else wholes[other] for other in table.dimensions))
        for code in codes
    ]


def _drawn(
    of: Dimension, table: Table, places: Sequence[tuple[str, Place]], language: str, most: int
) -> Margin:
    numbers = [table.cells[place] for _, place in places]
    label, spoken = text(of.label, language)
    bars: list[Bar] = []
    top = 0
    for (code, _place), number in zip(places, numbers, strict=True):
        words, tongue = text(of.codes[code], language)
        bars.append(Bar(words, tongue, number, top, round(LONGEST_BAR * (number or 0) / most)))
        top += bars[-1].height
    return Margin(label, spoken, tuple(bars))
