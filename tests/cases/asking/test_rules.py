"""Who asks about a closed section, until when, and who answers: truth tables."""

import itertools
from datetime import date, timedelta

import pytest

from safeconduct.cases.asking.rules import (
    ANSWERED,
    LONGEST,
    NO_DAY,
    NO_PLACE,
    NOBODY_HOLDS,
    NOT_THE_HOLDER,
    OPEN_ALREADY,
    OVER,
    OWN_ASK,
    PAST_DAY,
    TOO_LATE_A_DAY,
    WAITS_ALREADY,
    Answering,
    Asking,
    may_answer,
    may_ask,
    may_need_until,
)
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused

TODAY = date(2026, 11, 26)


def said(reason: Reason | None) -> Allowed | Refused:
    return Refused(reason) if reason else Allowed()


@pytest.mark.parametrize("has_place, opens_it, is_held, is_waiting, reason", [
    (True,  False, True,  False, None),
    (True,  False, True,  True,  WAITS_ALREADY),
    (True,  False, False, False, NOBODY_HOLDS),
    (True,  False, False, True,  NOBODY_HOLDS),
    (True,  True,  True,  False, OPEN_ALREADY),
    (True,  True,  True,  True,  OPEN_ALREADY),
    (True,  True,  False, False, OPEN_ALREADY),
    (True,  True,  False, True,  OPEN_ALREADY),
    *((False, *rest, NO_PLACE) for rest in itertools.product([True, False], repeat=3)),
])  # fmt: skip
def test_who_asks(
    has_place: bool, opens_it: bool, is_held: bool, is_waiting: bool, reason: Reason | None
) -> None:
    assert may_ask(Asking(has_place, opens_it, is_held, is_waiting)) == said(reason)


@pytest.mark.parametrize("until, reason", [
    (None, NO_DAY),
    (TODAY - timedelta(days=1), PAST_DAY),
    (TODAY, None),
    (TODAY + LONGEST, None),
    (TODAY + LONGEST + timedelta(days=1), TOO_LATE_A_DAY),
])  # fmt: skip
def test_until_when_an_answer_may_be_needed(until: date | None, reason: Reason | None) -> None:
    assert may_need_until(until, today=TODAY) == said(reason)


TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


@pytest.mark.parametrize("holds_it, is_own, is_answered, until, reason", [
    (True,  False, False, TOMORROW,  None),
    (True,  False, False, TODAY,     None),
    (True,  False, False, YESTERDAY, OVER),
    (True,  False, True,  TOMORROW,  ANSWERED),
    (True,  False, True,  YESTERDAY, ANSWERED),
    (False, False, False, TOMORROW,  NOT_THE_HOLDER),
    (False, False, True,  TOMORROW,  NOT_THE_HOLDER),
    *((holds, True, answered, TOMORROW, OWN_ASK) for holds in (True, False) for answered in (True, False)),
])  # fmt: skip
def test_who_answers(
    holds_it: bool, is_own: bool, is_answered: bool, until: date, reason: Reason | None
) -> None:
    assert may_answer(Answering(holds_it, is_own, is_answered, until), today=TODAY) == said(reason)
