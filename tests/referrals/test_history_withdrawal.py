"""How a withdrawal finds its place in the history, and what cannot undo it."""

from datetime import timedelta

import pytest

from safeconduct.referrals.history import (
    Flag,
    Move,
    replay,
)
from safeconduct.referrals.moves import Actor, Event, State
from tests.referrals.stories import (
    ACCEPTED,
    ASKED,
    CLOSED,
    GENESIS,
    OUTCOME,
    PLANNED,
    REFERRAL,
    SENT,
    START,
    R,
    S,
    Story,
    events,
    move,
    stands_and_yields,
    told,
)

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("story", [SENT, ASKED, ACCEPTED, PLANNED, OUTCOME], ids=lambda story: story[-1][0])
def test_a_withdrawal_stands_before_everything_made_at_the_same_time(
    story: Story,
) -> None:
    moves = told(*story)
    history = replay(moves, GENESIS)
    rivals = [
        move(history, event, side)
        for event in Event
        if event is not Event.WITHDRAW
        for side in (S, R)
        if replay([*moves, move(history, event, side)], GENESIS).undone == ()
    ]
    withdrawal = move(history, Event.WITHDRAW, R)

    after = replay([*moves, *rivals, withdrawal], GENESIS)

    assert after.standing == (*moves, withdrawal)
    assert set(after.undone) == set(rivals)


def test_a_withdrawal_in_a_branch_that_yields_is_applied_at_the_end() -> None:
    story = told(*ASKED)
    answer = move(story[-1], Event.ANSWER, S)
    withdrawal = move(answer, Event.WITHDRAW, S)
    decline = move(story[-1], Event.DECLINE, R)

    history = replay([*story, answer, withdrawal, decline], GENESIS)

    assert history.standing == (*story, decline, withdrawal)
    assert (history.state, history.undone) == (State.WITHDRAWN, (answer,))


def test_what_follows_a_saved_withdrawal_follows_it_still() -> None:
    story = told(*ASKED)
    answer = move(story[-1], Event.ANSWER, S)
    withdrawal = move(answer, Event.WITHDRAW, S)
    freeze = move(withdrawal, Event.CONFIRM_FREEZE, R, state=State.WITHDRAWN)
    decline = move(story[-1], Event.DECLINE, R)

    history = replay([*story, answer, withdrawal, freeze, decline], GENESIS)

    assert events(history.standing[-3:]) == [Event.DECLINE, Event.WITHDRAW, Event.CONFIRM_FREEZE]
    assert history.state is State.CLOSED


def test_a_withdrawal_that_overtakes_acts_at_once() -> None:
    story = told(*ASKED)
    answer = move(story[-1], Event.ANSWER, S)
    withdrawal = move(answer, Event.WITHDRAW, S)
    freeze = move(withdrawal, Event.CONFIRM_FREEZE, R, state=State.WITHDRAWN)

    early = replay([*story, withdrawal, freeze], GENESIS)
    late = replay([*story, withdrawal, freeze, answer], GENESIS)

    assert (early.state, early.standing) == (State.CLOSED, (*story, withdrawal, freeze))
    assert (late.state, late.standing) == (State.CLOSED, (*story, answer, withdrawal, freeze))


def test_a_withdrawal_that_overtakes_the_referral_itself_waits_for_it() -> None:
    sent, withdrawal = told(*SENT, (Event.WITHDRAW, S))

    assert replay([withdrawal], GENESIS).waiting == (withdrawal,)
    assert replay([withdrawal, sent], GENESIS).state is State.WITHDRAWN


def test_both_sides_may_withdraw_at_once() -> None:
    story = told(*ACCEPTED)
    theirs, ours = move(story[-1], Event.WITHDRAW, S), move(story[-1], Event.WITHDRAW, R)
    freeze = move(ours, Event.CONFIRM_FREEZE, R, state=State.WITHDRAWN)

    history = replay([*story, theirs, ours, freeze], GENESIS)

    assert set(history.standing) == {*story, theirs, ours, freeze}
    assert history.state is State.CLOSED


@pytest.mark.parametrize("before", [ACCEPTED, CLOSED], ids=["open", "closed"])
def test_a_second_withdrawal_does_not_undo_the_confirmed_freeze(before: Story) -> None:
    story = told(*before, (Event.WITHDRAW, S))
    freeze = move(story[-1], Event.CONFIRM_FREEZE, R, state=State.WITHDRAWN)
    again = move(story[-1], Event.WITHDRAW, S, START + HOUR)

    history = replay([*story, freeze, again], GENESIS)

    assert history.standing == (*story, freeze, again)
    assert history.state is State.CLOSED


def test_on_closed_a_withdrawal_leaves_the_state_and_sets_a_flag() -> None:
    history = replay(told(*CLOSED, (Event.WITHDRAW, R)), GENESIS)
    assert (history.state, history.flags) == (State.CLOSED, frozenset({Flag.CONSENT_WITHDRAWN}))


def test_a_reopening_within_its_term_goes_back_to_service_and_a_later_one_does_not() -> None:
    story = told(*CLOSED)
    in_time, too_late = story[-1].at + timedelta(days=30), story[-1].at + timedelta(days=30, hours=1)
    proposal = move(story[-1], Event.PROPOSE_REOPEN, R, in_time, state=State.CLOSED)
    for at, state in ((in_time, State.IN_SERVICE), (too_late, State.CLOSED)):
        confirm = move(proposal, Event.CONFIRM_REOPEN, S, at, state=State.CLOSED)
        assert replay([*story, proposal, confirm], GENESIS).state is state


@pytest.mark.parametrize(
    "story",
    [
        [*SENT, (Event.DECLINE, R), (Event.CLOSE, S)],
        [*SENT, (Event.PROPOSE_REROUTE, R), (Event.CONFIRM_REROUTE, S)],
        [*OUTCOME, (Event.WITHDRAW, S), (Event.CONFIRM_FREEZE, R)],
        [*CLOSED, (Event.WITHDRAW, S)],
    ],
)
def test_only_what_closed_on_an_outcome_and_was_not_taken_back_is_opened_again(story: Story) -> None:
    history = replay(told(*story), GENESIS)
    proposal = move(history, Event.PROPOSE_REOPEN, S, history.standing[-1].at)
    assert replay([*history.standing, proposal], GENESIS).undone == (proposal,)


def test_a_withdrawal_ends_a_proposed_reopening() -> None:
    story = told(*CLOSED, (Event.PROPOSE_REOPEN, R))
    confirm = move(story[-1], Event.CONFIRM_REOPEN, S, state=State.CLOSED)
    withdrawal = move(story[-1], Event.WITHDRAW, R)

    history = replay([*story, confirm, withdrawal], GENESIS)

    assert (history.state, history.undone) == (State.CLOSED, (confirm,))


def test_a_freeze_stays_confirmed_when_the_referral_was_closed_after_all() -> None:
    story = told(*CLOSED, (Event.PROPOSE_REOPEN, S))
    proposed_again = move(story[-1], Event.PROPOSE_REOPEN, S, START + HOUR, state=State.CLOSED)
    confirm = move(story[-1], Event.CONFIRM_REOPEN, R, state=State.CLOSED)
    withdrawal = move(confirm, Event.WITHDRAW, R)
    freeze = move(withdrawal, Event.CONFIRM_FREEZE, R, state=State.WITHDRAWN)

    history = replay([*story, confirm, withdrawal, freeze, proposed_again], GENESIS)

    assert history.standing == (*story, proposed_again, withdrawal, freeze)
    assert (history.state, history.undone) == (State.CLOSED, (confirm,))


def test_a_confirmed_freeze_stands_before_a_mistake_marked_at_the_same_time() -> None:
    for before in (ACCEPTED, CLOSED):
        story = told(*before, (Event.WITHDRAW, S))
        freeze = move(story[-1], Event.CONFIRM_FREEZE, R, state=State.WITHDRAWN)
        mistake = move(story[-1], Event.MARK_AS_ERROR, S)
        assert stands_and_yields(story, mistake, freeze) == (freeze, mistake)


def test_what_cannot_follow_a_withdrawal_that_overtook_is_undone_and_does_not_wait() -> None:
    story = told(*ASKED)
    answer = move(story[-1], Event.ANSWER, S)
    withdrawal = move(answer, Event.WITHDRAW, S)
    accept = move(withdrawal, Event.ACCEPT, R)

    history = replay([*story, withdrawal, accept], GENESIS)

    assert (history.undone, history.waiting) == ((accept,), ())


def test_a_freeze_is_not_confirmed_where_nothing_was_taken_back() -> None:
    story = told(*CLOSED)
    freeze = move(story[-1], Event.CONFIRM_FREEZE, R, state=State.WITHDRAWN)
    assert replay([*story, freeze], GENESIS).undone == (freeze,)


def test_a_withdrawal_with_a_code_that_is_new_to_us_counts_all_the_same() -> None:
    (sent,) = told(*SENT)
    codes = {"reason": "a_code_of_next_year"}
    withdrawal = Move(REFERRAL, sent.hash, Event.WITHDRAW, S, Actor.MEMBER, START, codes)
    assert replay([sent, withdrawal], GENESIS).state is State.WITHDRAWN


def test_a_withdrawal_by_a_clock_or_by_the_receivers_consent_engine_does_not_stand() -> None:
    (sent,) = told(*SENT)
    forged = [
        move(sent, Event.WITHDRAW, R, actor=Actor.CONSENT),
        move(sent, Event.WITHDRAW, S, actor=Actor.CLOCK),
    ]
    assert replay([sent, *forged], GENESIS).state is State.SENT


def test_a_mistake_leaves_the_state_and_blocks_all_but_the_withdrawal() -> None:
    story = told(*SENT, (Event.MARK_AS_ERROR, S))
    accept = move(story[-1], Event.ACCEPT, R)

    history = replay([*story, accept], GENESIS)
    withdrawn = replay([*story, move(history, Event.WITHDRAW, S)], GENESIS)

    assert (history.state, history.flags) == (State.SENT, frozenset({Flag.ENTERED_IN_ERROR}))
    assert withdrawn.state is State.WITHDRAWN
