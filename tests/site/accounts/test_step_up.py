"""Confirming once more: a fresh sign-in is not enough for what is grave."""

import time
from uuid import UUID

import pytest
from django.test import Client, RequestFactory

from safeconduct.access.step_up import require_step_up, step_up, stepped_up
from safeconduct.vocabulary.decisions import NotPossible
from tests.site.people import PASSWORD, People, confirm, with_app


def test_a_fresh_sign_in_is_no_confirmation(client: Client, ana: UUID, people: People) -> None:
    with_app(client)
    assert "stepped_up_at" not in client.session
    assert client.get("/account/recovery-codes/new/").headers["Location"] == (
        "/account/confirm/?next=/account/recovery-codes/new/"
    )
    assert confirm(client, after="/account/recovery-codes/new/") == "/account/recovery-codes/new/"
    assert client.get("/account/recovery-codes/new/").status_code == 200
    assert "stepped_up_at" in client.session
    assert people.recorded("step_up:done")[0]["detail"] == {"way": "password+totp"}


@pytest.mark.parametrize("password, digits", [("wrong", ""), (PASSWORD, "000000"), (PASSWORD, ""), ("", "")])
def test_half_a_confirmation_is_none(
    client: Client, ana: UUID, people: People, password: str, digits: str
) -> None:
    with_app(client)
    answer = client.post("/account/confirm/", {"password": password, "code": digits})
    assert answer.status_code == 422
    assert "stepped_up_at" not in client.session
    if password != PASSWORD or digits:
        assert people.recorded("step_up:refused")[0]["actor_id"] == str(ana)


def test_a_recovery_code_mends_the_account_and_confirms_nothing_grave(client: Client, ana: UUID) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from django.contrib.auth import get_user_model

    first, second, *_ = RecoveryCodes.activate(get_user_model().objects.get()).generate_codes()
    with_app(client)
    fields = {"password": PASSWORD, "next": "/account/passkeys/add/"}
    assert client.post("/account/confirm/", {**fields, "code": first}).headers["Location"] == fields["next"]
    assert client.get("/account/passkeys/add/").status_code == 200
    answer = client.post("/account/confirm/", {**fields, "code": second, "next": "/"})
    assert answer.headers["Location"] == "/account/"
    assert "stepped_up_at" not in client.session


def test_a_form_about_the_account_is_not_kept_for_a_confirmation(
    client: Client, ana: UUID, people: People
) -> None:
    with_app(client)
    answer = client.post("/account/passkeys/add/", {"name": "My laptop", "credential": "{}"})
    assert answer.headers["Location"] == "/account/confirm/?next=/account/"
    assert "account_reauthentication_state" not in client.session


def test_the_helper_lets_through_what_is_fresh() -> None:
    request = RequestFactory().get("/people/1/identity/")
    request.session = {}  # type: ignore[assignment]  # a mapping is all it needs
    assert not stepped_up(request)
    assert (step_up(request) or request).headers["Location"] == "/account/confirm/?next=/people/1/identity/"
    with pytest.raises(NotPossible):
        require_step_up(request)
    request.session["stepped_up_at"] = time.time() - 4 * 60
    require_step_up(request)
    assert step_up(request) is None
    assert not stepped_up(request, minutes=3)
    request.session["stepped_up_at"] = time.time() + 60  # a clock that was set back proves nothing
    assert not stepped_up(request)
