"""Open now, in the time of the service's own country."""

from datetime import UTC, datetime, time

import pytest

from safeconduct.directory.rules import Hours, is_open

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


def test_no_days_mean_day_and_night() -> None:
    assert is_open(Hours(), at=datetime(2026, 12, 25, 3, tzinfo=UTC))
