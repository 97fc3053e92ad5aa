"""The person's pages over HTTP, on one node, without JavaScript: beside the worker, and by a paper code."""

import html
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from safeconduct.access.papers import new_code
from tests.conftest import ConnectAs
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)

GOAL = "I want to learn to sew."
NOTE = "A note of the worker."
PARTS = ["appointments", "consents"]


def words_on(page: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


class Desk:
    """Ana at her browser, and the file of one person."""

    def __init__(self, client: Client) -> None:
        self.client = client
        given = {"pseudonym": "Linden", "languages": "uk", "plan_follow_ups": "yes"}
        self.person = client.post("/people/new/", given).headers["Location"]
        self.save(plan={"persons_goals": GOAL}, narrative={"notes": NOTE})

    def save(self, **sections: dict[str, str]) -> None:
        for section, answers in sections.items():
            self.send("sections/", **{f"base-{section}": "0", f"was-{section}": "", **answers})

    def see(self, path: str = "with-the-person/", status: int = 200) -> str:
        answer = self.client.get(path if path.startswith("/") else self.person + path)
        assert answer.status_code == status, path
        return words_on(answer.content)

    def send(self, path: str, status: int = 302, **given: Any) -> str:
        answer = self.client.post(path if path.startswith("/") else self.person + path, given)
        assert answer.status_code == status, (path, answer.status_code, words_on(answer.content))
        return words_on(answer.content)

    def paper(self, parts: list[str] | None = None, **more: str) -> str:
        """A new code, as the slip shows it."""
        page = self.client.get(self.person + "papers/").content.decode()
        new = re.search(r'name="paper" value="([^"]+)"', page)
        assert new
        given = {"paper": new[1], "parts": parts or PARTS, "language": "en", "days": "30", "spoken": "yes", **more}
        found = re.search(r"(?:\d{4} ){4}\d{4}", self.send("papers/", status=200, **given))
        assert found
        return found[0]


@pytest.fixture
def desk(connect_as: ConnectAs, settings: Any) -> Desk:
    """Ana, signed in by the demonstration's button."""
    settings.DEMO = True
    people, client = People(connect_as("owner")), Client()
    assert client.post("/sign-in/", {"member": str(people.ana())}).status_code == 302
    return Desk(client)


class Person:
    """A browser of nobody."""

    def __init__(self) -> None:
        self.client = Client()

    def do(self, do: str = "", status: int = 200, **given: str) -> str:
        answer = self.client.post("/paper/", {"do": do, **given}, follow=True) if do else self.client.get("/paper/")
        assert answer.status_code == status, words_on(answer.content)
        return words_on(answer.content)


def test_the_person_reads_the_plan_in_their_language_and_no_note(desk: Desk) -> None:
    page = desk.see()
    assert "Мій план" in page and GOAL in page and NOTE not in page
    assert "My plan" in desk.see("with-the-person/?language=en")


def test_the_numbers_on_the_paper_open_what_was_chosen_and_nothing_else(desk: Desk) -> None:
    person = Person()
    page = person.do("enter", code=desk.paper())
    assert "My next days" in page and "What I agreed to" in page
    assert "My plan" not in page and GOAL not in page and "Who looked" not in page and "Linden" not in page
    person = Person()
    assert GOAL in person.do("enter", code=desk.paper(["plan", "seen"]))
