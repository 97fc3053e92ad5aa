"""Which texts of the public site an agency may sign or adopt, and when it may take that back. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.statements import Kind, Subject, subject_in

MOST = 200
MOST_LEVELS, MOST_HOURS = 20, 8760
LARGEST = 512 * 1024
"""Bytes of the file that the public site hands over."""

NOT_OPEN = Reason(
    "text_not_open",
    _("This text cannot be signed now: it is still commented on, or a newer version has replaced it."),
    _("Look at its page on the public site."),
)
CHANGED_SINCE = Reason(
    "text_changed",
    _("The text has changed since you read it."),
    _("Read it again on the public site, and compare the digest."),
)
STANDS_ALREADY = Reason(
    "stands_already",
    _("Your agency stands to exactly this wording already."),
    _("There is nothing to do. You can take it back."),
)
GONE = Reason(
    "text_gone",
    _("The public site does not show this text any more."),
    _("Look at the list again. What was signed can still be taken back."),
)


@dataclass(frozen=True, slots=True)
class Level:
    """A time that is promised: within how many hours what is done, by language tag; `clock` is a state, or ""."""

    hours: int
    clock: str
    what: Mapping[str, str]

    def words(self, language: str) -> str:
        """In this language, else in English, else in any."""
        tag = next(tag for tag in (language, "en", *sorted(self.what)) if tag in self.what)
        return self.what[tag]


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the network in its wording of now: `texts` by language tag hold title and address.

    `origin` is the name of the site that it comes from where that is not our own.
    """

    subject: Subject
    opens: bool
    in_force: bool
    origin: str
    texts: Mapping[str, Mapping[str, str]]
    levels: tuple[Level, ...] = ()
    """Empty too where the file is of an older site, which does not say them."""

    @property
    def promised(self) -> dict[str, int]:
        """Of each clock of which it speaks the fewest hours; empty where the site does not say of which."""
        hours: dict[str, int] = {}
        for each in self.levels:
            if each.clock:
                hours[each.clock] = min(each.hours, hours.get(each.clock, each.hours))
        return hours

    def text(self, language: str) -> tuple[str, Mapping[str, str]]:
        """The title and address in this language, else in English, else in any, with its tag."""
        tag = next(tag for tag in (language, "en", *sorted(self.texts)) if tag in self.texts)
        return tag, self.texts[tag]


def may_sign(text: Text | None, *, read: str, stands: str) -> Decision:
    """Whether the agency may sign or adopt the wording with the digest `read`; `stands` is what it stands to now."""
    if text is None:
        return Refused(GONE)
    if text.subject.digest != read:
        return Refused(CHANGED_SINCE)
    if not text.opens:
        return Refused(NOT_OPEN)
    return Refused(STANDS_ALREADY) if stands == read else Allowed()


def newest_in_force(texts: Iterable[Text], code: str) -> int | None:
    """The number of the newest version of an agreement that is in force; None where the site shows none."""
    found = [
        each.subject.version
        for each in texts
        if (each.subject.kind, each.subject.code) == (Kind.AGREEMENT, code) and each.in_force
    ]
    return max(found, default=None)


def read_texts(said: object) -> list[Text]:
    """What the file holds; what is not as it must be is left out, and never more than MOST."""
    listed = said.get("texts") if isinstance(said, dict) else None
    found = [_one(each) for each in listed[:MOST]] if isinstance(listed, list) else []
    return [each for each in found if each is not None]


def _one(said: Any) -> Text | None:
    if not isinstance(said, dict):
        return None
    texts, origin = said.get("texts"), said.get("origin")
    if not isinstance(texts, dict) or not texts or not isinstance(origin, str) or len(origin) > 160:
        return None
    if not all(_is_text(tag, text) for tag, text in texts.items()):
        return None
    if not isinstance(said.get("opens"), bool) or not isinstance(said.get("in_force"), bool):
        return None
    try:
        levels = _levels(said.get("levels"))
        return Text(subject_in(said), said["opens"], said["in_force"], origin, texts, levels)
    except (KeyError, TypeError, ValueError):
        return None


def _levels(said: object) -> tuple[Level, ...]:
    """Those that are as they must be."""
    listed = said[:MOST_LEVELS] if isinstance(said, list) else []
    return tuple(
        Level(each["hours"], each["clock"], each["what"])
        for each in listed
        if isinstance(each, dict)
        and type(each.get("hours")) is int
        and 0 < each["hours"] <= MOST_HOURS
        and isinstance(each.get("clock"), str)
        and isinstance(each.get("what"), dict)
        and each["what"]
        and all(isinstance(words, str) and 0 < len(words) <= 160 for words in each["what"].values())
    )


def _is_text(tag: object, text: object) -> bool:
    names = {"title": 255, "address": 500}
    if not isinstance(tag, str) or not isinstance(text, dict) or set(text) != set(names):
        return False
    sized = all(isinstance(text[name], str) and 0 < len(text[name]) <= most for name, most in names.items())
    return sized and text["address"].startswith(("http://", "https://"))
