"""The one place where a table becomes JSON-stat 2.0, SDMX-CSV 1.0 or lines for people; hidden is never zero. Pure."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import product

from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.cells import defused

HIDDEN, FREE, CONFIDENTIAL = "c", "F", "C"
TIME, PLACE = "time", "geo"
"""Roles of a column."""


@dataclass(frozen=True, slots=True)
class Column:
    """One dimension: what it and its codes are called. `labels` is None where codes need no words."""

    name: str
    label: str
    codes: tuple[str, ...]
    labels: Mapping[str, str] | None = None
    role: str = ""
    head: str = ""
    """What it is called in SDMX, where that is not its name in capitals."""

    def word(self, code: str) -> str:
        """What people call a code."""
        return (self.labels or {}).get(code, code)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table to be written: its numbers in the order of its columns, the last one fastest; None is hidden."""

    title: str
    source: str
    updated: str
    """A day, as ISO 8601."""
    columns: tuple[Column, ...]
    numbers: tuple[int | None, ...]

    def places(self) -> Iterator[tuple[tuple[str, ...], int | None]]:
        """Each cell by its codes."""
        yield from zip(product(*(one.codes for one in self.columns)), self.numbers, strict=True)


def json_stat(of: Dataset, *, notes: Sequence[str] = (), extension: Mapping[str, str] | None = None) -> bytes:
    """A dataset of JSON-stat 2.0 in canonical form: a hidden cell is null, and its status is `c`."""
    hidden = {str(at): HIDDEN for at, number in enumerate(of.numbers) if number is None}
    roles = {one.role: [one.name] for one in of.columns if one.role}
    return canonical(
        {
            "version": "2.0",
            "class": "dataset",
            "label": of.title,
            "source": of.source,
            "updated": of.updated,
            "id": [one.name for one in of.columns],
            "size": [len(one.codes) for one in of.columns],
            "dimension": {one.name: _dimension(one) for one in of.columns},
            "value": list(of.numbers),
            **({"role": roles} if roles else {}),
            **({"extension": dict(extension)} if extension else {}),
            **({"status": hidden} if hidden else {}),
            **({"note": list(notes)} if notes else {}),
        }
    )


def _dimension(one: Column) -> dict[str, object]:
    words = {} if one.labels is None else {"label": {code: one.word(code) for code in one.codes}}
    return {"label": one.label, "category": {"index": list(one.codes), **words}}


def sdmx_csv(of: Dataset, dataflow: str, note: str = "") -> str:
    """SDMX-CSV 1.0: a hidden cell has no OBS_VALUE and CONF_STATUS C (that F is free is not verified).

    `dataflow` is written as AGENCY:ID(VERSION); the column of the time becomes TIME_PERIOD, the last of the dimensions.
    """
    order = sorted(range(len(of.columns)), key=lambda at: of.columns[at].role == TIME)
    heads = [_head(of.columns[at]) for at in order]
    rows = [["DATAFLOW", *heads, "OBS_VALUE", "CONF_STATUS", *(["COMMENT_DSET"] if note else [])]]
    for place, number in of.places():
        said = ["", CONFIDENTIAL] if number is None else [str(number), FREE]
        rows.append([dataflow, *(place[at] for at in order), *said, *([note] if note else [])])
    return written(rows)


def _head(one: Column) -> str:
    return "TIME_PERIOD" if one.role == TIME else one.head or one.name.upper()


def for_people(of: Dataset, *, hidden: str, count: str) -> list[list[str | int]]:
    """A line a cell, in words, after the heads. `hidden` stands for a hidden number, `count` heads the numbers."""
    words = [{code: defused(one.word(code)) for code in one.codes} for one in of.columns]
    lines: list[list[str | int]] = [[*(defused(one.label) for one in of.columns), defused(count)]]
    for place, number in of.places():
        said = [known[code] for known, code in zip(words, place, strict=True)]
        lines.append([*said, hidden if number is None else number])
    return lines


def written(rows: Sequence[Sequence[str | int]]) -> str:
    """Lines of a CSV."""
    into = StringIO()
    csv.writer(into, lineterminator="\r\n").writerows(rows)
    return into.getvalue()


def time_period(year: int, years: int) -> str:
    """As SDMX has it: a year, or a day and for how long. `year` is the last one."""
    return str(year) if years == 1 else f"{year - years + 1}-01-01/P{years}Y"
