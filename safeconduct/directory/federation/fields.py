"""Single fields of a service that came from elsewhere: their type, their length, their code, or NotTaken. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

from safeconduct.vocabulary.errors import SafeconductError

type Said = Mapping[str, object]
MOST_CODES = 100
_MARKUP = re.compile(r"<!--.*?-->|<[/!?]?[A-Za-z][^<>]*>|<\?.*?\?>", re.DOTALL)
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


class NotTaken(SafeconductError):
    """A service is not taken in because of this field; `why` is a code of `words.py`. Never what stood there."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field, self.why = field, why


def identifier(said: Said, name: str) -> UUID:
    """A UUID in its one spelling."""
    value = said.get(name)
    try:
        found = UUID(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or str(found) != value:
        raise NotTaken(name, "not_as_described")
    return found


def text(longest: int) -> Callable[[Said, str], str]:
    """A line of text: markup and signs that nobody sees are taken out, what is then too long is refused."""

    def read(said: Said, name: str) -> str:
        value = said.get(name, "")
        if not isinstance(value, str):
            raise NotTaken(name, "not_as_described")
        if len(value) > 10 * longest:
            raise NotTaken(name, "too_long")
        found = plain(value)
        if len(found) > longest:
            raise NotTaken(name, "too_long")
        return found

    return read


def plain(value: str) -> str:
    """Without tags, control signs and marks of direction, in one line. Pages escape what is left, as of every text."""
    before, found = "", value
    while found != before:  # a tag may come together when the one inside it goes
        before, found = found, _MARKUP.sub(" ", found)
    seen = "".join(" " if sign in "\n\r\t" else sign for sign in found)
    seen = "".join(sign for sign in seen if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return " ".join(seen.split())


def one_of(codes: type[StrEnum], *, or_none: bool = False) -> Callable[[Said, str], str]:
    """A code of this list, or "" where nothing need be said."""

    def read(said: Said, name: str) -> str:
        value = said.get(name, "" if or_none else None)
        if not isinstance(value, str) or value not in {*codes, *([""] if or_none else [])}:
            raise NotTaken(name, "unknown_code" if isinstance(value, str) else "not_as_described")
        return value

    return read


def some_of(codes: type[StrEnum], *, least: int = 0, or_all: bool = True) -> Callable[[Said, str], list[str]]:
    """Codes of this list; those of a later release are left out.

    `or_all` says that naming none means nothing. Where it means everybody, a list without a known code is refused.
    """

    def read(said: Said, name: str) -> list[str]:
        given = texts(r"[a-z][a-z0-9_]{0,39}", most=MOST_CODES)(said, name)
        known = [code for code in given if code in set(codes)]
        if len(known) < least or (given and not known and not or_all):
            raise NotTaken(name, "unknown_code")
        return known

    return read


def texts(pattern: str, *, most: int) -> Callable[[Said, str], list[str]]:
    """Texts of this form, each once."""

    def read(said: Said, name: str) -> list[str]:
        value = said.get(name, [])
        if not isinstance(value, list) or len(value) > most:
            raise NotTaken(name, "not_as_described")
        if not all(isinstance(one, str) and re.fullmatch(pattern, one, re.ASCII) for one in value):
            raise NotTaken(name, "not_as_described")
        return list(dict.fromkeys(value))

    return read


def truth(said: Said, name: str) -> bool:
    """Yes or no."""
    value = said.get(name)
    if not isinstance(value, bool):
        raise NotTaken(name, "not_as_described")
    return value


def maybe(said: Said, name: str) -> bool | None:
    """Yes, no, or not said."""
    return None if said.get(name) is None else truth(said, name)


def whole(most: int) -> Callable[[Said, str], int | None]:
    """A number from nought, or not said."""

    def read(said: Said, name: str) -> int | None:
        value = said.get(name)
        if value is not None and (type(value) is not int or not 0 <= value <= most):
            raise NotTaken(name, "not_as_described")
        return value if isinstance(value, int) else None

    return read


def days(said: Said, name: str) -> list[int]:
    """Weekdays, Monday 0, each once."""
    value = said.get(name, [])
    if not isinstance(value, list) or not all(type(day) is int and 0 <= day <= 6 for day in value):
        raise NotTaken(name, "not_as_described")
    return sorted(set(value))


def hour(said: Said, name: str) -> str | None:
    """A time of the day such as 09:30, or not said."""
    value = said.get(name)
    if value is not None and (not isinstance(value, str) or not _TIME.fullmatch(value)):
        raise NotTaken(name, "not_as_described")
    return value if isinstance(value, str) else None


def moment(said: Said, name: str) -> str | None:
    """A time in UTC such as 2026-03-01T09:30:00Z, or not said."""
    value = said.get(name)
    if value is None:
        return None
    try:
        found = datetime.strptime(value, _MOMENT).replace(tzinfo=UTC) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None:
        raise NotTaken(name, "not_as_described")
    return found.isoformat()


def day(value: object, name: str) -> date:
    """A day of the calendar."""
    try:
        return date.fromisoformat(value if isinstance(value, str) and len(value) == len("2026-03-01") else "")
    except ValueError as error:
        raise NotTaken(name, "not_as_described") from error
