"""A clock as a page shows it: how much of its time is gone, and what is left in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.utils.translation import get_language, gettext, ngettext

SOON = 75
"""From this share of the time on, in per cent, the rest is shown in bold."""


@dataclass(frozen=True, slots=True)
class Face:
    """`kind` is running, soon, late or none; `gone` the share of the time in whole per cent."""

    kind: str
    gone: int
    words: str


def face(since: datetime | None, due: datetime | None, now: datetime, *, language: str | None = None) -> Face:
    """What the clock of something that began at `since` and is due at `due` looks like at `now`.

    `language` is the active one, where somebody has asked for it already.
    """
    if due is None:
        return Face("none", 0, gettext("No time limit"))
    language = language or get_language()
    if now >= due:
        return Face("late", 100, _late(language, _minutes(now - due)))
    whole = due - (since if since is not None and since < due else now)
    gone = int(100 * (1 - (due - now) / whole)) if whole else 0
    gone = min(max(gone, 0), 99)
    return Face("soon" if gone >= SOON else "running", gone, _left(language, _minutes(due - now)))


def _minutes(time: timedelta) -> int:
    return max(int(time.total_seconds()) // 60, 1)


@lru_cache(4096)
def _late(_language: str | None, minutes: int) -> str:
    """Kept for each language: a list has many clocks that began together."""
    return gettext("%(time)s late") % {"time": _worded(minutes, parts=1)}


@lru_cache(4096)
def _left(_language: str | None, minutes: int) -> str:
    return gettext("%(time)s left") % {"time": _worded(minutes, parts=2)}


def _worded(minutes: int, *, parts: int) -> str:
    """Days and hours, hours and minutes, or minutes; the largest `parts` of them."""
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    pieces = [
        (days, ngettext("%(n)d day", "%(n)d days", days)),
        (hours, ngettext("%(n)d hour", "%(n)d hours", hours)),
        (rest, ngettext("%(n)d minute", "%(n)d minutes", rest)),
    ]
    first = next(index for index, (number, _words) in enumerate(pieces) if number)
    return " ".join(words % {"n": number} for number, words in pieces[first : first + parts] if number)
