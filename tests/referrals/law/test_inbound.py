"""Which law a referral asks about, at the receiver: read before anybody accepts, gone when it is taken back."""

from typing import Any

import pytest

from safeconduct.access.acting import acting
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.referrals import envelope, inbound
from safeconduct.referrals.law.shown import asked_of
from safeconduct.referrals.models import Referral
from safeconduct.vocabulary.codes import Proceeding
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.law import NOT_SAID, Law
from tests.conftest import as_process
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes, R
from tests.referrals.from_there import PARTS, FromThere

LAW = {"jurisdictions": ["RO", "BE"], "proceeding_types": ["labour"]}
SAID = Law(("BE", "RO"), (Proceeding.LABOUR,))


@pytest.fixture
def there(envelopes: Envelopes) -> FromThere:
    return FromThere(envelopes)


def offer(there: FromThere, **law: Any) -> None:
    body: dict[str, object] = {"envelope": {**there.fields, **law}, "sections": PARTS}
    arrive(there.envelopes, inbound.offered, body, there.handle, there.consent)


def here(there: FromThere) -> tuple[Law, dict[str, Any]]:
    """What stands here, and what this node writes of it."""
    with as_process("web"), acting(MemberId(there.envelopes.members["ana"])):
        row = Referral.objects.get(shared=there.shared, side=R)
        return row.law, envelope.written(row, "lawyer")


def test_it_comes_with_the_offer_and_is_written_again(there: FromThere) -> None:
    offer(there, **LAW)
    law, again = here(there)
    assert law == SAID
    assert (again["jurisdictions"], again["proceeding_types"]) == (["BE", "RO"], ["labour"])


def test_an_earlier_release_says_nothing_of_it_and_nothing_is_written(there: FromThere) -> None:
    offer(there)
    law, again = here(there)
    assert law == NOT_SAID
    assert not {"jurisdictions", "proceeding_types"} & set(again)


@pytest.mark.parametrize(
    "law",
    [
        {"jurisdictions": ["ZZ"]},
        {"jurisdictions": "BE"},
        {"jurisdictions": [["BE"]]},
        {"jurisdictions": ["BE"] * 11},
        {"proceeding_types": ["She was robbed."]},
        {"proceeding_types": None},
    ],
)
def test_what_is_no_list_of_codes_is_refused(there: FromThere, law: dict[str, Any]) -> None:
    with pytest.raises(RefuseMessage, match="malformed_body"):
        offer(there, **law)


def test_it_goes_with_the_taking_back(there: FromThere) -> None:
    offer(there, **LAW)
    there.withdraw()
    assert here(there)[0] == NOT_SAID


def test_a_taking_back_that_comes_first_leaves_nothing_of_it(there: FromThere) -> None:
    there.fields |= LAW
    there.withdraw()
    assert here(there)[0] == NOT_SAID


def test_a_part_that_was_taken_back_first_leaves_it_to_the_offer(there: FromThere) -> None:
    there.fields |= LAW
    there.narrow("safety")
    there.offer()
    assert here(there)[0] == SAID


def test_a_receiver_reads_it_until_the_referral_is_over() -> None:
    row = Referral(side="receiver", state="sent", **LAW)
    assert [str(said) for _words, said in asked_of(row)] == ["Belgium; Romania", "Labour proceedings"]
    row.state = "closed"
    assert asked_of(row) == []
