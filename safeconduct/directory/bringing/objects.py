"""JSON of any length as its records, one at a time: a list, one object a line, or a page of HSDS. Pure.

Memory: what is read ahead, at most `MOST_OBJECT` characters for one record.
"""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.tables.problems import Problem, WrongFile

STEP = 256 * 1024
MOST_OBJECT = 32 * 1024 * 1024
WRAPPERS = ("contents", "rows", "services")
"""Under these names an object carries the records: a page of HSDS, the seed, an organisation with its services."""

NOT_JSON = _("From record {number} on this is no JSON: {why}. Nothing of the file was kept.")
NO_RECORDS = _("There is no record in this file.")
TOO_LONG = _("Record {number} is longer than {most} MiB. Nothing of the file was kept.")
NOT_LETTERS = _("The letters of this file cannot be read: JSON is UTF-8. Save it as UTF-8.")

_SPACE = " \t\r\n"


class BrokenLine:
    """A line that is no JSON where each line is one record: wrong by itself, and nothing behind it."""

    def __init__(self, why: str) -> None:
        self.why = why


def records(text: TextIO) -> Iterator[Any]:
    """Each record in its order. Raises WrongFile, also on the way; a single broken line is a BrokenLine."""
    try:
        start = _skipped(text)
        if start == "[":
            yield from _elements(text)
        elif start == "{":
            yield from _objects(text)
        else:
            raise WrongFile(Problem(0, "", NO_RECORDS))
    except UnicodeDecodeError:
        raise WrongFile(Problem(0, "", NOT_LETTERS)) from None


def _skipped(text: TextIO) -> str:
    while (sign := text.read(1)) and sign in _SPACE + "\ufeff":
        pass
    return sign


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no value of JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse)


def _elements(text: TextIO) -> Iterator[Any]:
    """The elements of the list whose bracket was read."""
    rest, number, is_over = "", 0, False
    while True:
        rest = rest.lstrip(_SPACE + ",") if number else rest.lstrip(_SPACE)
        if not rest:
            rest = text.read(STEP)
            if not rest:
                raise WrongFile(
                    Problem(0, "", format_lazy(NOT_JSON, number=number + 1, why="it ends in the middle"))
                )
            continue
        if rest.startswith("]"):
            return
        found, end, rest, is_over = _one(text, rest, number + 1)
        number += 1
        yield found
        rest = rest[end:]
        # A number at the end of what was read may go on in what comes next.
        if is_over and not rest.strip():
            raise WrongFile(
                Problem(0, "", format_lazy(NOT_JSON, number=number + 1, why="it ends in the middle"))
            )


def _one(text: TextIO, rest: str, number: int) -> tuple[Any, int, str, bool]:
    step = STEP
    while True:
        try:
            found, end = _DECODER.raw_decode(rest)
            return found, end, rest, False
        except RecursionError:
            raise WrongFile(
                Problem(number, "", format_lazy(NOT_JSON, number=number, why="it is too deep"))
            ) from None
        except ValueError as wrong:
            if len(rest) > MOST_OBJECT:
                most = MOST_OBJECT // (1024 * 1024)
                raise WrongFile(
                    Problem(number, "", format_lazy(TOO_LONG, number=number, most=most))
                ) from None
            more = text.read(step)
            if not more:
                raise WrongFile(
                    Problem(number, "", format_lazy(NOT_JSON, number=number, why=str(wrong)[:80]))
                ) from None
            rest, step = rest + more, step * 2


def _objects(text: TextIO) -> Iterator[Any]:
    """One object a line; or a single object, which may be a wrapper round the records."""
    first = "{" + text.readline(MOST_OBJECT)
    try:
        found = _DECODER.decode(first)
    except ValueError:
        found, end, rest, _is_over = _one(text, first, 1)
        if rest[end:].strip():
            raise WrongFile(
                Problem(2, "", format_lazy(NOT_JSON, number=2, why="an object a line is expected"))
            ) from None
        yield from _unwrapped(found)
        return
    yield from _unwrapped(found)
    while line := text.readline(MOST_OBJECT):
        if line.strip():
            try:
                yield _DECODER.decode(line)
            except (ValueError, RecursionError) as wrong:
                yield BrokenLine(str(wrong)[:80])


def _unwrapped(found: Any) -> Iterator[Any]:
    for name in WRAPPERS:
        inner = found.get(name)
        if isinstance(inner, list):
            around = {key: value for key, value in found.items() if key != name}
            for one in inner:
                if name == "services" and isinstance(one, dict):
                    # An organisation that carries its services: each of them is given by it.
                    yield {"organization": around, **one}
                elif name == "rows" and isinstance(one, dict) and "source_read_on" in found:
                    yield {"source_date": found["source_read_on"], **one}
                else:
                    yield one
            return
    yield found
