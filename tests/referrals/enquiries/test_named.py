"""A referral names the enquiry of whose yes it was made: with its offer, and at the receiver until it is taken back."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from safeconduct.access.acting import acting
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.referrals import envelope, inbound
from safeconduct.referrals.inbound import enquiries
from safeconduct.referrals.models import Referral
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import as_process
from tests.referrals.arriving import arrive
from tests.referrals.enquiries.desk import Desk
from tests.referrals.envelopes import Envelopes, R
from tests.referrals.from_there import PARTS, FromThere

NAME = uuid4()


@pytest.fixture
def there(envelopes: Envelopes) -> FromThere:
    return FromThere(envelopes)


def offer(there: FromThere, **more: Any) -> None:
    body: dict[str, object] = {"envelope": {**there.fields, **more}, "sections": PARTS}
    arrive(there.envelopes, inbound.offered, body, there.handle, there.consent)


def here(there: FromThere) -> tuple[UUID | None, dict[str, Any]]:
    """What stands here, and what this node writes of it."""
    with as_process("web"), acting(MemberId(there.envelopes.members["ana"])):
        row = Referral.objects.get(shared=there.shared, side=R)
        return row.enquiry, envelope.written(row, "lawyer")


def test_it_comes_with_the_offer_and_is_written_again(there: FromThere) -> None:
    offer(there, enquiry=str(NAME))
    name, again = here(there)
    assert (name, again["enquiry"]) == (NAME, str(NAME))


def test_without_one_nothing_is_written(there: FromThere) -> None:
    offer(there)
    name, again = here(there)
    assert name is None
    assert "enquiry" not in again


def test_what_is_no_name_is_refused(there: FromThere) -> None:
    with pytest.raises(RefuseMessage, match="malformed_body"):
        offer(there, enquiry="the girl from the bakery")


def test_it_goes_with_the_taking_back(there: FromThere) -> None:
    offer(there, enquiry=str(NAME))
    there.withdraw()
    assert here(there)[0] is None


def test_the_draft_of_a_yes_writes_it(envelopes: Envelopes) -> None:
    desk = Desk(envelopes)
    row = desk.ask()[0]
    answer = {
        "enquiry": str(row.shared),
        "answer": "possible",
        "possible_from": None,
        "other": None,
        "role": "",
    }
    desk.arrives(enquiries.answered, answer, row.handle)
    made = desk.convert(row)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        assert envelope.written(made, "social_worker")["enquiry"] == str(row.shared)
