"""Each address below a case, whatever room it is of, as whoever has no part in that case: nothing of it is there.

Every address is found by the routes themselves, so that a new page is asked too: opened, and sent a form.
"""

from typing import Any
from uuid import UUID

import pytest

from safeconduct.cases.emergency.forms import number_of
from tests.access.addresses import Visitor, below
from tests.access.names import ID
from tests.referrals.partners.desk import ALIAS, NAME, NEED, PHONE, a_file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

PARTS = {
    "section": "plan", "after": "month_1", "about": "plan", "right": "legal_aid", "kind": "permit", "what": "known",
    "number": "1",
} | dict.fromkeys(
    ("ask", "claim", "paper", "which", "statement", "consent"), str(ID("nothing of this"))
)  # fmt: skip
"""What stands in an address beside the case. What has a number of its own, such as a claim, this case has none of."""
ANSWERS = {
    "do": "end", "section": "plan", "words": "A word", "language": "en", "channel": "person", "told": "yes",
    "answer": "accept", "reason": "report", "service": str(ID("beds")), "urgency": "urgent", "base-needs": "0",
    "wish": "Something else", "question": "Where?",
}  # fmt: skip
"""What a form there might send: so that a door that looks at the answers first is found as well."""
MARKERS = (NAME, NEED, PHONE, ALIAS)
ASKS_FIRST = {"/people/{case}/emergency/", "/people/{case}/take-over/", "/kept/{case}/hold/"}
"""Where a colleague, or who supervises, is asked for a reason before anything opens or stays."""
ADDRESSES = below("case", PARTS)
METHODS = ("GET", "POST")


def asks(visitor: Visitor, case: UUID, path: str, method: str = "GET") -> tuple[int, str]:
    """What it answers, without the number that is in the address."""
    own = (str(case), number_of(case))
    return visitor.asks(path.format(case=case), method, ANSWERS, without=own)


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    """Signed in by one click."""
    settings.DEMO = True


def test_there_are_many_of_them_and_the_lead_is_shown_most() -> None:
    case, ana = a_file(), Visitor("ana")
    said = {path: asks(ana, case, path)[0] for path in ADDRESSES}
    assert len(ADDRESSES) > 70
    assert not [path for path in ADDRESSES if "<" in path], "each part of an address is filled in"
    assert sum(status == 200 for status in said.values()) > 25
    assert NEED in asks(ana, case, "/people/{case}/")[1]


@pytest.mark.parametrize("who", ["bea", "pavel", "cora"])
def test_a_stranger_is_told_what_they_are_told_of_a_case_that_never_was(who: str) -> None:
    case, visitor = a_file(), Visitor(who)
    differing = [
        (method, path)
        for method in METHODS
        for path in sorted(ADDRESSES)
        if asks(visitor, case, path, method) != asks(visitor, ID("no case"), path, method)
    ]
    assert differing == []


@pytest.mark.parametrize("who", ["dan", "nora", "adam", "sara"])
def test_a_colleague_without_a_part_in_the_case_is_shown_none_of_it(who: str) -> None:
    case, visitor = a_file(), Visitor(who)
    for method in METHODS:
        said = {path: asks(visitor, case, path, method) for path in sorted(ADDRESSES)}
        assert {path for path, (status, _) in said.items() if status == 200} <= ASKS_FIRST
        shown = [(path, marker) for path, (_, words) in said.items() for marker in MARKERS if marker in words]
        assert shown == [], method
