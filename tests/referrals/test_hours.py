"""An hour is never said without its country, and in both where two clocks show another time."""

from datetime import UTC, datetime

import pytest

from safeconduct.referrals.hours import clocks, entered, hour

NOON = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "when, here, there, said",
    [
        (NOON, "RO", "BE", "Tue 1 Dec, 12:00 in Romania (11:00 in Belgium)"),
        (NOON, "BE", "RO", "Tue 1 Dec, 11:00 in Belgium (12:00 in Romania)"),
        # one clock
        (NOON, "BE", "DE", "Tue 1 Dec, 11:00 in Belgium"),
        (NOON, "RO", "RO", "Tue 1 Dec, 12:00 in Romania"),
        # another day there
        (NOON.replace(hour=22), "RO", "BE", "Wed 2 Dec, 00:00 in Romania (Tue 1 Dec, 23:00 in Belgium)"),
        # summer time
        (
            datetime(2026, 7, 1, 9, 0, tzinfo=UTC),
            "BE",
            "RO",
            "Wed 1 Jul, 11:00 in Belgium (12:00 in Romania)",
        ),
        # a country whose clock is not known here
        (NOON, "BE", "XK", "Tue 1 Dec, 11:00 in Belgium (10:00 UTC)"),
    ],
)
def test_an_hour_is_said_in_both_countries(when: datetime, here: str, there: str, said: str) -> None:
    assert hour(when, here, there) == said


def test_the_readers_own_clock_is_first() -> None:
    assert [(country, local.hour) for country, local in clocks(NOON, "RO", "BE")] == [("RO", 12), ("BE", 11)]


def test_what_was_typed_is_read_on_the_clock_of_the_country() -> None:
    assert entered("2026-12-01T12:00", "RO") == entered("2026-12-01T11:00", "BE") == NOON
    assert entered("2026-12-01T10:00+00:00", "RO") == NOON
    assert entered("at noon", "RO") is None
