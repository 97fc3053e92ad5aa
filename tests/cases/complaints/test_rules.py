"""Who can hear a complaint, and when it is answered: truth tables."""

from datetime import date
from itertools import product
from uuid import UUID

import pytest

from safeconduct.cases.complaints.rules import (
    COMPLAINT_ANSWERED,
    HAS_A_PART,
    NOBODY_OUTSIDE,
    NOT_TO_YOU,
    NOT_TOLD,
    YOURS_NOW,
    Hearing,
    due_on,
    may_answer,
    may_be_heard_by,
    may_complain,
)
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused

SARA, ADAM, ANA = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.mark.parametrize("hearer, outside, reason", [
    (SARA, [SARA, ADAM], None),
    (ADAM, [SARA, ADAM], None),
    (ANA, [SARA, ADAM], HAS_A_PART),
    (None, [SARA], HAS_A_PART),
    (SARA, [], NOBODY_OUTSIDE),
    (None, [], NOBODY_OUTSIDE),
])  # fmt: skip
def test_only_somebody_outside_the_case_hears_it(
    hearer: UUID | None, outside: list[UUID], reason: Reason | None
) -> None:
    assert may_be_heard_by(hearer, outside) == (Refused(reason) if reason else Allowed())


def test_where_everybody_has_a_part_the_person_is_told_whom_else_to_ask() -> None:
    assert may_complain([SARA]) == Allowed()
    assert may_complain([]) == Refused(NOBODY_OUTSIDE)
    assert "ombudsman" in str(NOBODY_OUTSIDE.instead)


@pytest.mark.parametrize("is_to_you, is_answered, person_knows", [*product([True, False], repeat=3)])
def test_an_answer_is_the_hearers_once_and_heard_by_the_person(
    is_to_you: bool, is_answered: bool, person_knows: bool
) -> None:
    decision = may_answer(Hearing(is_to_you, is_answered, person_knows))
    if not is_to_you:
        assert decision == Refused(NOT_TO_YOU)
    elif is_answered:
        assert decision == Refused(COMPLAINT_ANSWERED)
    else:
        assert decision == (Allowed() if person_knows else Refused(NOT_TOLD))


def test_nobody_judges_a_complaint_about_a_case_in_which_they_have_a_part() -> None:
    assert may_answer(Hearing(True, False, True, judges_own_case=True)) == Refused(YOURS_NOW)


def test_it_is_answered_within_two_weeks() -> None:
    assert due_on(date(2026, 12, 20)) == date(2027, 1, 3)
