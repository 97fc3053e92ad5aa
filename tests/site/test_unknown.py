"""An address that leads nowhere, and what else Django would answer with a bare page: pages of ours, in our frame."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.views.defaults import permission_denied

from tests.conftest import ConnectAs
from tests.site.people import People, give_app, with_app

INBOX = pytest.mark.urls("safeconduct.site.urls_inbox")


@pytest.fixture
def people(connect_as: ConnectAs) -> People:
    return People(connect_as("owner"))


@pytest.fixture
def client() -> Client:
    return Client()


def shown(answer: Any) -> str:
    """What the page says, without what differs from one answer to the next."""
    page = re.sub(r'(value|nonce)="[^"]*"', "", answer.content.decode())
    return page.replace(answer.wsgi_request.path, "")


def test_nobody_signed_in_is_told_so_without_a_look_into_the_database(client: Client) -> None:
    answer = client.get("/nowhere/at/all/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "There is nothing here for you" in page
    assert "<title>Not found · Safeconduct</title>" in page
    assert 'class="head"' in page
    assert ">Sign in</a>" in page
    assert "/nowhere/at/all/" not in re.sub(r'name="next" value="[^"]*"', "", page)


def test_a_member_finds_the_ways_on(client: Client, people: People) -> None:
    people.ana()
    give_app(1)
    with_app(client)
    answer = client.get("/nowhere/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Casa Salcia" in page
    assert 'href="/find/"' in page
    assert ">Sign in</a>" not in page


def test_what_is_not_open_to_a_member_looks_like_what_is_not_there_and_is_recorded(
    client: Client, people: People
) -> None:
    people.ana()
    give_app(1)
    with_app(client)
    first, second = (client.get(f"/people/{uuid4()}/") for _ in range(2))
    assert (first.status_code, second.status_code) == (404, 404)
    assert shown(first) == shown(second)
    assert "There is no such case for you." in shown(first)
    assert "There is nothing here for you" in shown(first)
    assert [record["reason"] for record in people.recorded("page:refused")] == ["not_found", "not_found"]


def test_a_request_for_another_host_is_not_understood_and_not_echoed(client: Client) -> None:
    answer = client.get("/nowhere/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "This could not be understood" in answer.content.decode()
    assert "evil.example" not in answer.content.decode()


def test_what_is_forbidden_says_whom_to_ask() -> None:
    answer = permission_denied(RequestFactory().get("/"), PermissionDenied("an inner secret"))
    assert answer.status_code == 403
    assert "ask your agency" in answer.content.decode()
    assert "inner secret" not in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html", "site/lost_database.html"])
def test_a_page_for_a_fault_needs_no_request_and_so_no_database(name: str) -> None:
    page = get_template(name).render({})
    assert 'class="head"' in page
    assert "built/site.css" in page


@INBOX
@pytest.mark.parametrize("path, status", [("/nowhere", 404), ("/", 404)])
def test_another_node_reads_a_problem_and_no_page(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert answer.json() == {"type": "about:blank", "status": 404, "title": "not_found"}


@INBOX
def test_a_fault_of_the_inbox_is_a_problem_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(request: HttpRequest) -> None:
        raise KeyError("an inner secret")

    monkeypatch.setattr("safeconduct.exchange.pages.card_for", breaks)
    answer = Client(raise_request_exception=False).post("/messages", b"", content_type="application/json")
    assert (answer.status_code, answer.json()["title"]) == (500, "fault")


@pytest.mark.parametrize(
    "path, opened", [("/sign-out/", "/"), ("/theme/", "/"), ("/account/sign-in/", "/account/sign-in/")]
)
def test_an_old_form_leads_to_a_page_that_can_be_opened(path: str, opened: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(path, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert f'href="{opened}">Open the page again' in answer.content.decode()
