"""Truth tables: when a step of a plan goes to others, when it comes back into the plan, and how it stands meanwhile."""

from collections.abc import Sequence
from datetime import date

import pytest

from safeconduct.cases.planning.rules import Standing
from safeconduct.referrals.plan_tasks import rules
from safeconduct.referrals.plan_tasks.rules import Had, StepState
from safeconduct.referrals.tasks.rules import Ended
from safeconduct.vocabulary.codes import ActionState
from safeconduct.vocabulary.decisions import Decision, Reason, Refused

ON = date(2027, 5, 4)
OPEN, LATE = Had(None), Had(None, is_late=True)
DONE, EARLIER = Had(Ended.DONE, ON), Had(Ended.DONE, date(2027, 5, 1))
NOT_POSSIBLE, NOT_NEEDED = Had(Ended.NOT_POSSIBLE, ON), Had(Ended.NOT_NEEDED, ON)


def said(decision: Decision) -> Reason | None:
    return decision.reason if isinstance(decision, Refused) else None


@pytest.mark.parametrize(("standing", "reason"), [
    (Standing.AGREED, None),
    (Standing.AGREED_PARTLY, None),
    (Standing.DRAFT, rules.NOT_AGREED),
    (Standing.REFUSED, rules.NOT_AGREED),
])  # fmt: skip
def test_nothing_of_a_plan_goes_to_others_without_the_persons_yes(
    standing: Standing, reason: Reason | None
) -> None:
    assert said(rules.may_put(standing, None, chosen=["one"], has_it=[])) == reason


@pytest.mark.parametrize(("state", "chosen", "has_it", "reason"), [
    (None, ["one", "two"], [], None),
    (ActionState.UNDER_WAY, ["two"], ["one"], None),
    (ActionState.DONE, ["one"], [], rules.STEP_OVER),
    (ActionState.DROPPED, ["one"], [], rules.STEP_OVER),
    (None, [], [], rules.NOBODY_CHOSEN),
    (None, ["one", "two"], ["two"], rules.THERE_ALREADY),
])  # fmt: skip
def test_an_open_step_goes_to_whoever_does_not_have_it_yet(
    state: str | None, chosen: list[str], has_it: list[str], reason: Reason | None
) -> None:
    assert said(rules.may_put(Standing.AGREED, state, chosen=chosen, has_it=has_it)) == reason


@pytest.mark.parametrize(("state", "tasks", "reason"), [
    (ActionState.PLANNED, [DONE], None),
    (None, [DONE, NOT_POSSIBLE], None),
    (None, [DONE, OPEN], rules.STILL_OPEN),
    (None, [LATE], rules.STILL_OPEN),
    (None, [NOT_POSSIBLE, NOT_NEEDED], rules.NOT_DONE),
    (None, [], rules.NOT_DONE),
    (ActionState.DONE, [DONE], rules.STEP_OVER),
])  # fmt: skip
def test_the_plan_says_done_once_nobody_is_left_and_somebody_did_it(
    state: str | None, tasks: Sequence[Had], reason: Reason | None
) -> None:
    assert said(rules.may_write_back(state, tasks)) == reason


@pytest.mark.parametrize(("tasks", "state"), [
    ([], StepState.WITH_NOBODY),
    ([OPEN], StepState.OPEN),
    ([DONE, LATE, OPEN], StepState.LATE),
    ([DONE, OPEN], StepState.OPEN),
    ([DONE, NOT_POSSIBLE], StepState.DONE),
    ([NOT_NEEDED], StepState.NOT_DONE),
])  # fmt: skip
def test_how_a_step_stands_with_all_who_have_it(tasks: Sequence[Had], state: StepState) -> None:
    assert rules.state(tasks) is state


def test_it_was_done_on_the_last_of_their_days() -> None:
    assert rules.done_on([EARLIER, DONE, NOT_POSSIBLE]) == ON
    assert rules.done_on([NOT_POSSIBLE]) is None
