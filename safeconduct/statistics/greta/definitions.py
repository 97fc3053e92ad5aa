"""The definitions of `figures.toml`. Pure."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("figures.toml")


class Source(StrEnum):
    """Where a number comes from."""

    COMPUTED = "computed"
    ENTERED = "entered"


class Period(StrEnum):
    """What belongs to a year."""

    FILES_OPENED = "files opened in the year, as they stand when it is counted"
    OF_THE_YEAR = "the year, as the authority says"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the report; `part` is the word of the tally, "" where it is entered."""

    id: str
    definition: str
    unit: str
    part: str = ""

    @property
    def source(self) -> Source:
        """Computed where the tally has a word for it."""
        return Source.COMPUTED if self.part else Source.ENTERED

    @property
    def period(self) -> Period:
        """A tally knows the quarter in which a file was opened, and no day of a decision."""
        return Period.FILES_OPENED if self.part else Period.OF_THE_YEAR


@dataclass(frozen=True, slots=True)
class Table:
    """One table of registered persons: by status and these dimensions."""

    id: str
    title: str
    by: tuple[str, ...]


@cache
def _file() -> dict[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def figures() -> tuple[Figure, ...]:
    """All numbers, in the order of the report."""
    return tuple(Figure(**one) for one in _file()["figure"])


def tables() -> tuple[Table, ...]:
    """The tables of registered persons."""
    return tuple(Table(one["id"], one["title"], tuple(one["by"])) for one in _file()["table"])


def version() -> str:
    """Which version of the definitions this is."""
    return str(_file()["version"])


def confidence() -> str:
    """How sure it is that these are the figures that GRETA asks for."""
    return str(_file()["confidence"])
