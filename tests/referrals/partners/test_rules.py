"""What may be entered of what a partner without a node told, and what may be said there: pure."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.consent.rules import NOT_FOR_POLICE
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.codes import moment_text
from safeconduct.referrals.moves import ENDED, MOVES, WHO, Event, Side, State, possible
from safeconduct.referrals.partners.labels import TOLD_LABELS
from safeconduct.referrals.partners.rules import (
    AN_AUTHORITY_ANSWERED,
    CONSENT_OVER,
    HAS_A_NODE,
    IS_OVER,
    NOT_ENTERED_FOR_THEM,
    NOT_OPENED_AGAIN,
    NOT_SAID_WHO,
    NOT_SENT_YET,
    NOTHING_TO_NOTE,
    OF_AN_AUTHORITY,
    OPENING_AGAIN,
    TELLERS,
    TOLD_BEFORE_SENDING,
    TOLD_LATER_THAN_NOW,
    Step,
    Told,
    enterable,
    may_be_said,
    may_be_told,
    may_enter,
    may_note,
    sayable,
    steps_now,
    told_of,
)
from safeconduct.referrals.position import Position
from safeconduct.vocabulary.codes import PartnerWay, Profession
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused
from safeconduct.vocabulary.sections import Section

SENT = datetime(2026, 3, 2, 9, 30, 25, tzinfo=UTC)
NOW = SENT + timedelta(hours=5)
TOLD = Told(by="social_worker", how="telephone", at=SENT + timedelta(hours=1))


def answer(told: Told = TOLD, *, is_by_hand: bool = True, sent_at: datetime | None = SENT) -> Reason | None:
    decision = may_be_told(told, is_by_hand=is_by_hand, sent_at=sent_at, now=NOW)
    return decision.reason if isinstance(decision, Refused) else None


def test_it_is_said_by_whom_how_and_when() -> None:
    assert answer() is None
    for told in (
        Told(by="", how="telephone", at=NOW),
        Told(by="administrator", how="telephone", at=NOW),
        Told(by="social_worker", how="pigeon", at=NOW),
        Told(by="social_worker", how="paper", at=None),
    ):
        assert answer(told) is NOT_SAID_WHO


@pytest.mark.parametrize("by", sorted(OF_AN_AUTHORITY))
def test_no_officer_answers_for_an_agency_that_is_no_authority(by: Profession) -> None:
    told = Told(by=by.value, how="telephone", at=NOW)
    assert answer(told) is AN_AUTHORITY_ANSWERED
    assert may_be_told(told, is_by_hand=True, sent_at=SENT, now=NOW, is_authority=True) == Allowed()


def test_of_what_somebody_here_did_nobody_there_is_named() -> None:
    told = Told(by="", how="paper", at=NOW)
    decision = may_be_told(told, is_by_hand=True, sent_at=SENT, now=NOW, is_theirs=False)
    assert decision == Allowed()


@pytest.mark.parametrize("at, reason", [
    (NOW, None),
    (NOW + timedelta(minutes=5), None),
    (NOW + timedelta(minutes=6), TOLD_LATER_THAN_NOW),
    (SENT, None),
    (SENT.replace(second=0), None),
    (SENT.replace(second=0) - timedelta(seconds=1), TOLD_BEFORE_SENDING),
])  # fmt: skip
def test_the_moment_lies_between_the_sending_and_now(at: datetime, reason: Reason | None) -> None:
    assert answer(Told(by="nurse", how="file", at=at)) is reason


def test_people_enter_minutes_and_the_sending_was_within_one() -> None:
    told = replace(TOLD, at=SENT.replace(second=0))
    assert answer(told, sent_at=SENT.replace(second=0, microsecond=1)) is None


def test_nobody_enters_the_answers_of_an_agency_that_has_a_node() -> None:
    assert answer(is_by_hand=False) is HAS_A_NODE
    assert answer(sent_at=None) is NOT_SENT_YET


def test_every_move_of_a_receiver_is_entered_but_taking_back_and_opening_again() -> None:
    for event in Event:
        decision = may_enter(event)
        if event in OPENING_AGAIN:
            assert decision == Refused(NOT_OPENED_AGAIN)
        elif Side.RECEIVER in WHO[event] and event is not Event.WITHDRAW:
            assert decision == Allowed()
            assert event in TOLD_LABELS
        else:
            assert decision == Refused(NOT_ENTERED_FOR_THEM)
            assert event not in TOLD_LABELS


@pytest.mark.parametrize("state", list(MOVES))
def test_in_each_state_what_the_receiver_could_do(state: State) -> None:
    at = Position(created_at=SENT, since=SENT, state=state)
    found = enterable(at, now=NOW)
    assert set(found) <= set(possible(state, Side.RECEIVER))
    assert not {Event.WITHDRAW, *OPENING_AGAIN} & set(found)
    if state in (State.SENT, State.ACKNOWLEDGED):
        assert {Event.ACCEPT, Event.DECLINE} <= set(found)


def test_a_move_carries_who_told_it_how_and_when_and_when_it_was_entered() -> None:
    said: dict[str, object] = {
        "told_by": "social_worker", "told_how": "telephone", "entered_at": moment_text(NOW),
    }  # fmt: skip
    assert TOLD.codes(NOW) == said | {"told_at": moment_text(SENT + timedelta(hours=1))}
    assert replace(TOLD, at=None).codes(NOW) == said


def test_of_a_move_from_elsewhere_it_may_be_missing_who_told_it_and_how() -> None:
    assert told_of({"told_at": moment_text(NOW)}) == Told(by="", how="", at=NOW)


def test_who_told_it_comes_out_of_the_codes_as_it_went_in() -> None:
    assert told_of(TOLD.codes(NOW)) == TOLD
    assert told_of({}) is None
    assert told_of({"told_by": "social_worker"}) is None


def test_nobody_of_those_without_cases_tells() -> None:
    assert Profession.ADMINISTRATOR not in TELLERS
    assert Profession.SOCIAL_WORKER in TELLERS
    assert set(PartnerWay) == {"telephone", "paper", "file"}


@pytest.mark.parametrize("state", list(State))
def test_when_something_may_be_said(state: State) -> None:
    def asked(*, by_hand: bool = True, live: bool = True, kept: Reason | None = None) -> Reason | None:
        decision = may_be_said(state, is_by_hand=by_hand, is_consent_live=live, kept_out=kept)
        return decision.reason if isinstance(decision, Refused) else None

    over = NOT_SENT_YET if state is State.DRAFT else IS_OVER if state in ENDED else None
    assert asked() is over
    if over is None:
        said = may_be_said(state, is_by_hand=True, is_consent_live=True, kept_out=None)
        assert said == Allowed()
    assert asked(by_hand=False) is HAS_A_NODE
    assert asked(live=False) is (over or CONSENT_OVER)
    assert asked(kept=NOT_FOR_POLICE) is (over or NOT_FOR_POLICE)


def test_identity_waits_for_their_yes_and_nothing_goes_without_a_grant() -> None:
    once, later = ["profile", "needs"], ["identity", "safe_contact"]
    live = [Section.PROFILE, Section.NEEDS, Section.IDENTITY]
    before = sayable(once, later, live=live, is_accepted=False)
    assert before.now == (Section.PROFILE, Section.NEEDS)
    assert before.on_acceptance == (Section.IDENTITY,)
    after = sayable(once, later, live=live, is_accepted=True)
    assert set(after.now) == set(live)
    assert after.on_acceptance == ()
    assert sayable(once, later, live=[], is_accepted=True).now == ()


@pytest.mark.parametrize(
    "state, flags, steps",
    [
        (State.SENT, (), [Step.RECEIVED]),
        (State.IN_SERVICE, (), [Step.NEWS]),
        (State.IN_SERVICE, (Beside.NOT_TOLD,), [Step.NEWS, Step.TOLD_BACK]),
        (State.SENT, (Beside.TO_HAND_OVER,), [Step.LEFT, Step.RECEIVED]),
        (State.ACCEPTED, (), []),
        (State.DRAFT, (Beside.TO_HAND_OVER, Beside.NOT_TOLD), []),
    ],
)
def test_what_is_no_answer_is_noted_when_its_time_has_come(
    state: State, flags: tuple[Beside, ...], steps: list[Step]
) -> None:
    assert steps_now(state, flags) == steps
    for step in Step:
        expected = Allowed() if step in steps else Refused(NOTHING_TO_NOTE[step])
        assert may_note(step, state, flags) == expected
