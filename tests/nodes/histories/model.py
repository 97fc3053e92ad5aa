"""What both sides must hold: for each side the moves that it knows, and what is on its way to it.

A message carries all moves that its sender knew (docs/reference/exchange-protocol.md), so whoever takes it in knows
them all. The model never reads a state from a node: it puts moves in order by the pure function that both sides share,
and what it compares with is what the nodes have stored, answered and shown.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from safeconduct.referrals.codes import Codes
from safeconduct.referrals.history import Genesis, History, Move, replay
from safeconduct.referrals.moves import ENDED, Actor, Event, Side, State
from safeconduct.referrals.rules import Attempt, may_move
from safeconduct.vocabulary.decisions import Allowed
from safeconduct.vocabulary.sections import SENT_AT_ONCE, Section


@dataclass
class Model:
    """Both sides of one referral."""

    genesis: Genesis
    known: dict[Side, set[Move]] = field(default_factory=lambda: {side: set() for side in Side})
    on_the_way: dict[Side, deque[frozenset[Move]]] = field(
        default_factory=lambda: {side: deque() for side in Side}
    )
    """To each side."""

    def view(self, side: Side) -> History:
        """The history as this side knows it."""
        return replay(self.known[side], self.genesis)

    def has_arrived(self) -> bool:
        """Whether the receiver knows of the referral."""
        return bool(self.known[Side.RECEIVER])

    def may(self, side: Side, event: Event, actor: Actor, codes: Codes, at: datetime) -> bool:
        """Whether the rule lets this side do it now."""
        attempt = Attempt(event, side, actor, at, codes)
        return isinstance(may_move(self.view(side).position, attempt, now=at), Allowed)

    def made(self, side: Side, move: Move) -> None:
        """This side has moved: it knows, and a message sets out."""
        assert move.base == self.view(side).head, "a move is made on what its side knows"
        self.known[side].add(move)
        self.on_the_way[side.other].append(frozenset(self.known[side]))

    def deliver(self, to: Side) -> None:
        """All that is on its way to this side arrives."""
        while self.on_the_way[to]:
            before = self.view(to).state
            self.known[to] |= self.on_the_way[to].popleft()
            after = self.view(to)
            assert not (before is State.WITHDRAWN and after.state not in ENDED), "withdrawn stays withdrawn"

    def readable(self) -> frozenset[Section]:
        """The most that the receiver may read of the person, whoever of it asks."""
        view = self.view(Side.RECEIVER)
        if (
            not view.standing
            or view.state in ENDED
            or view.position.is_withdrawn
            or view.position.is_in_error
        ):
            return frozenset()
        is_taken_on = any(move.event is Event.ACCEPT for move in view.standing)
        return frozenset(Section) if is_taken_on else frozenset(SENT_AT_ONCE)
