"""Is a service open now? Pure: hours as the directory knows them, in the country's own time."""

from dataclasses import dataclass
from datetime import datetime, time

from safeconduct.vocabulary.workdays import zone

WEEK = range(7)


@dataclass(frozen=True, slots=True)
class Hours:
    """Weekdays (Monday 0) and times in the country of the service.

    No days mean day and night, unless words say something else: then it is not known when somebody is there.
    """

    days: frozenset[int] = frozenset()
    opens: time | None = None
    closes: time | None = None
    country: str = ""
    are_known: bool = True


ALWAYS = frozenset(
    [
        "always",
        "day and night",
        "24/7",
        "24 h",
        "24h",
        "24 hours",
        "round the clock",
        "денонощно",
        "día y noche",
        "jour et nuit",
        "zi și noapte",
        "dygnet runt",
    ]
)
"""How services say in words that somebody is always there, in the languages of the pages."""


def says_always(words: str) -> bool:
    """Whether these words say day and night and nothing else; empty words say nothing against it."""
    plain = " ".join(words.casefold().split()).strip(" .")
    return not plain or plain in ALWAYS


def is_always(hours: Hours) -> bool:
    """Whether somebody is there day and night."""
    whole = hours.opens in (None, time.min) and hours.closes in (None, time(23, 59))
    return (not hours.days and hours.are_known) or (len(hours.days) == len(WEEK) and whole)


def is_open(hours: Hours, *, at: datetime) -> bool | None:
    """Whether somebody is there at this moment; None where it is not known. Public holidays are not looked at: call
    when in doubt."""
    if not hours.days:
        return True if hours.are_known else None
    local = at.astimezone(zone(hours.country))
    if local.weekday() not in hours.days:
        return False
    return (hours.opens or time.min) <= local.time() < (hours.closes or time.max)
