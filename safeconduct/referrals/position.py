"""Where a referral stands, and what a move makes of it. Codes that it cannot read are left out."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from safeconduct.referrals.codes import Codes, day, moment, services
from safeconduct.referrals.moves import MOVES, PROPOSALS, Elsewhere, Event, Side, State
from safeconduct.vocabulary.codes import Service, Urgency


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one side has proposed and the other has not answered."""

    event: Event
    side: Side
    when: datetime | None = None
    """The planned time, when a handover is proposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The standing of a referral after some history; the default is a draft."""

    created_at: datetime
    since: datetime
    """When the present state began."""
    state: State = State.DRAFT
    before_hold: State | None = None
    proposal: Proposal | None = None
    urgency: Urgency | None = None
    services: frozenset[Service] = frozenset()
    review_on: date | None = None
    handover_at: datetime | None = None
    caller: Side | None = None
    """After a missed arrival: whose worker calls the person. One side only: two calls can endanger the person."""
    closed_at: datetime | None = None
    closed_from: State | None = None
    is_withdrawn: bool = False
    """Somebody has taken it back, or the consent ended; stays true when the state is closed."""
    is_in_error: bool = False


def draft(created_at: datetime) -> Position:
    """A referral before its first move."""
    return Position(created_at=created_at, since=created_at)


def advance(position: Position, event: Event, side: Side, at: datetime, codes: Codes) -> Position:
    """The position after a move that the rules admit. KeyError for an event that is no move here."""
    state = _target(position, event)
    after = _flagged(_noted(position, event, side, codes), event)
    if state is position.state:
        return after
    return _entered(after, position.state, state, at)


def _target(position: Position, event: Event) -> State:
    match MOVES[position.state][event]:
        case Elsewhere.BEFORE_HOLD:
            return position.before_hold or State.ACCEPTED
        case Elsewhere.NOTHING:
            return position.state  # a draft that is deleted has no later position
        case State() as state:
            return state


def _noted(position: Position, event: Event, side: Side, codes: Codes) -> Position:
    """What the move says, apart from the state."""
    if event in PROPOSALS:
        return replace(position, proposal=Proposal(event, side, moment(codes.get("when"))))
    match event:
        case Event.SEND:
            asked = services(codes.get("services"))
            return replace(position, urgency=_urgency(codes.get("urgency")), services=asked)
        case Event.HOLD:
            return replace(position, review_on=day(codes.get("review_on")), before_hold=position.state)
        case Event.CONFIRM_HANDOVER:
            return replace(position, handover_at=position.proposal.when if position.proposal else None)
        case Event.MISS:
            return replace(position, caller=_caller(codes.get("caller")))
        case Event.DECLINE_HANDOVER | Event.DECLINE_REOPEN:
            return replace(position, proposal=None)
        case _:
            return position


def _flagged(position: Position, event: Event) -> Position:
    match event:
        case Event.WITHDRAW if position.state is not State.DRAFT:
            return replace(position, is_withdrawn=True, proposal=None)
        case Event.MARK_AS_ERROR:
            return replace(position, is_in_error=True, proposal=None)
        case _:
            return position


def _entered(position: Position, before: State, state: State, at: datetime) -> Position:
    """A new state has begun: what belonged to the old one is over."""
    is_held, is_closed = state is State.ON_HOLD, state is State.CLOSED
    return replace(
        position,
        state=state,
        since=at,
        proposal=None,
        before_hold=position.before_hold if is_held else None,
        review_on=position.review_on if is_held else None,
        handover_at=position.handover_at if state is State.HANDOVER_PLANNED else None,
        caller=position.caller if state is State.NO_SHOW else None,
        closed_at=at if is_closed else None,
        closed_from=before if is_closed else None,
    )


def _urgency(value: object) -> Urgency | None:
    return Urgency(value) if isinstance(value, str) and value in set(Urgency) else None


def _caller(value: object) -> Side:
    """The sender unless another is named: the person trusts them, and they know which contact is safe."""
    return Side(value) if isinstance(value, str) and value in set(Side) else Side.SENDER
