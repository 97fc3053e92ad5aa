"""A mail to whom an account belongs: what proves who they are was changed, or somebody was half way in."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from django.test.utils import override_settings

from tests.site.people import PASSWORD, People, confirm, sign_in, with_app

BACKEND = "django.core.mail.backends.locmem.EmailBackend"
IF_NOT = "If this was not you, tell the administrator of your agency at once."


@pytest.fixture(autouse=True)
def post() -> Iterator[None]:
    """A mail server that keeps what it is given."""
    mail.outbox = []
    with override_settings(MAILERS={"default": {"BACKEND": BACKEND}}):
        yield


@pytest.fixture
def reached(ana: UUID, people: People) -> str:
    """Ana's address."""
    people.owner.execute("UPDATE auth_user SET email = 'ana@casa.example'")
    return "ana@casa.example"


def said() -> list[str]:
    """The first sentence of each mail."""
    return [str(one.body).partition("\n")[0] for one in mail.outbox]


def test_who_knows_the_password_and_not_the_code_is_told_about_once(client: Client, reached: str) -> None:
    for digits in ("000000", "000001"):
        sign_in(client)
        client.post("/account/sign-in/proof/", {"code": digits})
    assert said() == ["Somebody knew your password, and could not show your passkey or a code of your app."]
    (one,) = mail.outbox
    assert (one.to, one.subject) == ([reached], "About your sign-in")
    assert IF_NOT in one.body


def test_a_wrong_password_alone_tells_nobody(client: Client, reached: str) -> None:
    sign_in(client, password="something wrong")
    assert said() == []


@pytest.mark.parametrize("change", ["password", "codes"])
def test_a_change_of_what_proves_it_is_told_without_a_name(client: Client, reached: str, change: str) -> None:
    with_app(client)
    confirm(client)
    if change == "password":
        new = {"password1": "another river at noon", "password2": "another river at noon"}
        client.post("/account/password/", {"oldpassword": PASSWORD, **new})
    else:
        client.post("/account/recovery-codes/new/")
    assert said() == [
        "What proves who you are when you sign in was changed: password, passkey, app or recovery codes."
    ]
    text = f"{mail.outbox[0].subject} {mail.outbox[0].body}"
    assert [word for word in ("Ana", "ana", "Casa", "Safeconduct", "ro.") if word in text.split()] == []


def test_a_recovery_code_that_opened_is_told(client: Client, reached: str) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from django.contrib.auth import get_user_model

    first, *_ = RecoveryCodes.activate(get_user_model().objects.get()).generate_codes()
    sign_in(client)
    client.post("/account/sign-in/proof/", {"code": first})
    assert said() == ["One of your recovery codes was used to sign in."]


def test_it_is_in_the_language_of_the_member(client: Client, reached: str, people: People) -> None:
    people.owner.execute("UPDATE agencies.member SET language = 'ro'")
    sign_in(client)
    client.post("/account/sign-in/proof/", {"code": "000000"})
    assert mail.outbox[0].extra_headers["Content-Language"] == "ro"
    assert "Somebody" not in mail.outbox[0].body


@pytest.mark.parametrize("fault", [ConnectionRefusedError, ValueError])
def test_a_mail_server_that_is_away_stops_nothing(
    client: Client, reached: str, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def away(*_: object, **__: object) -> int:
        raise fault

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    sign_in(client)
    assert client.post("/account/sign-in/proof/", {"code": "000000"}).status_code == 200


def test_a_node_without_a_mail_server_tells_nobody(client: Client, reached: str) -> None:
    with override_settings(MAILERS={}):
        sign_in(client)
        assert client.post("/account/sign-in/proof/", {"code": "000000"}).status_code == 200
    assert said() == []
