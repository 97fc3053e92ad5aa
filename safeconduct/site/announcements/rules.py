"""Which announcements a member sees, and which rules of law changed lately. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LATELY = timedelta(days=365)
"""So long a change of the law counts as new, and so long before its day it is announced."""
MOST = 50
LARGEST = 256 * 1024
"""Bytes of the file that the public site hands over."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """One piece of news of the public site: `texts` by language tag hold title, introduction and address."""

    day: date
    professions: frozenset[str]
    countries: frozenset[str]
    texts: Mapping[str, Mapping[str, str]]

    def text(self, language: str) -> tuple[str, Mapping[str, str]]:
        """The text in this language, else in English, else in any, with its tag."""
        for tag in (language, "en", *sorted(self.texts)):
            if tag in self.texts:
                return tag, self.texts[tag]
        raise LookupError("an announcement without a text is never read")


def is_for(announcement: Announcement, *, profession: str, country: str) -> bool:
    """Whether it is meant for members like this one; without a profession, or a country, it is for any."""
    fits = not announcement.professions or profession in announcement.professions
    return fits and (not announcement.countries or country in announcement.countries)


def is_new(days: Sequence[date | None], *, today: date) -> bool:
    """Whether one of these days (in force from, until; checked on) lies within the year behind or ahead."""
    return any(day is not None and abs(day - today) <= LATELY for day in days)


def read(said: object) -> list[Announcement]:
    """What the file holds, the newest first; what is not as it must be is left out, and never more than MOST."""
    listed = said.get("announcements") if isinstance(said, dict) else None
    found = [_one(each) for each in listed[:MOST]] if isinstance(listed, list) else []
    whole = [each for each in found if each is not None]
    return sorted(whole, key=lambda each: each.day, reverse=True)


def _one(said: object) -> Announcement | None:
    if not isinstance(said, dict):
        return None
    texts = said.get("texts")
    if (
        not isinstance(texts, dict)
        or not texts
        or not all(_is_text(tag, text) for tag, text in texts.items())
    ):
        return None
    try:
        day = date.fromisoformat(said.get("day", ""))
    except (TypeError, ValueError):
        return None
    return Announcement(day, _codes(said.get("professions")), _codes(said.get("countries")), texts)


def _codes(said: object) -> frozenset[str]:
    return (
        frozenset(each for each in said if isinstance(each, str)) if isinstance(said, list) else frozenset()
    )


def _is_text(tag: object, text: object) -> bool:
    names = {"title": 255, "introduction": 400, "address": 500}
    if not isinstance(tag, str) or not isinstance(text, dict) or set(text) != set(names):
        return False
    sized = all(isinstance(text[name], str) and len(text[name]) <= most for name, most in names.items())
    return sized and text["address"].startswith(("http://", "https://"))
