"""An edition and its tables as they were released: what a hidden number is, nobody can read from them. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any

from safeconduct.vocabulary.editions import IN_NO_FIGURE, OBJECTORS, period

type Texts = Mapping[str, str]
"""A text by language; English is always there."""
type Place = tuple[str, ...]
"""One code for each dimension of a table, in its order."""
ENGLISH, VERIFIED = "en", "verified"


@dataclass(frozen=True)
class Table:
    """One table. Its numbers stand in the order of its codes, the last dimension fastest; None is hidden."""

    code: str
    title: Texts
    codes: tuple[tuple[str, tuple[str, ...]], ...]
    numbers: tuple[int | None, ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(name for name, _ in self.codes)

    def places(self) -> Iterator[tuple[Place, int | None]]:
        """Each cell by its codes."""
        yield from zip(product(*(codes for _, codes in self.codes)), self.numbers, strict=True)

    @cached_property
    def cells(self) -> dict[Place, int | None]:
        """The same, to look one up."""
        return dict(self.places())

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return sum(number is None for number in self.numbers)


@dataclass(frozen=True, slots=True)
class Dimension:
    """How a dimension and its codes are called; `whole` is the code that unites all classes, "" where none does."""

    label: Texts
    codes: Mapping[str, Texts]
    whole: str = ""
    confidence: str = VERIFIED
    """How sure its codes are those of whoever asks for the table."""


@dataclass(frozen=True, slots=True)
class Change:
    """A printed cell that a correction changed; None is hidden, or was not there."""

    table: str
    at: Place
    was: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class Edition:
    """All of it. `coverage` and `protection` hold what was counted and how it was hidden, None for a few persons."""

    id: str
    kind: str
    country: str
    year: int
    number: int
    corrects: str
    reason: str
    made_on: date
    cut_off: date
    rules: Mapping[str, Any]
    coverage: Mapping[str, Any]
    protection: Mapping[str, Any]
    changed: tuple[Change, ...]
    dimensions: Mapping[str, Dimension]
    tables: tuple[Table, ...]
    years: int = 1
    """So many; `year` is the last of them."""

    @property
    def period(self) -> str:
        """Its years: 2025, or 2024-2025."""
        return period(self.year, self.years)

    def table(self, code: str) -> Table | None:
        """The one of this code."""
        return next((each for each in self.tables if each.code == code), None)

    @property
    def total(self) -> int | None:
        """How many persons the tables are of; None where that is hidden, or no table says it."""
        for table in self.tables:
            whole = tuple(self.dimensions[name].whole for name in table.dimensions)
            if whole in table.cells:
                return table.cells[whole]
        return None

    @property
    def registered(self) -> int | None:
        """The same with those who are in no table, because they do not wish to be counted; None where it is not said.

        An edition says it itself. Of an older one it is the sum of two numbers that it prints.
        """
        if "registered" in self.coverage:
            found = self.coverage["registered"]
        else:
            total, objects = self.total, self.coverage.get("objects")
            if self.years > 1 or total is None or not isinstance(objects, int):
                return None
            found = total + objects
        return found if isinstance(found, int) else None

    @property
    def objectors_in_no_figure(self) -> bool:
        """Whether no rule of law counts who does not wish to be counted, so that they are in no number of it."""
        return bool(self.coverage.get(OBJECTORS) == IN_NO_FIGURE)

    @property
    def unverified(self) -> tuple[str, ...]:
        """The dimensions whose codes nobody has compared with their source."""
        return tuple(name for name, of in self.dimensions.items() if of.confidence != VERIFIED)

    @property
    def minimum(self) -> int:
        """A number of persons below it is hidden, zero aside."""
        found = self.rules.get("minimum")
        return found if isinstance(found, int) else 0


def text(texts: Texts, language: str) -> tuple[str, str]:
    """What is said, and in which language: in English where this one has no words."""
    return (texts[language], language) if language in texts else (texts[ENGLISH], ENGLISH)
