"""Each address below a referral as a member of an agency that has nothing to do with it: as if there were none.

Every address is found by the routes themselves, so that a new page is asked too: opened, and sent a form.
"""

import re
from typing import Any

import pytest

from safeconduct.cases.aliases import ALIASES
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.identifiers import AgencyId, new_reference
from tests.access.addresses import Visitor, below
from tests.access.live import member_acts
from tests.access.names import ID
from tests.conftest import ConnectAs
from tests.referrals.envelopes import Envelopes, R
from tests.referrals.partners.desk import ALIAS, NAME, NEED, PHONE, a_partner, sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

PARTS = {"event": "accept", "section": "needs", "step": "spoke"} | dict.fromkeys(
    ("task", "item", "conference"), str(ID("nothing of this"))
)
"""What stands in an address beside the reference."""
MARKERS = (NAME, NEED, PHONE, ALIAS, "Haven", "Gent")
ANSWERS = {
    "do": "accept", "channel": "person", "reason": "consent_withdrawn", "conflict_check": "none", "text": "A word",
    "about": "needs", "spoken": "en", "capacity": "asked", "service": str(ID("beds")), "worker": str(ID("bea")),
}  # fmt: skip
"""What a form there might send: so that a door that looks at the answers first is found as well."""
ADDRESSES = below("reference", PARTS)


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    """Signed in by one click."""
    settings.DEMO = True


@pytest.fixture(params=["sent", "received"])
def referral(request: pytest.FixtureRequest, connect_as: ConnectAs) -> Referral:
    """Of Ana's agency: sent to a partner, or received from another node and not yet answered."""
    if request.param == "sent":
        a_partner(connect_as("owner"))
        return sent()
    received = Envelopes(
        connect_as, AgencyId(ID("alfa")), AgencyId(ID("gent")), ID("team_alfa"), ID("team_gent"), {"ana": ID("ana")}
    )  # fmt: skip
    return received.add(State.SENT, R)


def test_there_are_many_of_them_and_the_agency_itself_finds_its_referral(referral: Referral) -> None:
    ana, nothing = Visitor("ana"), new_reference("RO")
    said = {path: ana.asks(path.format(reference=referral.reference)) for path in ADDRESSES}
    assert len(ADDRESSES) > 45
    assert not [path for path in ADDRESSES if "<" in path], "each part of an address is filled in"
    assert sum(status == 200 for status, _words in said.values()) >= 4
    assert ana.asks(f"/referrals/{nothing}/")[0] == 404


@pytest.mark.parametrize("who", ["bea", "pavel"])
def test_who_has_nothing_to_do_with_it_is_told_that_there_is_none(referral: Referral, who: str) -> None:
    visitor, reference, nothing = Visitor(who), str(referral.reference), str(new_reference("RO"))
    before = stands(referral)
    for method in ("GET", "POST"):
        for path in sorted(ADDRESSES):
            here, nowhere = (
                visitor.asks(path.format(reference=named), method, ANSWERS, without=(named,))
                for named in (reference, nothing)
            )
            assert here == nowhere, (method, path)
            assert here[0] == 404 or is_led_back(method, here), (method, path, here[0])
            shown = [*MARKERS, str(referral.shared), str(referral.id), str(referral.case_id)]
            assert not [marker for marker in shown if marker in here[1]], (method, path)
    assert stands(referral) == before


@pytest.mark.parametrize("who", ["dan", "nora", "sara"])
def test_a_colleague_without_a_grant_is_shown_nothing_of_the_person(connect_as: ConnectAs, who: str) -> None:
    """The referral is the agency's, so that it is answered; the file behind it is not theirs."""
    a_partner(connect_as("owner"))
    referral, visitor = sent(), Visitor(who)
    assert PHONE in Visitor("ana").asks(f"/people/{referral.case_id}/")[1]
    for method in ("GET", "POST"):
        for path in sorted(ADDRESSES):
            _status, words = visitor.asks(path.format(reference=referral.reference), method, ANSWERS)
            assert not [one for one in (NAME, NEED, PHONE, ALIAS) if one in words], (method, path)


@pytest.mark.parametrize("who", ["ana", "dan", "nora"])
def test_no_form_for_a_file_beside_it_is_shown_to_whoever_may_have_none(
    connect_as: ConnectAs, who: str
) -> None:
    """Neither to the sender nor to a colleague, by either address: both offer an alias at random."""
    a_partner(connect_as("owner"))
    visitor, path = Visitor(who), f"/referrals/{sent().reference}/own/"
    said = [visitor.asks(path), visitor.asks(path, "POST"), visitor.asks(f"{path}beside/", "POST")]
    assert [status for status, _words in said] == [409, 409, 409]
    assert ALIAS not in ALIASES
    assert not [one for one in ALIASES for _status, words in said if re.search(rf"\b{one}\b", words)]


def is_led_back(method: str, answer: tuple[int, str]) -> bool:
    """An address that only takes forms leads whoever opens it to its page, before it looks at anything."""
    return method == "GET" and answer[0] == 302 and answer[1].startswith(("/referrals//", "/silent//"))


def stands(referral: Referral) -> tuple[Any, ...]:
    """The referral and what was done with it."""
    with member_acts("ana"):
        row = Referral.objects.filter(id=referral.id).values().get()
        return row, list(StoredMove.objects.filter(referral_id=referral.id).values_list("hash", flat=True))
