"""Who may do what, when: every state, event and side, written down by hand from the rules of the field."""

import pytest

from safeconduct.referrals.moves import (
    CLOCK_MOVES,
    MOVES,
    TURN,
    WHO,
    Actor,
    Elsewhere,
    Event,
    Side,
    State,
    clock_side,
    may_hand,
    possible,
)
from safeconduct.referrals.reasons import INSTEAD

# S: the sender, R: the receiver, B: both sides, a dot: nobody.
# Columns: the fourteen states in the order of the life cycle.
WHO_MAY = """
                 draft sent ackn info acce hold hand nosh serv decl rero outc with clos
send              S    .    .    .    .    .    .    .    .    .    .    .    .    .
discard           S    .    .    .    .    .    .    .    .    .    .    .    .    .
acknowledge       .    R    .    .    .    .    .    .    .    .    .    .    .    .
ask               .    R    R    .    .    .    .    .    .    .    .    .    .    .
answer            .    .    .    S    .    .    .    .    .    .    .    .    .    .
accept            .    R    R    .    .    .    .    .    .    .    .    .    .    .
decline           .    R    R    R    .    .    .    .    .    .    .    .    .    .
propose_reroute   .    R    R    R    R    R    .    .    .    .    .    .    .    .
confirm_reroute   .    .    .    .    .    .    .    .    .    .    S    .    .    .
decline_reroute   .    .    .    .    .    .    .    .    .    .    S    .    .    .
hold              .    .    R    .    R    .    .    .    R    .    .    .    .    .
resume            .    .    .    .    .    R    .    .    .    .    .    .    .    .
propose_handover  .    .    .    .    B    .    .    B    .    .    .    .    .    .
confirm_handover  .    .    .    .    B    .    .    B    .    .    .    .    .    .
decline_handover  .    .    .    .    B    .    .    B    .    .    .    .    .    .
start             .    .    .    .    R    .    .    .    .    .    .    .    .    .
arrive            .    .    .    .    .    .    R    .    .    .    .    .    .    .
miss              .    .    .    .    .    .    B    .    .    .    .    .    .    .
arrive_late       .    .    .    .    .    .    .    B    .    .    .    .    .    .
record_outcome    .    .    .    .    R    R    .    R    R    .    .    .    .    .
dispute           .    .    .    .    .    .    .    .    .    .    .    S    .    .
close             .    .    .    .    .    .    .    .    .    S    .    S    .    .
withdraw          S    B    B    B    B    B    B    B    B    B    B    B    B    B
confirm_freeze    .    .    .    .    .    .    .    .    .    .    .    .    R    .
propose_reopen    .    .    .    .    .    .    .    .    .    .    .    .    .    B
confirm_reopen    .    .    .    .    .    .    .    .    .    .    .    .    .    B
decline_reopen    .    .    .    .    .    .    .    .    .    .    .    .    .    B
mark_as_error     S    S    S    S    S    S    S    S    S    S    S    S    S    S
"""
COLUMNS = [
    State.DRAFT,
    State.SENT,
    State.ACKNOWLEDGED,
    State.INFO_REQUESTED,
    State.ACCEPTED,
    State.ON_HOLD,
    State.HANDOVER_PLANNED,
    State.NO_SHOW,
    State.IN_SERVICE,
    State.DECLINED,
    State.REROUTE_PROPOSED,
    State.OUTCOME_RECORDED,
    State.WITHDRAWN,
    State.CLOSED,
]
SIDES = {".": set(), "S": {Side.SENDER}, "R": {Side.RECEIVER}, "B": {Side.SENDER, Side.RECEIVER}}


def _triples() -> list[tuple[State, Event, Side, bool]]:
    triples = []
    for line in WHO_MAY.strip().splitlines()[1:]:
        name, *cells = line.split()
        for state, cell in zip(COLUMNS, cells, strict=True):
            triples += [(state, Event(name), side, side in SIDES[cell]) for side in Side]
    return triples


@pytest.mark.parametrize("state, event, side, expected", _triples())
def test_who_may_do_what_in_which_state(state: State, event: Event, side: Side, expected: bool) -> None:
    assert may_hand(state, event, side, Actor.MEMBER) is expected
    assert (event in possible(state, side)) is expected


def test_every_state_event_and_side_is_listed() -> None:
    assert {triple[:3] for triple in _triples()} == {
        (s, e, side) for s in State for e in Event for side in Side
    }


# From, to, events; one block for each row of the life cycle.
LEADS_TO = """
draft            sent              send
draft            nothing           discard
sent             acknowledged      acknowledge
sent             info_requested    ask
acknowledged     info_requested    ask
info_requested   acknowledged      answer
sent             accepted          accept
acknowledged     accepted          accept
sent             declined          decline
acknowledged     declined          decline
info_requested   declined          decline
sent             reroute_proposed  propose_reroute
acknowledged     reroute_proposed  propose_reroute
info_requested   reroute_proposed  propose_reroute
accepted         reroute_proposed  propose_reroute
on_hold          reroute_proposed  propose_reroute
reroute_proposed closed            confirm_reroute
reroute_proposed declined          decline_reroute
accepted         on_hold           hold
in_service       on_hold           hold
acknowledged     on_hold           hold
on_hold          before_hold       resume
accepted         accepted          propose_handover decline_handover
accepted         handover_planned  confirm_handover
handover_planned in_service        arrive
handover_planned no_show           miss
no_show          no_show           propose_handover decline_handover
no_show          handover_planned  confirm_handover
no_show          in_service        arrive_late
no_show          outcome_recorded  record_outcome
accepted         in_service        start
accepted         outcome_recorded  record_outcome
in_service       outcome_recorded  record_outcome
on_hold          outcome_recorded  record_outcome
outcome_recorded closed            close
outcome_recorded in_service        dispute
declined         closed            close
withdrawn        closed            confirm_freeze
closed           closed            propose_reopen decline_reopen
closed           in_service        confirm_reopen
draft            draft             withdraw mark_as_error
sent             withdrawn         withdraw
acknowledged     withdrawn         withdraw
info_requested   withdrawn         withdraw
accepted         withdrawn         withdraw
on_hold          withdrawn         withdraw
handover_planned withdrawn         withdraw
no_show          withdrawn         withdraw
in_service       withdrawn         withdraw
declined         withdrawn         withdraw
reroute_proposed withdrawn         withdraw
outcome_recorded withdrawn         withdraw
withdrawn        withdrawn         withdraw mark_as_error
closed           closed            withdraw mark_as_error
sent             sent              mark_as_error
acknowledged     acknowledged      mark_as_error
info_requested   info_requested    mark_as_error
accepted         accepted          mark_as_error
on_hold          on_hold           mark_as_error
handover_planned handover_planned  mark_as_error
no_show          no_show           mark_as_error
in_service       in_service        mark_as_error
declined         declined          mark_as_error
reroute_proposed reroute_proposed  mark_as_error
outcome_recorded outcome_recorded  mark_as_error
"""


def _target(name: str) -> State | Elsewhere:
    return Elsewhere(name) if name in set(Elsewhere) else State(name)


def test_where_each_move_leads() -> None:
    expected: dict[State, dict[Event, State | Elsewhere]] = {state: {} for state in State}
    for line in LEADS_TO.strip().splitlines():
        before, after, *names = line.split()
        for name in names:
            assert Event(name) not in expected[State(before)], line
            expected[State(before)][Event(name)] = _target(after)
    assert expected == MOVES


BY_ITSELF = {
    # state, event: the side whose clock makes it
    (State.DRAFT, Event.DISCARD): Side.SENDER,
    (State.HANDOVER_PLANNED, Event.MISS): Side.RECEIVER,
    (State.OUTCOME_RECORDED, Event.CLOSE): Side.SENDER,
    (State.WITHDRAWN, Event.CONFIRM_FREEZE): Side.RECEIVER,
}


def test_a_clock_deletes_drafts_and_closes_loops_and_never_answers() -> None:
    for state in State:
        for event in Event:
            for side in Side:
                expected = BY_ITSELF.get((state, event)) is side
                assert may_hand(state, event, side, Actor.CLOCK) is expected, (state, event, side)


def test_a_referral_that_nobody_answers_is_left_as_it_is_by_every_clock() -> None:
    assert State.SENT not in CLOCK_MOVES
    assert State.ACKNOWLEDGED not in CLOCK_MOVES
    assert State.DECLINED not in CLOCK_MOVES


def test_the_end_of_a_consent_withdraws_everywhere_and_closes_an_open_question() -> None:
    for state in State:
        for event in Event:
            expected = event is Event.WITHDRAW or (state, event) == (State.INFO_REQUESTED, Event.ANSWER)
            assert may_hand(state, event, Side.SENDER, Actor.CONSENT) is expected, (state, event)
            assert may_hand(state, event, Side.RECEIVER, Actor.CONSENT) is False


WHOSE_TURN = {
    State.DRAFT: "S",
    State.SENT: "R",
    State.ACKNOWLEDGED: "R",
    State.INFO_REQUESTED: "S",
    State.ACCEPTED: "R",
    State.ON_HOLD: "R",
    State.HANDOVER_PLANNED: "B",
    State.NO_SHOW: "B",
    State.IN_SERVICE: "R",
    State.DECLINED: "S",
    State.REROUTE_PROPOSED: "S",
    State.OUTCOME_RECORDED: "S",
    State.WITHDRAWN: "R",
    State.CLOSED: ".",
}


def test_whose_turn_it_is_in_each_state() -> None:
    assert {state: set(TURN[state]) for state in State} == {s: SIDES[cell] for s, cell in WHOSE_TURN.items()}


def test_one_side_only_runs_the_clock_of_a_state() -> None:
    assert clock_side(State.CLOSED) is None
    assert clock_side(State.NO_SHOW) is Side.RECEIVER
    assert clock_side(State.DECLINED) is Side.SENDER


def test_whoever_has_the_turn_can_do_something() -> None:
    for state in State:
        for side in TURN[state]:
            own = set(possible(state, side)) - {Event.WITHDRAW, Event.MARK_AS_ERROR}
            assert own, (state, side)


def test_each_table_knows_every_state_or_event() -> None:
    assert MOVES.keys() == TURN.keys() == INSTEAD.keys() == set(State)
    assert WHO.keys() == set(Event)
    assert {event for moves in MOVES.values() for event in moves} == set(Event)
    assert len(State) == 14


def test_the_sender_never_answers_for_the_receiver() -> None:
    answers = {
        Event.ACKNOWLEDGE,
        Event.ACCEPT,
        Event.DECLINE,
        Event.PROPOSE_REROUTE,
        Event.RECORD_OUTCOME,
        Event.ARRIVE,
        Event.START,
        Event.CONFIRM_FREEZE,
    }
    for event in answers:
        assert WHO[event] == {Side.RECEIVER}
        assert not any(may_hand(state, event, Side.SENDER, actor) for state in State for actor in Actor)
