"""The page of the five best over HTTP: how many fit, who is left out, one question for a team, what is left open."""

import html
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.conftest import ConnectAs, as_process
from tests.directory.shelf import Shelf
from tests.referrals.enquiries.desk import Desk
from tests.referrals.envelopes import Envelopes
from tests.site.people import HERE, People, give_app, with_app

FIVE = "/enquiries/ask/five/"
ASKED = {"is_child": "no", "urgency": "urgent", "part_of_country": "anywhere"}


@pytest.fixture
def shelf(transactional_db: None, connect_as: ConnectAs) -> Shelf:
    return Shelf(connect_as("owner"))


@pytest.fixture
def reader(shelf: Shelf) -> Client:
    """A social worker, signed in."""
    People(shelf.owner).ana()
    give_app(1)
    client = Client()
    with_app(client)
    return client


def five(reader: Client, **asked: Any) -> str:
    answer = reader.get(f"{FIVE}?{urlencode({'need': 'housing', **asked}, doseq=True)}")
    assert answer.status_code == 200
    return answer.content.decode()


def ask(reader: Client, **said: Any) -> Any:
    return reader.post(f"{FIVE}?need=housing", {**ASKED, **said})


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def offered(page: str) -> list[str]:
    return re.findall(r'name="to" id="to-([0-9a-f-]{36})"', page)


def test_the_page_says_how_many_fit_and_that_the_own_agency_is_left_out(reader: Client, shelf: Shelf) -> None:
    for number in range(7):
        shelf.service(f"Casa {number}")
    own = shelf.owner.execute("SELECT agency_id FROM agencies.member").fetchone()
    assert own is not None
    team, _before = shelf.team()
    shelf.owner.execute("UPDATE agencies.team SET agency_id = %s WHERE id = %s", [own[0], team])
    shelf.service(of=(team, own[0]))
    page = five(reader)
    assert len(offered(page)) == 5
    assert "7 teams of other agencies fit. Your own agency is left out" in words(page)


def test_two_services_of_a_team_are_one_question_to_its_better_one(reader: Client, shelf: Shelf) -> None:
    team = shelf.team("Casa Tei")
    shelf.service(of=team, service="legal_advice", needs=["housing", "legal_aid"])
    better = shelf.service(of=team, service="shelter")
    other = shelf.service("Casa Nuc")
    page = five(reader)
    assert set(offered(page)) == {str(better), str(other)}
    assert "2 teams of other agencies fit." in words(page)


def test_whether_it_is_a_child_is_asked_for_and_no_service_is_refused_meanwhile(
    reader: Client, shelf: Shelf
) -> None:
    adults = shelf.service("Casa Tei", takes_children=False)
    answer = ask(reader, to=str(adults), is_child="")
    page = words(answer.content.decode())
    assert answer.status_code == 422
    assert "Say whether the person is a child, or that it is not known." in page
    assert "the person may be a child. Leave this service out." not in page
    page = words(ask(reader, to=str(adults), is_child="unknown").content.decode())
    assert "the person may be a child. Leave this service out." in page


def test_a_second_press_begins_no_second_round_and_leads_to_the_first(
    envelopes: Envelopes, settings: Any
) -> None:
    desk = Desk(envelopes)
    settings.DEMO = True
    page = f"{FIVE}?need=housing"
    with as_process("web"):
        ana = Client(headers=HERE)
        assert ana.post("/sign-in/", {"member": str(envelopes.members["ana"])}).status_code == 302
        shown = ana.get(page).content.decode()
        found = re.search(r'name="key" value="([^"]*)"', shown)
        said = {**ASKED, "to": offered(shown), "key": found[1] if found else ""}
        slip = ana.post(page, {**said, "urgency": ""}).content.decode()
        first, again = (ana.post(page, said)["Location"] for _press in range(2))
    assert f'name="key" value="{said["key"]}"' in slip, "the form stays the same one"
    assert first == again
    assert desk.number() == len(desk.posted()) == len(said["to"]) == 1
