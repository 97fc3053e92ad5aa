"""The pages of identification support over HTTP, on one node, without JavaScript."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from tests.conftest import ConnectAs
from tests.site.people import HERE, People

pytestmark = pytest.mark.django_db(transaction=True)

MARK = "Papers and pay are with the employer."
BEGIN = {
    "said": ["voluntary"],
    "agreed": "yes",
    "profile": "labour_adult",
    "mode": "phone",
    "language": "Ukrainian",
}


class Desk:
    """Ana at her browser, and the file of one adult."""

    def __init__(self, client: Client, **profile: str) -> None:
        self.client = client
        told = {"pseudonym": "Linden", **profile}
        self.person = client.post("/people/new/", told).headers["Location"]

    def see(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, path
        return answer.content.decode()

    def begin(self, status: int = 302, **changed: Any) -> Any:
        answer = self.client.post(f"{self.person}screenings/new/", BEGIN | changed)
        assert answer.status_code == status
        return answer.headers["Location"].split("part/")[0] if status == 302 else answer.content.decode()

    def send(self, path: str, status: int = 302, **given: Any) -> Any:
        answer = self.client.post(path, given)
        assert answer.status_code == status, path
        return answer


@pytest.fixture
def client_in(connect_as: ConnectAs, settings: Any) -> Client:
    """Ana, signed in by the demonstration's button."""
    settings.DEMO = True
    people, client = People(connect_as("owner")), Client()
    member = people.ana()
    assert client.post("/sign-in/", {"member": str(member)}).status_code == 302
    return client


@pytest.fixture
def desk(client_in: Client) -> Desk:
    return Desk(client_in, age_band="26_35", is_child="no")


def plain(page: str) -> str:
    """The text of a page without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_what_is_said_first_stands_before_the_first_question(desk: Desk) -> None:
    page = desk.see(f"{desk.person}screenings/new/")
    assert (
        page.index("What cannot wait")
        < page.index("You decide whether you answer")
        < page.index('name="agreed"')
    )
    assert " checked>" not in page, "nothing is chosen for anybody"
    assert "Nobody competent has checked what is said here" in page


def test_a_talk_from_the_first_word_to_the_file(desk: Desk) -> None:
    talk = desk.begin()
    onwards = desk.send(
        f"{talk}part/cd/", CD1="yes.observed", CD2="yes.told", CD3="declined", note=MARK, do="next"
    )
    assert onwards.headers["Location"] == f"{talk}part/vd/"
    page = desk.see(f"{talk}end/")
    text = plain(page)
    assert "Forced where it happened Positive" in text
    assert "Deceived when recruited Incomplete" in text
    assert "Yes, observed" in text
    assert "Declined to answer" in text
    assert "No competent person has compared this list with its source" in text
    assert 'value="yes" checked' not in page
    desk.send(f"{talk}end/", 422, reasons="Because.", do="finish")
    desk.send(f"{talk}end/", 422, conclusion="yes", do="finish")
    desk.send(f"{talk}end/", conclusion="yes", reasons=MARK, next=["needs", "information"], do="finish")
    done = desk.see(talk)
    assert f'href="{desk.person}#needs"' in done
    assert "It is not sent to another agency" in done
    desk.send(f"{talk}take-over/")
    assert "Presumed" in desk.see(desk.person)
    desk.send(f"{talk}part/cd/", 409, CD1="no.told")
    assert "Yes, there are reasonable grounds" in desk.see(f"{desk.person}screenings/")


@pytest.mark.parametrize("profile", [{}, {"is_child": "unknown"}, {"age_band": "16_17", "is_child": "yes"}])
def test_who_may_be_a_child_is_offered_the_lists_for_children_only(
    client_in: Client, profile: dict[str, str]
) -> None:
    desk = Desk(client_in, **profile)
    page = desk.see(f"{desk.person}screenings/new/")
    assert re.findall(r'name="profile" value="(\w+)"', page) == [
        "labour_child",
        "sexual_child",
        "other_child",
    ]
    assert "Choose the list for a child" in desk.begin(422)
    talk = desk.begin(profile="labour_child")
    assert "Was there no social security?" not in desk.see(f"{talk}part/ex/"), (
        "the list for a child does not ask it"
    )


def test_without_a_yes_nothing_is_kept_but_the_no(desk: Desk) -> None:
    assert "Ask the person" in desk.begin(422, agreed="")
    assert "None yet" in desk.see(f"{desk.person}screenings/")
    assert desk.begin(agreed="no") == f"{desk.person}screenings/"
    page = desk.see(f"{desk.person}screenings/")
    assert "The person did not want the talk" in page
    assert "Ukrainian" not in page + desk.see(re.findall(r"/screenings/[0-9a-f-]{36}/", page)[0])


def test_who_ends_the_talk_takes_the_answers_along(desk: Desk) -> None:
    talk = desk.begin()
    desk.send(f"{talk}part/dr/", DR1="yes.told", note=MARK)
    desk.send(f"{talk}stop/")
    page = desk.see(talk)
    assert MARK not in page
    assert "Nothing that was answered is kept" in page


def test_a_list_whose_weights_nobody_knows_computes_nothing(desk: Desk, settings: Any) -> None:
    settings.LISTS_COMPARED = (("sexual_adult", "Ioana Pop"),)
    talk = desk.begin(profile="sexual_adult")
    desk.send(f"{talk}part/cd/", CD1="yes.told", CD2="yes.told", CD4="yes.told")
    text = plain(desk.see(f"{talk}end/"))
    assert "it is a plain list and nothing is computed" in text
    assert not [
        word for word in ("Positive", "Negative", "Incomplete ") if word in text.replace("“Incomplete”", "")
    ]


def test_no_number_stands_beside_the_person(desk: Desk) -> None:
    talk = desk.begin()
    desk.send(f"{talk}part/ex/", EX1="yes.told", EX2="yes.told", EX3="no.told", EX4="unknown")
    for path in (talk, f"{talk}end/"):
        page = re.sub(r'<details class="why">.*?</details>', "", desk.see(path), flags=re.DOTALL)
        main = plain(page.split("</h1>")[1].split("</main>")[0])
        without = re.sub(r"Talk of [^.]*?\d\d:\d\d|WCMS_\d+|2009|Version 1 of the list", "", main)
        assert not re.findall(r"\d+", without)


def test_the_next_talk_shows_who_asked_and_wants_a_reason(desk: Desk) -> None:
    assert "Why is the person asked again?" not in desk.see(f"{desk.person}screenings/new/")
    desk.send(f"{desk.person}interviews/", subject="identification", held_on="2026-01-05", who="police")
    page = desk.see(f"{desk.person}screenings/new/")
    assert "Asked before" in page
    assert "Police" in page
    assert "say why the person must be asked again" in desk.begin(422)
    desk.begin(again="new_facts")


@pytest.mark.parametrize("given, said", [
    ({"subject": "", "who": "police", "held_on": "2026-01-05"}, "Choose what the person was asked about"),
    ({"subject": "health", "who": "", "held_on": "2026-01-05"}, "Choose who asked"),
    ({"subject": "health", "who": "police", "held_on": ""}, "Enter a day"),
    ({"subject": "health", "who": "police", "held_on": "2999-01-05"}, "This day has not come"),
])  # fmt: skip
def test_a_slip_in_the_register_is_said_at_its_question(desk: Desk, given: dict[str, str], said: str) -> None:
    assert said in desk.send(f"{desk.person}interviews/", 422, **given).content.decode()
    assert "Nobody has entered a talk yet" in desk.see(f"{desk.person}interviews/")


def test_a_correction_and_what_it_corrects_point_to_each_other(desk: Desk) -> None:
    talk = desk.begin()
    desk.send(f"{talk}part/dr/", DR1="yes.told")
    desk.send(f"{talk}end/", conclusion="no", reasons=MARK, do="finish")
    beside = desk.send(f"{talk}correct/").headers["Location"]
    assert f'href="{beside}"' in desk.see(talk)
    desk.send(f"{beside}end/", conclusion="yes", reasons=MARK, do="finish")
    assert f'href="{talk}"' in desk.see(beside)
    assert "No reasonable grounds found" in desk.see(talk), "what was finished stays as it was"


def test_a_part_that_is_not_there_is_not_found(desk: Desk) -> None:
    talk = desk.begin()
    desk.see(f"{talk}part/fl/", 404)
    desk.see("/screenings/00000000-0000-4000-8000-000000000000/", 404)


def test_a_part_that_is_sent_after_the_sign_in_has_ended_is_kept_on_the_page(desk: Desk) -> None:
    talk = desk.begin()
    desk.send(f"{talk}part/cd/", CD1="yes.told")
    stranger = Client()
    answer = stranger.post(f"{talk}part/dr/", {"DR1": "yes.told", "note": MARK}, headers=HERE)
    assert answer.status_code == 401
    page = answer.content.decode()
    assert 'name="DR1"' in page
    assert "yes.told" in page
    assert MARK in page
    assert '<option value="yes.told" selected>' in desk.see(f"{talk}part/cd/"), "the part before it is saved"


def test_a_slip_loses_nothing_that_was_entered(desk: Desk) -> None:
    talk = desk.begin()
    page = desk.send(f"{talk}part/dr/", 422, DR1="yes.told", DR2="perhaps", note=MARK).content.decode()
    assert MARK in page
    assert '<option value="yes.told" selected>' in page
    assert 'href="#DR2"' in page


def test_who_interprets_is_asked_with_what_they_are_to_the_person(desk: Desk) -> None:
    named = {"helper": "other", "interpreter": "Her sister Oksana"}
    for tie, sentence in (("relative", "never interpret, however well they are meant"), ("", "is not said")):
        page = desk.begin(422, **named, tie=tie)
        assert sentence in page
        assert 'value="Her sister Oksana"' in page
    draft = desk.begin(helper="other", interpreter="Telephone service, number 4", tie="none")
    about = html.unescape(desk.see(f"{draft}about/"))
    assert 'value="Telephone service, number 4"' in about
    said: Any = {"profile": "labour_adult", "helper": "other", "interpreter": "Telephone service, number 4"}
    desk.send(f"{draft}about/", **said)
    desk.send(f"{draft}about/", 422, **said | {"interpreter": "Her sister"})
