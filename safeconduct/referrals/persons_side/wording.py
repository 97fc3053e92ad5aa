"""The words of the person's pages, in the languages in which the texts for the person exist."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime

from safeconduct.consent.wording import LANGUAGES, Wording, day_in, nearest, wording
from safeconduct.vocabulary.languages import LANGUAGES as NAMES

TEXTS = Path(__file__).parent / "texts"
PLAIN = frozenset({"profile", "identity", "safe_contact", "needs", "plan", "logistics"})
"""Sections whose words say nothing of what happened: these stand on a page that somebody else may read."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language: the sentences of these pages, and the consent texts beside them."""

    language: str
    data: Mapping[str, Any]
    consent: Wording

    def say(self, table: str, name: str, **filling: object) -> str:
        """A sentence with what is known put in."""
        sentence = str(self.data[table][name])
        return (
            sentence.format(**{hole: str(value) for hole, value in filling.items()}) if filling else sentence
        )

    def said(self, table: str, part: str, code: str) -> str:
        """The words of a code in a table within a table."""
        return str(self.data[table][part][code])

    def section(self, code: str) -> str:
        """A section as the person is told of it."""
        known = self.data["sections"].get(code)
        return str(known) if known else self.consent.named("sections", code)

    def sections(self, codes: Iterable[str], *, discreet: bool = False) -> str:
        """Several of them, in a row. Where it is discreet, what would say which help this is stands there unnamed."""
        unnamed = self.say("consents", "unnamed")
        named = [unnamed if discreet and code not in PLAIN else self.section(code) for code in codes]
        return "; ".join(dict.fromkeys(named))

    def role(self, code: str) -> str:
        """A job."""
        roles = self.data["roles"]
        return str(roles.get(code, roles["other"]))

    def country(self, code: str) -> str:
        """A country in this language; in that of the page where it has no words for it."""
        return self.consent.country(code)

    def day(self, on: date | datetime) -> str:
        """A day in this language, with its name."""
        shown = localtime(on) if isinstance(on, datetime) else on
        return day_in(self.language, shown, named=True)

    def hour(self, at: time | datetime) -> str:
        """An hour of the day."""
        return f"{localtime(at) if isinstance(at, datetime) else at:%H:%M}"


def words_in(language: str) -> Words:
    """The words in this language; in English, which somebody can read out, where there are none."""
    tag = nearest(language)
    return Words(tag, _read(tag), wording(tag))


def spoken(languages: Iterable[str]) -> tuple[str, bool]:
    """The first of a person's languages that these pages have, and whether it is one of theirs; else English."""
    own = list(languages)
    found = next((tag for tag in own if tag in LANGUAGES), None)
    return (found, True) if found else ("en", not own)


def to_choose() -> list[tuple[str, str]]:
    """Each language by its own name."""
    return [(tag, NAMES[tag].own) for tag in LANGUAGES]


@cache
def _read(language: str) -> Mapping[str, Any]:
    return tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
