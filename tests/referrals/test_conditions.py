"""What the person has set binds the receiver too: whom they may suggest in their own place."""

from datetime import timedelta

import pytest

from safeconduct.consent.rules import NOT_FOR_POLICE, NOT_FOR_THIS_COUNTRY, Recipient
from safeconduct.referrals import reasons
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.referrals.position import Position
from safeconduct.referrals.rules import may_suggest
from safeconduct.vocabulary.codes import Sector, Service
from safeconduct.vocabulary.decisions import Reason, Refused
from tests.referrals.stories import START, R, S, attempt

NOW = START + timedelta(days=3)
POLICE_BE, SHELTER_BE, SHELTER_SE = (
    Recipient(Sector.POLICE, "BE"),
    Recipient(Sector.SHELTER, "BE"),
    Recipient(Sector.SHELTER, "SE"),
)
SET = ("not_police", "not_country:SE", "not_family")


def position(state: State = State.ACKNOWLEDGED) -> Position:
    """A referral under way."""
    return Position(created_at=START, since=START, state=state, services=frozenset({Service.SHELTER}))


def refusal(
    suggested: Recipient | None,
    conditions: tuple[str, ...] = SET,
    *,
    side: Side = R,
    state: State = State.ACKNOWLEDGED,
) -> Reason | None:
    """Why this agency may not be suggested; None when it may."""
    here = position(state)
    made = attempt(here, Event.PROPOSE_REROUTE, side, NOW)
    decision = may_suggest(here, made, conditions=conditions, suggested=suggested, now=NOW)
    return decision.reason if isinstance(decision, Refused) else None


@pytest.mark.parametrize(
    "suggested, conditions, expected",
    [
        (POLICE_BE, SET, NOT_FOR_POLICE),
        (Recipient(Sector.BORDER_GUARD, "BE"), SET, NOT_FOR_POLICE),
        (SHELTER_SE, SET, NOT_FOR_THIS_COUNTRY),
        (SHELTER_BE, SET, None),
        # nothing was set
        (POLICE_BE, (), None),
        (SHELTER_SE, ("not_country:RO",), None),
        # not in the directory here: the sender looks again when it follows the suggestion
        (None, SET, None),
    ],
)
def test_an_agency_that_the_person_keeps_out_is_not_suggested(
    suggested: Recipient | None, conditions: tuple[str, ...], expected: Reason | None
) -> None:
    assert refusal(suggested, conditions) == expected


def test_the_refusal_says_what_is_possible_instead() -> None:
    refused = refusal(POLICE_BE)
    assert refused is not None
    assert "Ask the person again, or choose another agency" in str(refused.instead)


def test_what_is_not_possible_at_all_is_said_first() -> None:
    assert refusal(POLICE_BE, side=S) == reasons.SENDER_CANNOT_ANSWER
    closed = position(State.CLOSED)
    made = attempt(position(), Event.PROPOSE_REROUTE, R, NOW)
    decision = may_suggest(closed, made, conditions=SET, suggested=POLICE_BE, now=NOW)
    assert isinstance(decision, Refused)
    assert decision.reason == reasons.NOT_POSSIBLE_NOW[State.CLOSED]


def test_the_rule_answers_for_suggestions_only() -> None:
    here = position()
    made = attempt(here, Event.DECLINE, R, NOW)
    decision = may_suggest(here, made, conditions=(), suggested=SHELTER_BE, now=NOW)
    assert isinstance(decision, Refused)
