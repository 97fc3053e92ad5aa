"""A sign-in: the place that is chosen in it, and what ends it."""

from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
import time_machine
from django.test import Client

from tests.conftest import ConnectAs
from tests.site.people import PASSWORD, People, code, confirm, sign_in, with_app, works

SESSION = "__Host-ro_session"

# --- Places ------------------------------------------------------------------------------------------------------


def test_somebody_with_several_places_chooses_one(client: Client, people: People) -> None:
    first = people.ana("editor")
    second = people.place(1, people.agency("Cabinet Teiul"), "trainer")
    elsewhere = people.place(people.account("dan"), people.agency("Elsewhere"), "editor")
    sign_in(client)
    assert client.get("/").headers["Location"] == "/account/place/?next=/"
    assert client.get("/account/").headers["Location"] == "/account/place/?next=/account/"
    assert b"Cabinet Teiul" in client.get("/account/place/").content
    assert client.post("/account/place/", {"place": str(elsewhere)}).status_code == 404
    answer = client.post("/account/place/", {"place": str(second), "next": "/account/"}, follow=True)
    assert b"Cabinet Teiul" in answer.content
    client.post("/account/place/", {"place": str(first)})
    assert [entry["actor_id"] for entry in people.recorded("sign_in:done")] == [str(second)]
    assert [entry["actor_id"] for entry in people.recorded("sign_in:changed_place")] == [str(first)]


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example/", "http://evil.localhost/", "/\\evil.example", "javascript:1"],
)
def test_signing_in_leads_to_no_other_site(client: Client, people: People, wanted: str) -> None:
    people.ana("editor")
    assert sign_in(client, next=wanted).headers["Location"] == "/"
    assert client.post("/account/place/", {"place": "", "next": wanted}).headers.get("Location", "/") == "/"


# --- Its end -------------------------------------------------------------------------------------------------------


def test_a_sign_in_that_nobody_uses_ends(
    client: Client, people: People, clock: time_machine.Traveller
) -> None:
    people.ana("editor")
    sign_in(client)
    for _ in range(3):
        clock.shift(timedelta(minutes=14))
        assert works(client)
    clock.shift(timedelta(minutes=15, seconds=31))
    assert not works(client)
    assert people.recorded("sign_in:ended")[0]["detail"] == {"why": "idle_limit"}
    clock.shift(timedelta(minutes=-14))
    assert not works(client)


def test_a_part_that_refreshes_itself_is_no_use_and_leaves_the_page_alone(
    client: Client, people: People, clock: time_machine.Traveller
) -> None:
    people.ana("editor")
    sign_in(client)
    for _ in range(4):
        clock.shift(timedelta(minutes=4))
        part = client.get("/account/", headers={"HX-Request": "true"})
    assert part.status_code == 401
    assert "HX-Redirect" not in part.headers
    assert client.get("/", headers={"HX-Request": "true"}).status_code == 401


def test_a_sign_in_ends_after_a_working_day_however_busy(
    client: Client, people: People, clock: time_machine.Traveller
) -> None:
    people.ana("editor")
    sign_in(client)
    for _ in range(54):
        clock.shift(timedelta(minutes=10))
        assert works(client)
    clock.shift(timedelta(seconds=1))
    assert not works(client)
    assert people.recorded("sign_in:ended")[0]["detail"] == {"why": "absolute_limit"}


def test_a_suspended_member_is_out_at_the_next_page_and_does_not_get_in(
    client: Client, ana: UUID, people: People
) -> None:
    with_app(client)
    people.suspend(ana)
    assert client.get("/").status_code == 403
    assert client.get("/").headers["Location"].startswith("/account/sign-in/")
    assert sign_in(client).status_code == 403
    assert people.recorded("sign_in:refused")[0]["reason"] == "no_open_place"
    ended = people.recorded("sign_in:ended")[0]
    assert (ended["actor_kind"], ended["detail"]) == ("anonymous", {"why": "suspended", "place": str(ana)})


def test_signing_out_clears_the_browser_and_is_recorded(client: Client, ana: UUID, people: People) -> None:
    with_app(client)
    assert client.get("/sign-out/").status_code == 405
    answer = client.post("/sign-out/")
    assert answer.headers["Clear-Site-Data"] == '"cookies", "cache", "storage"'
    assert client.get("/").status_code == 302
    assert people.recorded("sign_in:left")[0]["actor_id"] == str(ana)
    assert people.owner.execute("SELECT count(*) FROM usersessions_usersession").fetchone() == (0,)


def test_ones_other_sign_ins_are_seen_and_ended_and_nobody_elses(client: Client, people: People) -> None:
    people.ana("editor")
    people.dan()
    other, dans = Client(), Client()
    sign_in(other)
    sign_in(dans, "dan")
    sign_in(client)
    assert client.get("/account/sign-ins/").content.count(b'name="end"') == 1
    assert client.post("/account/sign-ins/", {"end": "9" * 5000}).status_code == 302
    assert works(other)
    for (pk,) in people.owner.execute("SELECT id FROM usersessions_usersession").fetchall():
        client.post("/account/sign-ins/", {"end": str(pk)})
    assert [works(one) for one in (client, other, dans)] == [True, False, True]
    assert len(people.recorded("sign_in:revoked")) == 4


def test_ending_ones_sign_ins_needs_a_fresh_proof(
    client: Client, people: People, clock: time_machine.Traveller
) -> None:
    people.ana("editor")
    sign_in(client)
    clock.shift(timedelta(minutes=6))
    assert client.get("/account/sign-ins/").headers["Location"] == "/account/confirm/?next=/account/sign-ins/"
    other = Client()
    sign_in(other)
    assert (
        client.post("/account/sign-ins/", {"others": "1"}).headers["Location"].startswith("/account/confirm/")
    )
    assert works(other)
    client.post("/account/confirm/", {"password": PASSWORD})
    client.post("/account/sign-ins/", {"others": "1"})
    assert not works(other)


def test_a_sign_in_has_another_name_after_every_proof_and_the_old_one_opens_nothing(
    client: Client, ana: UUID
) -> None:
    client.get("/account/sign-in/")
    names = [str(client.cookies.get(SESSION))]
    sign_in(client)
    names.append(str(client.cookies[SESSION].value))
    client.post("/account/sign-in/proof/", {"code": code()})
    names.append(str(client.cookies[SESSION].value))
    confirm(client)
    names.append(str(client.cookies[SESSION].value))
    assert len(set(names)) == 4
    assert all(len(name) == 32 for name in names[1:])  # of 36 signs: 165 bits
    stolen = Client()
    for name in names[1:3]:
        stolen.cookies[SESSION] = name
        assert not works(stolen)
    assert works(client)
    assert client.get("/account/sign-ins/").content.count(b"This one") == 1


def test_a_name_that_somebody_brought_along_is_never_taken(client: Client, ana: UUID) -> None:
    client.cookies[SESSION] = "a" * 32
    with_app(client)
    assert client.cookies[SESSION].value != "a" * 32


def test_a_changed_factor_ends_the_other_sign_ins(client: Client, ana: UUID, people: People) -> None:
    other = Client()
    with_app(other)
    with_app(client, steps=1)
    confirm(client, steps=-1)
    assert client.post("/account/recovery-codes/new/").status_code == 302
    assert (works(client), works(other)) == (True, False)
    assert people.recorded("sign_in:revoked")[0]["detail"] == {"count": 1}


def test_a_sign_in_that_is_over_tells_the_browser_to_forget(
    client: Client, people: People, clock: time_machine.Traveller
) -> None:
    member = people.ana("editor")
    sign_in(client)
    clock.shift(timedelta(minutes=16))
    assert client.get("/").headers["Clear-Site-Data"] == '"cache", "storage"'
    sign_in(client)
    people.suspend(member)
    assert client.get("/").headers["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize("role", ["inbox", "worker"])
@pytest.mark.parametrize(
    "table", ["mfa_authenticator", "usersessions_usersession", "account_emailaddress", "site.remembered"]
)
def test_proofs_and_sign_ins_are_the_web_processs_alone(connect_as: ConnectAs, role: str, table: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as(role).execute(f"SELECT 1 FROM {table}")
