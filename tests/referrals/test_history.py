"""What stands when two sides have moved at once, and what is undone."""

from datetime import timedelta
from uuid import UUID

import pytest

from safeconduct.referrals.history import (
    Genesis,
    Move,
    move_from_data,
    replay,
    yielded,
)
from safeconduct.referrals.moves import Actor, Event, State
from safeconduct.vocabulary.canonical import digest
from safeconduct.vocabulary.errors import BadInput, NotCanonical
from safeconduct.vocabulary.identifiers import ReferralId
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
    codes_for,
    move,
    stands_and_yields,
    told,
)

HOUR = timedelta(hours=1)


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


def test_a_decline_stands_before_the_answer_of_the_side_whose_turn_it_is() -> None:
    story = told(*ASKED)
    decline, answer = move(story[-1], Event.DECLINE, R), move(story[-1], Event.ANSWER, S)
    assert stands_and_yields(story, answer, decline) == (decline, answer)


def test_a_proposed_reroute_stands_before_the_answer_too() -> None:
    story = told(*ASKED)
    reroute, answer = move(story[-1], Event.PROPOSE_REROUTE, R), move(story[-1], Event.ANSWER, S)
    assert stands_and_yields(story, answer, reroute) == (reroute, answer)


def test_the_side_whose_turn_it_is_stands() -> None:
    story = told(*ACCEPTED)
    ours, theirs = move(story[-1], Event.PROPOSE_HANDOVER, R), move(story[-1], Event.PROPOSE_HANDOVER, S)
    assert stands_and_yields(story, theirs, ours) == (ours, theirs)


def test_an_acceptance_stands_before_a_mistake_that_the_sender_marks() -> None:
    story = told(*SENT)
    accept, mistake = move(story[-1], Event.ACCEPT, R), move(story[-1], Event.MARK_AS_ERROR, S)
    assert stands_and_yields(story, mistake, accept) == (accept, mistake)


def test_where_it_is_both_sides_turn_the_receiver_is_right_about_an_arrival() -> None:
    story = told(*PLANNED)
    arrived, missed = move(story[-1], Event.ARRIVE, R), move(story[-1], Event.MISS, S)
    assert stands_and_yields(story, missed, arrived) == (arrived, missed)


def test_where_it_is_both_sides_turn_the_sender_stands_otherwise() -> None:
    story = told(*PLANNED)
    by_member, by_clock = move(story[-1], Event.MISS, S), move(story[-1], Event.MISS, R, actor=Actor.CLOCK)
    assert stands_and_yields(story, by_clock, by_member) == (by_member, by_clock)


def test_of_two_moves_of_one_side_the_smaller_hash_stands() -> None:
    story = told(*SENT)
    first, second = move(story[-1], Event.ACKNOWLEDGE, R), move(story[-1], Event.ASK, R)
    smaller, larger = sorted((first, second), key=lambda one: one.hash)
    assert stands_and_yields(story, first, second) == (smaller, larger)


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


# --- The move itself ----------------------------------------------------------------------------------------


def test_the_hash_covers_every_part_of_a_move() -> None:
    (sent,) = told(*SENT)
    data = sent.as_data()
    assert sent.hash == digest(data)
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
        ("more", "she is waiting at the station"),
        ("more words", 1),
    ],
)
def test_a_move_that_cannot_be_read_names_what_is_wrong(name: str, value: object) -> None:
    sent = move(GENESIS, Event.SEND, S)
    with pytest.raises(BadInput) as caught:
        move_from_data({**sent.as_data(), name: value})
    assert list(caught.value.errors) == [name]


def test_what_a_later_release_adds_to_a_move_is_kept_and_hashed() -> None:
    sent = move(GENESIS, Event.SEND, S)
    newer = {**sent.as_data(), "place": {"country": "RO", "rooms": [1, 2]}}

    read = move_from_data(newer)

    assert read.as_data() == newer
    assert read.hash == digest(newer) != sent.hash
    assert replay([read], GENESIS).state is State.SENT


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
