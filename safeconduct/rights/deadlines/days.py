"""Days of a lawyer's matter or claim, which lie open so that somebody is told: which wait, which are settled. Pure.

What a day is for stays sealed. Nothing here is counted by a rule: a lawyer has entered each of them.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from safeconduct.rights.deadlines.rules import FIRST


def as_shown(days: Iterable[date], today: date) -> list[tuple[date, bool, bool]]:
    """Each day that waits, whether it is over, and whether it is told by now and can be settled."""
    return [(day, day < today, day <= today + FIRST) for day in days]


def waiting(
    written: Iterable[date], settled: Iterable[date], *, before: Iterable[date], today: date
) -> list[date]:
    """The days of which somebody is told, the earliest first.

    A day that is over waits on until somebody has settled it, if it waited already: whoever enters a day of the past
    knows that it is over.
    """
    told = set(before)
    return sorted({day for day in written if day >= today or day in told} - set(settled))


def still_settled(
    settled: Iterable[date], *, before: Iterable[date], after: Iterable[date]
) -> tuple[date, ...]:
    """What stays settled after something was written: not a day on which something more now has to be done."""
    were, are = Counter(before), Counter(after)
    return tuple(sorted({day for day in settled if 0 < are[day] <= were[day]}))
