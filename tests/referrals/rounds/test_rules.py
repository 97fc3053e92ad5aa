"""A round by its rules alone: at most one has it, nobody waits unheard, the next five come when nobody can."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from safeconduct.referrals.moves import State
from safeconduct.referrals.rounds import rules
from safeconduct.referrals.rounds.rules import Asked
from safeconduct.vocabulary.codes import Feasibility
from safeconduct.vocabulary.decisions import Allowed, Refused

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TERM = timedelta(hours=72)
YES, LATER, NO, OTHER = (
    Feasibility.POSSIBLE,
    Feasibility.POSSIBLE_FROM,
    Feasibility.NOT_POSSIBLE,
    Feasibility.ASK_OTHER,
)
ANSWERS = st.sampled_from(Feasibility)
PLACES = st.integers(0, rules.MOST - 1)


def asked(answer: Feasibility | None = None, **more: bool) -> Asked:
    return Asked(uuid4(), NOW + TERM, answer, **more)


class Round(RuleBasedStateMachine):
    """Services answer, the clock tells, whoever asked takes back, takes another one, or asks the next: in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = NOW
        self.asked: list[Asked] = []
        self.winner: UUID | None = None
        self.first_yes: UUID | None = None
        self.by_hand = False

    @initialize(number=st.integers(1, rules.AT_ONCE))
    def begins(self, number: int) -> None:
        self.asked = [asked() for _ in range(number)]

    @rule(place=PLACES, answer=ANSWERS)
    def somebody_answers(self, place: int, answer: Feasibility) -> None:
        one = self.asked[place % len(self.asked)]
        if one.answer is not None:
            return
        one = self.changed(one, answer=answer)
        if rules.wins(answer, winner=self.winner, is_withdrawn=one.is_withdrawn):
            assert self.winner is None
            self.winner = one.name

    @rule(place=PLACES)
    def the_clock_tells_one(self, place: int) -> None:
        waiting = rules.to_tell(self.asked, self.winner)
        if waiting:
            name = waiting[place % len(waiting)]
            self.changed(next(one for one in self.asked if one.name == name), is_told=True)

    @rule(place=PLACES)
    def whoever_asked_takes_one_back(self, place: int) -> None:
        one = self.changed(self.asked[place % len(self.asked)], is_withdrawn=True)
        if self.winner == one.name:
            self.winner = None

    @rule(place=PLACES)
    def whoever_asked_takes_another_one(self, place: int) -> None:
        one = self.asked[place % len(self.asked)]
        if rules.may_take(one):
            self.winner = one.name
            self.changed(one, is_told=False)

    @rule(hours=st.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def the_next_are_asked(self) -> None:
        if rules.may_ask_next(self.asked, self.winner, self.now):
            assert not any(
                one.answer is None and not (one.is_withdrawn or one.is_told) and self.now < one.until
                for one in self.asked
            )
            new = [replace(asked(), until=self.now + TERM) for _ in range(rules.AT_ONCE)]
            self.asked += new[: rules.MOST - len(self.asked)]

    @invariant()
    def at_most_one_has_it_and_it_said_yes(self) -> None:
        having = [one for one in self.asked if one.name == self.winner]
        assert len(having) <= 1
        assert all(one.answer in (YES, LATER) and not one.is_withdrawn for one in having)

    @invariant()
    def who_has_it_is_not_told_that_somebody_else_has(self) -> None:
        assert self.winner not in rules.to_tell(self.asked, self.winner)

    @invariant()
    def nobody_waits_unheard(self) -> None:
        """Once somebody has it, each other one has said no, was told, was taken back, or is to be told."""
        if self.winner is None:
            return
        heard = set(rules.to_tell(self.asked, self.winner)) | {self.winner}
        for one in self.asked:
            over = one.is_told or one.is_withdrawn or one.is_converted or one.answer in (NO, OTHER)
            assert over or one.name in heard

    @invariant()
    def who_has_not_answered_is_shown_while_nobody_has_it(self) -> None:
        silent = {
            one.name for one in self.asked if one.answer is None and not (one.is_withdrawn or one.is_told)
        }
        assert set(rules.silent(self.asked, self.winner)) == (silent if self.winner is None else set())

    @invariant()
    def every_other_yes_is_kept(self) -> None:
        kept = {one.name for one in self.asked if one.answer in (YES, LATER) and not one.is_withdrawn}
        assert set(rules.alternatives(self.asked, self.winner)) == kept - {self.winner}

    def changed(self, one: Asked, **what: object) -> Asked:
        new = replace(one, **what)  # type: ignore[arg-type]
        self.asked = [new if each.name == one.name else each for each in self.asked]
        return new


TestRound = Round.TestCase
TestRound.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def test_only_a_plain_yes_wins_by_itself() -> None:
    assert [rules.wins(answer, winner=None, is_withdrawn=False) for answer in (YES, LATER, NO, OTHER, None)] == [
        True, False, False, False, False,
    ]  # fmt: skip
    assert not rules.wins(YES, winner=uuid4(), is_withdrawn=False)
    assert not rules.wins(YES, winner=None, is_withdrawn=True)


def test_a_no_is_told_nothing_more() -> None:
    winner, silent, no, later = asked(YES), asked(), asked(NO), asked(LATER)

    assert rules.to_tell([winner, silent, no, later], winner.name) == [silent.name, later.name]
    assert rules.to_tell([winner, silent, no, later], None) == []


def test_whose_referral_was_begun_is_told_when_another_one_is_taken_in_its_place() -> None:
    winner, begun = asked(YES), asked(YES, is_converted=True)
    assert rules.to_tell([winner, begun], winner.name) == [begun.name]


def test_who_was_taken_back_told_or_referred_to_waits_for_nothing() -> None:
    assert rules.may_wait(asked())
    assert rules.may_wait(asked(LATER))
    for over in (asked(is_told=True), asked(is_withdrawn=True), asked(is_converted=True)):
        assert not rules.may_wait(over)


def test_the_winner_is_told_once_that_one_goes_on_with_it() -> None:
    winner, other = asked(YES), asked(YES)
    assert rules.to_keep([winner, other], winner.name) == [winner.name]
    assert rules.to_keep([replace(winner, is_kept=True), other], winner.name) == []
    assert rules.to_keep([replace(winner, is_withdrawn=True), other], winner.name) == []
    assert rules.to_keep([winner, other], None) == []


def test_the_next_five_come_when_all_said_no_and_not_before() -> None:
    assert not rules.may_ask_next([asked(NO), asked()], None, NOW)
    assert rules.may_ask_next([asked(NO), asked(OTHER)], None, NOW)
    assert rules.may_ask_next([asked(NO), asked()], None, NOW + TERM)
    assert rules.may_ask_next([asked(is_withdrawn=True), asked(LATER)], None, NOW)
    won = asked(YES)
    assert rules.may_ask_next([won], won.name, NOW + TERM) == Refused(rules.HAS_A_YES)
    many = [asked(NO) for _ in range(rules.MOST)]
    assert rules.may_ask_next(many, None, NOW + TERM) == Refused(rules.ASKED_ENOUGH)
    assert rules.may_ask_next([asked(NO), asked()], None, NOW) == Refused(rules.STILL_WAITS)


def test_what_was_taken_back_or_said_no_is_not_taken() -> None:
    no = Refused(rules.NOT_A_YES_HERE)
    assert [rules.may_take(one) for one in (
        asked(YES), asked(LATER), asked(NO), asked(), asked(YES, is_withdrawn=True), asked(YES, is_converted=True),
    )] == [Allowed(), Allowed(), no, no, no, no]  # fmt: skip


def test_what_was_sent_is_answered_as_a_referral() -> None:
    one = asked(YES)
    for state in [None, *State]:
        is_free = state in (None, State.DRAFT, State.DECLINED, State.WITHDRAWN, State.CLOSED)
        expected = Allowed() if is_free else Refused(rules.IS_REFERRED)
        assert rules.may_let_go(one.name, one.name, state) == expected
    assert rules.may_let_go(one.name, uuid4(), None) == Refused(rules.NOT_THE_ONE)
