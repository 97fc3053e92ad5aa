"""Working days and clocks of a country, with the package holidays as the source of public holidays.

Promised: the day on which a period starts is not counted; a period in working days ends at 17:00 local time
of its last working day; results are aware and in UTC. Only nation-wide holidays count: in a region with a
holiday of its own a clock ends a day early, never late. Ukraine has no holidays while martial law suspends
them. An unknown country has weekends only and UTC. Nothing of holidays leaks out of this module.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

ZONES: dict[str, str] = {
    "AL": "Europe/Tirane",
    "BE": "Europe/Brussels",
    "BG": "Europe/Sofia",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "RO": "Europe/Bucharest",
    "SE": "Europe/Stockholm",
    "UA": "Europe/Kyiv",
}
END_OF_DAY = time(17, 0)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: whole hours of the clock, or working days of a country; one of the two."""

    hours: int = 0
    working_days: int = 0

    def __post_init__(self) -> None:
        if min(self.hours, self.working_days) < 0 or (self.hours > 0) == (self.working_days > 0):
            raise ValueError("A period is either some hours or some working days.")


def zone(country: str) -> ZoneInfo:
    """The time zone in which a country's working day ends; UTC for a country we have no table for."""
    return ZoneInfo(ZONES.get(country.upper(), "UTC"))


def is_working_day(day: date, country: str) -> bool:
    """Neither weekend nor nation-wide holiday, nor a Saturday that the state has made a working day."""
    if country.upper() not in ZONES:
        return day.weekday() < SATURDAY
    return _calendar(country.upper(), day.year).is_working_day(day)


def public_holidays(country: str, year: int) -> list[date]:
    """The nation-wide holidays of a year, in their order; none of a country that we have no table for."""
    return sorted(_calendar(country.upper(), year)) if country.upper() in ZONES else []


def add_working_days(start: datetime, days: int, country: str) -> datetime:
    """17:00 local time of the `days`-th working day after the local day of `start`; days is 1 or more."""
    if days < 1:
        raise ValueError("Count at least one working day.")
    place = zone(country)
    day = _aware(start).astimezone(place).date()
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day, country)
    return datetime.combine(day, END_OF_DAY, tzinfo=place).astimezone(UTC)


def add_clock(start: datetime, period: Period, country: str) -> datetime:
    """When a clock that starts now runs out: hours run day and night, working days as above."""
    if period.working_days:
        return add_working_days(start, period.working_days, country)
    return _aware(start).astimezone(UTC) + timedelta(hours=period.hours)


@cache
def _calendar(country: str, year: int) -> holidays.HolidayBase:
    # One year each, never grown: a calendar that fills itself on demand is half empty for the second thread.
    return holidays.country_holidays(country, years=year, expand=False)


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("A moment needs its time zone.")
    return moment
