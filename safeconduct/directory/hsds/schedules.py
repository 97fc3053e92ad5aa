"""When somebody is there, as HSDS has it (parts of RFC 5545). Pure.

The directory keeps weekdays, times and the country; the offset from UTC that the standard asks for is right for the
day of the export and wrong for half the year, so the time zone is named beside it.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from safeconduct.directory.rules import Hours
from safeconduct.vocabulary.hsds.ids import part_id
from safeconduct.vocabulary.workdays import public_holidays, zone

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
END = time(23, 59)
NOVEMBER = 11
HOLIDAY = "Public holiday: ask before you come."


def schedules(service: str, hours: Hours, *, notes: str = "", now: datetime) -> list[dict[str, Any]]:
    """The week, and the country's holidays as days on which one asks first, unless it is open day and night.

    Nothing where it is not known when somebody is there.
    """
    if not hours.days and not hours.are_known:
        return []
    place = zone(hours.country)
    offset = now.astimezone(place).utcoffset() or timedelta()
    by = offset / timedelta(hours=1)
    days = ",".join(DAYS[day] for day in sorted(hours.days or range(7)))
    week: dict[str, Any] = {
        "id": part_id(service, "schedule"),
        "freq": "WEEKLY",
        "interval": 1,
        "wkst": "MO",
        "byday": days,
        "opens_at": f"{(hours.opens or time.min) if hours.days else time.min:%H:%M}",
        "closes_at": f"{(hours.closes or END) if hours.days else END:%H:%M}",
        "timezone": int(by) if by.is_integer() else by,
        "description": f"Times of {place.key}",
    }
    if notes:
        week["notes"] = notes
    if not hours.days:
        return [week]
    return [
        week,
        *(_closed(service, day) for day in holidays_of(hours.country, now.astimezone(place).date())),
    ]


def holidays_of(country: str, today: date) -> list[date]:
    """Nation-wide holidays of this year, and from November on those of the next one too."""
    years = (today.year, today.year + 1) if today.month >= NOVEMBER else (today.year,)
    return [day for year in years for day in public_holidays(country, year)]


def _closed(service: str, day: date) -> dict[str, Any]:
    return {
        "id": part_id(service, f"holiday:{day}"),
        "valid_from": day.isoformat(),
        "valid_to": day.isoformat(),
        "description": HOLIDAY,
    }
