"""What a page says in a language: the release's texts with those that speakers have reviewed laid over them."""

from dataclasses import dataclass, replace

from safeconduct.public.helping import languages
from safeconduct.public.helping.easy import easy as short
from safeconduct.public.helping.parts import SHOWS
from safeconduct.public.helping.rules import Card, Handed
from safeconduct.public.speaking.fresh import Spoken, spoken, words_of_card
from safeconduct.public.speaking.overlay import Standing, of_body, standing

_kept: dict[str, tuple[int, Spoken]] = {}
_kept_easy: dict[str, tuple[int, Spoken]] = {}


@dataclass(frozen=True, slots=True)
class Said:
    """One language as readers have it now."""

    tag: str
    text: languages.Text
    checked: frozenset[str]
    cards: Standing

    def is_checked(self, name: str) -> bool:
        """Whether speakers have checked every text that the page of this name shows."""
        return bool(self.text["reviewed_on"]) or SHOWS[name] <= self.checked

    def card(self, card: Card, handed: Handed) -> tuple[Card, bool]:
        """A card with the words that were reviewed, and whether a speaker has checked it; it may have none."""
        words, is_checked = words_of_card(card.words, self.tag, languages.SOURCE, card.rule, self.cards)
        is_checked = is_checked or bool(handed.reviewed.get(self.tag))
        if words is None or words == card.words.get(self.tag):
            return card, is_checked
        return replace(card, words={**card.words, self.tag: words}), is_checked


def said(tag: str) -> Said:
    """What the pages say in a language that is written."""
    number, stands = standing(tag)
    kept = _kept.get(tag)
    if kept is None or kept[0] != number:
        made = spoken(languages.text(languages.SOURCE), languages.text(tag), of_body(stands, "help"))
        kept = _kept[tag] = (number, made)
    return Said(tag, kept[1].texts, kept[1].checked, of_body(stands, "card"))


@dataclass(frozen=True, slots=True)
class Easy:
    """The easy pages of a language as readers have them now."""

    text: languages.Text
    checked: frozenset[str]

    def is_checked(self, *parts: str) -> bool:
        """Whether speakers have checked these parts, and how one comes to an easy page and back."""
        return bool(self.text["reviewed_on"]) or {"ways", *parts} <= self.checked


def easy(tag: str) -> Easy | None:
    """The easy pages in a language; None where nobody has written them."""
    shipped, source = short(tag), short(languages.SOURCE)
    if shipped is None or source is None:
        return None
    number, stands = standing(tag)
    kept = _kept_easy.get(tag)
    if kept is None or kept[0] != number:
        kept = _kept_easy[tag] = (number, spoken(source, shipped, of_body(stands, "easy")))
    return Easy(kept[1].texts, kept[1].checked)
