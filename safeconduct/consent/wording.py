"""The texts that are read to the person, given on paper and said after sending: versioned, in eight languages.

A version is a folder of `texts/`. Its texts are never changed once somebody was read one: a change is a new version.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from safeconduct.consent.rules import Fact
from safeconduct.vocabulary.codes import Condition
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.errors import NotFound

TEXTS = Path(__file__).parent / "texts"
TEXT_VERSION = "2026-12-1"
"""The version that is shown now. No lawyer and no native speaker has checked any of its translations."""

LANGUAGES = ("en", "bg", "es", "fr", "ro", "sq", "sv", "uk")
BLANK = "__________"
"""Stands where something has not been agreed yet; it can be filled in by hand."""

DAYS = {"es": r"j \d\e E \d\e Y"}
"""How a day is written; elsewhere the figure, the month and the year."""
WITH_A_COMMA = frozenset({"bg", "en", "es", "ro", "sq", "uk"})
"""After the name of the day."""
CAPITALS = frozenset({"en"})
"""Django writes days and months of the others with a capital; they do not."""

_HOLE = re.compile(r"\{(\w+)\}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Wording:
    """One version in one language."""

    version: str
    language: str
    data: Mapping[str, Any]

    @property
    def not_checked(self) -> str:
        """The sentence that is shown and printed with each of these texts."""
        return str(self.data["not_checked"])

    def facts(self, filling: Mapping[str, str]) -> list[tuple[str, list[str]]]:
        """The seven facts in their order, each with a heading and its sentences."""
        parts = self.data["script"]["facts"]
        return [(parts[fact]["heading"], filled(parts[fact]["sentences"], filling)) for fact in Fact]

    def named(self, table: str, code: str) -> str:
        """A section, purpose, condition or country in this language; a code that has no words stays as it is."""
        return str(self.data[table].get(code, code))

    def country(self, code: str) -> str:
        """A country in this language; one that has no words in it as the pages call it."""
        named = self.named("countries", code)
        return country_in_full(code) if code and named == code else named

    def limit(self, condition: str) -> str:
        """A limit that the person set, with its country or day where it names one: `not_country:BE`."""
        code, _colon, detail = condition.partition(":")
        words = self.named("conditions", code)
        if not detail:
            return words
        if code == Condition.NOT_COUNTRY:
            return f"{words}: {self.country(detail)}"
        return (
            f"{words}: {day_in(self.language, date.fromisoformat(detail))}"
            if _DAY.fullmatch(detail)
            else words
        )


def filled(sentences: list[str], filling: Mapping[str, str]) -> list[str]:
    """The sentences with what is known put in, and a blank for what is not."""
    return [_HOLE.sub(lambda hole: filling.get(hole[1], "") or BLANK, sentence) for sentence in sentences]


def holes(sentence: str) -> set[str]:
    """The names of what is put into a sentence."""
    return set(_HOLE.findall(sentence))


def day_in(language: str, on: date, *, named: bool = False, hour: bool = False) -> str:
    """A day as this language writes it, with the name of the day or the hour (of a datetime) where they are wanted."""
    how = DAYS.get(language, "j E Y")
    if named:
        how = f"l, {how}" if language in WITH_A_COMMA else f"l {how}"
    with translation.override(language):
        said = format_date(on, f"{how}, H:i" if hour else how)
    return said if language in CAPITALS else said.lower()


def wording(language: str, version: str = TEXT_VERSION) -> Wording:
    """The texts of a version in a language. Raises NotFound for one that is not here."""
    if language not in LANGUAGES or version not in versions():
        raise NotFound(_("There is no such text in this language."))
    return _read(language, version)


def nearest(language: str) -> str:
    """The language itself where we have its text; else English, which an interpreter can read out."""
    return language if language in LANGUAGES else "en"


@cache
def versions() -> frozenset[str]:
    """Every version that is kept here."""
    return frozenset(folder.name for folder in TEXTS.iterdir() if folder.is_dir())


@cache
def _read(language: str, version: str) -> Wording:
    data = tomllib.loads((TEXTS / version / f"{language}.toml").read_text(encoding="utf-8"))
    return Wording(version, language, data)
