"""A day as a form of the running nodes takes it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Bucharest")
"""Of node ro, where a day begins first: by UTC a test of the evening would name yesterday."""


def in_days(number: int) -> str:
    """So many days from today in Romania."""
    return (datetime.now(ZONE) + timedelta(days=number)).date().isoformat()


DUE_TODAY = (
    "UPDATE referrals.task t SET due = (now() AT TIME ZONE 'Europe/Brussels')::date FROM referrals.referral r"
    " WHERE r.id = t.referral_id AND r.reference = %s"
)
"""At node be: for one hour of each day what is due today in Romania is due tomorrow there."""
