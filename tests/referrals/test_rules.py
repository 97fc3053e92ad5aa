"""May this be done? Each refusal with its reason, in the cases that the field knows."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from safeconduct.consent.rules import NOT_FOR_POLICE, Recipient
from safeconduct.referrals import reasons
from safeconduct.referrals.codes import TO_BE_SAID, moment, moment_text
from safeconduct.referrals.forms import Place
from safeconduct.referrals.moves import Actor, Event, Side, State
from safeconduct.referrals.position import Position, Proposal, draft
from safeconduct.referrals.rules import (
    SKEW,
    may_accept,
    may_answer,
    may_confirm,
    may_mark_as_error,
    may_meet,
    may_move,
    may_reopen,
    may_suggest,
    may_withdraw,
    planned_for,
    possible_now,
)
from safeconduct.vocabulary.codes import Sector
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused
from tests.referrals.stories import NOW, START, R, S, at, attempt, why


def refusal(position: Position, event: Event, side: Side, **codes: object) -> Reason | None:
    """Why a member may not do this now; None when allowed. The codes are complete but for those named."""
    return why(may_move(position, attempt(position, event, side, NOW, codes=codes), now=NOW))


def refusal_on(position: Position, event: Event, side: Side, on: datetime) -> Reason | None:
    """Why it cannot have happened at that moment; None when it can."""
    return why(may_move(position, attempt(position, event, side, on), now=NOW))


# --- Any move -----------------------------------------------------------------------------------------------


def test_an_impossible_move_is_refused_with_what_is_possible_instead() -> None:
    refused = refusal(at(State.DECLINED), Event.ACCEPT, R)
    assert refused is reasons.NOT_POSSIBLE_NOW[State.DECLINED]
    assert "close it" in str(refused.instead)


def test_nobody_acts_for_the_other_side() -> None:
    assert refusal(at(State.SENT), Event.ACCEPT, S) == reasons.SENDER_CANNOT_ANSWER
    assert refusal(at(State.SENT), Event.DECLINE, S) == reasons.SENDER_CANNOT_ANSWER
    assert refusal(at(State.IN_SERVICE), Event.RECORD_OUTCOME, S) == reasons.SENDER_CANNOT_ANSWER
    assert refusal(at(State.OUTCOME_RECORDED), Event.CLOSE, R) == reasons.RECEIVER_CANNOT_ACT


def test_a_date_may_lie_back_but_not_before_creation_and_not_in_the_future() -> None:
    sent = at(State.SENT)
    assert refusal_on(sent, Event.ACKNOWLEDGE, R, START) is None
    assert refusal_on(sent, Event.ACKNOWLEDGE, R, START - timedelta(seconds=1)) == reasons.BEFORE_CREATION
    assert refusal_on(sent, Event.ACKNOWLEDGE, R, NOW + timedelta(minutes=6)) == reasons.IN_THE_FUTURE


def test_a_clock_elsewhere_may_be_a_little_ahead() -> None:
    assert refusal_on(at(State.SENT), Event.ACKNOWLEDGE, R, NOW + timedelta(minutes=4)) is None
    assert refusal_on(at(State.SENT), Event.ACKNOWLEDGE, R, NOW + SKEW) is None


@pytest.mark.parametrize(
    "state, event, side",
    [
        (State.SENT, Event.DECLINE, R),
        (State.ACCEPTED, Event.PROPOSE_REROUTE, R),
        (State.IN_SERVICE, Event.HOLD, R),
        (State.REROUTE_PROPOSED, Event.DECLINE_REROUTE, S),
        (State.NO_SHOW, Event.ARRIVE_LATE, S),
        (State.NO_SHOW, Event.PROPOSE_HANDOVER, R),
        (State.OUTCOME_RECORDED, Event.DISPUTE, S),
        (State.DECLINED, Event.CLOSE, S),
        (State.SENT, Event.WITHDRAW, R),
        (State.SENT, Event.MARK_AS_ERROR, S),
    ],
)
def test_a_coded_reason_is_asked(state: State, event: Event, side: Side) -> None:
    assert refusal(at(state), event, side) is None
    assert refusal(at(state), event, side, reason=None) == reasons.REASON_MISSING
    assert refusal(at(state), event, side, reason="because") == reasons.REASON_MISSING


def test_a_planned_handover_is_proposed_by_one_side_and_confirmed_by_the_other() -> None:
    accepted = at(State.ACCEPTED)
    proposed = replace(accepted, proposal=Proposal(Event.PROPOSE_HANDOVER, S))
    assert refusal(accepted, Event.CONFIRM_HANDOVER, R) == reasons.NOTHING_PROPOSED
    assert refusal(proposed, Event.CONFIRM_HANDOVER, S) == reasons.OWN_PROPOSAL
    assert refusal(proposed, Event.CONFIRM_HANDOVER, R) is None
    assert refusal(proposed, Event.CONFIRM_HANDOVER, R, met_by=None) == reasons.CODES_MISSING
    assert refusal(proposed, Event.CONFIRM_HANDOVER, R, brought_by=None) is None  # the sender has said it
    assert refusal(proposed, Event.DECLINE_HANDOVER, R) is None
    assert refusal(proposed, Event.PROPOSE_HANDOVER, R) is None  # another plan in its place


@pytest.mark.parametrize("with_the_person", ["police_officer", "border_guard"])
def test_a_handover_keeps_whom_the_person_has_kept_out(with_the_person: str) -> None:
    accepted = at(State.ACCEPTED)
    for side, own in ((S, "brought_by"), (R, "met_by")):
        plan = attempt(accepted, Event.PROPOSE_HANDOVER, side, NOW, codes={own: with_the_person})
        assert may_meet(accepted, plan, conditions=[], has_words=False, now=NOW) == Allowed()
        refused = may_meet(accepted, plan, conditions=["not_police"], has_words=False, now=NOW)
        assert refused == Refused(reasons.NOT_MET_BY_POLICE)


def test_a_handover_by_others_is_planned_whatever_the_person_has_said_of_the_police() -> None:
    accepted = at(State.ACCEPTED)
    plan = attempt(accepted, Event.PROPOSE_HANDOVER, S, NOW)
    assert (
        may_meet(accepted, plan, conditions=["not_police", "not_family"], has_words=False, now=NOW)
        == Allowed()
    )
    early = attempt(accepted, Event.PROPOSE_HANDOVER, S, NOW, codes={"when": "2026-03-01T09:00:00Z"})
    assert may_meet(accepted, early, conditions=[], has_words=False, now=NOW) == Refused(
        reasons.HANDOVER_TOO_EARLY
    )


def test_the_moment_with_the_person_is_the_one_that_is_proposed_or_agreed_to() -> None:
    accepted = at(State.ACCEPTED)
    plan = attempt(accepted, Event.PROPOSE_HANDOVER, S, NOW)
    when = moment(plan.codes["when"])
    assert when is not None
    assert planned_for(accepted, plan) == when
    proposed = replace(accepted, proposal=Proposal(Event.PROPOSE_HANDOVER, S, when))
    assert planned_for(proposed, attempt(proposed, Event.CONFIRM_HANDOVER, R, NOW)) == when
    for event in (Event.DECLINE_HANDOVER, Event.HOLD):
        assert planned_for(proposed, attempt(proposed, event, R, NOW)) is None


@pytest.mark.parametrize("where", ["station", "airport", "border", "health_centre", "agreed_place"])
def test_a_place_of_which_there_are_many_is_named_in_words(where: str) -> None:
    accepted = at(State.ACCEPTED)
    plan = attempt(accepted, Event.PROPOSE_HANDOVER, R, NOW, codes={"where": where})
    unsaid = may_meet(accepted, plan, conditions=[], has_words=False, now=NOW)
    assert unsaid == Refused(reasons.PLACE_NOT_SAID)
    assert may_meet(accepted, plan, conditions=[], has_words=True, now=NOW) == Allowed()


@pytest.mark.parametrize("where", ["senders_office", "receivers_office", "P-01"])
def test_an_agency_and_a_code_that_both_know_need_no_words(where: str) -> None:
    accepted = at(State.ACCEPTED)
    plan = attempt(accepted, Event.PROPOSE_HANDOVER, R, NOW, codes={"where": where})
    assert may_meet(accepted, plan, conditions=[], has_words=False, now=NOW) == Allowed()


def test_every_place_that_is_offered_is_an_agency_or_named_in_words() -> None:
    assert {*Place} - TO_BE_SAID == {Place.SENDERS_OFFICE, Place.RECEIVERS_OFFICE}
    assert {*Place} >= TO_BE_SAID


def test_a_handover_says_where_when_and_by_whom_on_both_sides() -> None:
    accepted = at(State.ACCEPTED)
    for name in ("where", "when", "sender_worker", "receiver_worker"):
        assert refusal(accepted, Event.PROPOSE_HANDOVER, S, **{name: None}) == reasons.CODES_MISSING
    for side, own in ((S, "brought_by"), (R, "met_by")):
        assert refusal(accepted, Event.PROPOSE_HANDOVER, side, **{own: None}) == reasons.CODES_MISSING
        assert refusal(accepted, Event.PROPOSE_HANDOVER, side, **{own: "ana"}) == reasons.CODES_MISSING
    assert refusal(accepted, Event.PROPOSE_HANDOVER, S, when=moment_text(START)) is None
    early = "2026-03-01T09:00:00Z"
    assert refusal(accepted, Event.PROPOSE_HANDOVER, S, when=early) == reasons.HANDOVER_TOO_EARLY


def test_a_hold_is_looked_at_again_within_14_days() -> None:
    serving = at(State.IN_SERVICE)
    for days, expected in ((-1, reasons.REVIEW_TOO_FAR), (0, None), (14, None), (15, reasons.REVIEW_TOO_FAR)):
        review_on = (NOW + timedelta(days=days)).date().isoformat()
        assert refusal(serving, Event.HOLD, R, review_on=review_on) == expected
    assert refusal(serving, Event.HOLD, R, review_on=None) == reasons.CODES_MISSING


def test_before_acceptance_a_hold_is_a_place_on_the_waiting_list() -> None:
    acknowledged = at(State.ACKNOWLEDGED)
    assert refusal(acknowledged, Event.HOLD, R) is None
    assert refusal(acknowledged, Event.HOLD, R, place=None) == reasons.CODES_MISSING
    assert refusal(acknowledged, Event.HOLD, R, reason="health") == reasons.REASON_MISSING
    assert refusal(at(State.ACCEPTED), Event.HOLD, R, reason="health", place=None) is None


def test_each_service_asked_for_needs_an_outcome() -> None:
    serving = at(State.IN_SERVICE)
    for outcomes in (
        {"shelter": "given"},
        {},
        None,
        {"shelter": "given", "escort": "given"},
        {"shelter": "fine"},
    ):
        assert refusal(serving, Event.RECORD_OUTCOME, R, outcomes=outcomes) == reasons.OUTCOME_MISSING


def test_an_outcome_needs_a_reason_unless_all_was_given_or_goes_on() -> None:
    serving = at(State.IN_SERVICE)
    given = {"shelter": "given", "legal_advice": "given"}
    partly = {"shelter": "given", "legal_advice": "partly_given"}
    assert refusal(serving, Event.RECORD_OUTCOME, R, outcomes=given, reason=None) is None
    assert refusal(serving, Event.RECORD_OUTCOME, R, outcomes=partly, reason=None) == reasons.REASON_MISSING
    goes_on = dict.fromkeys(given, "ongoing_at_close")  # nothing was withheld
    assert refusal(serving, Event.RECORD_OUTCOME, R, outcomes=goes_on, reason=None) is None


def test_a_reroute_needs_the_person_and_the_next_referral() -> None:
    proposed = at(State.REROUTE_PROPOSED)
    assert refusal(proposed, Event.CONFIRM_REROUTE, S) is None
    assert refusal(proposed, Event.CONFIRM_REROUTE, S, person_agrees=False) == reasons.CODES_MISSING
    assert refusal(proposed, Event.CONFIRM_REROUTE, S, next_referral=None) == reasons.CODES_MISSING


def test_no_text_travels_in_a_move() -> None:
    sent = at(State.SENT)
    assert refusal(sent, Event.DECLINE, R, remark="no_room_before_june") is None
    assert refusal(sent, Event.DECLINE, R, remark="She is at the station") == reasons.CODES_MISSING


def test_after_a_mistake_only_the_withdrawal_is_left() -> None:
    mistaken = at(State.SENT, is_in_error=True)
    assert refusal(mistaken, Event.ACCEPT, R) == reasons.ENTERED_IN_ERROR
    assert possible_now(mistaken, R, now=NOW) == possible_now(mistaken, S, now=NOW) == [Event.WITHDRAW]


def test_what_is_possible_now_leaves_out_answers_to_nothing() -> None:
    accepted = at(State.ACCEPTED)
    proposed = replace(accepted, proposal=Proposal(Event.PROPOSE_HANDOVER, R))
    before = {Event.PROPOSE_HANDOVER, Event.WITHDRAW, Event.MARK_AS_ERROR}
    assert set(possible_now(accepted, S, now=NOW)) == before
    assert set(possible_now(proposed, S, now=NOW)) == before | {
        Event.CONFIRM_HANDOVER,
        Event.DECLINE_HANDOVER,
    }


# --- Answering, taking back, confirming -----------------------------------------------------------------------


def test_a_receiving_member_accepts_with_a_worker_a_check_and_a_live_consent() -> None:
    sent = at(State.SENT)

    def accept(side: Side = R, *, is_consent_live: bool = True, **codes: object) -> Reason | None:
        one = attempt(sent, Event.ACCEPT, side, NOW, codes=codes)
        return why(may_accept(sent, one, is_consent_live=is_consent_live, now=NOW))

    assert accept() is None
    assert accept(conflict_check="cleared") is None
    assert accept(S) == reasons.SENDER_CANNOT_ANSWER
    assert accept(worker=None) == reasons.NO_WORKER_NAMED
    assert accept(worker="the-team") == reasons.NO_WORKER_NAMED
    assert accept(conflict_check=None) == reasons.CONFLICT_NOT_CHECKED
    assert accept(conflict_check="possible_match") == reasons.CONFLICT_NOT_CHECKED
    assert accept(is_consent_live=False) == reasons.CONSENT_ENDED


def test_after_acceptance_there_is_no_decline() -> None:
    for state in (State.ACCEPTED, State.IN_SERVICE, State.ON_HOLD, State.HANDOVER_PLANNED):
        assert refusal(at(state), Event.DECLINE, R) == reasons.NOT_POSSIBLE_NOW[state]


def test_an_answer_stays_within_the_consent() -> None:
    asked = at(State.INFO_REQUESTED)
    given = attempt(asked, Event.ANSWER, S, NOW)
    ended = attempt(asked, Event.ANSWER, S, NOW, actor=Actor.CONSENT)
    assert why(may_answer(asked, given, is_section_shared=True, now=NOW)) is None
    assert why(may_answer(asked, given, is_section_shared=False, now=NOW)) == reasons.CONSENT_ENDED
    assert why(may_answer(asked, ended, is_section_shared=False, now=NOW)) is None


def test_an_answer_is_a_move_like_others() -> None:
    asked = at(State.INFO_REQUESTED)
    theirs = attempt(asked, Event.ANSWER, R, NOW)
    assert why(may_answer(asked, theirs, is_section_shared=True, now=NOW)) == reasons.RECEIVER_CANNOT_ACT
    early = attempt(asked, Event.ANSWER, S, START - timedelta(days=1))
    assert why(may_answer(asked, early, is_section_shared=True, now=NOW)) == reasons.BEFORE_CREATION


def test_another_agency_is_suggested_where_no_condition_keeps_it_out() -> None:
    accepted = at(State.ACCEPTED)
    one = attempt(accepted, Event.PROPOSE_REROUTE, R, NOW)
    shelter, police = Recipient(Sector.SHELTER, "BE"), Recipient(Sector.POLICE, "BE")

    def suggest(suggested: Recipient | None, *conditions: str) -> Reason | None:
        return why(may_suggest(accepted, one, conditions=conditions, suggested=suggested, now=NOW))

    assert suggest(shelter) is suggest(None) is suggest(shelter, "not_police", "not_country:FR") is None
    assert suggest(police, "not_police") == NOT_FOR_POLICE
    assert may_suggest(accepted, one, conditions=["not_police"], suggested=shelter, now=NOW) == Allowed()
    mine = attempt(accepted, Event.PROPOSE_REROUTE, S, NOW)
    refused = may_suggest(accepted, mine, conditions=[], suggested=shelter, now=NOW)
    assert why(refused) == reasons.SENDER_CANNOT_ANSWER


def test_the_end_of_a_consent_gives_no_answer() -> None:
    asked = at(State.INFO_REQUESTED)
    one = attempt(asked, Event.ANSWER, S, NOW, actor=Actor.CONSENT, codes={"answer": "given"})
    assert why(may_move(asked, one, now=NOW)) == reasons.NOT_FOR_A_CLOCK


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_any_member_of_either_side_takes_back_in_every_state(state: State) -> None:
    for side in Side:
        one = attempt(at(state), Event.WITHDRAW, side, NOW)
        assert may_withdraw(at(state), one) == Allowed()
    by_consent = attempt(at(state), Event.WITHDRAW, S, NOW, actor=Actor.CONSENT)
    assert may_withdraw(at(state), by_consent) == Allowed()


def test_neither_a_mistake_nor_a_wrong_clock_blocks_a_withdrawal() -> None:
    for position in (at(State.SENT, is_in_error=True), at(State.CLOSED, is_withdrawn=True)):
        for when in (START - timedelta(days=1), NOW + timedelta(days=1)):
            one = attempt(position, Event.WITHDRAW, R, when)
            assert may_withdraw(position, one) == may_move(position, one, now=NOW) == Allowed()


def test_on_a_draft_the_sender_opens_the_consent_step_again() -> None:
    position = draft(START)
    assert (
        may_withdraw(position, attempt(position, Event.WITHDRAW, S, NOW, codes={"reason": None})) == Allowed()
    )
    assert (
        why(may_withdraw(position, attempt(position, Event.WITHDRAW, R, NOW))) == reasons.RECEIVER_CANNOT_ACT
    )


def test_a_withdrawal_asks_for_its_code_and_is_not_made_by_a_clock() -> None:
    sent = at(State.SENT)
    without = attempt(sent, Event.WITHDRAW, S, NOW, codes={"reason": None})
    by_clock = attempt(sent, Event.WITHDRAW, S, NOW, actor=Actor.CLOCK)
    assert why(may_withdraw(sent, without)) == reasons.REASON_MISSING
    assert why(may_withdraw(sent, by_clock)) == reasons.NOT_FOR_A_CLOCK


def test_the_sender_confirms_and_its_clock_closes_as_unconfirmed() -> None:
    recorded = at(State.OUTCOME_RECORDED)

    def confirm(side: Side, actor: Actor, confirmation: str) -> Reason | None:
        one = attempt(recorded, Event.CLOSE, side, NOW, actor=actor, codes={"confirmation": confirmation})
        return why(may_confirm(recorded, one, now=NOW))

    for confirmation in ("confirmed", "disputed", "unconfirmed"):
        assert confirm(S, Actor.MEMBER, confirmation) is None
    assert confirm(S, Actor.MEMBER, "not_applicable") == reasons.CODES_MISSING
    assert confirm(S, Actor.CLOCK, "unconfirmed") is None
    assert confirm(S, Actor.CLOCK, "confirmed") == reasons.NOT_FOR_A_CLOCK
    assert confirm(R, Actor.MEMBER, "confirmed") == reasons.RECEIVER_CANNOT_ACT


def test_a_declined_referral_is_closed_without_a_service_and_not_confirmed() -> None:
    declined = at(State.DECLINED)
    assert refusal(declined, Event.CLOSE, S) is None
    assert refusal(declined, Event.CLOSE, S, closing="rerouted") == reasons.CODES_MISSING
    one = attempt(declined, Event.CLOSE, S, NOW)
    assert why(may_confirm(declined, one, now=NOW)) == reasons.NOT_POSSIBLE_NOW[State.DECLINED]


def test_a_mistake_is_marked_by_its_maker_while_nothing_is_out() -> None:
    sent = at(State.SENT)

    def mark(side: Side, *, is_anything_released: bool) -> Reason | None:
        one = attempt(sent, Event.MARK_AS_ERROR, side, NOW)
        return why(may_mark_as_error(sent, one, is_anything_released=is_anything_released, now=NOW))

    assert mark(S, is_anything_released=False) is None
    assert mark(S, is_anything_released=True) == reasons.SOMETHING_RELEASED
    assert mark(R, is_anything_released=False) == reasons.RECEIVER_CANNOT_ACT


def test_each_rule_answers_for_its_own_event_only() -> None:
    sent = at(State.SENT)
    other = attempt(sent, Event.ACKNOWLEDGE, R, NOW)
    expected = reasons.NOT_POSSIBLE_NOW[State.SENT]
    for decision in (
        may_accept(sent, other, is_consent_live=True, now=NOW),
        may_answer(sent, other, is_section_shared=True, now=NOW),
        may_withdraw(sent, other),
        may_confirm(sent, other, now=NOW),
        may_mark_as_error(sent, other, is_anything_released=False, now=NOW),
        may_suggest(sent, other, conditions=[], suggested=None, now=NOW),
        may_reopen(sent, other, is_consent_live=True, has_person_agreed=True, now=NOW),
    ):
        assert why(decision) == expected
