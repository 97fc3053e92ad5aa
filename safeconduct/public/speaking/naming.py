"""What the parts of the texts are called at the desk: by what a reader sees of them, not by the names of a file."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.public.helping.file import handed
from safeconduct.public.helping.languages import SOURCE
from safeconduct.public.speaking.bodies import ASK, CARD, EASY, HELP, NAMES

SECTIONS: Mapping[tuple[str, str], Any] = {
    (HELP, "frame"): _("Around every page"),
    (HELP, "countries"): _("Names of countries"),
    (HELP, "start"): _("First page"),
    (HELP, "card"): _("Words on every card"),
    (HELP, "rights"): _("Names of rights"),
    (HELP, "near"): _("Find help: the list of places"),
    (HELP, "takes"): _("Find help: who can come"),
    (HELP, "papers"): _("Find help: papers"),
    (HELP, "intake"): _("Find help: at which times"),
    (HELP, "room"): _("Find help: free room"),
    (HELP, "needs"): _("Find help: kinds of help"),
    (HELP, "questions"): _("Is this happening to me?"),
    (HELP, "asking"): _("What happens when I ask?"),
    (HELP, "telephone"): _("Use these pages safely"),
    (HELP, "paper"): _("A small card to keep"),
    (HELP, "wrong"): _("Something is wrong here"),
    (HELP, "nothing"): _("A page that is not there"),
    (EASY, "ways"): _("From a page to its easy one and back"),
    (EASY, "start"): _("First page"),
    (EASY, "near"): _("Find help"),
    (EASY, "questions"): _("Is this happening to me?"),
    (EASY, "asking"): _("What happens when I ask?"),
    (EASY, "telephone"): _("Use these pages safely"),
    (EASY, "unnamed"): _("Ask without a name"),
    (EASY, "writing"): _("Write a question"),
    (EASY, "code"): _("The six words"),
    (EASY, "reading"): _("Read the answer"),
    (ASK, "texts"): _("All pages"),
    (ASK, "reasons"): _("Why something is not possible"),
}
"""Of the files; a card is called by its title."""


def named(body: str, section: str, titles: Mapping[str, str] | None = None) -> Any:
    """A section as people know it; a card by its English title and the name of its rule. Else what the file says."""
    if body != CARD:
        return SECTIONS.get((body, section), section)
    title = (card_titles() if titles is None else titles).get(section)
    return f"{title} ({section})" if title else section


def of_key(key: str, titles: Mapping[str, str]) -> Any:
    """The section in which a text stands, from the key by which it is kept."""
    body, _colon, way = key.partition(":")
    return named(body, way.partition(".")[0], titles) if body in NAMES else key


def card_titles() -> dict[str, str]:
    """The English title of each card that the node has handed over last, by its rule."""
    cards = (card for country in handed().countries for card in country.cards)
    return {card.rule: card.words[SOURCE]["title"] for card in cards if SOURCE in card.words}
