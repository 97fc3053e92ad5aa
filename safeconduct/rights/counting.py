"""When a period ends. Pure.

Only an exact length has an end by itself: of “at least” and “at most” an authority sets the day, and the day in its
document counts. A month is a month and not 30 days.
"""

import calendar
from datetime import date, timedelta

from safeconduct.rights.codes import Counting, Kind, Unit
from safeconduct.rights.rule import Duration
from safeconduct.vocabulary.workdays import is_working_day


def end_of(start: date, length: Duration, counting: Counting, country: str) -> date | None:
    """The last day of a period that an event on `start` sets going; None where the length gives none by itself.

    By Regulation (EEC, Euratom) No 1182/71 the day of the event is not counted (Article 3(1), from general knowledge),
    and what ends on a Saturday, Sunday or public holiday ends with the next working day (Article 3(4)). Where it is
    not known how a country counts, the earliest reading is given: the day of the event counts, and nothing is added.
    """
    if length.kind is not Kind.EXACT or length.unit is Unit.HOURS:
        return None
    is_european = counting is Counting.REGULATION_1182_71
    if length.unit is Unit.WORKING_DAYS:
        return _working_days(start, length.n, country, counts_start=not is_european)
    last = added(start, length.n, length.unit)
    if not is_european:
        return last - timedelta(days=1)
    while not is_working_day(last, country):
        last += timedelta(days=1)
    return last


def added(start: date, n: int, unit: Unit) -> date:
    """The same day so many days, months or years later; the last day of a month that has no such day."""
    if unit is Unit.DAYS:
        return start + timedelta(days=n)
    months = start.month - 1 + n * (12 if unit is Unit.YEARS else 1)
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def _working_days(start: date, n: int, country: str, *, counts_start: bool) -> date:
    day = start
    left = n - (counts_start and is_working_day(start, country))
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day, country)
    return day
