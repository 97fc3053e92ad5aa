"""What the site believes of the file of cards, and when a card is too old. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from safeconduct.vocabulary.cards_of_rights import FORMAT, LARGEST, PARTS
from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.decisions import Reason

NOT_READABLE = Reason(
    "not_readable",
    "The file of cards cannot be read.",
    "Nothing was changed here. Look at which release of the software the node has.",
)
"""For the log alone."""
MONTH = timedelta(days=30)
SILENT = timedelta(days=7)
"""The node writes its cards once a day; after so long without, readers are told that the cards may be old."""


@dataclass(frozen=True, slots=True)
class Card:
    """One right in one country, from one rule of law."""

    rule: str
    right: str
    layer: str
    """The country, or `EU` or `COE`: then it is no law of the country's own."""
    law: str
    says: str
    """The rule in English, as professionals read it."""
    confidence: str
    read_on: date | None
    checked_on: date | None
    words: Mapping[str, Mapping[str, str]]
    """In plain words, by language; none for a content that nobody has put into them."""


@dataclass(frozen=True, slots=True)
class Country:
    """What is known of one country."""

    code: str
    has_pack: bool
    cards: tuple[Card, ...]
    unknown: tuple[str, ...]
    """Rights of which its own law is not known here."""


@dataclass(frozen=True, slots=True)
class Handed:
    """The whole file."""

    as_of: date
    reviewed: Mapping[str, str]
    countries: tuple[Country, ...]

    def one(self, code: str) -> Country | None:
        """The country of this code."""
        return next((each for each in self.countries if each.code == code), None)


NOTHING = Handed(date.min, {}, ())


def read(raw: bytes) -> Handed | Reason:
    """The cards of the file, all of it or nothing."""
    if len(raw) > LARGEST:
        return NOT_READABLE
    try:
        said = json.loads(raw)
        if said["format"] != FORMAT:
            return NOT_READABLE
        return Handed(
            date.fromisoformat(said["as_of"]),
            {_text(tag): str(day) for tag, day in said["reviewed"].items()},
            tuple(_country(each) for each in said["countries"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return NOT_READABLE


def is_silent(handed: Handed, *, today: date) -> bool:
    """Whether the node has not written its cards for long, though it has some."""
    return bool(handed.countries) and today - handed.as_of > SILENT


def is_old(card: Card, *, today: date, months: int) -> bool:
    """Whether nobody has looked at its law for so many months."""
    days = [day for day in (card.read_on, card.checked_on) if day is not None]
    return not days or today - max(days) > months * MONTH


def _country(said: Mapping[str, Any]) -> Country:
    code = _text(said["code"])
    if code not in COUNTRIES or not isinstance(said["has_pack"], bool):
        raise ValueError(code)
    cards = tuple(_card(each, code) for each in said["cards"])
    return Country(code, said["has_pack"], cards, tuple(map(_text, said["unknown"])))


def _card(said: Mapping[str, Any], country: str) -> Card:
    """One card; a card of another country is refused with the whole file."""
    if said["layer"] not in (country, "EU", "COE"):
        raise ValueError(said["layer"])
    return Card(
        rule=_text(said["rule"]), right=_text(said["right"]), layer=said["layer"], law=_text(said["law"]),
        says=_text(said["says"]), confidence=_text(said["confidence"]), read_on=_day(said["read_on"]),
        checked_on=_day(said["checked_on"]), words={tag: _words(parts) for tag, parts in said["words"].items()},
    )  # fmt: skip


def _words(parts: Mapping[str, Any]) -> dict[str, str]:
    return {part: _text(parts[part]) for part in PARTS}


def _text(said: Any) -> str:
    if not isinstance(said, str) or not said:
        raise TypeError
    return said


def _day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None
