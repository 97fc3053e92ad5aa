"""The pages of interpreters over HTTP, on one node, without JavaScript."""

import html
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.access.acting import acting
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import ConnectAs
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = timezone.localdate
FAR = TODAY() + timedelta(days=200)
MORNINGS = {"safe_hours-0-days": "every_day", "safe_hours-0-from": "09:00", "safe_hours-0-until": "12:00"}
PLACE = "The small room, Strada Teiului 3"


class Desk:
    """Somebody at a browser."""

    def __init__(self, member: UUID) -> None:
        self.client = Client()
        assert self.client.post("/sign-in/", {"member": str(member)}).status_code == 302

    def see(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, path
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())

    def send(self, path: str, status: int = 302, **given: Any) -> str:
        answer = self.client.post(path, given)
        assert answer.status_code == status, answer.content.decode()
        return answer.headers["Location"] if status == 302 else html.unescape(answer.content.decode())


class House:
    """Ana, who leads a file, Nora with a place in it, and Sara, who supervises and keeps the register."""

    def __init__(self, people: People) -> None:
        agency = people.agency()
        names = {"Ana": "social_worker", "Nora": "nurse", "Sara": "social_worker", "Dan": "social_worker"}
        members = {
            name: people.place(people.account(name.lower()), agency, profession, name)
            for name, profession in names.items()
        }
        people.owner.execute("UPDATE agencies.member SET supervises = true WHERE id = %s", [members["Sara"]])
        self.ana, self.nora, self.sara, self.dan = (Desk(members[name]) for name in names)
        self.person = self.ana.send("/people/new/", pseudonym="Linden")
        self.case = UUID(self.person.split("/")[2])
        with acting(MemberId(members["Ana"])):
            doors.place(self.case, members["Nora"])
        self.members = members

    def enter(self, reference: str = "INT-07", status: int = 302, **more: Any) -> str:
        said = {
            "reference": reference, "role": "interpreter", "languages": "Ukrainian, Russian", "sex": "f",
            "vetted_on": "2026-01-01", "vetted_until": FAR.isoformat(), "vetted_by": "The coordinator",
            "signed_on": "2026-01-02",
        }  # fmt: skip
        self.sara.send("/interpreters/new/", status, **said | more)
        page = self.ana.client.get(f"{self.person}interpreting/new/").content.decode()
        found = re.search(rf'value="([0-9a-f-]{{36}})"[^>]*>{reference}:', page)
        return found[1] if found else ""

    def talk(self, helper: str, status: int = 302, **more: Any) -> str:
        day = (TODAY() + timedelta(days=5)).isoformat()
        said = {"on": day, "at": "10:30", "language": "Ukrainian", "place": PLACE, "helper": helper, "tie": "none"}
        return self.ana.send(f"{self.person}interpreting/new/", status, **said | more)

    def keep(self, **answers: Any) -> None:
        page = self.ana.client.get(self.person).content.decode()
        base = re.search(r'name="base-safe_contact" value="([0-9]+)"', page)
        self.ana.send(
            f"{self.person}sections/", **{"base-safe_contact": base[1] if base else "0", "was-safe_contact": "x"} | answers
        )


@pytest.fixture
def house(connect_as: ConnectAs, settings: Any) -> House:
    settings.DEMO = True
    return House(People(connect_as("owner")))


def test_from_the_register_to_the_slip(house: House) -> None:
    helper = house.enter()
    assert "Vetted, and bound to silence." in house.dan.see("/interpreters/")
    house.talk(helper)
    page = house.ana.see(f"{house.person}interpreting/")
    assert "10:30 Arranged. Ukrainian, The small room" in page
    found = re.search(r'href="(/interpreting/[^"]+/slip/)"', house.ana.client.get(f"{house.person}interpreting/").content.decode())
    assert found
    slip = house.ana.client.get(found[1]).content.decode()
    paper = slip.split('class="paper"')[1].split("</div></div>")[0]
    assert PLACE in paper
    assert "10:30" in paper
    assert "Ukrainian" in paper
    for told in ("Linden", "INT-07", str(house.case), "Ana", "Casa Salcia"):
        assert told not in paper, told


@pytest.mark.parametrize("tie", ["relative", "child", "acquaintance", "came_along", "employer", "co_victim", ""])
def test_a_relative_never_interprets_whoever_names_them(house: House, tie: str) -> None:
    helper = house.enter()
    for who in (helper, "other"):
        page = house.talk(who, 422, tie=tie, interpreter="The sister, Oksana")
        sentence = "whoever came along never interpret" if tie else "Whether they are anything to the person is not said."
        assert sentence in page
        assert PLACE in page, "nothing that was typed is lost"
        assert 'value="The sister, Oksana"' in page
    assert "No talk is arranged yet." in house.ana.see(f"{house.person}interpreting/")
