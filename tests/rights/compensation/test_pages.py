"""The pages of claims over HTTP, on one node, without JavaScript."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.conftest import ConnectAs
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)


class Desk:
    """Somebody at their browser, and the file of one person whom they lead."""

    def __init__(self, client: Client) -> None:
        self.client = client
        made = client.post("/people/new/", {"pseudonym": "Linden", "is_child": "no", "citizenships": "RO"})
        self.at = made.headers["Location"] + "compensation/"

    def see(self, path: str = "", status: int = 200) -> str:
        answer = self.client.get(path if path.startswith("/") else self.at + path)
        assert answer.status_code == status, path
        return words(answer.content.decode())

    def send(self, path: str, status: Any = 302, **given: Any) -> Any:
        answer = self.client.post(self.at + path, given)
        assert answer.status_code == status, (path, answer.status_code)
        return answer

    def wrong(self, path: str, **given: Any) -> str:
        return html.unescape(self.send(path, 422, **given).content.decode())

    def begin(self, happened: str = "Belgium", lives: str = "Romania", **more: Any) -> str:
        given = {"happened": happened, "lives": lives, "routes": ["cross_border_2004_80"]}
        location: str = self.send("new/", **(given | more)).headers["Location"]
        return location.removeprefix(self.at)


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def at_desk(connect_as: ConnectAs, settings: Any, profession: str) -> Desk:
    settings.DEMO = True
    people, client = People(connect_as("owner")), Client()
    assert client.post("/sign-in/", {"member": str(people.ana(profession))}).status_code == 302
    return Desk(client)


@pytest.fixture
def desk(connect_as: ConnectAs, settings: Any) -> Desk:
    """A lawyer of an agency in Romania, who leads the file."""
    return at_desk(connect_as, settings, "lawyer")


def today(back: int = 0) -> str:
    return (timezone.localdate() - timedelta(days=back)).isoformat()


def test_exploited_in_belgium_and_living_in_romania_from_the_form_to_the_last_cent(desk: Desk) -> None:
    claim = desk.begin(deadline=today(-90))
    page = desk.see(claim)
    assert "Helps to apply: Romania Ministry of Justice, Bucharest" in page
    assert "Decides: Belgium Commission for financial aid to victims of intentional acts of violence" in page
    assert "https://e-justice.europa.eu/493 (2026-11-25)" in page
    assert "Not verified. From a source that was read." in page
    assert "By no rule that is kept here: look into the document." in page
    desk.send(
        f"{claim}losses/",
        **{"wages": "1250,50", "wages-currency": "EUR", "medical": "900", "medical-currency": "RON"},
    )
    assert "Together: 1,250.50 EUR; 900.00 RON" in desk.see(claim)
    for back, state in ((400, "information_given"), (390, "prepared"), (380, "filed"), (370, "acknowledged")):
        desk.send(f"{claim}step/", state=state, on=today(back), evidence="")
    award = {"award": "1000", "award-currency": "EUR"}
    desk.send(f"{claim}step/", state="awarded", on=today(365), evidence="Decision 7", **award)
    desk.send(f"{claim}step/", state="enforcement", on=today(300), evidence="")
    desk.send(f"{claim}payment/", **{"on": today(200), "paid": "400", "paid-currency": "EUR"})
    listed = desk.see("/compensation/")
    assert "1 open claim Awarded: 1,000.00 EUR Still unpaid: 600.00 EUR" in listed
    assert "Linden" in listed
    assert "Linden" in desk.see(f"/compensation/?page={'9' * 5000}")
    desk.send(f"{claim}payment/", **{"on": today(), "paid": "3000", "paid-currency": "RON", "counts": "600"})
    page = desk.see(claim)
    assert "Settles 600.00 EUR of the award." in page
    assert "Paid 400.00 EUR; 3,000.00 RON Still unpaid 0.00 EUR" in page
    assert "No open claim is in your hands." in desk.see("/compensation/")


@pytest.mark.parametrize(
    "happened, lives, said",
    [
        (
            "Spain",
            "Albania",
            "No scheme known: one of the two countries is not bound by Directive 2004/80/EC.",
        ),
        ("Italy", "Romania", "No scheme known: of one of the two countries nothing is kept here."),
        ("Romania", "Belgium", "Decides: Romania No scheme known"),
    ],
)
def test_where_no_scheme_is_known_it_says_so(desk: Desk, happened: str, lives: str, said: str) -> None:
    assert said in desk.see(desk.begin(happened, lives))


def test_what_cannot_be_so_is_said_at_its_question_and_nothing_typed_is_lost(desk: Desk) -> None:
    page = desk.wrong("new/", happened="Atlantis", lives="", before="Court 12/26", deadline="soon")
    assert "The country “Atlantis” is not in our list." in page
    assert "Enter a country." in page
    assert 'value="Court 12/26"' in page
    same = desk.wrong("new/", happened="Belgium", lives="Belgium", routes=["cross_border_2004_80"])
    assert "in another state than the one where the person lives" in same
    claim = desk.begin()
    page = desk.wrong(f"{claim}losses/", **{"wages": "1.250", "medical": "5", "medical-evidence": "Bill 3"})
    assert "Write the amount in digits" in page
    assert "Choose the currency." in page
    assert 'value="Bill 3"' in page
    page = desk.wrong(f"{claim}step/", state="awarded", on=today(), evidence="Decision 7")
    assert "How much was awarded is missing." in page
    assert 'value="Decision 7"' in page
    assert "still to come" in desk.wrong(f"{claim}step/", state="filed", on=today(-1))
    award = {"award": "1000", "award-currency": "EUR"}
    desk.send(f"{claim}step/", state="awarded", on=today(3), **award)
    pays = {"on": today(), "paid": "1000.01", "paid-currency": "EUR"}
    assert "more than is still unpaid" in desk.wrong(f"{claim}payment/", **pays)
    assert "more than nothing" in desk.wrong(f"{claim}payment/", **pays | {"paid": "0"})
    desk.send(f"{claim}payment/", **pays, above="interest")
    assert "Paid above the award: Interest" in desk.see(claim)


def test_a_payment_written_in_error_is_struck_through_and_unpaid_again(desk: Desk) -> None:
    claim = desk.begin()
    desk.send(
        f"{claim}step/", **{"state": "awarded", "on": today(9), "award": "1000", "award-currency": "EUR"}
    )
    desk.send(
        f"{claim}payment/", **{"on": today(), "paid": "1000", "paid-currency": "EUR", "evidence": "Slip 3"}
    )
    assert "No open claim is in your hands." in desk.see("/compensation/")
    assert "1,000.00 EUR. Slip 3" in desk.see(f"{claim}in-error/1/")
    assert "Choose what comes closest." in desk.wrong(f"{claim}in-error/1/", why="")
    desk.send(f"{claim}in-error/1/", why="detail")
    page = desk.see(claim)
    assert "Written in error: A day or another detail is wrong (Lawyer, " in page
    assert "Paid Nothing Still unpaid 1,000.00 EUR" in page
    assert "Still unpaid: 1,000.00 EUR" in desk.see("/compensation/")
    desk.send(f"{claim}in-error/1/", 409, why="twice")


def test_a_last_day_says_by_which_rule_and_how_sure_it_is(desk: Desk) -> None:
    claim = desk.begin("Bulgaria", deadline=today(-30))
    form = desk.client.get(f"{desk.at}{claim}known/").content.decode()
    assert 'value="BG-CO-01"' in form
    assert 'value="EU-THB-20"' not in form, "what was not verified is not offered as law"
    given = {"happened": "Bulgaria", "lives": "Romania", "deadline": today(-30), "deadline_rule": "BG-CO-01"}
    desk.send(f"{claim}known/", **given)
    page = desk.see(claim)
    assert "By BG-CO-01: Crime victims act" in page
    assert "Not verified. From a source that was read. Nobody here has read how this country counts." in page


def test_a_last_day_and_a_next_date_stand_on_today_until_they_are_settled(desk: Desk) -> None:
    claim = desk.begin(deadline=today(-3), next_on=today(-5))
    assert "Next date" in desk.see(claim)
    shown = desk.see("/")
    assert "Matters and claims 2 Linden 2 days to keep" in shown
    for day in (today(-3), today(-5)):
        desk.send(claim, do="settle", day=day)
    desk.send(claim, 404, do="settle", day=today(-5))
    assert "Matters and claims" not in desk.see("/")
    assert 'value="soon"' in desk.wrong("new/", happened="Belgium", lives="Romania", next_on="soon")


def test_a_case_worker_sees_who_decides_where_and_who_prepares_claims_but_no_claim(
    connect_as: ConnectAs, settings: Any
) -> None:
    desk = at_desk(connect_as, settings, "social_worker")
    page = desk.see()
    assert "Nobody holds it yet" in page
    assert "A lawyer prepares claims." in page
    assert "Begin a claim" not in page
    assert "Romania Helps who lives there: Ministry of Justice, Bucharest" in page
    assert "Decides what happened there: No scheme known" in page
    assert (
        "Where this was read Belgium https://e-justice.europa.eu/493 (2026-11-25). The page is dated 2020."
        in page
    )
    assert desk.client.get(desk.at + "new/").status_code in (403, 409)
    rights = desk.client.get(desk.at.replace("compensation/", "rights/")).content.decode()
    assert "Claims, and who decides in which country" in rights
    assert "No open claim is in your hands." in desk.see("/compensation/")
