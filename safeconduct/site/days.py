"""Days and times as lists show them: the name of a day is put into a language once for each process, not each row."""

from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language

_DAYS = 4096


def day(on: date) -> str:
    """As "Mon 30 Nov", in the active language; of a moment the day in the active zone."""
    return _day(get_language(), _date(on), "D j M")


def day_and_year(on: date) -> str:
    """As "Mon 30 Nov 2026", likewise."""
    return _day(get_language(), _date(on), "D j M Y")


def day_and_time(at: datetime) -> str:
    """As "Mon 30 Nov, 16:05", in the active language and zone."""
    local = localtime(at)
    return f"{_day(get_language(), local.date(), 'D j M')}, {local:%H:%M}"


def _date(on: date) -> date:
    return localtime(on).date() if isinstance(on, datetime) else on


@lru_cache(_DAYS)
def _day(_language: str | None, on: date, style: str) -> str:
    return date_format(on, style)
