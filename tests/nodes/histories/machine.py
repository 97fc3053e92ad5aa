"""One random history: members move, clocks run, workers stand still or die, messages come twice or too early.

Promised after every step: nobody reads without a live grant, and never more than the model lets the receiver read;
what the rule refuses is refused, and what it allows is done. And when all is carried: both sides hold the same moves
in the same order, every move that was acknowledged is among them, both show the state of the model, and what was
withdrawn stays withdrawn.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from safeconduct.referrals.codes import Codes, optional, shapes
from safeconduct.referrals.forms import WITHOUT_A_FORM
from safeconduct.referrals.history import Move
from safeconduct.referrals.moves import ENDED, Actor, Event, Side, State
from safeconduct.referrals.rules import possible_now
from safeconduct.vocabulary.sections import Section
from tests.nodes.histories.model import Model
from tests.nodes.histories.real import NODE, OTHERS, OWNER, PATIENT, R, Real, S
from tests.nodes.town import until
from tests.referrals.stories import codes_for

NUMBERS = st.integers(0, 2**32)
SIDES = st.sampled_from(Side)
BY_A_PROGRAM = [event for event in Event if event not in WITHOUT_A_FORM]
ENDINGS = (Event.DECLINE, Event.MARK_AS_ERROR, Event.CLOSE, Event.CONFIRM_FREEZE)
REFUSED = (404, 409, 422)
TRIES = 6
"""Moves that are tried until two messages wait."""


@dataclass
class Tally:
    """How much was tried, over all histories."""

    histories: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    moves: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)

    def sentence(self) -> str:
        """In one line."""
        refused = self.steps["refused"]
        return (
            f"{self.histories} histories of two nodes: {sum(self.steps.values()) - refused} steps, "
            f"{sum(self.moves.values())} moves of {len(self.moves)} kinds, {refused} refusals, "
            f"{self.steps['frozen'] + self.steps['killed']} workers stopped, "
            f"{self.steps['twice'] + self.steps['early']} messages twice or too early"
        )


class Histories(RuleBasedStateMachine):
    """The machine; `real` and `tally` are put in before it runs."""

    real: ClassVar[Real]
    tally: ClassVar[Tally]

    def __init__(self) -> None:
        super().__init__()
        self.real.clock.set(self.real.clock.moved() * 0)
        self.reference = self.real.drafted()
        self.model = Model(self.real.genesis(self.reference))
        self.withdrawn = False
        self.kills = 0
        self.is_changed = True
        type(self).tally.histories += 1

    # --- What happens -------------------------------------------------------------------------------------

    @initialize(
        far=st.sampled_from(["sent", "sent", "accepted", "in_service", "outcome_recorded"]), number=NUMBERS
    )
    def begin(self, far: str, number: int) -> None:
        """Sent; and a part of the way along, since stories from the offer alone seldom come far."""
        said = self.real.ask(OWNER[S], self.reference, "sending", {"preview_seen": True, "capacity": "asked"})
        assert said.status == 201, said.text
        self._learn(S, Event.SEND)
        self.settle()
        way = ["accepted", "in_service", "outcome_recorded"]
        for event in (Event.ACCEPT, Event.START, Event.RECORD_OUTCOME)[
            : way.index(far) + 1 if far in way else 0
        ]:
            self._ask(R, event, OWNER[R])
        self._count("begun")
        # Rules are chosen by chance, and some histories would never see these two.
        self.once_more(S)
        self.too_early(R, number)
        self.thaw(R)

    @rule(side=SIDES, number=NUMBERS)
    def move(self, side: Side, number: int) -> None:
        """Whoever works on it moves: mostly what is possible, now and then what is not."""
        chance = random.Random(number)
        if not self.model.known[side]:
            return
        position = self.model.view(side).position
        possible = [e for e in possible_now(position, side, now=self._now()) if e in BY_A_PROGRAM]
        calm = [event for event in possible if event not in ENDINGS]
        pool = possible if chance.random() < 0.2 else calm
        event = chance.choice(pool if pool and chance.random() < 0.85 else BY_A_PROGRAM)
        self._ask(side, event, OWNER[side])
        self._count("move")

    @rule(number=NUMBERS)
    def sender_moves(self, number: int) -> None:
        """Once more, since the machine chooses among its rules with equal chances."""
        self.move(S, number)

    @rule(number=NUMBERS)
    def receiver_moves(self, number: int) -> None:
        """Likewise."""
        self.move(R, number)

    @rule(number=NUMBERS)
    def both_move(self, number: int) -> None:
        """One after the other, and neither knows of the other's when the way is not open."""
        self.move(S, number)
        self.move(R, number + 1)

    @rule(member=st.sampled_from(OTHERS), number=NUMBERS)
    def another(self, member: str, number: int) -> None:
        """A colleague, or somebody who has nothing to do with it, tries to move."""
        side = S if NODE[S] == str(self.real.town.pair.place(member).node.id) else R
        event = random.Random(number).choice(BY_A_PROGRAM)
        is_stranger = self.real.town.pair.place(member).agency["name"] not in ("Casa Salcia", "Maison Lierre")
        self._ask(side, event, member, is_stranger=is_stranger)
        self._count("another")

    @rule(side=SIDES, number=st.integers(0, 5))
    def withdraw(self, side: Side, number: int) -> None:
        """Taken back: seldom, since it ends the story; then it must work whatever the state."""
        if number or not self.model.known[side]:
            return
        reason = "consent_withdrawn" if side is S else "by_person"
        said = self.real.ask(
            OWNER[side], self.reference, "withdrawal", {"reason": reason, "channel": "person"}
        )
        view = self.model.view(side)
        if view.position.is_withdrawn:
            assert said.status in (201, *REFUSED), said.text
        else:
            assert said.status == 201, (view.state, said.text)
        if said.status == 201:
            self.withdrawn = True
            self._learn(side, Event.WITHDRAW, at_most=True)
        self.settle()
        self._count("withdraw")

    @rule(side=SIDES)
    def freeze(self, side: Side) -> None:
        """A worker stands still: what this side does from now on is on its way for a while."""
        if side not in self.real.frozen:
            self.real.freeze(side)
            self._count("frozen")

    @rule(side=SIDES)
    @precondition(lambda self: self.real.frozen)
    def thaw(self, side: Side) -> None:
        """It goes on, and all arrives."""
        if side in self.real.frozen:
            self.real.thaw(side)
            self._count("thawed")
            self.settle()

    @rule(side=SIDES)
    @precondition(lambda self: self.kills < 1)
    def kill(self, side: Side) -> None:
        """A worker dies, whatever it is doing; once in a history, for its supervisor waits longer each time."""
        if random.Random(len(self.model.known[side])).random() < 0.5:
            self.kills += 1
            self.real.kill(side)
            self._count("killed")
            self.settle()

    @rule(side=SIDES)
    def once_more(self, side: Side) -> None:
        """The last message comes again: it is known, and has no effect."""
        before = self._stored(side.other)
        if (said := self.real.hand_over(self.reference, side, is_sent=True)) is not None:
            assert said["status"] in ("duplicate", "refused"), said
            assert self._stored(side.other) == before
            self._count("twice")

    @rule(side=SIDES, number=NUMBERS)
    def too_early(self, side: Side, number: int) -> None:
        """A message overtakes one of its own lane: it is not taken in, and the one before is asked for."""
        if side not in self.real.frozen:
            self.real.freeze(side)
            self._count("frozen")
        for more in range(TRIES):
            if self.real.waiting(self.reference, side) < 2:
                self.move(side, number + more)
        before = self._stored(side.other)
        if (said := self.real.hand_over(self.reference, side, is_sent=False)) is not None:
            assert said["status"] == "gap", said
            assert self._stored(side.other) == before
            self._count("early")

    @rule(hours=st.sampled_from([1, 5, 30, 24 * 8]))
    def wait(self, hours: int) -> None:
        """Time goes by on both nodes."""
        self.real.later(hours)
        self._count("waited")
        self.settle()

    # --- What must hold -----------------------------------------------------------------------------------

    @invariant()
    def nobody_reads_without_a_grant(self) -> None:
        """The receiver's own and a colleague are given no more than the model says, and a stranger nothing."""
        if not self.model.has_arrived() or not self.is_changed:
            return
        self.is_changed = False
        most = self.model.readable()
        for member in (OWNER[R], "Nina Claes"):
            read = self.real.read(self.reference, member)
            assert read <= most, (member, read, self.model.view(R).state)
            assert not read or self.real.live_grants(self.reference) > 0
        assert self.real.read(self.reference, "Claire Dubois") == set[Section]()

    def teardown(self) -> None:
        """When all is carried, both sides hold the same, and it is what the model holds."""
        for side in tuple(self.real.frozen):
            self.real.thaw(side)
        if not self.model.known[S]:
            return
        self.settle()
        self.settle()
        stored = {side: self._stored(side) for side in Side}
        assert stored[S] == stored[R], "both histories are equal"
        assert {hashed for hashed, _place in stored[S]} == {move.hash for move in self.model.known[S]}
        view = self.model.view(S)
        assert self.model.view(R) == view
        assert [move.hash for move in view.standing] == [h for h, place in stored[S] if place is not None]
        for side in Side:
            assert self.real.state(self.reference, side) == view.state
        if self.withdrawn:
            assert view.state in (State.WITHDRAWN, State.CLOSED)
        if view.state in ENDED:
            assert self.real.read(self.reference, OWNER[R]) == set[Section]()
        type(self).tally.states[view.state] += 1

    # --- The parts ----------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Carry all that can be carried, with what the clocks do meanwhile."""
        for _round in range(2):
            for side in Side:
                if side not in self.real.frozen:
                    self._clock(side)
            for side in Side:
                if side not in self.real.frozen:
                    self.real.carried(self.reference, side)
                    self._learn(side)
                    self.model.deliver(side.other)

    def _clock(self, side: Side) -> None:
        until(
            f"the clock of {side} has moved",
            lambda: self.real.clock_has_moved(self.reference, side),
            patience=PATIENT,
        )
        self._learn(side)

    def _ask(self, side: Side, event: Event, member: str, *, is_stranger: bool = False) -> None:
        """By a program; what the model refuses must be refused, and what it allows its owner must be done."""
        self.settle()
        at = self._now()
        codes = self._codes(side, event, at)
        is_allowed = bool(self.model.known[side]) and self.model.may(side, event, Actor.MEMBER, codes, at)
        said = self.real.ask(
            member, self.reference, "moves", {"move": event.value, "codes": _by_a_program(codes)}
        )
        why = (side, event, member, self.model.view(side).state, is_allowed, said.text[:300])
        if is_stranger:
            assert said.status == 404, why
        elif member == OWNER[side]:
            assert said.status == 201 if is_allowed else said.status in REFUSED, why
        else:
            assert said.status in REFUSED or is_allowed, why
        if said.status == 201:
            self._learn(side, event)
            type(self).tally.moves[event.value] += 1
        else:
            self._count("refused")
        self.settle()

    def _codes(self, side: Side, event: Event, at: datetime) -> Codes:
        view = self.model.view(side)
        codes = dict(codes_for(view.state, event, Actor.MEMBER, at))
        member = self.real.town.pair.member
        match event:
            case Event.ACCEPT:
                codes["worker"] = member(OWNER[R])
            case Event.RECORD_OUTCOME:
                codes = {"outcomes": {"shelter": "not_given"}, "reason": codes["reason"]}
            case Event.PROPOSE_REROUTE:
                codes["agency"] = self.real.town.agency("Barreau du Canal")["id"]
            case Event.PROPOSE_HANDOVER:
                codes |= {"sender_worker": member(OWNER[S]), "receiver_worker": member(OWNER[R])}
        known = {"reason", *shapes(view.state, event, side), *optional(event)}
        return {name: code for name, code in codes.items() if name in known}

    def _learn(self, side: Side, event: Event | None = None, *, at_most: bool = False) -> None:
        """What this side has stored anew: the member's move that was acknowledged, and what its clock did."""
        new = [move for move, _place in self.real.moves(self.reference, side) if self._is_new(move, side)]
        for move in sorted(new, key=lambda each: each.at):
            if move.actor is not Actor.MEMBER:
                if move.base != self.model.view(side).head:
                    self.model.deliver(side)  # the clock has moved on what had just arrived
                assert self.model.may(side, move.event, move.actor, move.codes, move.at), move
            self.model.made(side, move)
        of_members = [move.event for move in new if move.actor is Actor.MEMBER]
        wanted = [event] if event else []
        assert of_members == wanted or (at_most and not of_members), (side, of_members, wanted)

    def _is_new(self, move: Move, side: Side) -> bool:
        return move.side is side and move not in self.model.known[side]

    def _stored(self, side: Side) -> list[tuple[str, int | None]]:
        found = self.real.moves(self.reference, side)
        return sorted(
            ((move.hash, place) for move, place in found), key=lambda one: (one[1] is None, one[1], one[0])
        )

    def _now(self) -> datetime:
        return self.real.clock.now()

    def _count(self, what: str) -> None:
        self.is_changed = True
        type(self).tally.steps[what] += 1


def _by_a_program(codes: Codes) -> dict[str, Any]:
    """What a program sends: who sent and who accepted, the node knows."""
    return {name: code for name, code in codes.items() if name not in ("sender_worker", "receiver_worker")}
