"""When somebody is there, as it is given out."""

from datetime import UTC, datetime

from safeconduct.directory.hsds.schedules import schedules
from safeconduct.directory.rules import Hours

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SERVICE = "00000000-0000-4000-8000-0000000000a1"


def test_hours_that_are_not_known_are_given_out_as_none() -> None:
    """Else programs would send people at night to where words say “Sun, 3 to 4”."""
    assert schedules(SERVICE, Hours(country="RO", are_known=False), now=NOW) == []


def test_day_and_night_is_each_day_of_the_week() -> None:
    (week,) = schedules(SERVICE, Hours(country="RO"), now=NOW)
    assert week["byday"] == "MO,TU,WE,TH,FR,SA,SU"
    assert (week["opens_at"], week["closes_at"]) == ("00:00", "23:59")
