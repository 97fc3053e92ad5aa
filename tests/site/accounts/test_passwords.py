"""The password: what it must be, how it is kept, and what a wrong one leaves behind."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.hashers import reset_hashers
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client

from safeconduct.commands.nodes.introduce import set_password
from safeconduct.site.accounts.passwords import Argon2, NotPutTogether, breached
from tests.conftest import ConnectAs
from tests.site.people import PASSWORD, People, give_app, sign_in, works


@pytest.mark.parametrize(
    "password, is_good",
    [
        ("elevenchars", False),
        ("a b c d e f ", True),  # twelve, and no rule about kinds of signs
        ("491772038855", True),
        ("password-Dragon-1", False),  # put together of them
        ("qwertyqwerty!!", False),
        ("Safeconduct 2026", False),  # named after the house
        ("ro-quiet-Safeconduct", False),
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


def test_a_password_is_kept_as_argon2id(
    people: People, hashed_with: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in hashed_with.items():
        monkeypatch.setattr(Argon2, name, value)
    set_password(people.owner, people.place(people.account("dan"), people.agency()), "a quiet river at noon")
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


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Each time that a password was hashed."""
    times: list[str] = []

    class Counting(Argon2):
        def encode(self, *given: Any, **more: Any) -> str:
            times.append("encode")
            return super().encode(*given, **more)

        def verify(self, *given: Any, **more: Any) -> bool:
            times.append("verify")
            return super().verify(*given, **more)

    monkeypatch.setattr("safeconduct.site.accounts.passwords.Argon2", Counting)
    reset_hashers(setting="PASSWORD_HASHERS")
    yield times
    reset_hashers(setting="PASSWORD_HASHERS")


@pytest.mark.parametrize("name", ["ana", "nobody", "without"])
def test_a_name_that_is_unknown_costs_as_much_as_a_wrong_password(
    client: Client, ana: UUID, people: People, hashed: list[str], name: str
) -> None:
    """Nobody learns by the answer or by its time which accounts there are: one hash is computed each time."""
    people.place(people.account("without"), people.agency("Other"))
    hashed.clear()
    answer = sign_in(client, name, "something wrong")
    assert answer.status_code == 200
    assert "The username and/or password you specified are not correct." in answer.content.decode()
    assert len(hashed) == 1


def test_what_is_refused_is_more_than_the_three_thousand_that_are_used_most() -> None:
    """Of those that are long enough; and any two of the list in a row are refused as well."""
    some = sorted(word for word in breached() if len(word) >= 8 and word.isalpha())[:60]
    refused = 0
    for first in some:
        for second in some:
            with pytest.raises(ValidationError):
                NotPutTogether().validate(first + second)
            refused += 1
    assert refused > 3000


@pytest.mark.parametrize(
    "password", ["x" * 5 + " " + "long words " * 12, "ținută cu grijă, не вгадати", " twelve signs "]
)
def test_a_long_password_of_any_signs_is_taken_exactly_as_it_was_typed(people: People, password: str) -> None:
    member = people.place(people.account("dan"), people.agency(), "editor")
    set_password(people.owner, member, password)
    assert sign_in(Client(), "dan", password).status_code == 302
    assert sign_in(Client(), "dan", password.strip().lower() + "x").status_code == 200
    if password != password.strip():
        assert sign_in(Client(), "dan", password.strip()).status_code == 200


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
