"""The receiver says what it has taken over into a file of its own: kept with the referral, shown to the person."""

from typing import Any

import pytest

from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.referrals.inbound import opened_there
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes, R, S


def say(envelopes: Envelopes, row: Referral, **body: Any) -> None:
    """Their message about readings and copies."""
    said = {"referral": str(row.shared), "sections": [], "role": "social_worker", **body}
    arrive(envelopes, opened_there, said, row.handle)


def copied(envelopes: Envelopes, row: Referral) -> list[str]:
    now = envelopes.now(row)
    assert now is not None
    return now.copied_there


def test_what_was_taken_over_there_is_kept_and_added_to(envelopes: Envelopes) -> None:
    row = envelopes.add(State.ACCEPTED, S)
    say(envelopes, row, copied=["needs"])
    assert copied(envelopes, row) == ["needs"]
    say(envelopes, row, copied=["profile", "needs"])
    assert copied(envelopes, row) == ["needs", "profile"]


def test_a_node_that_says_nothing_of_copies_has_made_none(envelopes: Envelopes) -> None:
    row = envelopes.add(State.ACCEPTED, S)
    say(envelopes, row, sections=["needs"])
    assert copied(envelopes, row) == []


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.CLOSED])
def test_it_is_heard_also_when_the_referral_is_over(envelopes: Envelopes, state: State) -> None:
    """What was copied just before is still there."""
    row = envelopes.add(state, S)
    say(envelopes, row, copied=["needs"])
    assert copied(envelopes, row) == ["needs"]


@pytest.mark.parametrize("wrong", ["needs", ["a story"], {"needs": 1}, None])
def test_what_is_no_list_of_sections_is_refused(envelopes: Envelopes, wrong: Any) -> None:
    row = envelopes.add(State.ACCEPTED, S)
    with pytest.raises(RefuseMessage, match="malformed_body"):
        say(envelopes, row, copied=wrong)
    assert copied(envelopes, row) == []


def test_only_the_receiver_says_it(envelopes: Envelopes) -> None:
    row = envelopes.add(State.ACCEPTED, R)
    with pytest.raises(RefuseMessage, match="not_your_side"):
        say(envelopes, row, copied=["needs"])
