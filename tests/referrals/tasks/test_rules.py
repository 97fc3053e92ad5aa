"""Tasks in common: who may add one, who may say how it ended, and what stands when both sides said something."""

from datetime import date, timedelta
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.reasons import CONSENT_ENDED
from safeconduct.referrals.tasks.rules import (
    BY_OWNER,
    DUE_AFTER_THE_CONSENT,
    DUE_IN_THE_PAST,
    ENDED_ALREADY,
    IN_COMMON,
    MOST_OPEN,
    NOT_ASKED_BY_YOU,
    NOT_TOGETHER_YET,
    NOT_YOUR_TASK,
    TOO_MANY,
    UNDER_WAY,
    Ended,
    Task,
    is_late,
    may_add,
    may_end,
    standing,
    ways_to_end,
)
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

TODAY = date(2026, 11, 26)
UNTIL = TODAY + timedelta(days=90)
S, R = Side.SENDER, Side.RECEIVER
BEFORE = (State.SENT, State.ACKNOWLEDGED, State.INFO_REQUESTED)


def adding(
    state: State = State.IN_SERVICE, due: date | None = None, open_tasks: int = 0, *, is_live: bool = True
) -> Decision:
    return may_add(
        state, is_consent_live=is_live, due=due, today=TODAY, consent_until=UNTIL, open_tasks=open_tasks
    )


@pytest.mark.parametrize("state", State)
def test_tasks_in_common_begin_with_the_acceptance_and_end_with_the_referral(state: State) -> None:
    assert adding(state) == (Allowed() if state in IN_COMMON else Refused(NOT_TOGETHER_YET))


@pytest.mark.parametrize("state", State)
def test_what_was_agreed_can_be_ended_until_the_referral_is_over(state: State) -> None:
    is_over = state in {State.DRAFT, *BEFORE, State.DECLINED, State.WITHDRAWN, State.CLOSED}

    said = may_end(Task(S, S), Ended.DONE, by=S, state=state)
    assert said == (Refused(NOT_TOGETHER_YET) if is_over else Allowed())
    assert is_over is (state not in UNDER_WAY)


def test_while_it_rests_after_the_acceptance_no_task_is_added_and_one_can_be_done() -> None:
    assert adding(State.ON_HOLD) == Refused(NOT_TOGETHER_YET)
    assert ways_to_end(Task(S, S), by=S, state=State.ON_HOLD) == list(Ended)


def test_a_task_needs_a_consent_that_is_live_at_this_moment() -> None:
    assert adding(is_live=False) == Refused(CONSENT_ENDED)


def test_before_the_acceptance_and_after_the_end_nothing_is_in_common() -> None:
    alone = {State.DRAFT, *BEFORE, State.ON_HOLD, State.DECLINED, State.REROUTE_PROPOSED, State.WITHDRAWN,
             State.CLOSED}  # fmt: skip

    assert set(State) - alone == IN_COMMON


@pytest.mark.parametrize(
    ("due", "why"),
    [
        (None, None),
        (TODAY, None),
        (UNTIL, None),
        (TODAY - timedelta(days=1), DUE_IN_THE_PAST),
        (UNTIL + timedelta(days=1), DUE_AFTER_THE_CONSENT),
    ],
)
def test_a_task_is_due_from_today_until_the_consent_ends(due: date | None, why: Reason | None) -> None:
    assert adding(due=due) == (Refused(why) if why else Allowed())


def test_a_referral_has_at_most_thirty_open_tasks() -> None:
    assert adding(open_tasks=MOST_OPEN - 1) == Allowed()
    assert adding(open_tasks=MOST_OPEN) == Refused(TOO_MANY)


@pytest.mark.parametrize(("owner", "maker", "by", "how"), list(product(Side, Side, Side, Ended)))
def test_its_owner_says_what_became_of_it_and_whoever_asked_that_it_is_not_needed(
    owner: Side, maker: Side, by: Side, how: Ended
) -> None:
    said = may_end(Task(owner, maker), how, by=by, state=State.IN_SERVICE)

    if how in BY_OWNER:
        assert said == (Allowed() if by is owner else Refused(NOT_YOUR_TASK))
    else:
        assert said == (Allowed() if by is maker else Refused(NOT_ASKED_BY_YOU))


@pytest.mark.parametrize("ended", Ended)
def test_a_task_ends_once(ended: Ended) -> None:
    task = Task(S, S, ended=ended)

    assert [may_end(task, how, by=S, state=State.ACCEPTED) for how in Ended] == [Refused(ENDED_ALREADY)] * 3
    assert ways_to_end(task, by=S, state=State.ACCEPTED) == []


def test_whoever_does_what_the_other_side_asked_for_is_offered_two_ways_to_end_it() -> None:
    assert ways_to_end(Task(R, S), by=R, state=State.IN_SERVICE) == [Ended.DONE, Ended.NOT_POSSIBLE]
    assert ways_to_end(Task(R, S), by=S, state=State.IN_SERVICE) == [Ended.NOT_NEEDED]


@given(st.lists(st.sampled_from([None, *Ended]), max_size=4))
def test_both_sides_hold_the_same_end_in_whatever_order_they_hear_of_it(ends: list[Ended | None]) -> None:
    found = set()
    for order in permutations(ends):
        known = None
        for end in order:
            known = standing(known, end)
            known = standing(known, end)  # and heard twice
        found.add(known)

    assert len(found) == 1


def test_what_was_done_was_done() -> None:
    assert standing(Ended.NOT_NEEDED, Ended.DONE) is Ended.DONE
    assert standing(Ended.NOT_NEEDED, Ended.NOT_POSSIBLE) is Ended.NOT_POSSIBLE
    assert standing(None, Ended.NOT_NEEDED) is Ended.NOT_NEEDED
    assert standing(None, None) is None


@pytest.mark.parametrize(
    ("task", "late"),
    [
        (Task(S, S), False),
        (Task(S, S, due=TODAY), False),
        (Task(S, S, due=TODAY - timedelta(days=1)), True),
        (Task(S, S, due=TODAY - timedelta(days=1), ended=Ended.DONE), False),
    ],
)
def test_a_task_is_late_when_its_day_is_over_and_it_is_open(task: Task, late: bool) -> None:
    assert is_late(task, TODAY) is late
