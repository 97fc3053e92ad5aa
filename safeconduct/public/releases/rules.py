"""What one site believes of what another one released. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeGuard

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.marking import mark as _

FORMAT = "safeconduct-releases-1"
MOST = 500
"""Releases in one document: news, publications, recommendations and conferences, the newest of each kind."""
MOST_STATISTICS = 200
"""Editions of statistics beside them."""
LARGEST = 2 * 1024 * 1024
"""Bytes of a document, signature included."""
AHEAD = timedelta(minutes=10)
"""So far clocks may differ."""
STALE = timedelta(days=7)
"""After so long without an answer, what was received is said to be possibly out of date."""

LONGEST = {"title": 255, "introduction": 1200, "address": 500}
"""So many signs of a text are read; one that is longer makes the whole document unreadable, so it is cut before."""

WRONG_SIGNATURE = Reason(
    "wrong_signature",
    _("The signature is not that of this site."),
    _("Compare the fingerprint with whoever runs it, by telephone. Until then what it sends is not taken."),
)
OLDER = Reason(
    "older_release",
    _("It sent something older than what it sent before."),
    _("Nothing was changed here. Ask whoever runs it whether it was restored from a backup."),
)
FROM_THE_FUTURE = Reason(
    "from_the_future",
    _("Its clock is ahead of ours by more than ten minutes."),
    _("Ask whoever runs it to look at the clock."),
)
NOT_READABLE = Reason(
    "not_readable",
    _("What it sent cannot be read."),
    _("Ask whoever runs it which release of the software it has."),
)
NOT_ITS_OWN = Reason(
    "not_its_own",
    _("It released something that lies at another address than its own."),
    _("Nothing of it was taken. Ask whoever runs it."),
)
NOT_REACHED = Reason(
    "not_reached",
    _("It did not answer."),
    _("It is asked again within the hour; what it sent before stays."),
)
OUR_OWN = Reason("our_own", _("This is our own site."), _("Name the site of another node."))
OWN_SOURCE = Reason(
    "own_source",
    _("You named this site, so somebody else confirms its fingerprint."),
    _("Ask a second person who approves pages."),
)


class Kind(StrEnum):
    """What is released."""

    NEWS = "news"
    PUBLICATION = "publication"
    RECOMMENDATION = "recommendation"
    CONFERENCE = "conference"
    STATISTICS = "statistics"
    """Editions of figures. They stand in a list of their own: sites that know none of them read the rest."""


@dataclass(frozen=True)
class Release:
    """One thing of another site: `texts` by language tag hold title, introduction and address."""

    kind: Kind
    key: str
    day: str
    country: str
    texts: Mapping[str, Mapping[str, str]]


def may_take(*, is_signed: bool, at: datetime, last_at: datetime | None, now: datetime) -> Decision:
    """Whether a document replaces what was taken before. The same one again changes nothing and is allowed."""
    if not is_signed:
        return Refused(WRONG_SIGNATURE)
    if at > now + AHEAD:
        return Refused(FROM_THE_FUTURE)
    if last_at is not None and at < last_at:
        return Refused(OLDER)
    return Allowed()


def may_confirm(*, confirms: int, named_by: int | None) -> Decision:
    """Whoever confirms a source is not who named it."""
    return Refused(OWN_SOURCE) if confirms == named_by else Allowed()


def is_stale(last_at: datetime | None, *, now: datetime) -> bool:
    """Whether it was heard of too long ago, or never."""
    return last_at is None or now - last_at > STALE


def read(document: object, *, address: str) -> list[Release] | Reason:
    """The releases of a document whose site is at `address`; a reason where it is not as it must be."""
    listed = document.get("releases") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(listed, list) or len(listed) > MOST:
        return NOT_READABLE
    figures = document.get(Kind.STATISTICS.value, [])
    if not isinstance(figures, list) or len(figures) > MOST_STATISTICS:
        return NOT_READABLE
    found = [_release(each) for each in (*listed, *figures)]
    if any(each is None for each in found):
        return NOT_READABLE
    whole = [each for each in found if each is not None]
    if any(not text["address"].startswith(address) for each in whole for text in each.texts.values()):
        return NOT_ITS_OWN
    return whole


def _release(said: Any) -> Release | None:
    if not isinstance(said, dict) or not isinstance(said.get("kind"), str) or said["kind"] not in set(Kind):
        return None
    words = [said.get("key"), said.get("day"), said.get("country")]
    texts = said.get("texts")
    if not all(is_words(each, most=64) for each in words) or not isinstance(texts, dict):
        return None
    if not texts or not all(_is_text(tag, text) for tag, text in texts.items()):
        return None
    return Release(Kind(said["kind"]), said["key"], said["day"], said["country"], texts)


def _is_text(tag: object, text: object) -> bool:
    if not is_words(tag, most=12) or not isinstance(text, dict):
        return False
    return set(text) == set(LONGEST) and all(
        is_words(text[name], most=most) for name, most in LONGEST.items()
    )


def cut(words: str, *, most: int) -> str:
    """At most so many signs of it: as it is, or up to the last whole word that fits, and the sign that more follows."""
    if len(words) <= most:
        return words
    kept = words[: most - 1]
    whole = kept if words[most - 1].isspace() else re.sub(r"\s\S*\Z", "", kept) or kept
    return f"{whole.rstrip()}…"


def is_words(said: object, *, most: int) -> TypeGuard[str]:
    """A text of at most so many signs which the database can keep: it keeps no NUL."""
    return isinstance(said, str) and len(said) <= most and "\0" not in said
