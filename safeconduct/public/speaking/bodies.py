"""Every text that speakers review: of the pages for the person, of questions without a name, and of the cards.

What a language says beside its source is the release's; the cards are those that the node has handed over last.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from safeconduct.public.helping import languages
from safeconduct.public.helping.easy import easy
from safeconduct.public.helping.file import handed
from safeconduct.public.questions.texts import tongues
from safeconduct.public.speaking.texts import flat, section_of

SOURCE = languages.SOURCE
HELP, EASY, ASK, CARD = "help", "easy", "ask", "card"
NAMES = {
    HELP: _("Pages for the person"),
    EASY: _("Easy pages"),
    ASK: _("Questions without a name"),
    CARD: _("Cards of rights"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its source, and what the release says in each language that has it."""

    body: str
    way: str
    source: str
    shipped: Mapping[str, str]

    @property
    def key(self) -> str:
        """By which it is kept."""
        return f"{self.body}:{self.way}"

    @property
    def section(self) -> str:
        """The part of its body in which it stands."""
        return section_of(self.way)

    @property
    def is_title(self) -> bool:
        """Whether it stays in the history of a telephone."""
        return self.body != CARD and self.way.endswith("title") and self.section != "reasons"


def tags() -> tuple[str, ...]:
    """The languages of the pages for the person, the source first."""
    return tuple(sorted(languages.TEN, key=lambda tag: (tag != SOURCE, tag)))


def texts() -> dict[str, Text]:
    """All of them by their keys, in the order of the files."""
    listed = [*_of_files(HELP, _help()), *_of_files(EASY, _easy()), *_of_files(ASK, _ask()), *_of_cards()]
    return {each.key: each for each in listed}


def _help() -> dict[str, dict[str, str]]:
    return {tag: flat(languages.text(tag)) for tag in languages.WRITTEN}


def _easy() -> dict[str, dict[str, str]]:
    return {tag: flat(said) for tag in languages.WRITTEN if (said := easy(tag)) is not None}


def _ask() -> dict[str, dict[str, str]]:
    return {tag: flat({"texts": each.texts, "reasons": each.reasons}) for tag, each in tongues().items()}


def _of_files(body: str, said: Mapping[str, Mapping[str, str]]) -> list[Text]:
    return [
        Text(body, way, source, {tag: own[way] for tag, own in said.items() if way in own})
        for way, source in said[SOURCE].items()
    ]


def _of_cards() -> list[Text]:
    """Each rule once, in whichever country it stands; a rule without English words has nothing to translate."""
    cards = {
        card.rule: card for country in handed().countries for card in country.cards if SOURCE in card.words
    }
    return [
        Text(CARD, f"{rule}.{part}", source, {tag: own[part] for tag, own in card.words.items()})
        for rule, card in cards.items()
        for part, source in card.words[SOURCE].items()
    ]
