"""Whether a line that people entered speaks of an agency that took its word back through its node. Pure."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Protocol


class Said(Protocol):
    """The newest that one agency said of a text through its node."""

    @property
    def name(self) -> str: ...
    @property
    def day(self) -> date: ...
    @property
    def stands(self) -> bool: ...


def normal(name: str) -> str:
    """A name as it is compared: composed, without capitals, with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def taken_back(said: Iterable[Said]) -> dict[str, date]:
    """Of each name whose newest word is that it was taken back, the day; on one day what stands counts."""
    newest: dict[str, Said] = {}
    for each in said:
        known = newest.get(normal(each.name))
        if known is None or (each.day, each.stands) > (known.day, known.stands):
            newest[normal(each.name)] = each
    return {name: each.day for name, each in newest.items() if not each.stands}
