"""What was typed when the sign-in ended: it comes back to whoever typed it, and to nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests.site.people import HERE, PASSWORD, People, sign_in

TYPED = {"languages": "uk, ro", "words": '</textarea><script>"&\nsecond line'}


def test_what_was_typed_comes_back_when_the_sign_in_has_ended(
    client: Client, people: People, clock: time_machine.Traveller
) -> None:
    people.ana("editor")
    sign_in(client)
    clock.shift(timedelta(minutes=16))
    answer = client.post("/people/new/", TYPED, headers=HERE)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert 'action="/people/new/"' in page
    assert "uk, ro" in page
    assert "&lt;/textarea&gt;&lt;script&gt;" in page
    assert '<script>"' not in page
    stored = people.owner.execute("SELECT count(*) FROM django_session WHERE session_data LIKE '%uk, ro%'")
    assert stored.fetchone() == (0,)


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}]
)
def test_what_another_site_sent_is_not_shown_as_ones_own(client: Client, headers: dict[str, str]) -> None:
    answer = client.post("/people/new/", TYPED, headers=headers)
    assert answer.status_code == 401
    assert b"uk, ro" not in answer.content


def test_a_kept_form_is_sent_by_whoever_filled_it_in_and_nobody_else(
    client: Client, people: People, clock: time_machine.Traveller
) -> None:
    people.ana("editor")
    people.dan()
    sign_in(client)
    clock.shift(timedelta(minutes=16))
    page = client.post("/people/new/", TYPED, headers=HERE).content.decode()
    mark = page.split('name="kept_for" value="')[1].split('"')[0]
    sign_in(client, "dan")
    assert client.post("/people/new/", {**TYPED, "kept_for": mark}).status_code == 403
    assert client.post("/people/new/", {**TYPED, "kept_for": mark + "x"}).status_code == 403
    client.post("/sign-out/")
    sign_in(client)
    assert client.post("/people/new/", {**TYPED, "kept_for": mark}).status_code != 403


def test_passwords_and_codes_never_come_back(
    client: Client, people: People, clock: time_machine.Traveller
) -> None:
    people.ana("editor")
    sign_in(client)
    clock.shift(timedelta(minutes=16))
    answer = client.post("/account/password/", {"oldpassword": PASSWORD}, headers=HERE)
    assert answer.status_code == 302
    assert PASSWORD not in answer.content.decode()


def test_a_form_with_an_old_mark_is_shown_again_and_not_lost(people: People) -> None:
    people.ana("editor")
    client = Client(enforce_csrf_checks=True)
    client.get("/account/sign-in/")
    sign_in(client, csrfmiddlewaretoken=client.cookies["__Host-ro_csrf"].value)
    answer = client.post("/people/new/", {**TYPED, "csrfmiddlewaretoken": "old"}, headers=HERE)
    assert answer.status_code == 403
    assert b"uk, ro" in answer.content
    foreign = client.post("/people/new/", TYPED, headers={"Sec-Fetch-Site": "cross-site"})
    assert b"uk, ro" not in foreign.content
    secret = client.post("/account/password/", {"oldpassword": PASSWORD}, headers=HERE)
    assert PASSWORD.encode() not in secret.content


def test_who_has_signed_in_meanwhile_is_told_as_whom_it_would_be_sent(people: People) -> None:
    """Two at one browser: what the first typed lies in a page, and the second one has signed in."""
    people.dan()
    client = Client(enforce_csrf_checks=True)
    client.get("/account/sign-in/")
    sign_in(client, "dan", csrfmiddlewaretoken=client.cookies["__Host-ro_csrf"].value)
    page = client.post("/people/new/", {**TYPED, "csrfmiddlewaretoken": "old"}, headers=HERE).content.decode()
    assert "If another member has typed it, do not send it: it would be recorded as yours." in page
    assert "Send again as Dan" in page
