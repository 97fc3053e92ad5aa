"""The second factor: what is closed without it, and what counts as one."""

import json
from uuid import UUID

import time_machine
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings

from tests.site.people import HERE, People, code, confirm, give_app, one_click, sign_in, with_app


def test_a_password_alone_opens_nothing_but_the_enrolment(client: Client, people: People) -> None:
    people.ana()
    sign_in(client)
    for path in (
        "/",
        "/people/00000000-0000-4000-8000-000000000000/",
        "/account/password/",
        "/account/sign-ins/",
    ):
        assert client.get(path).headers["Location"] == "/account/"
    for path in ("/account/", "/account/passkeys/add/", "/account/app/add/"):
        assert client.get(path).status_code == 200
    assert b'data-missing="no_second_factor"' in client.get("/account/").content
    assert client.post("/people/new/", {}, headers=HERE).status_code == 302


def test_the_rooms_refuse_it_too_without_the_middleware(client: Client, people: People) -> None:
    people.ana()
    sign_in(client)
    without = [name for name in settings.MIDDLEWARE if not name.endswith("SignedIn")]
    bare = Client()
    bare.cookies = client.cookies
    with override_settings(MIDDLEWARE=without):
        assert bare.get("/").headers["Location"] == "/account/"
        assert bare.post("/people/new/", {}).status_code == 409


def test_a_profession_without_cases_needs_no_second_factor(client: Client, people: People) -> None:
    people.ana("editor")
    sign_in(client)
    assert client.get("/account/sign-ins/").status_code == 200
    assert b"data-missing" not in client.get("/account/").content


def test_password_and_code_open_the_node_and_are_recorded(client: Client, ana: UUID, people: People) -> None:
    with_app(client)
    assert client.get("/").status_code == 200
    (done,) = people.recorded("sign_in:done")
    assert (done["actor_kind"], done["actor_id"]) == ("member", str(ana))
    assert done["detail"] == {"way": "password+totp"}


def test_a_wrong_code_is_refused_and_recorded(client: Client, ana: UUID, people: People) -> None:
    sign_in(client)
    assert client.post("/account/sign-in/proof/", {"code": "000000"}).status_code == 200
    assert people.recorded("sign_in:refused")[0]["reason"] == "wrong_code"
    assert client.get("/").status_code == 302


def test_a_wrong_passkey_is_refused_and_recorded(client: Client, ana: UUID, people: People) -> None:
    options = client.get("/account/sign-in/passkey/", headers={"X-Requested-With": "XMLHttpRequest"}).json()
    challenge = options["request_options"]["publicKey"]["challenge"]
    again = client.get("/account/sign-in/passkey/", headers={"X-Requested-With": "XMLHttpRequest"}).json()
    assert len(challenge) >= 43  # 256 bits, and other ones each time
    assert again["request_options"]["publicKey"]["challenge"] != challenge
    for credential in ("{}", json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {}})):
        assert client.post("/account/sign-in/passkey/", {"credential": credential}).status_code in (200, 302)
    assert {one["reason"] for one in people.recorded("sign_in:refused")} == {"wrong_passkey"}
    assert client.get("/").status_code == 302


def test_a_code_opens_once_as_long_as_it_is_valid_at_all(client: Client, ana: UUID) -> None:
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        used = code(steps=1)
        sign_in(client)
        assert client.post("/account/sign-in/proof/", {"code": used}).status_code == 302
        clock.shift(45)  # past one step, and the code of the next one is still taken
        again = Client()
        sign_in(again)
        assert again.post("/account/sign-in/proof/", {"code": used}).status_code == 200


def test_whoever_waited_with_a_password_gets_nothing_from_a_later_enrolment(
    client: Client, people: People
) -> None:
    people.ana()
    sign_in(client)
    give_app(1)  # by somebody who signed in elsewhere
    assert client.get("/").headers["Location"] == "/account/"
    assert b'data-missing="factor_not_shown"' in client.get("/account/").content
    assert client.get("/account/passkeys/add/").headers["Location"].startswith("/account/confirm/")


def test_secrets_of_factors_are_kept_under_the_nodes_key(
    people: People, ana: UUID, node_home: object
) -> None:
    row = people.owner.execute("SELECT data::text FROM mfa_authenticator").fetchone()
    assert row is not None
    assert "JBSWY3DPEHPK3PXP" not in row[0]
    assert b"JBSWY3DPEHPK3PXP".hex() not in row[0]


def test_the_last_factor_cannot_be_removed(client: Client, ana: UUID, people: People) -> None:
    with_app(client)
    confirm(client)
    assert client.post("/account/app/remove/").status_code == 200
    assert people.owner.execute("SELECT count(*) FROM mfa_authenticator").fetchone() == (1,)


def test_an_account_without_a_password_gets_no_app_and_no_password_page(
    client: Client, people: People
) -> None:
    people.place(people.account("ana"), people.agency(), "editor")
    one_click(client, people)
    assert client.get("/account/app/add/").status_code == 404
    assert client.get("/account/password/").status_code == 404
