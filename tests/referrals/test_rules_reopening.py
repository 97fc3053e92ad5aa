"""When may a closed referral be opened again, by whom, and with whose yes?"""

from datetime import timedelta

import pytest

from safeconduct.referrals import reasons
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.referrals.position import Position, Proposal
from safeconduct.referrals.rules import (
    REOPENING,
    may_move,
    may_reopen,
    possible_now,
)
from safeconduct.vocabulary.decisions import Reason
from tests.referrals.stories import NOW, R, S, at, attempt, why


def refusal(position: Position, event: Event, side: Side, **codes: object) -> Reason | None:
    """Why a member may not do this now; None when allowed. The codes are complete but for those named."""
    return why(may_move(position, attempt(position, event, side, NOW, codes=codes), now=NOW))


# --- Reopening ----------------------------------------------------------------------------------------------


def _closed(days_ago: int, **other: object) -> Position:
    closed_at = NOW - timedelta(days=days_ago)
    facts = {"created_at": closed_at, "closed_at": closed_at, "closed_from": State.OUTCOME_RECORDED}
    return at(State.CLOSED, **(facts | other))


def test_a_referral_is_opened_again_within_30_days() -> None:
    assert refusal(_closed(REOPENING.days), Event.PROPOSE_REOPEN, R) is None
    assert refusal(_closed(REOPENING.days + 1), Event.PROPOSE_REOPEN, R) == reasons.TOO_LATE_TO_REOPEN


@pytest.mark.parametrize("is_consent_live, has_person_agreed, reason", [
    (True, True, None),
    (True, False, reasons.PERSON_NOT_ASKED),
    (False, True, reasons.CONSENT_ENDED),
    (False, False, reasons.CONSENT_ENDED),
])  # fmt: skip
def test_a_reopening_needs_a_live_consent_and_the_persons_yes(
    is_consent_live: bool, has_person_agreed: bool, reason: Reason | None
) -> None:
    closed = _closed(2)
    one = attempt(closed, Event.PROPOSE_REOPEN, R, NOW)
    assert (
        why(
            may_reopen(
                closed, one, is_consent_live=is_consent_live, has_person_agreed=has_person_agreed, now=NOW
            )
        )
        == reason
    )


def test_what_cannot_be_opened_again_is_not_by_a_persons_yes() -> None:
    late = _closed(REOPENING.days + 1)
    one = attempt(late, Event.PROPOSE_REOPEN, R, NOW)
    refused = may_reopen(late, one, is_consent_live=True, has_person_agreed=True, now=NOW)
    assert why(refused) == reasons.TOO_LATE_TO_REOPEN


def test_what_is_possible_now_ends_with_the_term_of_reopening() -> None:
    assert Event.PROPOSE_REOPEN in possible_now(_closed(REOPENING.days), R, now=NOW)
    assert Event.PROPOSE_REOPEN not in possible_now(_closed(REOPENING.days + 1), R, now=NOW)


def test_a_reopening_needs_the_other_side() -> None:
    proposed = _closed(2, proposal=Proposal(Event.PROPOSE_REOPEN, S))
    assert refusal(proposed, Event.CONFIRM_REOPEN, R) is None
    assert refusal(proposed, Event.CONFIRM_REOPEN, S) == reasons.OWN_PROPOSAL
    assert refusal(_closed(2), Event.CONFIRM_REOPEN, R) == reasons.NOTHING_PROPOSED
    other = _closed(2, proposal=Proposal(Event.PROPOSE_HANDOVER, S))
    assert refusal(other, Event.CONFIRM_REOPEN, R) == reasons.NOTHING_PROPOSED


@pytest.mark.parametrize("before", [State.DECLINED, State.REROUTE_PROPOSED, State.WITHDRAWN])
def test_what_closed_without_a_service_is_not_opened_again(before: State) -> None:
    assert refusal(_closed(2, closed_from=before), Event.PROPOSE_REOPEN, S) == reasons.NOTHING_TO_REOPEN


def test_what_was_withdrawn_is_not_opened_again() -> None:
    assert refusal(_closed(2, is_withdrawn=True), Event.PROPOSE_REOPEN, S) == reasons.NOTHING_TO_REOPEN
