"""Days of matters and claims that lie open: which of them somebody is told, and which are settled."""

from datetime import date

import pytest

from safeconduct.rights.deadlines.days import as_shown, still_settled, waiting

A, B, C = date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 20)


@pytest.mark.parametrize(("written", "settled", "before", "told", "why"), [
    ([C, B], [], [], [B, C], "what is to come, the earliest first; today is still to come"),
    ([B, B], [], [], [B], "one day on which two things happen is one day"),
    ([A], [], [], [], "who enters a day of the past knows that it is over"),
    ([A, C], [], [A], [A, C], "what waited already stays until somebody settles it"),
    ([A, C], [A], [A], [C], "what is settled is told no more"),
    ([C], [], [A], [C], "what is not written any more is gone"),
])  # fmt: skip
def test_which_days_somebody_is_told_on_the_tenth_of_march(
    written: list[date], settled: list[date], before: list[date], told: list[date], why: str
) -> None:
    assert waiting(written, settled, before=before, today=B) == told, why


def test_a_day_is_settled_once_it_is_told_and_not_before() -> None:
    shown = [
        (A, True, True),
        (B, False, True),
        (date(2026, 3, 24), False, True),
        (date(2026, 3, 25), False, False),
    ]
    assert as_shown([day for day, _late, _near in shown], B) == shown


@pytest.mark.parametrize(("before", "after", "stays", "why"), [
    ([A, B], [A, B, C], (A,), "something else was written"),
    ([A], [A, A], (), "something more has to be done on that day: it must not be lost in what was settled"),
    ([A, A], [A], (A,), "one of two is gone"),
    ([A], [], (), "the day is gone, and may come again as another one"),
])  # fmt: skip
def test_what_stays_settled(before: list[date], after: list[date], stays: tuple[date, ...], why: str) -> None:
    assert still_settled([A], before=before, after=after) == stays, why
