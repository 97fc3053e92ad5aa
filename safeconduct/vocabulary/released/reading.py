"""From a document to an edition: every member that a page, a file or a program relies on is looked at. Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from math import prod
from typing import Any, Final

from safeconduct.vocabulary.editions import MOST_YEARS
from safeconduct.vocabulary.errors import NotAnEdition
from safeconduct.vocabulary.released.handing_over import MOST_CELLS
from safeconduct.vocabulary.released.tables import (
    ENGLISH,
    VERIFIED,
    Change,
    Dimension,
    Edition,
    Place,
    Table,
    Texts,
)

NAME: Final = re.compile(r"[A-Za-z0-9-]{1,64}")
CODE: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")
COUNTRY: Final = re.compile(r"[A-Z]{2}")
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LONGEST, LONGEST_REASON, LONGEST_WORD = 300, 500, 40
TOTAL: Final = "TOTAL"
"""What unites all classes of a dimension, where it names no other code in `whole`."""
YEARS: Final = range(2000, 2100)
MOST_TABLES, MOST_DIMENSIONS, MOST_CODES, MOST_CHANGES = 20, 8, 300, 20_000
MOST_NUMBER: Final = 2**31 - 1
OF_A_TABLE: Final = frozenset({"code", "title", "dimensions", "codes", "numbers"})
"""And nothing else: why a cell is hidden is in no document."""


def read(said: object) -> Edition:
    """The edition that a document holds. Raises NotAnEdition with the member that is not as it must be."""
    if not isinstance(said, Mapping):
        raise NotAnEdition("document")
    dimensions = _dimensions(_mapping(said, "dimensions"))
    tables = tuple(_table(each, dimensions) for each in _list(said, "tables", MOST_TABLES))
    if not tables or len({each.code for each in tables}) != len(tables):
        raise NotAnEdition("tables")
    return Edition(
        id=_matching(said, "id", NAME),
        kind=_matching(said, "kind", CODE),
        country=_matching(said, "country", COUNTRY),
        year=_number(said, "year", YEARS),
        number=_number(said, "edition", range(1, 10_000)),
        corrects=_matching(said, "corrects", NAME) if said.get("corrects") else "",
        reason=_words(said.get("reason", ""), "reason", LONGEST_REASON, least=0),
        made_on=_day(said, "made_on"),
        cut_off=_day(said, "cut_off"),
        rules=_mapping(said, "rules"),
        coverage=_counts(_mapping(said, "coverage"), "coverage"),
        protection=_counts(_mapping(said, "protection"), "protection"),
        changed=tuple(_change(each, tables) for each in _list(said, "changed", MOST_CHANGES)),
        dimensions=dimensions,
        tables=tables,
        years=_number({"years": 1, **said}, "years", range(1, MOST_YEARS + 1)),
    )


def _dimensions(said: Mapping[str, Any]) -> dict[str, Dimension]:
    found = {}
    for name, of in said.items():
        where = f"dimensions.{name}"
        if not CODE.fullmatch(str(name)) or not isinstance(of, Mapping):
            raise NotAnEdition(where)
        codes = _mapping(of, "codes", where)
        if not codes or len(codes) > MOST_CODES or not all(CODE.fullmatch(str(code)) for code in codes):
            raise NotAnEdition(f"{where}.codes")
        labels = {code: _texts(texts, f"{where}.codes.{code}") for code, texts in codes.items()}
        whole = of.get("whole", TOTAL if TOTAL in labels else "")
        if whole != "" and whole not in labels:
            raise NotAnEdition(f"{where}.whole")
        label = _texts(of.get("label"), f"{where}.label")
        confidence = _words(of.get("confidence", VERIFIED), f"{where}.confidence", LONGEST_WORD, least=1)
        found[name] = Dimension(label, labels, whole, confidence)
    return found


def _table(said: object, dimensions: Mapping[str, Dimension]) -> Table:
    if not isinstance(said, Mapping) or said.keys() != OF_A_TABLE:
        raise NotAnEdition("tables: members")
    code = _matching(said, "code", CODE)
    where = f"tables.{code}"
    names = _list(said, "dimensions", MOST_DIMENSIONS, where)
    lists = _list(said, "codes", MOST_DIMENSIONS, where)
    if not names or len(names) != len(lists) or not _is_each_once(names):
        raise NotAnEdition(f"{where}.dimensions")
    for name, codes in zip(names, lists, strict=True):
        known = dimensions.get(name)
        if known is None or not isinstance(codes, list) or not codes or not _is_each_once(codes):
            raise NotAnEdition(f"{where}.codes")
        if any(each not in known.codes for each in codes):
            raise NotAnEdition(f"{where}.codes")
    numbers = _list(said, "numbers", MOST_CELLS, where)
    if len(numbers) != prod(map(len, lists)) or not all(_is_number(each) for each in numbers):
        raise NotAnEdition(f"{where}.numbers")
    shape = tuple((name, tuple(codes)) for name, codes in zip(names, lists, strict=True))
    return Table(code, _texts(said["title"], f"{where}.title"), shape, tuple(numbers))


def _change(said: object, tables: Sequence[Table]) -> Change:
    at, table = _place(said), None
    if isinstance(said, Mapping):
        table = next((each for each in tables if each.code == said.get("table")), None)
    is_cell = table is not None and len(at) == len(table.codes)
    if not isinstance(said, Mapping) or table is None or not is_cell:
        raise NotAnEdition("changed")
    if not all(_is_number(said.get(name)) for name in ("was", "is")):
        raise NotAnEdition("changed")
    return Change(table.code, at, said.get("was"), said.get("is"))


def _place(said: object) -> Place:
    at = said.get("at") if isinstance(said, Mapping) else None
    if not isinstance(at, list) or not all(isinstance(each, str) and CODE.fullmatch(each) for each in at):
        raise NotAnEdition("changed")
    return tuple(at)


def _is_number(said: object) -> bool:
    return said is None or (type(said) is int and 0 <= said <= MOST_NUMBER)


def _is_each_once(said: list[Any]) -> bool:
    return all(isinstance(each, str) for each in said) and len(set(said)) == len(said)


def _counts(said: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    """Numbers, yes or no, and short words; None where a number is of a few persons."""
    for name, value in said.items():
        is_short = isinstance(value, str) and len(value) <= LONGEST
        if not (is_short or isinstance(value, bool) or _is_number(value)):
            raise NotAnEdition(f"{where}.{name}")
    return said


def _texts(said: object, where: str) -> Texts:
    if not isinstance(said, Mapping) or ENGLISH not in said:
        raise NotAnEdition(where)
    for language, words in said.items():
        if not LANGUAGE.fullmatch(str(language)):
            raise NotAnEdition(where)
        _words(words, where, LONGEST, least=1)
    return dict(said)


def _words(said: object, where: str, most: int, *, least: int) -> str:
    if (
        not isinstance(said, str)
        or not least <= len(said) <= most
        or any(each in said for each in "\0\r\x0b\x0c")
    ):
        raise NotAnEdition(where)
    return said


def _mapping(said: Mapping[str, Any], name: str, where: str = "") -> Mapping[str, Any]:
    found = said.get(name)
    if not isinstance(found, Mapping):
        raise NotAnEdition(f"{where}.{name}".strip("."))
    return found


def _list(said: Mapping[str, Any], name: str, most: int, where: str = "") -> list[Any]:
    found = said.get(name)
    if not isinstance(found, list) or len(found) > most:
        raise NotAnEdition(f"{where}.{name}".strip("."))
    return found


def _matching(said: Mapping[str, Any], name: str, form: re.Pattern[str]) -> str:
    found = said.get(name)
    if not isinstance(found, str) or form.fullmatch(found) is None:
        raise NotAnEdition(name)
    return found


def _number(said: Mapping[str, Any], name: str, among: range) -> int:
    found = said.get(name)
    if type(found) is not int or found not in among:
        raise NotAnEdition(name)
    return found


def _day(said: Mapping[str, Any], name: str) -> date:
    found = said.get(name)
    try:
        return date.fromisoformat(found) if isinstance(found, str) and len(found) == 10 else _no_day(name)
    except ValueError:
        return _no_day(name)


def _no_day(name: str) -> date:
    raise NotAnEdition(name)
