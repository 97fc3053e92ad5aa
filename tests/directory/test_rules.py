"""Open now, in the time of the service's own country."""

from datetime import UTC, datetime, time

import pytest

from safeconduct.directory.rules import Hours, is_always, is_open, says_always

OFFICE = Hours(frozenset(range(5)), time(9), time(17), "BE")


@pytest.mark.parametrize(
    "at, expected",
    [
        (datetime(2026, 3, 2, 8, 0, tzinfo=UTC), True),  # Monday, nine in Brussels
        (datetime(2026, 3, 2, 7, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 2, 15, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 2, 16, 0, tzinfo=UTC), False),
        (datetime(2026, 7, 6, 7, 0, tzinfo=UTC), True),  # in summer nine comes an hour earlier
        (datetime(2026, 3, 1, 10, 0, tzinfo=UTC), False),  # Sunday
    ],
)
def test_an_office_is_open_in_its_hours(at: datetime, expected: bool) -> None:
    assert is_open(OFFICE, at=at) is expected


def test_no_days_mean_day_and_night_unless_words_say_something_else() -> None:
    night = datetime(2026, 12, 25, 3, tzinfo=UTC)
    assert is_open(Hours(), at=night) is True
    assert is_open(Hours(are_known=False), at=night) is None
    assert is_open(Hours(frozenset(range(7)), country="BE"), at=night) is True, "each day, without times"


@pytest.mark.parametrize("words, always", [
    ("", True), ("Day and night", True), (" day  and night. ", True), (". 24/7 .", True), ("24/7", True),
    ("Денонощно", True),
    ("Sun, 3 to 4", False), ("Day and night on Sundays", False), ("every day", False),
])  # fmt: skip
def test_words_say_day_and_night_or_something_else(words: str, *, always: bool) -> None:
    assert says_always(words) is always


@pytest.mark.parametrize("hours, always", [
    (Hours(), True), (Hours(are_known=False), False), (Hours(frozenset(range(7))), True),
    (Hours(frozenset(range(7)), are_known=False), True),
    (Hours(frozenset(range(7)), time.min, time(23, 59)), True), (Hours(frozenset(range(7)), time(0, 1)), False),
    (Hours(frozenset(range(7)), time.min, time(23, 58)), False), (Hours(frozenset(range(6))), False),
    (OFFICE, False),
])  # fmt: skip
def test_somebody_is_always_there_on_seven_whole_days_or_where_no_day_is_said(
    hours: Hours, always: bool
) -> None:
    assert is_always(hours) is always
