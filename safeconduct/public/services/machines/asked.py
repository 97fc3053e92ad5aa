"""What may be asked of the API, and what was: anything else is refused with its name. Pure.

Source: HSDS 3.1, openapi.json. `proximity` is not offered: the distance to a hidden place would reveal it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

MOST = 100
"""Entries of one page, however many are asked for."""
USUAL = 50
LONGEST = 200
MOST_PAGE = 1_000_000

_PAGING = ("search", "page", "per_page", "format")
OFFERED: dict[str, tuple[str, ...]] = {
    "/services": (
        *_PAGING, "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "minimal", "full",
    ),
    "/services/{id}": (),
    "/organizations": (*_PAGING, "full_service", "full", "taxonomy_term_id", "taxonomy_id"),
    "/organizations/{id}": ("full_service",),
    "/service_at_locations": (
        *_PAGING, "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "full", "postcode",
    ),
    "/service_at_locations/{id}": (),
    "/taxonomies": _PAGING,
    "/taxonomies/{id}": (),
    "/taxonomy_terms": (*_PAGING, "taxonomy_id", "top_only", "parent_id"),
    "/taxonomy_terms/{id}": (),
    "/": (),
}  # fmt: skip
"""Path to its parameters."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked; what is empty does not filter."""

    search: str = ""
    page: int = 1
    per_page: int = USUAL
    format: str = "json"
    taxonomy_term_id: str = ""
    taxonomy_id: str = ""
    organization_id: str = ""
    modified_after: datetime | None = None
    minimal: bool = False
    full: bool = False
    full_service: bool = False
    postcode: str = ""
    top_only: bool = False
    parent_id: str = ""


class CannotAsk(ValueError):
    """A parameter that is not offered, or cannot be read: `name`, and a sentence."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name}: {sentence}")
        self.name, self.sentence = name, sentence


def read(path: str, given: Iterable[tuple[str, str]]) -> Asked:
    """The parameters of a request to this path. Raises CannotAsk."""
    found: dict[str, Any] = {}
    for name, text in given:
        if name == "proximity":
            raise CannotAsk(name, "Not offered: the distance to a hidden place would reveal it.")
        if name not in OFFERED[path]:
            allowed = ", ".join(OFFERED[path]) or "none"
            raise CannotAsk(name, f"There is no such parameter here. There are: {allowed}.")
        if name in found:
            raise CannotAsk(name, "Give it once.")
        found[name] = READERS[name](name, text)
    return Asked(**found)


def _text(name: str, text: str) -> str:
    if len(text) > LONGEST or "\0" in text:
        raise CannotAsk(name, f"At most {LONGEST} letters.")
    return text.strip()


def _number(most: int) -> Callable[[str, str], int]:
    def read_it(name: str, text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or len(text) > len(str(MOST_PAGE)) or int(text) < 1:
            raise CannotAsk(name, "A whole number from 1.")
        return min(int(text), most)

    return read_it


def _truth(name: str, text: str) -> bool:
    if text not in ("true", "false"):
        raise CannotAsk(name, "true or false.")
    return text == "true"


def _id(name: str, text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise CannotAsk(name, "A UUID.") from None


def _format(name: str, text: str) -> str:
    if text not in ("json", "ndjson"):
        raise CannotAsk(name, "json or ndjson.")
    return text


def _moment(name: str, text: str) -> datetime:
    try:
        # In an address a + is a space, and many clients do not write it otherwise.
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        # The database knows no zone further than 15:59 hours away, nor one with parts of a second.
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise CannotAsk(name, "A moment as in 2026-11-30T12:00:00Z.") from None


READERS: dict[str, Callable[[str, str], Any]] = {
    "search": _text,
    "page": _number(MOST_PAGE),
    "per_page": _number(MOST),
    "format": _format,
    "taxonomy_term_id": _id,
    "taxonomy_id": _id,
    "organization_id": _id,
    "modified_after": _moment,
    "minimal": _truth,
    "full": _truth,
    "full_service": _truth,
    "postcode": _text,
    "top_only": _truth,
    "parent_id": _id,
}
