"""The page of a person's rights over HTTP, on one node, without JavaScript."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from safeconduct.rights.codes import Right, label
from tests.conftest import ConnectAs
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)

TOLD = {
    "rights": ["reflection_period", "legal_aid"], "told": "yes", "language": "Ukrainian", "how": "interpreted",
    "understood": "partly", "proof": "not_signed_for_safety", "leaflet": "Leaflet two",
}  # fmt: skip


class Desk:
    """Ana at her browser, and the file of one person."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.person = client.post(
            "/people/new/", {"pseudonym": "Linden", "is_child": "no", "citizenships": "UA"}
        )
        self.at = self.person.headers["Location"]

    def see(self, path: str = "rights/", status: int = 200) -> str:
        answer = self.client.get(self.at + path)
        assert answer.status_code == status, path
        return words(answer.content.decode())

    def send(self, path: str, status: Any = 302, **given: Any) -> str:
        answer = self.client.post(self.at + "rights/" + path, given)
        assert answer.status_code == status, (path, answer.status_code)
        return answer.content.decode()


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture
def desk(connect_as: ConnectAs, settings: Any) -> Desk:
    """Ana, signed in by the demonstration's button: a social worker of an agency in Romania."""
    settings.DEMO = True
    people, client = People(connect_as("owner")), Client()
    assert client.post("/sign-in/", {"member": str(people.ana())}).status_code == 302
    return Desk(client)


def test_the_page_says_that_no_lawyer_has_checked_it_and_what_is_not_known(desk: Desk) -> None:
    page = desk.see()
    assert "Not verified: no lawyer of this country has checked these rules." in page
    assert "Rights of this person" in desk.see("")
    assert "Not known for this country" in page
    assert "Ask a lawyer of this country, or: ANITP" in page
    assert (
        "Law 678/2001, 39^1: for citizens of countries outside the European Union, once an authority" in page
    )
    assert "Step cards: Time to recover and reflect" in page
    assert "GEO 194/2002" not in page, "uncertain law is shown to nobody"
    assert "Directive 2012/29/EU, 6:" not in page, "unverified law is shown to editors only"


def test_what_was_told_stands_with_its_proof_and_who_acts_next(desk: Desk) -> None:
    today = timezone.localdate().isoformat()
    wrong = desk.send("told/", 422, **TOLD | {"on": today, "proof": ""})
    assert "Nothing shows yet that the person was told." in html.unescape(wrong)
    assert 'value="Leaflet two"' in wrong, "nothing that was typed is lost"
    desk.send("told/", **TOLD, on=today)
    page = desk.see()
    assert "Not signed, for the person’s safety" in page
    assert "Ukrainian" in page
    assert "Whoever leads: ask the person whether they want it." in page
    assert "Rights: Linden" in page
    shown = desk.client.get(f"{desk.at}rights/").content.decode()
    now = shown.split('id="now"')[1].split("</section>")[0]
    assert f'href="{desk.at}rights/of/{TOLD["rights"][0]}/"' in now, (
        "from the box to where the answer is written"
    )
    assert "Linden" not in shown.split("</title>")[0], "no alias in the history of the browser"
    form = desk.see("rights/told/")
    assert f"{label(Right(TOLD['rights'][0]))}. Told on " in form
    assert form.index(str(label(Right.SUPPORT))) < form.index(str(label(Right.IDENTIFICATION))), (
        "as on the page"
    )


def test_who_interpreted_and_what_the_person_wants_to_hear_are_codes_and_stand_there(desk: Desk) -> None:
    """F12: decision, trial, judgment, release; Article 6 of Directive 2012/29/EU gives it to who asks."""
    given = TOLD | {"on": timezone.localdate().isoformat(), "wishes": ["trial_date", "release_or_escape"]}
    page = html.unescape(desk.send("told/", 422, **given))
    assert "Choose by which way they want to hear it." in page
    given |= {"channel": "lawyer", "helper": "other", "interpreter": "Service K, no. 4"}
    tied = html.unescape(desk.send("told/", 422, **given | {"tie": "relative"}))
    assert "Service K, no. 4" in tied, "nothing that was typed is lost"
    desk.send("told/", **given, tie="none")
    page = desk.see()
    assert "What they want to hear" in page
    assert "When and where the trial is; That somebody was released or has escaped" in page
    assert "Through their lawyer" in page
    assert "Service K, no. 4" in page
    desk.send("told/", **TOLD | {"on": given["on"], "wishes": ["nothing"]})
    assert "None of it" in desk.see(), "a no takes the place of what was wished before"


def test_a_right_goes_on_step_by_step_with_evidence(desk: Desk) -> None:
    today = timezone.localdate()
    desk.send("of/legal_aid/", standing="asked", on=today.isoformat(), evidence="Letter 12")
    assert "Whoever grants legal aid: answer." in desk.see()
    before = (today - timedelta(days=2)).isoformat()
    assert "before the last thing" in desk.send("of/legal_aid/", 422, standing="granted", on=before)
    ahead = (today + timedelta(days=1)).isoformat()
    assert "still to come" in desk.send("of/legal_aid/", 422, standing="granted", on=ahead)
    desk.send("of/legal_aid/", standing="refused", on=today.isoformat(), evidence="Decision 7")
    page = desk.see()
    assert "A lawyer: look at the refusal today" in page
    assert "Letter 12" in page
    assert desk.client.get(desk.at + "rights/of/lottery/").status_code == 404


def test_what_waits_stands_first_and_unfolded_and_everything_unfolds_by_a_link(desk: Desk) -> None:
    """A page for a telephone: what to do now on the first screen, the rest one tap away, nothing lost."""
    today = timezone.localdate().isoformat()
    desk.send("of/legal_aid/", standing="asked", on=today, evidence="")
    page = desk.client.get(f"{desk.at}rights/").content.decode()
    now = words(page.split('id="now"')[1].split("</section>")[0])
    assert "Legal advice and legal aid : Whoever grants legal aid: answer." in now
    assert re.search(r"\d+ rights: Whoever leads: tell the person of it\. Help and a safe place", now)
    assert now.index("Whoever leads: tell") < now.index("Whoever grants legal aid"), "the own task first"
    folds = re.findall(r'<article class="holder entitled" id="(\w+)"><details( open)?>', page)
    assert [name for name, is_open in folds if is_open] == ["legal_aid"]
    assert len(folds) == len(Right)
    own, layers = page.split('id="reflection_period"')[1].split("European Union and Council of Europe (")[:2]
    assert "Law 678/2001" in own
    assert "CETS 197" not in words(own)
    assert "CETS 197" in layers
    whole = desk.client.get(f"{desk.at}rights/?fold=open").content.decode()
    assert "<details>" not in whole
    assert not re.search(r'<details class="(why|rest)">', whole)
    assert whole.count("<article") == page.count("<article")


def test_a_day_far_back_is_asked_about_once_and_what_was_typed_stays(desk: Desk) -> None:
    long_ago = timezone.localdate() - timedelta(days=11 * 366)
    given = {"standing": "granted", "on": long_ago.isoformat(), "evidence": "Decision 3"}
    page = desk.send("of/legal_aid/", 200, **given)
    assert "lies more than ten years back. Is the year right?" in html.unescape(page)
    assert 'value="Decision 3"' in page
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    desk.send("told/", 200, **TOLD, on=long_ago.isoformat())
    desk.send("deadlines/enter/", 200, due=long_ago.isoformat(), document="D", right="support", owner="lead")
    desk.send("of/legal_aid/", **given | {"on": timezone.localdate().isoformat()}, seen=seen[1])
    child = desk.client.post("/people/new/", {"pseudonym": "Reed", "is_child": "yes", "age_band": "12_15"})
    at = f"{child.headers['Location']}rights/known/"
    asked = desk.client.post(at, {"identified": (long_ago - timedelta(days=7 * 366)).isoformat()})
    assert "lies before the person was born, by the age in the file" in html.unescape(asked.content.decode())
    assert "Decision 3" in desk.see(), "another day needs no answer to what was asked of the first"


def test_a_last_day_that_moves_is_shown_before_it_is_saved(desk: Desk) -> None:
    day = timezone.localdate() - timedelta(days=10)
    until = (day + timedelta(days=60)).isoformat()
    given = {"country": "Belgium", "reflection_granted": day.isoformat()}
    page = desk.send("known/", 200, **given)
    assert "Not saved yet: these last days move." in page
    last = day + timedelta(days=44)
    counted = f"{last:%a} {last.day} {last:%b %Y}"
    assert f"so far no last day, now {counted}. By Aliens Act of 15 December 1980, 61/2." in words(page)
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    assert "Not saved yet" in desk.send("known/", 200, **given | {"reflection_until": until}, seen=seen[1])
    desk.send("known/", **given, seen=seen[1])
    assert "by the earliest reading" in desk.see()


def test_days_that_cannot_be_so_are_refused_one_by_one_and_stay(desk: Desk) -> None:
    ahead = (timezone.localdate() + timedelta(days=3)).isoformat()
    page = desk.send("known/", 422, country="Atlantis", complaint="tomorrow")
    assert "The country “Atlantis” is not in our list." in page
    assert "Enter a day" in page
    page = desk.send("known/", 422, country="Romania", complaint=ahead)
    assert "This day is still to come." in page
    wrong = {"reflection_granted": "2026-05-02", "reflection_until": "2026-05-01"}
    page = html.unescape(desk.send("known/", 422, **wrong))
    assert "“Time to reflect ends, by the document” cannot be before “Time to reflect granted”." in page
    assert 'value="2026-05-01"' in page
