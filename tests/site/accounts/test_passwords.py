"""The password: what it must be, how it is kept, and what a wrong one leaves behind."""

from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client

from safeconduct.commands.nodes.introduce import set_password
from tests.conftest import ConnectAs
from tests.site.people import PASSWORD, People, give_app, sign_in, works


@pytest.mark.parametrize(
    "password, is_good",
    [
        ("elevenchars", False),
        ("a b c d e f ", True),  # twelve, and no rule about kinds of signs
        ("111222333444", True),
        ("q1w2e3r4t5y6", False),  # on the list of those that were breached most
    ],
)
def test_a_password_is_long_and_not_well_known(people: People, password: str, is_good: bool) -> None:
    member = people.place(people.account("dan"), people.agency())
    if is_good:
        set_password(people.owner, member, password)
    else:
        with pytest.raises(ValidationError):
            set_password(people.owner, member, password)


def test_a_password_is_kept_as_argon2id(people: People) -> None:
    people.ana()
    row = people.owner.execute("SELECT password FROM auth_user").fetchone()
    assert row is not None
    assert row[0].startswith("argon2$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize("name", ["ana", "Ana@casa.example", "ana@casa.example"])
def test_name_or_address_and_password_lead_to_the_second_step(
    client: Client, people: People, name: str
) -> None:
    people.ana(email="ana@casa.example")
    give_app(1)
    assert sign_in(client, name).headers["Location"] == "/account/sign-in/proof/"
    assert client.get("/").headers["Location"].startswith("/account/sign-in/")


def test_a_wrong_password_is_recorded_with_the_account_and_without_what_was_typed(
    client: Client, ana: UUID, people: People
) -> None:
    assert sign_in(client, password="something wrong").status_code == 200
    assert sign_in(client, "my password by mistake", "ana").status_code == 200
    known, unknown = people.recorded("sign_in:refused")
    assert (known["actor_kind"], known["reason"], known["detail"]) == (
        "anonymous",
        "wrong_password",
        {"account": 1},
    )
    assert unknown["detail"] == {}
    assert "mistake" not in str(people.recorded("sign_in:refused"))


def test_guessing_is_slowed_down_per_account_and_a_restart_forgets_nothing(client: Client, ana: UUID) -> None:
    for _ in range(5):
        sign_in(client, password="something wrong")
    caches["default"].close()
    assert "Too many failed" in sign_in(client).content.decode()


@pytest.mark.parametrize(
    "path",
    ["signup/", "password/reset/", "login/code/", "email/", "phone/change/", "sign-in/code/", "trust/"],
)
def test_there_is_no_sign_up_and_no_way_in_by_mail_or_telephone(client: Client, path: str) -> None:
    assert client.get(f"/account/{path}").status_code == 404
    assert settings.MFA_SUPPORTED_TYPES == ["webauthn", "totp", "recovery_codes"]


def test_the_door_for_passwords_opens_for_the_acting_member_only(
    client: Client, people: People, connect_as: ConnectAs
) -> None:
    people.ana("editor")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as("app").execute("SELECT site.change_my_password('x')")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as("worker").execute("SELECT site.change_my_password('x')")
    other = Client()
    sign_in(other)
    sign_in(client)
    new = {
        "oldpassword": PASSWORD,
        "password1": "another river at noon",
        "password2": "another river at noon",
    }
    assert client.post("/account/password/", {**new, "oldpassword": "wrong"}).status_code == 200
    assert client.post("/account/password/", new).headers["Location"] == "/account/"
    assert [works(one) for one in (client, other)] == [True, False]
    assert sign_in(Client(), password="another river at noon").status_code == 302
    assert len(people.recorded("password:changed")) == 1
