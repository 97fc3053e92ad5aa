"""The words of the leaflet, in the languages of the texts for the person. Nobody competent has checked them."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from safeconduct.consent.wording import LANGUAGES

FILE = Path(__file__).with_name("leaflet.toml")


@dataclass(frozen=True, slots=True)
class Leaflet:
    """What stands on the paper around the contacts, in one language. Neither a title nor a name says what it is for."""

    language: str
    title: str
    free: str
    choice: str
    danger: str


def leaflet(language: str) -> Leaflet:
    """The words in one of LANGUAGES."""
    return _all()[language]


def nearest_of(spoken: Iterable[str]) -> str:
    """The first of the person's languages in which we have the words; else English, which somebody can read out."""
    return next((tag for tag in spoken if tag in LANGUAGES), "en")


@cache
def _all() -> dict[str, Leaflet]:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {language: Leaflet(language, **data[language]) for language in LANGUAGES}
