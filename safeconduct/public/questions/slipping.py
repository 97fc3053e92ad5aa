"""What is said of typed words that are no code: which of them is not in our list, by the list alone. Pure."""

from dataclasses import dataclass

from safeconduct.public.questions.texts import Tongue
from safeconduct.vocabulary.letters.slips import slips


@dataclass(frozen=True, slots=True, repr=False)
class ToldSlip:
    """One word that is none of ours, in a sentence."""

    says: str
    near: str
    """Words of the list with a comma between; "" where nothing is near."""


@dataclass(frozen=True, slots=True, repr=False)
class ToldSlips:
    """All of them, and how many words there are where they are not six."""

    many: str
    words: tuple[ToldSlip, ...]


def told_slips(typed: str, tongue: Tongue) -> ToldSlips:
    """In the language of the page. No conversation is looked for."""
    found = slips(typed)
    many = "" if found.is_six or not found.many else tongue.say("slip_many", many=found.many)
    words = (
        ToldSlip(tongue.say("slip", typed=each.typed, place=each.place), ", ".join(each.near))
        for each in found.words
    )
    return ToldSlips(many, tuple(words))
