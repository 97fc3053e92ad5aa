"""What a member chooses for themself: single keys, and the mail that says once a day how much waits. Pure."""

from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.workdays import is_working_day, zone

HOURS = range(5, 21)
"""From which hours of the day the mail can be chosen: nobody is woken by it."""


class Digest(StrEnum):
    """On which days the mail comes."""

    NONE = "none"
    DAILY = "daily"
    WORKING_DAYS = "working_days"


DIGESTS: dict[Digest, Words] = {
    Digest.WORKING_DAYS: _("On working days"),
    Digest.DAILY: _("Every day"),
    Digest.NONE: _("Never"),
}


def mail_day(choice: Digest, hour: int, *, country: str, now: datetime) -> date | None:
    """The day, in this country, whose mail is due by now; None when none is.

    From the chosen hour until midnight there, so that a worker that was down at the hour still sends it.
    """
    local = now.astimezone(zone(country))
    day = local.date()
    if choice is Digest.NONE or local.hour < hour:
        return None
    return day if choice is Digest.DAILY or is_working_day(day, country) else None
