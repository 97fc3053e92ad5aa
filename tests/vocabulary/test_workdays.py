"""Working days over holidays, computed by hand for 2026 (western Easter on 5 April, Orthodox on the 12th)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.vocabulary.workdays import (
    ZONES,
    Period,
    add_clock,
    add_working_days,
    is_working_day,
    zone,
)

TABLE = """
BE | 2026-04-03 09:00 | 1  | 2026-04-07 | Good Friday is worked, Easter Monday is not
BE | 2026-05-13 09:00 | 1  | 2026-05-15 | Ascension Day
BE | 2026-05-22 09:00 | 2  | 2026-05-27 | Whit Monday
BE | 2026-07-20 09:00 | 5  | 2026-07-28 | the national day on 21 July
BG | 2026-04-09 09:00 | 1  | 2026-04-14 | Orthodox Good Friday to Easter Monday
BG | 2026-12-23 09:00 | 1  | 2026-12-29 | 26 December is a Saturday, so 28 December is free as well
BG | 2026-03-02 09:00 | 2  | 2026-03-05 | the day of liberation on 3 March
RO | 2026-04-02 09:00 | 2  | 2026-04-06 | western Good Friday and Easter Monday are worked
RO | 2026-04-09 09:00 | 1  | 2026-04-14 | Orthodox Good Friday to Easter Monday
RO | 2026-11-27 09:00 | 2  | 2026-12-03 | Saint Andrew on Monday, the national day on Tuesday
RO | 2026-01-05 09:00 | 1  | 2026-01-08 | Epiphany and Saint John
RO | 2026-03-02 09:00 | 10 | 2026-03-16 | two plain weeks
ES | 2026-04-02 09:00 | 1  | 2026-04-06 | Good Friday; Easter Monday is free in some regions only
ES | 2026-10-09 09:00 | 1  | 2026-10-13 | 12 October is a Monday
ES | 2026-12-07 09:00 | 1  | 2026-12-09 | the Immaculate Conception
SE | 2026-04-02 09:00 | 1  | 2026-04-07 | Good Friday and Easter Monday
DE | 2026-04-02 09:00 | 1  | 2026-04-07 | Good Friday and Easter Monday
UA | 2026-08-21 09:00 | 1  | 2026-08-24 | Independence Day is worked while martial law lasts
AL | 2026-11-27 09:00 | 1  | 2026-12-02 | two national days at the weekend move to Monday and Tuesday
"""


@pytest.mark.parametrize("row", TABLE.strip().splitlines(), ids=lambda row: row.replace(" ", ""))
def test_a_period_ends_at_five_on_its_last_working_day(row: str) -> None:
    country, start, days, expected, _why = (cell.strip() for cell in row.split("|"))
    begun = datetime.fromisoformat(start).replace(tzinfo=zone(country))

    ends = add_working_days(begun, int(days), country)

    assert ends == datetime.fromisoformat(f"{expected} 17:00").replace(tzinfo=zone(country))
    assert ends.tzinfo is UTC


def test_the_day_of_the_start_is_the_local_day() -> None:
    late_in_brussels = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)  # 23:30 there, 00:30 on Tuesday in Sofia

    assert add_working_days(late_in_brussels, 1, "BE") == datetime(2026, 3, 3, 16, 0, tzinfo=UTC)
    assert add_working_days(late_in_brussels, 1, "BG") == datetime(2026, 3, 4, 15, 0, tzinfo=UTC)


def test_the_end_of_the_day_follows_summer_time() -> None:
    friday = datetime(2026, 3, 27, 12, 0, tzinfo=UTC)

    assert add_working_days(friday, 1, "RO") == datetime(2026, 3, 30, 14, 0, tzinfo=UTC)


def test_an_unknown_country_has_weekends_only_and_utc() -> None:
    christmas_eve = datetime(2026, 12, 24, 9, 0, tzinfo=UTC)

    assert add_working_days(christmas_eve, 2, "XK") == datetime(2026, 12, 28, 17, 0, tzinfo=UTC)
    assert zone("XK") == ZoneInfo("UTC")


def test_lower_case_is_understood() -> None:
    assert not is_working_day(date(2026, 12, 1), "ro")
    assert zone("ro") == ZoneInfo("Europe/Bucharest")


@given(
    st.datetimes(*map(datetime.fromisoformat, ["2024-01-01", "2035-01-01"]), timezones=st.just(UTC)),
    st.integers(1, 30),
    st.sampled_from([*ZONES, "XX"]),
)
def test_a_period_holds_just_as_many_working_days(start: datetime, days: int, country: str) -> None:
    ends = add_working_days(start, days, country).astimezone(zone(country))

    first, last = start.astimezone(zone(country)).date(), ends.date()
    between = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    assert sum(is_working_day(day, country) for day in between) == days
    assert is_working_day(last, country)
    assert (ends.hour, ends.minute) == (17, 0)


def test_hours_run_day_and_night_and_through_the_change_of_time() -> None:
    before_the_change = datetime(2026, 3, 28, 20, 0, tzinfo=zone("BE"))

    ends = add_clock(before_the_change, Period(hours=24), "BE")

    assert ends.astimezone(zone("BE")) == datetime(2026, 3, 29, 21, 0, tzinfo=zone("BE"))


def test_a_clock_in_working_days_counts_working_days() -> None:
    start = datetime(2026, 4, 9, 9, 0, tzinfo=zone("RO"))

    assert add_clock(start, Period(working_days=2), "RO") == add_working_days(start, 2, "RO")


@pytest.mark.parametrize(("hours", "days"), [(0, 0), (4, 2), (-1, 0), (0, -1), (-1, 2)])
def test_a_period_is_either_hours_or_working_days(hours: int, days: int) -> None:
    with pytest.raises(ValueError, match="either"):
        Period(hours=hours, working_days=days)


def test_no_days_and_no_time_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        add_working_days(datetime(2026, 1, 1, tzinfo=UTC), 0, "BE")
    with pytest.raises(ValueError, match="time zone"):
        add_clock(datetime.fromisoformat("2026-01-01"), Period(hours=1), "BE")
