"""The pages of both sides, from the question to the end, and the one sentence about a statement."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from safeconduct.consent.rules import Fact
from safeconduct.referrals.authorities.models import AuthorityAsk, Statement
from tests.access.live import member_acts
from tests.access.names import ID
from tests.referrals.authorities.desk import a_file
from tests.site.people import HERE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

PHONE = "+40 700 000 000"


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    """Signed in by one click, as in the demonstration."""
    settings.DEMO = True


def at_the_desk(who: str) -> Client:
    client = Client(headers=HERE)
    assert client.post("/sign-in/", {"member": str(ID(who))}).status_code == 302
    return client


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def soon(days: int = 8) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def told(**more: str) -> dict[str, Any]:
    return {
        "told": [fact.value for fact in Fact], "limit": "yes", "sections": ["safe_contact"], "language": "uk",
        "method": "signed", "until": soon(), "text_version": "2026-11-1", "do": "yes", **more,
    }  # fmt: skip


def test_a_section_is_asked_for_opened_read_and_taken_back() -> None:
    case = a_file()
    pavel, ana = at_the_desk("pavel"), at_the_desk("ana")
    assert "Ask for a section" in text(pavel, "/")
    wrong = pavel.post("/authorities/", {"number": "12"})
    assert wrong.status_code == 422
    assert "This is no number of a file." in wrong.content.decode()
    asked = {
        "number": "-".join((case.hex[:4], case.hex[4:8], case.hex[8:12])), "section": "safe_contact",
        "purpose": "criminal_proceedings", "team": str(ID("team_police")), "until": soon(),
    }  # fmt: skip
    assert pavel.post("/authorities/", asked).status_code == 302
    with member_acts("pavel"):
        ask = AuthorityAsk.objects.get().id
    assert "Waits for an answer" in text(pavel, f"/authorities/{ask}/")

    assert "An authority asks" in text(ana, "/")
    assert re.search(
        r'href="#authorities"><span>An authority asks</span><span class="count">1<', text(ana, "/")
    )
    assert "Talk with the person, and answer" in text(ana, f"/people/{case}/authorities/")
    page = f"/people/{case}/authorities/{ask}/"
    assert "Safe contact" in text(ana, page)
    lacking = ana.post(page, told(method="", until=soon(9)))
    assert lacking.status_code == 409
    assert "Say how the person said yes." in lacking.content.decode()
    assert "no later than what was asked" in lacking.content.decode()
    assert 'value="signed"' in lacking.content.decode()
    assert ana.post(page, {"do": "no"}).status_code == 422
    assert ana.post(page, told(until=soon(5))).status_code == 302
    ends = timezone.localdate() + timedelta(days=5)
    for lists in (text(pavel, "/authorities/"), text(ana, f"/people/{case}/authorities/")):
        assert "ends before the day that was asked for" in lists
        assert f"until {ends:%a} {ends.day} {ends:%b %Y}" in lists

    shown = text(pavel, f"/authorities/{ask}/")
    assert PHONE in shown
    assert str(case) not in shown
    assert "Linden" not in shown
    assert "An authority asks" not in text(ana, "/")
    for path in (f"/people/{case}/", f"/people/{case}/seen/", f"/people/{case}/authorities/", page):
        text(pavel, path, 404)
    assert "police" in text(ana, f"/people/{case}/seen/").lower()

    assert ana.post(f"{page}end/", {"channel": "person"}).status_code == 302
    assert PHONE not in text(pavel, f"/authorities/{ask}/")
    assert "Taken back" in text(ana, f"/people/{case}/authorities/")


def test_who_types_numbers_at_random_is_stopped_and_nothing_typed_is_lost() -> None:
    pavel = at_the_desk("pavel")
    asked = {
        "section": "safe_contact", "purpose": "criminal_proceedings", "team": str(ID("team_police")),
        "until": soon(),
    }  # fmt: skip
    for number in range(10):
        assert pavel.post("/authorities/", asked | {"number": f"{number:012x}"}).status_code == 302
    stopped = pavel.post("/authorities/", asked | {"number": "f" * 12})
    html = stopped.content.decode()
    assert (stopped.status_code, "as many numbers of files as one member" in html) == (422, True)
    assert "f" * 12 in html
    with member_acts("pavel"):
        assert AuthorityAsk.objects.count() == 10


def test_a_no_shows_its_reason_and_the_persons_no_none() -> None:
    case = a_file()
    pavel, ana = at_the_desk("pavel"), at_the_desk("ana")
    asked = {
        "number": case.hex[:12], "section": "safe_contact", "purpose": "protection",
        "team": str(ID("team_police")), "until": soon(),
    }  # fmt: skip
    for answer in ({"do": "no", "reason": "through_lawyer"}, {"do": "person_no"}):
        pavel.post("/authorities/", asked)
        with member_acts("pavel"):
            ask = AuthorityAsk.objects.get(answer="").id
        assert ana.post(f"/people/{case}/authorities/{ask}/", answer).status_code == 302
    shown = text(pavel, "/authorities/")
    assert "Ask through the person’s lawyer" in shown
    assert "No reason is given" in shown
    assert "person says no" not in shown.lower()


def test_the_unit_is_told_one_sentence_and_only_with_the_persons_yes() -> None:
    case = a_file()
    pavel, ana = at_the_desk("pavel"), at_the_desk("ana")
    page = f"/people/{case}/authorities/"
    assert ana.post(page, {"answer": "yes"}).status_code == 422
    offered = {"offered_on": timezone.localdate().isoformat(), "unit": str(ID("team_police")), "answer": "no"}
    assert ana.post(page, offered).status_code == 302
    with member_acts("ana"):
        offer = Statement.objects.get().id
    assert "statement was offered" not in text(pavel, "/authorities/")
    tell = f"/people/{case}/statements/{offer}/"
    text(ana, tell)
    telling = {"to": str(ID("pavel")), "until": soon()}
    silent = ana.post(tell, telling)
    assert (silent.status_code, "Nothing is told without" in silent.content.decode()) == (422, True)
    assert "statement was offered" not in text(pavel, "/authorities/")
    assert ana.post(tell, {**telling, "agrees": "yes"}).status_code == 302
    shown = text(pavel, "/authorities/")
    assert "A statement was offered on" in shown
    assert "to team_police." in shown
    assert str(case) not in shown
    assert str(offer) not in shown
    text(pavel, tell, 404)
    assert pavel.post(tell, telling).status_code == 404
    assert ana.post(f"{tell}end/").status_code == 302
    assert "statement was offered" not in text(pavel, "/authorities/")


def test_the_pages_of_authorities_are_there_for_nobody_else() -> None:
    case = a_file()
    text(at_the_desk("ana"), "/authorities/", 404)
    text(at_the_desk("dan"), f"/people/{case}/authorities/", 404)
    assert "Ask for a section" not in text(at_the_desk("bea"), "/")
