"""Sections that are taken back before the referral is there: the offer brings the others, also one that left before."""

import pytest

from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.referrals.moves import State
from tests.referrals.envelopes import Envelopes
from tests.referrals.from_there import FromThere


@pytest.fixture
def there(envelopes: Envelopes) -> FromThere:
    return FromThere(envelopes)


def test_an_offer_that_left_before_brings_only_what_was_not_taken_back(there: FromThere) -> None:
    there.narrow("safety")
    assert there.stands() == (State.SENT, set())
    there.offer()
    assert there.stands() == (State.SENT, {"profile", "needs"})


def test_an_offer_comes_once_also_after_a_part_was_taken_back(there: FromThere) -> None:
    there.narrow("safety")
    there.offer()
    with pytest.raises(RefuseMessage, match="consent_ended"):
        there.offer()


def test_an_offer_brings_nothing_when_all_was_taken_back_after_the_part(there: FromThere) -> None:
    there.narrow("safety")
    there.withdraw()
    with pytest.raises(RefuseMessage, match="consent_ended"):
        there.offer()
    assert there.stands() == (State.WITHDRAWN, set())
