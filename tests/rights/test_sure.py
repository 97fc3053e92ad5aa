"""How sure a counted day is: as the least sure of its parts; a check is of one rule and grows old. Pure."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from safeconduct.rights.reading import book
from safeconduct.rights.sure import sure_of, unchecked
from safeconduct.vocabulary.codes import Confidence

TODAY = date(2026, 11, 29)
RULE = replace(next(one for one in book().rules if one.id == "BE-RP-01"), confidence=Confidence.VERIFIED)
V, S = Confidence.VERIFIED, Confidence.SECONDARY


@pytest.mark.parametrize("days, is_checked", [(None, False), (0, True), (365, True), (366, False)])
def test_a_check_by_a_lawyer_counts_for_twelve_months(days: int | None, is_checked: bool) -> None:
    on = None if days is None else TODAY - timedelta(days=days)
    sure = sure_of(replace(RULE, checked_on=on, checked_by="Luca" if on else ""), TODAY)
    assert (sure.is_checked, sure.checked_on) == (is_checked, on)


@pytest.mark.parametrize("rule, part, is_secondary", [(V, V, False), (S, V, True), (V, S, True)])
def test_the_weakest_part_wins_also_where_the_rule_was_checked(
    rule: Confidence, part: Confidence, is_secondary: bool
) -> None:
    sure = sure_of(replace(RULE, confidence=rule, checked_on=TODAY, checked_by="Luca"), TODAY, part)
    assert sure.is_checked
    assert sure.is_secondary is is_secondary


def test_a_day_of_a_rule_that_is_there_no_more_is_checked_by_nobody() -> None:
    assert (unchecked(S).is_checked, unchecked(S).is_secondary, unchecked(S).checked_by) == (False, True, "")
