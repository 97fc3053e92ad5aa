"""Days and hours of an edition, in its own time zone, as people read them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from safeconduct.public.conferences.models import Edition


def days_of(edition: Edition) -> tuple[datetime, datetime]:
    """From the first midnight to the last one, there."""
    zone = ZoneInfo(edition.time_zone)
    first = edition.starts_at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    last = edition.ends_at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return first, last + timedelta(days=1)


def days_in_words(edition: Edition) -> str:
    """Its day, or its first and last one."""
    zone = ZoneInfo(edition.time_zone)
    first, last = edition.starts_at.astimezone(zone).date(), edition.ends_at.astimezone(zone).date()
    if first == last:
        return date_format(first, "j F Y")
    return _("%(first)s to %(last)s") % {
        "first": date_format(first, "j F Y"),
        "last": date_format(last, "j F Y"),
    }


def moment_in_words(at: datetime, edition: Edition) -> str:
    """Day and time there, with the zone."""
    there = at.astimezone(ZoneInfo(edition.time_zone))
    return f"{date_format(there, 'j F Y, H:i')} ({edition.time_zone})"


def time_in_words(starts_at: datetime, ends_at: datetime, edition: Edition) -> str:
    """Of a session: its day, and from when to when. The zone stands once, over the table."""
    zone = ZoneInfo(edition.time_zone)
    begins, ends = starts_at.astimezone(zone), ends_at.astimezone(zone)
    return f"{date_format(begins, 'j F, H:i')}–{date_format(ends, 'H:i')}"


def length_in_words(whole: timedelta) -> str:
    """Hours and minutes."""
    hours, minutes = divmod(int(whole.total_seconds()) // 60, 60)
    if not minutes:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}
