"""The words of a referral's life and the one table of its moves: from which state, by which event, to where.

Two more tables say who may make an event and whose turn it is. Whatever is not in MOVES is refused.
"""

from enum import StrEnum


class State(StrEnum):
    """Where a referral stands; both sides read it from the same history."""

    DRAFT = "draft"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    INFO_REQUESTED = "info_requested"
    ACCEPTED = "accepted"
    ON_HOLD = "on_hold"
    HANDOVER_PLANNED = "handover_planned"
    NO_SHOW = "no_show"
    IN_SERVICE = "in_service"
    DECLINED = "declined"
    REROUTE_PROPOSED = "reroute_proposed"
    OUTCOME_RECORDED = "outcome_recorded"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Elsewhere(StrEnum):
    """Where a move leads when no fixed state is its end."""

    BEFORE_HOLD = "before_hold"
    """The state before the hold; the history says which."""
    NOTHING = "nothing"
    """Nothing is left: a draft that is deleted."""


type Target = State | Elsewhere


class Side(StrEnum):
    """The two agencies of a referral."""

    SENDER = "sender"
    RECEIVER = "receiver"

    @property
    def other(self) -> "Side":
        """The agency on the other end."""
        return Side.RECEIVER if self is Side.SENDER else Side.SENDER


class Actor(StrEnum):
    """What moves on a side: a member of the agency, its clock, or the end of a consent."""

    MEMBER = "member"
    CLOCK = "clock"
    CONSENT = "consent"


class Event(StrEnum):
    """What can happen. A handover or reopening that is proposed changes the state when confirmed."""

    SEND = "send"
    DISCARD = "discard"
    ACKNOWLEDGE = "acknowledge"
    ASK = "ask"
    ANSWER = "answer"
    ACCEPT = "accept"
    DECLINE = "decline"
    PROPOSE_REROUTE = "propose_reroute"
    """A state of its own, in which the sender and the person decide."""
    CONFIRM_REROUTE = "confirm_reroute"
    DECLINE_REROUTE = "decline_reroute"
    HOLD = "hold"
    RESUME = "resume"
    PROPOSE_HANDOVER = "propose_handover"
    CONFIRM_HANDOVER = "confirm_handover"
    DECLINE_HANDOVER = "decline_handover"
    START = "start"
    """A service without a physical handover begins."""
    ARRIVE = "arrive"
    MISS = "miss"
    ARRIVE_LATE = "arrive_late"
    """The safety check found that the person is there after all."""
    RECORD_OUTCOME = "record_outcome"
    DISPUTE = "dispute"
    """The sender: this is not what happened."""
    CLOSE = "close"
    WITHDRAW = "withdraw"
    CONFIRM_FREEZE = "confirm_freeze"
    PROPOSE_REOPEN = "propose_reopen"
    CONFIRM_REOPEN = "confirm_reopen"
    DECLINE_REOPEN = "decline_reopen"
    MARK_AS_ERROR = "mark_as_error"
    """A flag, not a state: the row stays, the content goes."""


_HANDOVER_FROM_ACCEPTED = {
    Event.PROPOSE_HANDOVER: State.ACCEPTED,
    Event.CONFIRM_HANDOVER: State.HANDOVER_PLANNED,
    Event.DECLINE_HANDOVER: State.ACCEPTED,
}
_HANDOVER_FROM_NO_SHOW = {
    Event.PROPOSE_HANDOVER: State.NO_SHOW,
    Event.CONFIRM_HANDOVER: State.HANDOVER_PLANNED,
    Event.DECLINE_HANDOVER: State.NO_SHOW,
}

MOVES: dict[State, dict[Event, Target]] = {
    State.DRAFT: {
        Event.SEND: State.SENT,
        Event.DISCARD: Elsewhere.NOTHING,
        Event.WITHDRAW: State.DRAFT,  # the consent step is open again
        Event.MARK_AS_ERROR: State.DRAFT,
    },
    State.SENT: {
        Event.ACKNOWLEDGE: State.ACKNOWLEDGED,
        Event.ASK: State.INFO_REQUESTED,
        Event.ACCEPT: State.ACCEPTED,
        Event.DECLINE: State.DECLINED,
        Event.PROPOSE_REROUTE: State.REROUTE_PROPOSED,
        Event.WITHDRAW: State.WITHDRAWN,
        Event.MARK_AS_ERROR: State.SENT,
    },
    State.ACKNOWLEDGED: {
        Event.ASK: State.INFO_REQUESTED,
        Event.ACCEPT: State.ACCEPTED,
        Event.DECLINE: State.DECLINED,
        Event.PROPOSE_REROUTE: State.REROUTE_PROPOSED,
        Event.HOLD: State.ON_HOLD,
        Event.WITHDRAW: State.WITHDRAWN,
        Event.MARK_AS_ERROR: State.ACKNOWLEDGED,
    },
    State.INFO_REQUESTED: {
        Event.ANSWER: State.ACKNOWLEDGED,
        Event.DECLINE: State.DECLINED,
        Event.PROPOSE_REROUTE: State.REROUTE_PROPOSED,
        Event.WITHDRAW: State.WITHDRAWN,
        Event.MARK_AS_ERROR: State.INFO_REQUESTED,
    },
    State.ACCEPTED: {
        **_HANDOVER_FROM_ACCEPTED,
        Event.START: State.IN_SERVICE,
        Event.HOLD: State.ON_HOLD,
        Event.PROPOSE_REROUTE: State.REROUTE_PROPOSED,
        Event.RECORD_OUTCOME: State.OUTCOME_RECORDED,
        Event.WITHDRAW: State.WITHDRAWN,
        Event.MARK_AS_ERROR: State.ACCEPTED,
    },
    State.ON_HOLD: {
        Event.RESUME: Elsewhere.BEFORE_HOLD,
        Event.PROPOSE_REROUTE: State.REROUTE_PROPOSED,
        Event.RECORD_OUTCOME: State.OUTCOME_RECORDED,
        Event.WITHDRAW: State.WITHDRAWN,
        Event.MARK_AS_ERROR: State.ON_HOLD,
    },
    State.HANDOVER_PLANNED: {
        Event.ARRIVE: State.IN_SERVICE,
        Event.MISS: State.NO_SHOW,
        Event.WITHDRAW: State.WITHDRAWN,
        Event.MARK_AS_ERROR: State.HANDOVER_PLANNED,
    },
    State.NO_SHOW: {
        **_HANDOVER_FROM_NO_SHOW,
        Event.ARRIVE_LATE: State.IN_SERVICE,
        Event.RECORD_OUTCOME: State.OUTCOME_RECORDED,
        Event.WITHDRAW: State.WITHDRAWN,
        Event.MARK_AS_ERROR: State.NO_SHOW,
    },
    State.IN_SERVICE: {
        Event.HOLD: State.ON_HOLD,
        Event.RECORD_OUTCOME: State.OUTCOME_RECORDED,
        Event.WITHDRAW: State.WITHDRAWN,
        Event.MARK_AS_ERROR: State.IN_SERVICE,
    },
    State.DECLINED: {
        Event.CLOSE: State.CLOSED,
        Event.WITHDRAW: State.WITHDRAWN,
        Event.MARK_AS_ERROR: State.DECLINED,
    },
    State.REROUTE_PROPOSED: {
        Event.CONFIRM_REROUTE: State.CLOSED,
        Event.DECLINE_REROUTE: State.DECLINED,
        Event.WITHDRAW: State.WITHDRAWN,
        Event.MARK_AS_ERROR: State.REROUTE_PROPOSED,
    },
    State.OUTCOME_RECORDED: {
        Event.CLOSE: State.CLOSED,
        Event.DISPUTE: State.IN_SERVICE,
        Event.WITHDRAW: State.WITHDRAWN,
        Event.MARK_AS_ERROR: State.OUTCOME_RECORDED,
    },
    State.WITHDRAWN: {
        Event.CONFIRM_FREEZE: State.CLOSED,
        Event.WITHDRAW: State.WITHDRAWN,  # the other side, or the person, says so too
        Event.MARK_AS_ERROR: State.WITHDRAWN,
    },
    State.CLOSED: {
        Event.PROPOSE_REOPEN: State.CLOSED,
        Event.CONFIRM_REOPEN: State.IN_SERVICE,
        Event.DECLINE_REOPEN: State.CLOSED,
        Event.WITHDRAW: State.CLOSED,  # the keys go, the state stays
        Event.MARK_AS_ERROR: State.CLOSED,
    },
}

_SENDER = frozenset({Side.SENDER})
_RECEIVER = frozenset({Side.RECEIVER})
_EITHER = frozenset(Side)
_NOBODY: frozenset[Side] = frozenset()

WHO: dict[Event, frozenset[Side]] = {
    Event.SEND: _SENDER,
    Event.DISCARD: _SENDER,
    Event.ACKNOWLEDGE: _RECEIVER,
    Event.ASK: _RECEIVER,
    Event.ANSWER: _SENDER,
    Event.ACCEPT: _RECEIVER,
    Event.DECLINE: _RECEIVER,
    Event.PROPOSE_REROUTE: _RECEIVER,
    Event.CONFIRM_REROUTE: _SENDER,
    Event.DECLINE_REROUTE: _SENDER,
    Event.HOLD: _RECEIVER,
    Event.RESUME: _RECEIVER,
    Event.PROPOSE_HANDOVER: _EITHER,
    Event.CONFIRM_HANDOVER: _EITHER,  # the one that did not propose
    Event.DECLINE_HANDOVER: _EITHER,
    Event.START: _RECEIVER,
    Event.ARRIVE: _RECEIVER,
    Event.MISS: _EITHER,
    Event.ARRIVE_LATE: _EITHER,
    Event.RECORD_OUTCOME: _RECEIVER,
    Event.DISPUTE: _SENDER,
    Event.CLOSE: _SENDER,
    Event.WITHDRAW: _EITHER,
    Event.CONFIRM_FREEZE: _RECEIVER,
    Event.PROPOSE_REOPEN: _EITHER,
    Event.CONFIRM_REOPEN: _EITHER,  # the one that did not propose
    Event.DECLINE_REOPEN: _EITHER,
    Event.MARK_AS_ERROR: _SENDER,  # the side that created it
}
"""Whose members may make an event. Nobody answers for the other side, whatever their role."""

BY_CONSENT: frozenset[Event] = frozenset({Event.WITHDRAW, Event.ANSWER})
"""What the end of a consent does by itself, on the sender's side, where the consent lives: it withdraws the
referral, or closes an open question about a section that is no longer shared."""

TURN: dict[State, frozenset[Side]] = {
    State.DRAFT: _SENDER,
    State.SENT: _RECEIVER,
    State.ACKNOWLEDGED: _RECEIVER,
    State.INFO_REQUESTED: _SENDER,
    State.ACCEPTED: _RECEIVER,
    State.ON_HOLD: _RECEIVER,
    State.HANDOVER_PLANNED: _EITHER,
    State.NO_SHOW: _EITHER,
    State.IN_SERVICE: _RECEIVER,
    State.DECLINED: _SENDER,
    State.REROUTE_PROPOSED: _SENDER,
    State.OUTCOME_RECORDED: _SENDER,
    State.WITHDRAWN: _RECEIVER,
    State.CLOSED: _NOBODY,
}
"""Who has to act next; reminders go to them and to nobody else."""

CLOCK_MOVES: dict[State, Event] = {
    State.DRAFT: Event.DISCARD,
    State.HANDOVER_PLANNED: Event.MISS,
    State.OUTCOME_RECORDED: Event.CLOSE,
    State.WITHDRAWN: Event.CONFIRM_FREEZE,
}
"""What happens by itself at the end of a clock. A clock never answers: silence is escalated, not decided."""

ENDED: frozenset[State] = frozenset({State.DECLINED, State.WITHDRAWN, State.CLOSED})
"""The states in which the receiver's access is over."""

PROPOSALS: dict[Event, tuple[Event, Event]] = {
    Event.PROPOSE_HANDOVER: (Event.CONFIRM_HANDOVER, Event.DECLINE_HANDOVER),
    Event.PROPOSE_REOPEN: (Event.CONFIRM_REOPEN, Event.DECLINE_REOPEN),
}
"""What the other side answers to a proposal that waits inside a state."""


def clock_side(state: State) -> Side | None:
    """The one side whose clock moves: whose turn it is; for both the receiver; nobody's when closed."""
    sides = TURN[state]
    if not sides:
        return None
    return Side.RECEIVER if Side.RECEIVER in sides else Side.SENDER


def sides_for(state: State, event: Event) -> frozenset[Side]:
    """Whose members may make this event in this state; empty when it is no move there."""
    if event not in MOVES[state]:
        return _NOBODY
    if state is State.DRAFT:
        return _SENDER  # nothing has left: the other side knows of nothing
    return WHO[event]


def may_hand(state: State, event: Event, side: Side, actor: Actor) -> bool:
    """Whether this actor of this side may make the event in this state, as far as the tables say."""
    match actor:
        case Actor.MEMBER:
            return side in sides_for(state, event)
        case Actor.CLOCK:
            return CLOCK_MOVES.get(state) is event and clock_side(state) is side
        case Actor.CONSENT:
            return side is Side.SENDER and event in BY_CONSENT and event in MOVES[state]


def possible(state: State, side: Side) -> list[Event]:
    """What a member of this side can do in this state, in the order of the table."""
    return [event for event in MOVES[state] if side in sides_for(state, event)]
