"""Invented referrals for the tests of this room: one genesis, and for every event codes that are complete."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from safeconduct.referrals.codes import Codes, moment_text
from safeconduct.referrals.history import Genesis, History, Move, replay
from safeconduct.referrals.moves import Actor, Event, Side, State
from safeconduct.referrals.position import Position
from safeconduct.referrals.rules import Attempt, may_move
from safeconduct.vocabulary.codes import Service
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.identifiers import ReferralId

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
REFERRAL = ReferralId(UUID("019cae00-0000-7000-8000-000000000001"))
GENESIS = Genesis(REFERRAL, START)
NOW = START + timedelta(days=3)
SERVICES = frozenset({Service.SHELTER, Service.LEGAL_ADVICE})
SOMEBODY = "019cae00-0000-7000-8000-00000000000a"
BY_WHOM = {"brought_by": "escort", "met_by": "social_worker"}
S, R = Side.SENDER, Side.RECEIVER
NO_CODES: Codes = {}

type Story = list[tuple[Event, Side]]
"""What happened, in order, and who did it; `told` makes the moves."""

SENT: Story = [(Event.SEND, S)]
ASKED = [*SENT, (Event.ASK, R)]
ACCEPTED = [*SENT, (Event.ACCEPT, R)]
PLANNED = [*ACCEPTED, (Event.PROPOSE_HANDOVER, S), (Event.CONFIRM_HANDOVER, R)]
OUTCOME = [*ACCEPTED, (Event.RECORD_OUTCOME, R)]
CLOSED = [*OUTCOME, (Event.CLOSE, S)]


def at(state: State, **other: object) -> Position:
    """A position in some state, reached an hour ago."""
    since = NOW - timedelta(hours=1)
    position = Position(created_at=START, since=since, state=state, services=SERVICES)
    return replace(position, **other)  # type: ignore[arg-type]  # named fields of a position


def why(decision: Decision) -> Reason | None:
    """The reason of a refusal; None when allowed."""
    return decision.reason if isinstance(decision, Refused) else None


def codes_for(state: State, event: Event, actor: Actor, at: datetime) -> dict[str, object]:
    """Codes with which this event may be made in this state."""
    match event:
        case Event.SEND:
            return {"urgency": "urgent", "services": ["shelter", "legal_advice"]}
        case Event.ASK:
            return {"section": "needs"}
        case Event.ANSWER:
            return {"answer": "no_longer_shared" if actor is Actor.CONSENT else "given"}
        case Event.ACCEPT:
            return {"worker": SOMEBODY, "conflict_check": "none"}
        case Event.DECLINE:
            return {"reason": "no_capacity"}
        case Event.PROPOSE_REROUTE:
            return {"reason": "outside_area", "agency": SOMEBODY}
        case Event.CONFIRM_REROUTE:
            return {
                "person_agrees": True,
                "next_referral": SOMEBODY,
                "closing": "rerouted",
                "confirmation": "not_applicable",
            }
        case Event.DECLINE_REROUTE:
            return {"reason": "person_declined"}
        case Event.HOLD:
            review_on = (at + timedelta(days=7)).date().isoformat()
            return {"reason": "waiting_list", "review_on": review_on, "place": 3}
        case Event.PROPOSE_HANDOVER:
            when = moment_text(at + timedelta(days=1))
            plan: dict[str, object] = {
                "where": "station-hall",
                "when": when,
                "sender_worker": SOMEBODY,
                "receiver_worker": SOMEBODY,
                **BY_WHOM,
            }
            return plan | ({"reason": "found_safe"} if state is State.NO_SHOW else {})
        case Event.CONFIRM_HANDOVER:
            return {**BY_WHOM}
        case Event.ARRIVE_LATE:
            return {"reason": "found_safe"}
        case Event.RECORD_OUTCOME:
            reason = "not_found" if state is State.NO_SHOW else "person_moved"
            return {"outcomes": {"shelter": "given", "legal_advice": "not_given"}, "reason": reason}
        case Event.DISPUTE:
            return {"reason": "not_given"}
        case Event.CLOSE if state is State.DECLINED:
            return {"reason": "service_gap", "closing": "service_gap", "confirmation": "not_applicable"}
        case Event.CLOSE:
            return {"confirmation": "unconfirmed" if actor is Actor.CLOCK else "confirmed"}
        case Event.WITHDRAW:
            return {"reason": "by_person"}
        case Event.CONFIRM_FREEZE:
            return {"closing": "withdrawn", "confirmation": "not_applicable"}
        case Event.PROPOSE_REOPEN:
            return {"reason": "need_returned"}
        case Event.MARK_AS_ERROR:
            return {"reason": "duplicate"}
        case _:
            return {}


def attempt(
    position: Position,
    event: Event,
    side: Side,
    at: datetime = START,
    *,
    actor: Actor = Actor.MEMBER,
    codes: Codes = NO_CODES,
) -> Attempt:
    """An attempt with complete codes; the given ones are put in their place, None takes one away."""
    complete = codes_for(position.state, event, actor, at) | dict(codes)
    return Attempt(
        event, side, actor, at, {name: code for name, code in complete.items() if code is not None}
    )


def move(
    base: History | Move | Genesis,
    event: Event,
    side: Side,
    at: datetime = START,
    *,
    actor: Actor = Actor.MEMBER,
    state: State = State.SENT,
) -> Move:
    """A move made on a history, on another move, or on the beginning; complete for `state`."""
    head = base.head if isinstance(base, History) else base.hash
    state = base.state if isinstance(base, History) else state
    return Move(REFERRAL, head, event, side, actor, at, codes_for(state, event, actor, at))


def told(*events: tuple[Event, Side], every: timedelta = timedelta(hours=1)) -> list[Move]:
    """A story without quarrel: each move made on the one before."""
    moves: list[Move] = []
    for number, (event, side) in enumerate(events):
        moves.append(move(replay(moves, GENESIS), event, side, START + number * every))
    return moves


def legal_attempts(position: Position, side: Side, now: datetime) -> list[Attempt]:
    """All that this side, its clock or the end of the consent may do at this moment."""
    tried = (
        attempt(position, event, side, now, actor=actor)
        for event in Event
        for actor in Actor
        if position.state is not State.DRAFT or event is Event.SEND
    )
    return [one for one in tried if isinstance(may_move(position, one, now=now), Allowed)]


def made(history: History, one: Attempt) -> Move:
    """The move that an attempt becomes."""
    return Move(REFERRAL, history.head, one.event, one.side, one.actor, one.at, one.codes)


def events(moves: Iterable[Move]) -> list[Event]:
    """What happened, without who and when."""
    return [each.event for each in moves]


def stands_and_yields(story: list[Move], first: Move, second: Move) -> tuple[Move, Move]:
    """Which of two moves stands, whatever the order in which they came."""
    history = replay([*story, first, second], GENESIS)
    assert history == replay([second, first, *story], GENESIS)
    (undone,) = history.undone
    return history.standing[-1], undone
