"""What a session counts; pure."""

from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.public.conferences.attending.hours import Held, length, within


@pytest.mark.parametrize(
    "begins, ends, minutes", [(0, 60, 60), (-60, 30, 30), (30, 200, 90), (-90, -30, 0), (130, 190, 0)]
)
def test_a_session_counts_within_the_hours_of_the_conference_alone(
    begins: int, ends: int, minutes: int
) -> None:
    start = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)

    def at(minute: int) -> datetime:
        return start + timedelta(minutes=minute)

    assert length(within(Held("talk", at(begins), at(ends)), at(0), at(120))) == timedelta(minutes=minutes)
