"""Times by the clocks of a place, over the nights on which the clocks change. Pure."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.public.conferences.editing.local_times import as_typed, at, both_moved, is_left_out, moved
from safeconduct.vocabulary.decisions import Refused

BUCHAREST = "Europe/Bucharest"
typed = datetime.fromisoformat


@pytest.mark.parametrize("time, zone, expected", [
    (typed("2027-07-01T10:00"), BUCHAREST, datetime(2027, 7, 1, 7, tzinfo=UTC)),
    (typed("2027-01-01T10:00"), BUCHAREST, datetime(2027, 1, 1, 8, tzinfo=UTC)),
    (typed("2027-07-01T10:00"), "UTC", datetime(2027, 7, 1, 10, tzinfo=UTC)),
    (typed("2027-07-01T10:00"), "Asia/Kathmandu", datetime(2027, 7, 1, 4, 15, tzinfo=UTC)),
    # the last minute before the gap, and the first after it
    (typed("2027-03-28T02:59"), BUCHAREST, datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
    (typed("2027-03-28T04:00"), BUCHAREST, datetime(2027, 3, 28, 1, tzinfo=UTC)),
])  # fmt: skip
def test_a_time_is_that_of_the_place(time: datetime, zone: str, expected: datetime) -> None:
    assert at(time, zone) == expected


@pytest.mark.parametrize("time, zone, code, said", [
    (typed("2027-03-28T03:30"), BUCHAREST, "hour_is_missing", "03:30 is no time of that day in Europe/Bucharest"),
    (typed("2027-03-28T02:30"), "Europe/Brussels", "hour_is_missing", "02:30 is no time"),
    (typed("2027-10-31T03:30"), BUCHAREST, "hour_comes_twice", "03:30 comes twice on that day"),
])  # fmt: skip
def test_an_hour_that_is_missing_or_comes_twice_is_refused_in_words(
    time: datetime, zone: str, code: str, said: str
) -> None:
    refused = at(time, zone)
    assert isinstance(refused, Refused)
    assert refused.reason.code == code
    assert said in refused.reason.whole
    assert "Choose a time before or after that hour." in refused.reason.whole


@given(
    st.datetimes(typed("2020-01-01T00:00"), typed("2040-01-01T00:00")),
    st.sampled_from([BUCHAREST, "UTC", "Europe/Brussels"]),
)
def test_what_was_taken_is_shown_again_as_it_was_typed(time: datetime, zone: str) -> None:
    moment = at(time, zone)
    assert isinstance(moment, Refused) or as_typed(moment, zone) == time


def test_ten_o_clock_stays_ten_o_clock_over_a_change_of_clocks() -> None:
    before = at(typed("2027-03-20T10:00"), BUCHAREST)
    assert isinstance(before, datetime)
    after = moved(before, BUCHAREST, days=14)
    assert as_typed(after, BUCHAREST) == typed("2027-04-03T10:00")
    assert (after - before).total_seconds() == 14 * 86400 - 3600


def test_ten_o_clock_stays_ten_o_clock_in_another_zone() -> None:
    there = moved(datetime(2027, 7, 1, 7, tzinfo=UTC), BUCHAREST, days=1, into="Europe/Brussels")
    assert as_typed(there, "Europe/Brussels") == typed("2027-07-02T10:00")


def test_a_session_in_the_hour_that_is_left_out_still_ends_after_it_begins() -> None:
    starts, ends = datetime(2027, 3, 27, 1, 30, tzinfo=UTC), datetime(2027, 3, 27, 2, 15, tzinfo=UTC)
    begins, finishes = both_moved(starts, ends, BUCHAREST, days=1)
    assert as_typed(begins, BUCHAREST) == typed("2027-03-28T04:30")
    assert finishes - begins == ends - starts


@pytest.mark.parametrize("days, expected", [(0, False), (1, True), (2, False)])
def test_an_hour_that_is_left_out_is_known_before_something_is_moved_into_it(
    days: int, expected: bool
) -> None:
    half_past_three = datetime(2027, 3, 27, 1, 30, tzinfo=UTC)
    assert is_left_out(half_past_three, BUCHAREST, days=days) == expected


def test_an_hour_that_comes_twice_is_not_left_out() -> None:
    assert not is_left_out(datetime(2027, 10, 30, 0, 30, tzinfo=UTC), BUCHAREST, days=1)
