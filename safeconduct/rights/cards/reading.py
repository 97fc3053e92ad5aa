"""Step cards and the sheet read from their files, strictly: what is not understood is refused, with what to mend."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.rights.cards.card import Card, Deck, Read, Sentence, Stage, Topic
from safeconduct.rights.codes import Addressee, Right
from safeconduct.rights.reading import PackError
from safeconduct.vocabulary.codes import Confidence, Need, Profession

FOLDER = Path(__file__).parent
FILES = ("identification", "assistance", "return", "proceedings", "court")
"""The files of a release: cards by stage, and the sheet."""

_CARD = {
    "slug", "stage", "title", "steps", "for", "right", "rules", "call", "need", "place", "form", "source",
}  # fmt: skip
_TOPIC = {"slug", "title", "rights", "sentence"}
_SOURCE = {"cites", "read_on", "confidence", "limits"}


class CardError(PackError):
    """A file of cards cannot be used; the sentence names the file, the card and what to mend."""


@cache
def deck() -> Deck:
    """The cards of this release. Raises CardError."""
    return read_all({name: (FOLDER / f"{name}.toml").read_text() for name in FILES})


def read_all(files: Mapping[str, str]) -> Deck:
    """Cards from the texts of their files. Raises CardError."""
    read = [_File(name, text) for name, text in files.items()]
    cards = [card for file in read for card in file.cards()]
    topics = [topic for file in read for topic in file.topics()]
    order = list(Stage)
    return Deck(tuple(sorted(cards, key=lambda one: order.index(one.stage))), tuple(topics))


class _File:
    """One file; says where a fault is."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.at = name, ""
        try:
            self.data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as fault:
            raise CardError(f"{name}: this is no TOML: {fault}.") from None
        self._known(self.data, {"source", "card", "topic"})
        self.sources = {key: self._source(key, told) for key, told in self.data.get("source", {}).items()}

    def cards(self) -> list[Card]:
        return [self._card(told) for told in self.data.get("card", [])]

    def topics(self) -> list[Topic]:
        return [self._topic(told) for told in self.data.get("topic", [])]

    def _card(self, told: Mapping[str, Any]) -> Card:
        self.at = f"card {told.get('slug', 'without a slug')}"
        self._known(told, _CARD)
        return Card(
            slug=self._text(told, "slug"),
            stage=self._code(Stage, told.get("stage"), "stage"),
            title=self._text(told, "title"),
            steps=self._texts(told, "steps"),
            professions=tuple(self._code(Profession, one, "for") for one in self._texts(told, "for")),
            right=self._code(Right, told.get("right"), "right"),
            rules=self._texts(told, "rules"),
            call=self._code(Addressee, told.get("call"), "call"),
            need=self._code(Need, told["need"], "need") if "need" in told else None,
            place=self._text(told, "place"),
            form=self._text(told, "form") if "form" in told else "",
            sources=self._cited(told),
        )

    def _topic(self, told: Mapping[str, Any]) -> Topic:
        self.at = f"topic {told.get('slug', 'without a slug')}"
        self._known(told, _TOPIC)
        return Topic(
            self._text(told, "slug"),
            self._text(told, "title"),
            tuple(self._sentence(one) for one in told.get("sentence", [])),
            tuple(self._code(Right, one, "rights") for one in self._texts(told, "rights")),
        )

    def _sentence(self, told: Mapping[str, Any]) -> Sentence:
        self._known(told, {"says", "rules", "source"})
        rules = self._texts(told, "rules") if "rules" in told else ()
        return Sentence(self._text(told, "says"), rules, () if rules else self._cited(told))

    def _source(self, key: str, told: Mapping[str, Any]) -> Read:
        self.at = f"source {key}"
        self._known(told, _SOURCE)
        read_on = told.get("read_on")
        if type(read_on) is not date:
            raise self._wrong("read_on", "say on which day it was read, such as 2026-11-25")
        sure = self._code(Confidence, told.get("confidence"), "confidence")
        limits = self._text(told, "limits") if "limits" in told else ""
        return Read(key, self._texts(told, "cites"), read_on, sure, limits)

    def _cited(self, told: Mapping[str, Any]) -> tuple[Read, ...]:
        keys = self._texts(told, "source")
        if dangling := [key for key in keys if key not in self.sources]:
            raise self._wrong("source", f"“{dangling[0]}” is not among the sources of this file")
        return tuple(self.sources[key] for key in keys)

    def _known(self, told: Mapping[str, Any], names: set[str]) -> None:
        if more := sorted(set(told) - names):
            raise self._wrong(more[0], "there is no such field; look at docs/how-to/use-the-step-cards.md")

    def _text(self, told: Mapping[str, Any], what: str) -> str:
        value = told.get(what)
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(what, "write a text")
        return value

    def _texts(self, told: Mapping[str, Any], what: str) -> tuple[str, ...]:
        value = told.get(what)
        is_text: Callable[[Any], bool] = lambda one: isinstance(one, str) and bool(one.strip())  # noqa: E731
        if not isinstance(value, list) or not value or not all(map(is_text, value)):
            raise self._wrong(what, "list at least one")
        return tuple(value)

    def _code[C: StrEnum](self, codes: type[C], value: Any, what: str) -> C:
        if value not in set(codes):
            raise self._wrong(what, f"“{value}” is not one of {', '.join(codes)}")
        return codes(value)

    def _wrong(self, what: str, mend: str) -> CardError:
        where = f"{self.name}, {self.at}" if self.at else self.name
        return CardError(f"{where}: {what}: {mend}.")
