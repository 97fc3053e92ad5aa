"""When the person may be asked about a subject again."""

from datetime import date, timedelta

import pytest

from safeconduct.cases.interviews import codes
from safeconduct.cases.interviews.codes import AgainWhy, InterviewSubject
from safeconduct.cases.interviews.rules import AGAIN, NOT_YET, Before, may_ask_again, may_enter
from safeconduct.vocabulary.decisions import Refused

TODAY = date(2027, 3, 1)
HEALTH, FAMILY = InterviewSubject.HEALTH, InterviewSubject.FAMILY


@pytest.mark.parametrize("subject", list(InterviewSubject))
def test_a_first_talk_on_a_subject_needs_no_reason(subject: InterviewSubject) -> None:
    others = [Before(one, TODAY) for one in InterviewSubject if one is not subject]
    assert may_enter(subject, TODAY, None, others, today=TODAY)


@pytest.mark.parametrize("subject", list(InterviewSubject))
@pytest.mark.parametrize("why", [None, *AgainWhy])
def test_a_further_one_says_why(subject: InterviewSubject, why: AgainWhy | None) -> None:
    said = may_ask_again(subject, why, [Before(subject, TODAY)])
    assert (isinstance(said, Refused) and said.reason == AGAIN) is (why is None)
    assert bool(may_enter(subject, TODAY, why, [Before(subject, TODAY)], today=TODAY)) is (why is not None)


def test_a_talk_that_has_not_taken_place_is_not_entered() -> None:
    said = may_enter(HEALTH, TODAY + timedelta(days=1), None, [], today=TODAY)
    assert isinstance(said, Refused)
    assert said.reason == NOT_YET


@pytest.mark.parametrize("of", codes.LABELS)
def test_every_code_has_its_words(of: type) -> None:
    assert set(codes.LABELS[of]) == set(of)  # type: ignore[call-overload]
