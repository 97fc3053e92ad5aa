"""The pages of a conference over HTTP, on one node, without JavaScript: two colleagues at two browsers."""

import html
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.access.acting import acting
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import ConnectAs
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)

MARK = "She sleeps badly and takes the blue tablets."
UNTIL = (timezone.localdate() + timedelta(days=7)).isoformat()


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
        return answer.headers["Location"] if status == 302 else answer.content.decode()


class Two:
    """Ana, who leads a file, and Nora, a nurse with a place in it."""

    def __init__(self, people: People) -> None:
        agency = people.agency()
        names = {"Ana": "social_worker", "Nora": "nurse"}
        members = {
            name: people.place(people.account(name.lower()), agency, profession, name)
            for name, profession in names.items()
        }
        self.ana, self.nora = (Desk(members[name]) for name in names)
        self.person = self.ana.send("/people/new/", pseudonym="Linden")
        with acting(MemberId(members["Ana"])):
            doors.place(UUID(self.person.split("/")[2]), members["Nora"])
        adding = self.ana.send(f"{self.person}conferences/new/", question="Where does she live?", until=UNTIL)
        self.talk = adding.removesuffix("items/new/")

    def add(self, desk: Desk, section: str, text: str) -> str:
        return desk.send(f"{self.talk}items/new/", section=section, text=text)


@pytest.fixture
def two(connect_as: ConnectAs, settings: Any) -> Two:
    settings.DEMO = True
    return Two(People(connect_as("owner")))


def test_from_the_question_to_the_step_in_the_plan(two: Two) -> None:
    item = two.add(two.ana, "needs", "A flat or the shelter?")
    assert "Where does she live?" in two.nora.see(f"{two.person}conferences/")
    assert "1 item waits for your proposal" in two.nora.see("/")
    two.nora.send(item, do="proposal", proposal="The shelter, it is calm.")
    assert "The shelter, it is calm." not in two.ana.see(item)
    two.ana.send(item, do="proposal", proposal="A flat.")
    page = two.ana.see(item)
    assert "The shelter, it is calm." in page
    assert "Nothing is decided before the person's own view is written down" in page
    again = two.ana.send(item, 422, do="decision", decision="The flat.", reasons="Her wish.")
    assert "Ask the person, and write their view down first." in again
    assert "The flat.</textarea>" in again
    two.ana.send(item, do="wish", wish="Near my sister.", absent="")
    page = two.ana.see(item)
    assert page.index("Near my sister.") < page.index("The shelter, it is calm."), "the person comes first"
    two.ana.send(item, do="decision", decision="The flat near her sister.", reasons="Her wish.")
    again = two.nora.send(item, 422, do="wish", wish="What she told me at noon.", absent="")
    assert "This item is decided." in again
    assert "What she told me at noon.</textarea>" in again, "what was written meanwhile is not lost"
    assert "The flat near her sister." in two.nora.see(two.talk)
    assert "Speak with the person first" in two.ana.send(
        item, 422, do="step", what="Look at the flat", who="Ana"
    )
    two.ana.send(item, do="step", what="Look at the flat", who="Ana", agrees="yes")
    assert "Look at the flat" in two.ana.see(two.person)


def test_an_item_of_a_closed_section_is_on_no_page_of_whoever_does_not_open_it(two: Two) -> None:
    item = two.add(two.nora, "health", MARK)
    two.nora.send(item, do="wish", wish=MARK, absent="")
    two.nora.send(item, do="proposal", proposal=MARK)
    assert MARK in two.nora.see(two.talk)
    for page in (two.ana.see(two.talk), two.ana.see(f"{two.person}conferences/"), two.ana.see("/")):
        assert "tablets" not in page
    two.ana.see(item, 404)
    two.ana.send(item, 404, do="proposal", proposal="Let me see")
    two.ana.send(f"{two.talk}items/new/", 422, section="health", text="What does she take?")


def test_what_was_entered_is_there_again_beside_what_is_wrong(two: Two) -> None:
    again = two.ana.send(f"{two.person}conferences/new/", 422, question="", until="soon")
    assert "Enter a day, such as 2027-03-31." in again
    assert 'value="soon"' in again
    item = two.add(two.ana, "needs", "A flat?")
    page = two.ana.send(item, 422, do="wish", wish="", absent="")
    assert "Write what the person says, or choose below why that is missing." in page
    page = two.ana.send(item, 422, do="wish", wish="Near my sister.", absent="not_safe")
    assert "Near my sister." in page
    page = two.ana.send(item, 422, do="proposal", proposal="x" * 2001)
    assert "x" * 2001 in page


def test_a_meeting_and_its_minutes(two: Two) -> None:
    item = two.add(two.nora, "health", MARK)
    two.nora.send(f"{two.talk}meeting/", 409)
    page = two.ana.send(f"{two.talk}meeting/", 422, meets_at="tomorrow", where="")
    assert "Enter day and time" in page
    met: dict[str, Any] = {"where": "The small room", "person": "took_part"}
    page = two.ana.send(f"{two.talk}meeting/", 422, meets_at="2999-03-31T14:30", **met)
    assert "Say afterwards who was there" in page
    assert "The small room" in page
    two.ana.send(f"{two.talk}meeting/", meets_at="2020-03-31T14:30", **met)
    assert "The small room" in two.nora.see(two.talk)
    assert "The person: Took part" in two.nora.see(two.talk)
    two.nora.send(item, do="minutes", minutes=MARK)
    assert MARK in two.nora.see(item)
    assert "tablets" not in two.ana.see(two.talk)
