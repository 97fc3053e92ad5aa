"""Steps of a time, and the median of many."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.statistics.times import HOURS, LONGER, percentile, step

AT = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(("took", "wanted"), [
    (timedelta(0), 0), (timedelta(hours=1), 0), (timedelta(hours=1, seconds=1), 1), (timedelta(hours=-3), 0),
    (timedelta(hours=HOURS[-1]), LONGER - 1), (timedelta(days=400), LONGER),
])  # fmt: skip
def test_a_time_lies_in_the_first_step_that_is_not_shorter(took: timedelta, wanted: int) -> None:
    assert step(AT, AT + took) == wanted


@given(st.lists(st.integers(0, LONGER), max_size=40), st.integers(0, 20), st.integers(1, 100))
def test_a_percentile_is_what_sorting_all_of_them_gives(found: list[int], waiting: int, percent: int) -> None:
    steps = {one: found.count(one) for one in set(found)}
    everybody: list[int | None] = [*sorted(found), *[None] * waiting]
    place = -(-len(everybody) * percent // 100) - 1
    assert percentile(percent, steps, len(everybody)) == (everybody[place] if everybody else None)


@pytest.mark.parametrize("percent", [0, 101])
def test_no_share_of_a_hundred_is_refused(percent: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        percentile(percent, {}, 0)
