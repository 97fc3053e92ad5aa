"""What a move makes of a referral's standing, and what ends with the state it belonged to."""

from datetime import timedelta

import pytest

from safeconduct.referrals.history import replay
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.referrals.position import Position, advance, draft
from safeconduct.vocabulary.codes import Service, Urgency
from tests.referrals.stories import GENESIS, START, R, S, attempt, told

ACCEPTED = [(Event.SEND, S), (Event.ACCEPT, R)]
CLOSED = [*ACCEPTED, (Event.RECORD_OUTCOME, R), (Event.CLOSE, S)]


def after(*story: tuple[Event, Side]) -> Position:
    """The position at the end of a story in order."""
    history = replay(told(*story), GENESIS)
    assert history.undone == ()
    return history.position


def test_the_offer_says_how_urgent_it_is_and_what_is_asked_for() -> None:
    sent = after((Event.SEND, S))
    assert (sent.urgency, sent.services) == (
        Urgency.URGENT,
        frozenset({Service.SHELTER, Service.LEGAL_ADVICE}),
    )


def test_codes_that_cannot_be_read_are_left_out() -> None:
    sent = advance(draft(START), Event.SEND, S, START, {"urgency": 7, "services": "shelter"})
    held = advance(after(*ACCEPTED), Event.HOLD, R, START, {"review_on": "soon"})
    assert (sent.state, sent.urgency, sent.services) == (State.SENT, None, frozenset())
    assert (held.state, held.review_on) == (State.ON_HOLD, None)


@pytest.mark.parametrize(
    "story",
    [
        [*ACCEPTED, (Event.PROPOSE_HANDOVER, S), (Event.CONFIRM_HANDOVER, R)],
        [*ACCEPTED, (Event.PROPOSE_HANDOVER, S), (Event.DECLINE_HANDOVER, R)],
        [*ACCEPTED, (Event.PROPOSE_HANDOVER, S), (Event.HOLD, R), (Event.RESUME, R)],
        [*ACCEPTED, (Event.PROPOSE_HANDOVER, S), (Event.MARK_AS_ERROR, S)],
        [*CLOSED, (Event.PROPOSE_REOPEN, R), (Event.DECLINE_REOPEN, S)],
        [*CLOSED, (Event.PROPOSE_REOPEN, R), (Event.WITHDRAW, R)],
    ],
)
def test_a_proposal_ends_with_its_answer_with_the_state_and_with_a_withdrawal(
    story: list[tuple[Event, Side]],
) -> None:
    assert after(*story).proposal is None


def test_another_proposal_takes_the_place_of_the_first() -> None:
    proposal = after(*ACCEPTED, (Event.PROPOSE_HANDOVER, S), (Event.PROPOSE_HANDOVER, R)).proposal
    assert proposal is not None
    assert (proposal.side, proposal.when) == (R, START + timedelta(days=1, hours=3))


def test_a_draft_that_loses_its_consent_stays_a_draft_and_can_be_sent_later() -> None:
    before = draft(START)
    one = attempt(before, Event.WITHDRAW, S)
    assert advance(before, one.event, one.side, one.at, one.codes) == before


def test_a_date_of_review_and_a_planned_time_end_with_their_state() -> None:
    planned = [*ACCEPTED, (Event.PROPOSE_HANDOVER, S), (Event.CONFIRM_HANDOVER, R)]
    assert after(*ACCEPTED, (Event.HOLD, R)).review_on is not None
    assert after(*ACCEPTED, (Event.HOLD, R), (Event.RESUME, R)).review_on is None
    assert after(*planned).handover_at is not None
    assert after(*planned, (Event.ARRIVE, R)).handover_at is None


def test_a_closed_referral_knows_when_and_from_where_and_a_reopened_one_forgets() -> None:
    closed = after(*CLOSED)
    reopened = after(*CLOSED, (Event.PROPOSE_REOPEN, R), (Event.CONFIRM_REOPEN, S))
    assert (closed.closed_at, closed.closed_from) == (closed.since, State.OUTCOME_RECORDED)
    assert (reopened.closed_at, reopened.closed_from) == (None, None)
