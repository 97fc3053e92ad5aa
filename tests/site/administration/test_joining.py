"""An invitation becomes a member: once, within seven days, with a password and a second factor of its own."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client

from tests.site.administration.conftest import Office
from tests.site.people import PASSWORD

WHO = {"name": "Vera Albu", "email": "vera@agency.example", "profession": "social_worker"}


def link(answer: Any) -> str:
    """The link on the page, without its host."""
    found = re.search(r'data-link="https?://[^/]+([^"]+)"', answer.content.decode())
    assert found, answer.content.decode()[:2000]
    return found[1]


def state(answer: Any) -> str:
    """Why the page behind a link does not open."""
    assert answer.status_code in (200, 410)
    found = re.search(r'data-state="(\w+)"', answer.content.decode())
    return found[1] if found else "open"


def use(address: str, client: Client | None = None, answers: dict[str, str] | None = None) -> Any:
    """Choose a password behind the link."""
    return (client or Client()).post(
        address, {"password1": PASSWORD, "password2": PASSWORD} | (answers or {})
    )


def test_an_invited_colleague_chooses_a_password_and_must_add_a_second_factor_before_anything_else(
    office: Office,
) -> None:
    address = link(office.post("members/invite/", **WHO))
    browser = Client()
    page = browser.get(address).content
    assert b"Vera Albu" in page
    assert b'value="vera@agency.example"' in page  # what she signs in with
    assert use(address, browser).headers["Location"] == "/account/"
    assert b'data-missing="no_second_factor"' in browser.get("/account/").content
    assert browser.get("/account/app/add/").status_code == 200  # without being asked for the password again
    assert browser.get("/").headers["Location"] == "/account/"
    member = office.row(
        "SELECT profession, supervises, keeps_node FROM agencies.member WHERE name = 'Vera Albu'"
    )
    assert member == ("social_worker", False, False)
    (invited,) = office.people.recorded("member:invited")
    assert invited["actor_id"] == str(office.administrator)
    assert len(office.people.recorded("member:joined")) == 1


def test_nothing_that_names_anybody_is_in_the_address_or_the_record(office: Office) -> None:
    address = link(office.post("members/invite/", **WHO))
    records = [str(office.people.recorded(action)) for action in ("member:invited", "member:joined")]
    for text in (address, *records):
        assert "vera" not in text.lower()
        assert "Albu" not in text


def test_a_link_works_once(office: Office) -> None:
    address = link(office.post("members/invite/", **WHO))
    use(address)
    assert state(Client().get(address)) == "used"
    assert use(address).status_code == 410
    assert office.row("SELECT count(*) FROM agencies.member WHERE name = 'Vera Albu'") == (1,)


def test_a_link_opens_for_seven_days(office: Office) -> None:
    address = link(office.post("members/invite/", **WHO))
    office.people.owner.execute("UPDATE access.node SET moved = %s", [timedelta(days=6, hours=23)])
    assert state(Client().get(address)) == "open"
    office.people.owner.execute("UPDATE access.node SET moved = %s", [timedelta(days=7, minutes=1)])
    assert state(Client().get(address)) == "expired"
    assert use(address).status_code == 410
    assert office.row("SELECT count(*) FROM agencies.member WHERE name = 'Vera Albu'") == (0,)


def test_a_link_that_was_taken_back_or_taken_anew_does_not_open(office: Office) -> None:
    first = link(office.post("members/invite/", **WHO))
    second = link(office.post("members/invite/", **WHO))
    assert state(Client().get(first)) == "withdrawn"
    (invitation,) = office.row("SELECT id FROM agencies.invitation WHERE ended_at IS NULL")
    office.post(f"members/invitations/{invitation}/withdraw/")
    assert state(Client().get(second)) == "withdrawn"
    assert state(Client().get("/account/welcome/not-one-of-ours/")) == "unknown"


def test_a_weak_or_mistyped_password_is_asked_for_again_and_nothing_is_lost(office: Office) -> None:
    address = link(office.post("members/invite/", **WHO))
    for answers in (
        {"password1": "short", "password2": "short"},
        {"password2": "another river at noon"},
        {"password1": ""},
    ):
        answer = use(address, answers=answers)
        assert answer.status_code == 200
        assert b"There is a problem" in answer.content
    assert use(address).status_code == 302


def test_an_invitation_with_rights_over_others_opens_once_a_second_person_has_seen_it(office: Office) -> None:
    address = link(office.post("members/invite/", **{**WHO, "profession": "administrator"}))
    assert state(Client().get(address)) == "waits"
    assert use(address).status_code == 200
    assert office.row("SELECT count(*) FROM agencies.member WHERE name = 'Vera Albu'") == (0,)


def test_an_address_that_has_an_account_is_refused_with_its_reason(office: Office) -> None:
    office.people.place(office.people.account("vera", "Vera@agency.example"), office.people.agency("Other"))
    answer = office.post("members/invite/", **WHO)
    assert answer.status_code == 409
    assert b"There is an account with this address" in answer.content


def test_what_is_missing_is_said_beside_its_field(office: Office) -> None:
    answer = office.post("members/invite/", name="", email="vera at agency", profession="boss")
    assert answer.status_code == 422
    for name in ("name", "email", "profession"):
        assert f'href="#admin-{name}"'.encode() in answer.content
    assert b"vera at agency" in answer.content


def test_an_administrator_without_a_fresh_confirmation_is_asked_for_one_first(office: Office) -> None:
    session = office.client.session
    del session["stepped_up_at"]
    session.save()
    assert office.get("members/invite/").headers["Location"].startswith("/account/confirm/")
    assert office.post("members/invite/", **WHO).status_code == 409
    assert office.row("SELECT count(*) FROM agencies.invitation") == (0,)
