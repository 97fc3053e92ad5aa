"""How a conference goes on: which move leads where, and when it is refused. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused, Words


class State(StrEnum):
    """The same codes as those of the model; a test compares them."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    HELD = "held"
    CANCELLED = "cancelled"


class Move(StrEnum):
    """What an organiser can do with it."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"
    HOLD = "hold"
    CANCEL = "cancel"


MOVES: dict[State, dict[Move, State]] = {
    State.DRAFT: {Move.OPEN: State.OPEN},
    State.OPEN: {Move.CLOSE: State.CLOSED, Move.CANCEL: State.CANCELLED},
    State.CLOSED: {Move.REOPEN: State.OPEN, Move.HOLD: State.HELD, Move.CANCEL: State.CANCELLED},
    State.HELD: {},
    State.CANCELLED: {},
}
SAID: dict[Move, Words] = {
    Move.OPEN: _("Show it to readers and open registration"),
    Move.CLOSE: _("Close registration"),
    Move.REOPEN: _("Open registration again"),
    Move.HOLD: _("Say that it was held"),
    Move.CANCEL: _("Cancel the conference"),
}
NO_SUCH_MOVE = Reason(
    "no_such_move", _("This cannot be done in the state that it is in."), _("Look at the page again.")
)
IS_OVER = Reason("is_over", _("It has ended already."), _("Change its days first."))
CLOSED_ALREADY = Reason(
    "closed_already",
    _("Registration would be closed already: its last day is past."),
    _("Change the day on which registration closes first."),
)
NOT_OVER = Reason("not_over", _("It has not ended yet."), _("Wait until it has ended."))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rule needs to know of a conference."""

    state: State
    closes_at: datetime
    ends_at: datetime


def may_move(conference: Facts, move: Move, *, now: datetime) -> Decision:
    """Whether this can be done now."""
    if move not in MOVES[conference.state]:
        return Refused(NO_SUCH_MOVE)
    if move in (Move.OPEN, Move.REOPEN):
        if conference.ends_at <= now:
            return Refused(IS_OVER)
        return Refused(CLOSED_ALREADY) if conference.closes_at <= now else Allowed()
    if move is Move.HOLD and now < conference.ends_at:
        return Refused(NOT_OVER)
    if move is Move.CANCEL and conference.ends_at <= now:
        return Refused(IS_OVER_FOR_GOOD)
    return Allowed()


IS_OVER_FOR_GOOD = Reason("is_over_for_good", _("It has ended, so it can no longer be cancelled."))


def is_for_good(move: Move) -> bool:
    """Whether no move leads on from where this one ends, so that it is asked for once more."""
    return all(not MOVES[moves[move]] for moves in MOVES.values() if move in moves)


def table() -> list[tuple[State, Move, State]]:
    """All moves, for a drawing or a page."""
    return [(state, move, after) for state, moves in MOVES.items() for move, after in moves.items()]
