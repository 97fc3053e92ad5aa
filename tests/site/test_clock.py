"""The clock of a page: how much is gone, and what is left in words."""

from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.site.clock import Face, face

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def in_(**length: float) -> datetime:
    return NOW + timedelta(**length)


@pytest.mark.parametrize(
    "since, due, expected",
    [
        (in_(hours=-18), in_(hours=54), Face("running", 25, "2 days 6 hours left")),
        (in_(hours=-3), in_(minutes=40), Face("soon", 81, "40 minutes left")),
        (in_(days=-1), in_(hours=1, minutes=1), Face("soon", 95, "1 hour 1 minute left")),
        (in_(days=-9), in_(days=-2, hours=-5), Face("late", 100, "2 days late")),
        (in_(days=-9), NOW, Face("late", 100, "1 minute late")),
        (None, in_(hours=2), Face("running", 0, "2 hours left")),
        (in_(hours=3), in_(hours=2), Face("running", 0, "2 hours left")),
        (in_(hours=-1), None, Face("none", 0, "No time limit")),
    ],
)
def test_a_clock_says_what_is_left(since: datetime | None, due: datetime | None, expected: Face) -> None:
    assert face(since, due, NOW) == expected
