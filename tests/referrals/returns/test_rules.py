"""Which days of asking how it is go to the receiver of a returned person, and what the task's words tell."""

from datetime import date, timedelta

from safeconduct.referrals.returns.rules import ABOUT, Days, about, days_to_put
from safeconduct.vocabulary.sections import Section

TODAY = date(2026, 3, 2)
BEFORE, SOON, LATER, LAST, OVER = (TODAY + timedelta(days=days) for days in (-1, 7, 14, 30, 31))


def test_days_ahead_that_they_do_not_have_are_put_until_the_consent_ends() -> None:
    asked = days_to_put(
        [OVER, LATER, SOON, TODAY, BEFORE, LAST, SOON], theirs=[LATER], today=TODAY, consent_until=LAST
    )
    assert asked == Days((TODAY, SOON, LAST), (OVER,))


def test_the_first_section_that_is_shared_and_open_is_named() -> None:
    first, *others = ABOUT
    assert about(ABOUT, ABOUT) == first
    assert about(others, ABOUT) == (others[0] if others else None)
    assert about(ABOUT, []) is about([], ABOUT) is None
    assert about([Section.NARRATIVE], [Section.NARRATIVE]) is None
