"""Two sides that move as they like, over lines that keep order but not time: their histories end equal."""

import random
from collections import deque
from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from safeconduct.referrals.history import History, Move, replay
from safeconduct.referrals.moves import ENDED, Event, Side, State
from safeconduct.referrals.rules import REOPENING, Attempt
from tests.referrals.stories import (
    ACCEPTED,
    CLOSED,
    GENESIS,
    PLANNED,
    SENT,
    START,
    R,
    S,
    Story,
    legal_attempts,
    made,
    told,
)

LANES = ("main", "withdrawal")
NUMBERS = st.integers(0, 2**32)

BEGINNINGS = st.sampled_from([SENT, SENT, ACCEPTED, PLANNED, CLOSED])
"""Where the sides begin to move as they like; stories from the offer alone seldom come far."""


def choose(choices: list[Attempt], chance: random.Random) -> Attempt | None:
    """One of what is possible; an end of the story is chosen seldom, so that others come to pass."""
    ends = (Event.WITHDRAW, Event.MARK_AS_ERROR)
    calm = [one for one in choices if one.event not in ends]
    is_end = not calm or chance.random() < 0.1
    return chance.choice(choices if is_end else calm) if choices else None


def assert_ends_stay_ends(history: History) -> None:
    """Along what stands, an end is left by a confirmed reopening within its term and by nothing else."""
    for (before, began), (after, at) in pairwise(history.path):
        if before in ENDED and after not in ENDED:
            assert (before, after) == (State.CLOSED, State.IN_SERVICE)
            assert at <= began + REOPENING
            assert Event.CONFIRM_REOPEN in {each.event for each in history.standing if each.at == at}


def assert_withdrawals_hold(history: History) -> None:
    """Every withdrawal stands, and the referral is withdrawn or closed."""
    all_moves = (*history.standing, *history.undone, *history.waiting)
    withdrawals = {each for each in all_moves if each.event is Event.WITHDRAW}
    if withdrawals and history.standing:
        assert withdrawals <= set(history.standing)
        assert history.state in (State.WITHDRAWN, State.CLOSED)


# --- Any number of sides, any forks ---------------------------------------------------------------------------


def _wild(seed: int, beginning: Story, length: int) -> list[Move]:
    """Moves, each legal on what its author had seen: a random part of all that was made before."""
    chance = random.Random(seed)
    moves = told(*beginning)
    now = moves[-1].at
    for _number in range(length):
        now += timedelta(hours=chance.choice((0, 1, 30, 24 * 8)))
        seen = [each for each in moves if chance.random() < 0.9]
        view = replay(seen, GENESIS)
        chosen = choose(legal_attempts(view.position, chance.choice((S, R)), now), chance)
        if chosen:
            moves.append(made(view, chosen))
    return moves


@given(seed=NUMBERS, beginning=BEGINNINGS, length=st.integers(0, 25), shuffle=NUMBERS)
@settings(max_examples=150, deadline=None)
def test_the_order_in_which_moves_arrive_does_not_matter(
    seed: int, beginning: Story, length: int, shuffle: int
) -> None:
    moves = _wild(seed, beginning, length)
    shuffled = random.Random(shuffle).sample(moves, len(moves))

    history = replay(shuffled + moves[:3], GENESIS)

    assert history == replay(frozenset(moves), GENESIS)
    assert set(moves) == {*history.standing, *history.undone, *history.waiting}
    assert len(set(moves)) == len(history.standing) + len(history.undone) + len(history.waiting)


@given(seed=NUMBERS, beginning=BEGINNINGS, length=st.integers(1, 25), cut=NUMBERS)
@settings(max_examples=150, deadline=None)
def test_in_any_part_of_any_story_ends_stay_ends_and_withdrawals_hold(
    seed: int, beginning: Story, length: int, cut: int
) -> None:
    moves = _wild(seed, beginning, length)
    part = random.Random(cut).sample(moves, random.Random(cut).randint(1, len(moves)))
    for some in (moves, part):
        history = replay(some, GENESIS)
        assert_ends_stay_ends(history)
        assert_withdrawals_hold(history)


# --- Two honest sides -----------------------------------------------------------------------------------------


class TwoSides(RuleBasedStateMachine):
    """Each side moves on its own view; two lanes each way keep their order, and withdrawals may overtake."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.moves: dict[Side, set[Move]] = {S: set(), R: set()}
        self.views: dict[Side, History] = {side: replay([], GENESIS) for side in Side}
        self.lines: dict[tuple[Side, str], deque[Move]] = {
            (side, lane): deque() for side in Side for lane in LANES
        }

    @initialize(beginning=BEGINNINGS)
    def begin(self, beginning: Story) -> None:
        for new in told(*beginning):
            self._make(new.side, new)
            self.deliver(new.side.other, "main")
            self.now = new.at

    @rule(side=st.sampled_from(Side), number=NUMBERS)
    def act(self, side: Side, number: int) -> None:
        view = self.views[side]
        chosen = choose(legal_attempts(view.position, side, self.now), random.Random(number))
        if chosen:
            self._make(side, made(view, chosen))

    @rule(to=st.sampled_from(Side), lane=st.sampled_from(LANES))
    def deliver(self, to: Side, lane: str) -> None:
        line = self.lines[to, lane]
        if line:
            self._learn(to, line.popleft())

    @rule(to=st.sampled_from(Side))
    def deliver_all(self, to: Side) -> None:
        for lane in LANES:
            while self.lines[to, lane]:
                self.deliver(to, lane)

    @rule(hours=st.sampled_from([1, 30, 24 * 8, 24 * 31]))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    def _make(self, side: Side, new: Move) -> None:
        self._learn(side, new)
        assert self.views[side].head == new.hash
        self.lines[side.other, "withdrawal" if new.event is Event.WITHDRAW else "main"].append(new)

    def _learn(self, side: Side, new: Move) -> None:
        before = self.views[side]
        self.moves[side].add(new)
        after = self.views[side] = replay(self.moves[side], GENESIS)
        if before.state in ENDED and after.state not in ENDED:
            reopened = {each for each in after.standing if each.event is Event.CONFIRM_REOPEN}
            assert reopened - set(before.standing), "an end was left without being opened again"

    @invariant()
    def each_view_holds_what_is_promised(self) -> None:
        for view in self.views.values():
            assert_ends_stay_ends(view)
            assert_withdrawals_hold(view)

    def teardown(self) -> None:
        """When all has arrived, both sides read the same history, and nothing waits."""
        for side in Side:
            self.deliver_all(side)
        assert self.views[S] == self.views[R]
        assert self.views[S].waiting == ()
        # A freeze that was confirmed once stays confirmed.
        assert Event.CONFIRM_FREEZE not in {each.event for each in self.views[S].undone}


TestTwoSides = TwoSides.TestCase
TestTwoSides.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)
