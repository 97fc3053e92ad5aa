"""A step card as data: one measure of the mechanism for whoever does it. Pure.

A card holds no law of its own. It names rules of the packs, and these say where they come from and how sure they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from safeconduct.rights.codes import Addressee, Right
from safeconduct.vocabulary.codes import Confidence, Need, Profession

MOST_WORDS = 60
"""Title and steps together: more does not fit on one screen of a telephone."""


class Stage(StrEnum):
    """Of the mechanism. A label and not an order: no stage has to come before another."""

    S1 = "S1"
    S2 = "S2"
    S2B = "S2b"
    S3 = "S3"
    S4 = "S4"
    S5 = "S5"
    S6 = "S6"


@dataclass(frozen=True, slots=True)
class Read:
    """Something that was read about a measure, by whom it was published, and how sure it is."""

    key: str
    cites: tuple[str, ...]
    read_on: date
    confidence: Confidence
    limits: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One measure. `title` and `steps` are English, and translated where they are shown."""

    slug: str
    stage: Stage
    title: str
    steps: tuple[str, ...]
    professions: tuple[Profession, ...]
    right: Right
    """Which right of the person stands behind it."""
    rules: tuple[str, ...]
    """Rules of the layers that say so; those of the country are found by the right."""
    call: Addressee
    need: Need | None
    """By which the directory finds who does it."""
    place: str
    """Where in Safeconduct it is done: a name of `places.PLACES`."""
    form: str
    """A blank form that helps, or ""."""
    sources: tuple[Read, ...]

    @property
    def words(self) -> int:
        """How long it is."""
        return len(" ".join((self.title, *self.steps)).split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the sheet, and the rules that carry it; where none does, what was read."""

    says: str
    rules: tuple[str, ...]
    sources: tuple[Read, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of the sheet for lawyers, prosecutors and judges."""

    slug: str
    title: str
    sentences: tuple[Sentence, ...]
    rights: tuple[Right, ...]
    """Which rights of a country's pack belong to it."""


@dataclass(frozen=True, slots=True)
class Deck:
    """All cards of a release, in the order of the stages, and the sheet."""

    cards: tuple[Card, ...]
    topics: tuple[Topic, ...]

    def of(self, profession: Profession) -> list[Card]:
        """The cards of one profession."""
        return [card for card in self.cards if profession in card.professions]

    def one(self, slug: str) -> Card | None:
        """The card of this name."""
        return next((card for card in self.cards if card.slug == slug), None)

    def texts(self) -> Iterator[str]:
        """What is translated."""
        for card in self.cards:
            yield from (card.title, *card.steps)
        for topic in self.topics:
            yield from (topic.title, *(one.says for one in topic.sentences))
