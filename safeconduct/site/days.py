"""Days and times as lists show them: the name of a day is put into a language once for each process, not each row."""

from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import get_language

_DAYS = 4096


class Days:
    """In the language and zone that are active when a table begins: to ask for them costs more than to write a day."""

    def __init__(self) -> None:
        self.language, self._zone = get_language(), get_current_timezone()

    def day(self, on: date) -> str:
        """As "Mon 30 Nov"; of a moment its day in the zone."""
        return _day(self.language, self._date(on), "D j M")

    def day_and_year(self, on: date) -> str:
        """As "Mon 30 Nov 2026", likewise."""
        return _day(self.language, self._date(on), "D j M Y")

    def day_and_time(self, at: datetime) -> str:
        """As "Mon 30 Nov, 16:05"."""
        local = localtime(at, self._zone)
        return f"{_day(self.language, local.date(), 'D j M')}, {local:%H:%M}"

    def _date(self, on: date) -> date:
        return localtime(on, self._zone).date() if isinstance(on, datetime) else on


def day(on: date) -> str:
    """As `Days.day`, by itself."""
    return Days().day(on)


def day_and_year(on: date) -> str:
    """As `Days.day_and_year`, by itself."""
    return Days().day_and_year(on)


def day_and_time(at: datetime) -> str:
    """As `Days.day_and_time`, by itself."""
    return Days().day_and_time(at)


@lru_cache(_DAYS)
def _day(_language: str | None, on: date, style: str) -> str:
    return date_format(on, style)
