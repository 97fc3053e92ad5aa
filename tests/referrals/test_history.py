"""What stands when two sides have moved at once, what is undone, and how a withdrawal finds its place."""

from datetime import timedelta
from uuid import UUID

import pytest

from safeconduct.referrals.history import (
    Flag,
    Genesis,
    Move,
    move_from_data,
    move_hash,
    replay,
    yielded,
)
from safeconduct.referrals.moves import Actor, Event, Side, State
from safeconduct.vocabulary.canonical import digest
from safeconduct.vocabulary.errors import BadInput, NotCanonical
from safeconduct.vocabulary.identifiers import ReferralId
from tests.referrals.stories import (
    GENESIS,
    REFERRAL,
    START,
    R,
    S,
    codes_for,
    events,
    move,
    told,
)

type Story = list[tuple[Event, Side]]
HOUR = timedelta(hours=1)
SENT: Story = [(Event.SEND, S)]
ASKED = [*SENT, (Event.ASK, R)]
ACCEPTED = [*SENT, (Event.ACCEPT, R)]
PLANNED = [*ACCEPTED, (Event.PROPOSE_HANDOVER, S), (Event.CONFIRM_HANDOVER, R)]
OUTCOME = [*ACCEPTED, (Event.RECORD_OUTCOME, R)]
CLOSED = [*OUTCOME, (Event.CLOSE, S)]


# --- Without a quarrel --------------------------------------------------------------------------------------


def test_nothing_yet_is_a_draft() -> None:
    history = replay([], GENESIS)
    assert (history.state, history.standing, history.head) == (State.DRAFT, (), GENESIS.hash)


@pytest.mark.parametrize(
    "story, state",
    [
        (PLANNED, State.HANDOVER_PLANNED),
        ([*PLANNED, (Event.ARRIVE, R)], State.IN_SERVICE),
        ([*PLANNED, (Event.MISS, S), (Event.ARRIVE_LATE, S)], State.IN_SERVICE),
        ([*PLANNED, (Event.MISS, S), (Event.PROPOSE_HANDOVER, R)], State.NO_SHOW),
        ([*ACCEPTED, (Event.PROPOSE_HANDOVER, S), (Event.DECLINE_HANDOVER, R)], State.ACCEPTED),
        (CLOSED, State.CLOSED),
        ([*OUTCOME, (Event.DISPUTE, S)], State.IN_SERVICE),
        ([*CLOSED, (Event.PROPOSE_REOPEN, R)], State.CLOSED),
        ([*CLOSED, (Event.PROPOSE_REOPEN, R), (Event.CONFIRM_REOPEN, S)], State.IN_SERVICE),
        ([*ASKED, (Event.PROPOSE_REROUTE, R), (Event.CONFIRM_REROUTE, S)], State.CLOSED),
        ([*ASKED, (Event.WITHDRAW, R), (Event.CONFIRM_FREEZE, R)], State.CLOSED),
    ],
)
def test_a_story_in_order_stands_as_it_was_told(story: Story, state: State) -> None:
    moves = told(*story)

    history = replay(moves, GENESIS)

    assert (history.state, history.standing, history.undone, history.waiting) == (state, tuple(moves), (), ())


@pytest.mark.parametrize(
    "before, state",
    [
        ([*SENT, (Event.ACKNOWLEDGE, R)], State.ACKNOWLEDGED),
        (ACCEPTED, State.ACCEPTED),
        ([*ACCEPTED, (Event.START, R)], State.IN_SERVICE),
    ],
)
def test_a_hold_goes_back_to_where_it_came_from(before: Story, state: State) -> None:
    moves = told(*before, (Event.HOLD, R), (Event.RESUME, R))
    assert replay(moves, GENESIS).state is state


def test_the_path_names_each_state_with_its_beginning() -> None:
    history = replay(told(*ACCEPTED), GENESIS)
    assert history.path == ((State.DRAFT, START), (State.SENT, START), (State.ACCEPTED, START + HOUR))


def test_a_planned_handover_keeps_its_time() -> None:
    position = replay(told(*PLANNED), GENESIS).position
    assert position.handover_at == START + 2 * HOUR + timedelta(days=1)


def test_a_move_on_something_unknown_waits() -> None:
    sent, asked, answered = told(*ASKED, (Event.ANSWER, S))

    history = replay([sent, answered], GENESIS)

    assert (history.standing, history.waiting, history.undone) == ((sent,), (answered,), ())
    assert replay([sent, answered, asked], GENESIS).state is State.ACKNOWLEDGED


def test_a_move_that_nothing_admits_never_stands() -> None:
    (sent,) = told(*SENT)
    forged = move(sent, Event.ACCEPT, S)  # the sender answers for the receiver

    history = replay([sent, forged], GENESIS)

    assert (history.state, history.undone) == (State.SENT, (forged,))


@pytest.mark.parametrize("event", [Event.WITHDRAW, Event.DISCARD, Event.MARK_AS_ERROR])
def test_a_draft_has_no_history(event: Event) -> None:
    (sent,) = told(*SENT)
    in_the_draft = move(GENESIS, event, S)
    assert replay([in_the_draft], GENESIS).standing == ()
    assert replay([in_the_draft, sent], GENESIS).standing[0] == sent


def test_a_history_holds_one_referral() -> None:
    (sent,) = told(*SENT)
    with pytest.raises(ValueError, match="one referral"):
        replay([sent], Genesis(ReferralId(UUID(int=7)), START))


# --- Two at once --------------------------------------------------------------------------------------------


def _both(story: list[Move], first: Move, second: Move) -> tuple[Move, Move]:
    """Which of two moves stands, whatever the order in which they came."""
    history = replay([*story, first, second], GENESIS)
    assert history == replay([second, first, *story], GENESIS)
    (undone,) = history.undone
    return history.standing[-1], undone


def test_a_decline_stands_before_the_answer_of_the_side_whose_turn_it_is() -> None:
    story = told(*ASKED)
    decline, answer = move(story[-1], Event.DECLINE, R), move(story[-1], Event.ANSWER, S)
    assert _both(story, answer, decline) == (decline, answer)


def test_a_proposed_reroute_stands_before_the_answer_too() -> None:
    story = told(*ASKED)
    reroute, answer = move(story[-1], Event.PROPOSE_REROUTE, R), move(story[-1], Event.ANSWER, S)
    assert _both(story, answer, reroute) == (reroute, answer)


def test_the_side_whose_turn_it_is_stands() -> None:
    story = told(*ACCEPTED)
    ours, theirs = move(story[-1], Event.PROPOSE_HANDOVER, R), move(story[-1], Event.PROPOSE_HANDOVER, S)
    assert _both(story, theirs, ours) == (ours, theirs)


def test_an_acceptance_stands_before_a_mistake_that_the_sender_marks() -> None:
    story = told(*SENT)
    accept, mistake = move(story[-1], Event.ACCEPT, R), move(story[-1], Event.MARK_AS_ERROR, S)
    assert _both(story, mistake, accept) == (accept, mistake)


def test_where_it_is_both_sides_turn_the_receiver_is_right_about_an_arrival() -> None:
    story = told(*PLANNED)
    arrived, missed = move(story[-1], Event.ARRIVE, R), move(story[-1], Event.MISS, S)
    assert _both(story, missed, arrived) == (arrived, missed)


def test_where_it_is_both_sides_turn_the_sender_stands_otherwise() -> None:
    story = told(*PLANNED)
    by_member, by_clock = move(story[-1], Event.MISS, S), move(story[-1], Event.MISS, R, actor=Actor.CLOCK)
    assert _both(story, by_clock, by_member) == (by_member, by_clock)


def test_of_two_moves_of_one_side_the_smaller_hash_stands() -> None:
    story = told(*SENT)
    first, second = move(story[-1], Event.ACKNOWLEDGE, R), move(story[-1], Event.ASK, R)
    smaller, larger = sorted((first, second), key=move_hash)
    assert _both(story, first, second) == (smaller, larger)


def test_what_was_built_on_a_move_that_yields_goes_with_it() -> None:
    story = told(*ASKED)
    answer = move(story[-1], Event.ANSWER, S)
    accept = move(answer, Event.ACCEPT, R, state=State.ACKNOWLEDGED)
    decline = move(story[-1], Event.DECLINE, R)

    history = replay([*story, answer, accept, decline], GENESIS)

    assert history.state is State.DECLINED
    assert set(history.undone) == {answer, accept}


def test_the_authors_of_undone_moves_are_named() -> None:
    story = told(*ASKED)
    answer, decline = move(story[-1], Event.ANSWER, S), move(story[-1], Event.DECLINE, R)
    before, after = replay([*story, answer], GENESIS), replay([*story, answer, decline], GENESIS)

    assert yielded(before, after) == (answer,)
    assert yielded(after, after) == ()


# --- Withdrawal ---------------------------------------------------------------------------------------------


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
        assert _both(story, mistake, freeze) == (freeze, mistake)


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


# --- The move itself ----------------------------------------------------------------------------------------


def test_the_hash_covers_every_part_of_a_move() -> None:
    (sent,) = told(*SENT)
    data = sent.as_data()
    assert move_hash(sent) == digest(data)
    assert move_from_data(data) == sent
    assert {digest({**data, name: None}) for name in data}.isdisjoint({sent.hash})


def test_a_move_is_not_changed_through_the_codes_it_was_made_of() -> None:
    services = ["shelter"]
    one = Move(REFERRAL, GENESIS.hash, Event.SEND, S, Actor.MEMBER, START, {"services": services})
    services.append("escort")
    assert one.codes == {"services": ["shelter"]}


def test_a_move_without_time_zone_or_with_a_fraction_is_not_made() -> None:
    with pytest.raises(ValueError, match="zone"):
        Move(REFERRAL, GENESIS.hash, Event.SEND, S, Actor.MEMBER, START.replace(tzinfo=None))
    with pytest.raises(NotCanonical):
        Move(REFERRAL, GENESIS.hash, Event.SEND, S, Actor.MEMBER, START, {"share": 0.5})


@pytest.mark.parametrize(
    "name, value",
    [
        ("v", 2),
        ("v", True),
        ("referral", "someone"),
        ("base", "0" * 63),
        ("event", "approve"),
        ("side", "both"),
        ("actor", ["member"]),
        ("at", "2026-03-02T09:00:00Z"),  # the right moment in another spelling
        ("at", "yesterday"),
        ("codes", {"note": "she is waiting at the station"}),
        ("codes", {"a b": 1}),
        ("codes", None),
        ("more", 1),
    ],
)
def test_a_move_that_cannot_be_read_names_what_is_wrong(name: str, value: object) -> None:
    sent = move(GENESIS, Event.SEND, S)
    with pytest.raises(BadInput) as caught:
        move_from_data({**sent.as_data(), name: value})
    assert list(caught.value.errors) == [name]


def test_a_move_that_lacks_a_part_is_not_read() -> None:
    data = move(GENESIS, Event.SEND, S).as_data()
    for name in data:
        with pytest.raises(BadInput):
            move_from_data({key: value for key, value in data.items() if key != name})


def test_the_codes_of_the_stories_are_plain() -> None:
    for state in State:
        for event in Event:
            codes = codes_for(state, event, Actor.MEMBER, START)
            made = Move(REFERRAL, GENESIS.hash, event, S, Actor.MEMBER, START, codes)
            assert move_from_data(made.as_data()) == made
