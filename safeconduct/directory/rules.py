"""Is a service open now? Pure: hours as the directory knows them, in the country's own time."""

from dataclasses import dataclass
from datetime import datetime, time

from safeconduct.vocabulary.workdays import zone

WEEK = range(7)


@dataclass(frozen=True, slots=True)
class Hours:
    """Weekdays (Monday 0) and times in the country of the service; no days means day and night."""

    days: frozenset[int] = frozenset()
    opens: time | None = None
    closes: time | None = None
    country: str = ""


def is_always(hours: Hours) -> bool:
    """Whether somebody is there day and night."""
    whole = hours.opens in (None, time.min) and hours.closes in (None, time(23, 59))
    return not hours.days or (len(hours.days) == len(WEEK) and whole)


def is_open(hours: Hours, *, at: datetime) -> bool:
    """Whether somebody is there at this moment; public holidays are not looked at: call when in doubt."""
    if not hours.days:
        return True
    local = at.astimezone(zone(hours.country))
    if local.weekday() not in hours.days:
        return False
    return (hours.opens or time.min) <= local.time() < (hours.closes or time.max)
