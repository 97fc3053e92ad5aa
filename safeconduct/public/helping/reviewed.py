"""What a page says in a language: the release's texts with those that speakers have reviewed laid over them."""

from dataclasses import dataclass, replace

from safeconduct.public.helping import languages
from safeconduct.public.helping.parts import SHOWS
from safeconduct.public.helping.rules import Card, Handed
from safeconduct.public.speaking.fresh import Spoken, spoken, words_of_card
from safeconduct.public.speaking.overlay import Standing, of_body, standing

_kept: dict[str, tuple[int, Spoken]] = {}


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
