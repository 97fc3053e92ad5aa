"""The receiver says that it referred on: kept with the referral at the first sender, codes and no content."""

from typing import Any

import pytest

from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.referrals.inbound import opened_there
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes, R, S
from tests.referrals.sub_referrals.test_rules import ONWARD


def say(envelopes: Envelopes, row: Referral, **body: Any) -> None:
    said = {"referral": str(row.shared), "sections": [], "role": "social_worker", **body}
    arrive(envelopes, opened_there, said, row.handle)


def onward(envelopes: Envelopes, row: Referral) -> list[Any]:
    now = envelopes.now(row)
    assert now is not None
    return list(now.onward)


@pytest.mark.parametrize("state", [State.ACCEPTED, State.CLOSED, State.WITHDRAWN])
def test_it_is_kept_once_also_when_the_referral_is_over(envelopes: Envelopes, state: State) -> None:
    row = envelopes.add(state, S)
    say(envelopes, row, onward=ONWARD.members())
    say(envelopes, row, onward=ONWARD.members())
    assert onward(envelopes, row) == [ONWARD.members()]


def test_nothing_more_than_its_codes_is_kept(envelopes: Envelopes) -> None:
    row = envelopes.add(State.ACCEPTED, S)
    say(envelopes, row, onward={**ONWARD.members(), "note": "she is pregnant"})
    assert onward(envelopes, row) == [ONWARD.members()]


@pytest.mark.parametrize("wrong", [None, [], "a story", {"agency": "x"}])
def test_what_is_none_is_refused(envelopes: Envelopes, wrong: object) -> None:
    row = envelopes.add(State.ACCEPTED, S)
    with pytest.raises(RefuseMessage, match="malformed_body"):
        say(envelopes, row, onward=wrong)
    assert onward(envelopes, row) == []


def test_only_the_receiver_says_it(envelopes: Envelopes) -> None:
    row = envelopes.add(State.ACCEPTED, R)
    with pytest.raises(RefuseMessage, match="not_your_side"):
        say(envelopes, row, onward=ONWARD.members())
