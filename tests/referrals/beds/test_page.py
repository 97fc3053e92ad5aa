"""The page of the bed count over HTTP: what is said beside an agreement, and its end asked once more."""

import html
import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.test import Client

from tests.access.made import bed_agreement
from tests.access.names import ID, unforced
from tests.access.rows import insert
from tests.access.world import staff
from tests.conftest import ConnectAs

__all__ = ["staff"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


@pytest.fixture
def owner(connect_as: ConnectAs, settings: Any) -> psycopg.Connection:
    settings.DEMO = True
    return connect_as("owner")


def client_of(who: str) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"member": str(ID(who))}).status_code == 302
    return client


def text(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def add(owner: psycopg.Connection, row: dict[str, Any]) -> None:
    """The agreement stands there, whoever agreed to it."""
    with unforced(owner, "referrals.bed_agreement"):
        insert(owner, "referrals.bed_agreement", **row)


def test_an_end_without_its_tick_ends_nothing_and_with_it_is_an_end(owner: psycopg.Connection) -> None:
    row = bed_agreement("alfa", "gent", "be") | {"id": uuid4()}
    add(owner, row)
    adam, path = client_of("adam"), f"/beds/{row['id']}/end/"
    answer = adam.post(path)
    assert (answer.status_code, "Tick that it ends" in text(answer)) == (422, True)
    assert "Agreed." in text(adam.get("/beds/"))
    assert adam.post(path, {"sure": "yes"}).status_code == 302
    assert "With nobody yet." in text(adam.get("/beds/"))


def test_the_page_says_that_they_ended_it_and_when(owner: psycopg.Connection) -> None:
    ended = datetime(2026, 3, 2, 9, tzinfo=UTC)
    row = bed_agreement("alfa", "gent", "be", "ended") | {"id": uuid4(), "changed_at": ended}
    add(owner, row)
    adam = client_of("adam")
    page = text(adam.get("/beds/"))
    assert re.search(r"Mon 2 Mar 2026, \d\d:00: They ended it, or said no\.", page)
    assert adam.post(f"/beds/{row['id']}/end/").status_code == 302
    page = text(adam.get("/beds/"))
    assert "Taken off the list." in page
    assert "They ended it" not in page


def test_who_can_say_the_second_yes_is_named(owner: psycopg.Connection) -> None:
    row = bed_agreement("alfa", "gent", "be", "proposed") | {"first_by": ID("adam"), "second_by": None}
    add(owner, row)
    page = text(client_of("adam").get("/beds/"))
    assert re.search(r"A second person is needed: .* In your agency: \S", page)


def test_the_form_of_the_count_says_who_sees_the_number(owner: psycopg.Connection) -> None:
    page = text(client_of("bea").get("/beds/count/"))
    assert "Everybody who searches the directory sees the number of free places." in page


def test_an_agency_without_beds_is_not_late_and_one_with_beds_is(owner: psycopg.Connection) -> None:
    page = text(client_of("adam").get("/beds/"))
    assert "Late" not in page
    assert "No service with beds" in page
    team = uuid4()
    insert(owner, "agencies.team", id=team, agency_id=ID("alfa"), name="House", professions=[], languages=[])
    insert(owner, "directory.entry", team_id=team, agency_id=ID("alfa"), service="shelter", needs=["housing"])
    page = text(client_of("adam").get("/beds/"))
    assert "Late" in page
    assert "Not counted in thirty days" in page
