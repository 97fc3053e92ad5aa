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


def face(since: datetime | None, due: datetime | None, now: datetime) -> Face:
    """What the clock of something that began at `since` and is due at `due` looks like at `now`."""
    if due is None:
        return Face("none", 0, gettext("No time limit"))
    if now >= due:
        return Face("late", 100, gettext("%(time)s late") % {"time": _length(now - due, parts=1)})
    whole = due - (since if since is not None and since < due else now)
    gone = int(100 * (1 - (due - now) / whole)) if whole else 0
    gone = min(max(gone, 0), 99)
    words = gettext("%(time)s left") % {"time": _length(due - now, parts=2)}
    return Face("soon" if gone >= SOON else "running", gone, words)


def _length(time: timedelta, *, parts: int) -> str:
    """Days and hours, hours and minutes, or minutes; the largest `parts` of them."""
    return _worded(get_language(), max(int(time.total_seconds()) // 60, 1), parts)


@lru_cache(4096)
def _worded(_language: str | None, minutes: int, parts: int) -> str:
    """Kept for each language: a list has many clocks that began together."""
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    pieces = [
        (days, ngettext("%(n)d day", "%(n)d days", days)),
        (hours, ngettext("%(n)d hour", "%(n)d hours", hours)),
        (rest, ngettext("%(n)d minute", "%(n)d minutes", rest)),
    ]
    first = next(index for index, (number, _words) in enumerate(pieces) if number)
    return " ".join(words % {"n": number} for number, words in pieces[first : first + parts] if number)
