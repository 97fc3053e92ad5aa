"""An invitation becomes a member: once, within seven days, with a password and a second factor of its own."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as mail_module
from django.core.mail import EmailMessage
from django.test import Client, override_settings

from safeconduct.site.administration.second import in_words
from tests.site.administration.conftest import Office, alone, answered, second
from tests.site.people import PASSWORD, code, confirm, give_app, sign_in

WHO = {"name": "Vera Albu", "email": "vera@agency.example", "profession": "social_worker"}
IN_MEMORY = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}


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


def welcomed(office: Office, **more: str) -> str:
    """Invite Vera, and let the second person see it; the link."""
    address = link(office.post("members/invite/", **{**WHO, **more}))
    assert answered(second(office)) == [302]
    return address


def use(address: str, client: Client | None = None, answers: dict[str, str] | None = None) -> Any:
    """Choose a password behind the link."""
    return (client or Client()).post(
        address, {"password1": PASSWORD, "password2": PASSWORD} | (answers or {})
    )


def test_an_invited_colleague_chooses_a_password_and_must_add_a_second_factor_before_anything_else(
    office: Office,
) -> None:
    address = welcomed(office)
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
    address = welcomed(office)
    use(address)
    assert state(Client().get(address)) == "used"
    assert use(address).status_code == 410
    assert office.row("SELECT count(*) FROM agencies.member WHERE name = 'Vera Albu'") == (1,)


def test_a_link_opens_for_seven_days(office: Office) -> None:
    address = welcomed(office)
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
    address = welcomed(office)
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


def test_who_works_on_cases_is_let_in_by_two(office: Office) -> None:
    address = link(office.post("members/invite/", **WHO))
    assert state(Client().get(address)) == "waits"
    assert use(address).status_code == 200
    assert office.row("SELECT count(*) FROM agencies.member WHERE name = 'Vera Albu'") == (0,)
    assert answered(second(office)) == [302]
    assert state(Client().get(address)) == "open"


def test_it_is_said_beforehand_and_while_it_waits_who_can_be_the_second_person(office: Office) -> None:
    assert "before the link opens. That can be: Sara." in office.get("members/invite/").content.decode()
    assert "That can be: Sara." in office.post("members/invite/", **WHO).content.decode()


def test_the_second_person_sees_whom_it_is_for_and_reads_what_the_answer_has_done(office: Office) -> None:
    office.people.owner.execute(
        "INSERT INTO agencies.team (id, agency_id, name, professions, languages) "
        "VALUES (gen_random_uuid(), %s, 'Team North', '{}', '{}')",
        [office.agency],
    )
    (team,) = office.row("SELECT id FROM agencies.team WHERE name = 'Team North'")
    office.post("members/invite/", **WHO, teams=str(team))
    page = (sara := second(office)).get("/administration/changes/").content.decode()
    assert "vera@agency.example" in page
    assert "Team North" in page
    [address] = re.findall(r'action="(/administration/changes/[^"]+)"', page)
    after = sara.post(address, {"answer": "yes"}, follow=True).content.decode()
    assert "You have agreed: whoever was invited can use the link." in after


def test_who_can_be_the_second_person_is_five_names_and_a_number() -> None:
    assert in_words(["Ana", "Dan"]) == "Ana, Dan"
    assert in_words([*"ABCDEFG"]) == "A, B, C, D, E and 2 more"


def test_who_opens_no_case_is_let_in_by_one(office: Office) -> None:
    assert (
        state(Client().get(link(office.post("members/invite/", **{**WHO, "profession": "editor"})))) == "open"
    )


def mailed(office: Office, language: str, **more: str) -> EmailMessage:
    """The mail of an invitation that Ana writes, whose pages are in this language."""
    office.people.owner.execute(
        "UPDATE agencies.member SET language = %s WHERE id = %s", [language, office.administrator]
    )
    with override_settings(MAILERS=IN_MEMORY):
        office.post("members/invite/", **{**WHO, **more})
    (mail,) = mail_module.outbox
    return mail


def test_the_mail_speaks_the_language_of_who_invites_and_says_that_a_second_person_comes_first(
    office: Office,
) -> None:
    mail = mailed(office, "ro")
    assert mail.subject.startswith("Invitația ")
    assert mail.extra_headers["Content-Language"] == "ro"
    assert "Se deschide abia după ce o a doua persoană a văzut invitația." in mail.body


def test_where_nobody_else_must_see_it_the_mail_does_not_speak_of_a_second_person(office: Office) -> None:
    alone(office)
    mail = mailed(office, "en")
    assert mail.subject.startswith("Invitation ")
    assert "second person" not in mail.body


@pytest.mark.parametrize("fault", [ConnectionRefusedError, ValueError])
def test_a_link_that_could_not_be_mailed_is_shown_all_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def fails(*_: object, **__: object) -> int:
        raise fault

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)
    with override_settings(MAILERS=IN_MEMORY):
        assert state(Client().get(link(office.post("members/invite/", **WHO)))) == "waits"


def test_a_form_that_is_sent_twice_invites_once_and_mails_once(office: Office) -> None:
    token = re.search(r'name="token" value="([^"]+)"', office.get("members/invite/").content.decode())
    assert token
    with override_settings(MAILERS=IN_MEMORY):
        first = office.post("members/invite/", **WHO, token=token[1])
        again = office.post("members/invite/", **WHO, token=token[1])
    assert len(mail_module.outbox) == 1
    assert link(first) == link(again)
    assert len(office.people.recorded("member:invited")) == 1
    assert state(Client().get(link(first))) == "waits"


def test_an_address_that_no_mail_server_can_be_told_is_not_invited(office: Office) -> None:
    answer = office.post("members/invite/", **{**WHO, "email": "aydın@agency.example"})
    assert (answer.status_code, "aydın@agency.example" in answer.content.decode()) == (422, True)
    assert office.row("SELECT count(*) FROM agencies.invitation") == (0,)


def test_an_invitation_that_the_second_person_does_not_want_opens_no_more(office: Office) -> None:
    address = link(office.post("members/invite/", **WHO))
    assert answered(second(office), "no") == [302]
    assert state(Client().get(address)) == "refused"


def test_on_a_new_node_with_one_member_the_first_colleagues_come_in_and_the_second_person_sees_it_later(
    office: Office,
) -> None:
    alone(office)
    said = office.post("members/invite/", **WHO)
    assert b"marked as seen by you only" in said.content
    assert use(link(said)).status_code == 302
    office.people.owner.execute("UPDATE agencies.member SET supervises = true WHERE name = 'Sara'")
    sara = second(office)
    assert b"when nobody else was there to see it" in sara.get("/administration/changes/").content
    assert answered(sara, "no") == [302]
    row = office.row("SELECT suspended_at IS NOT NULL, left_at FROM agencies.member WHERE name = 'Vera Albu'")
    assert row == (True, None)
    assert answered(sara) == []


def test_nobody_is_the_second_person_for_the_own_invitation(office: Office) -> None:
    alone(office)
    use(link(office.post("members/invite/", **{**WHO, "supervises": "yes"})))
    (vera,) = office.row("SELECT u.id FROM auth_user u WHERE u.email = 'vera@agency.example'")
    give_app(vera)
    browser = Client()
    sign_in(browser, "vera@agency.example")
    browser.post("/account/sign-in/proof/", {"code": code()})
    assert confirm(browser) == "/account/"
    assert b"Nothing waits for you" in browser.get("/administration/changes/").content


# --- One account, several agencies --------------------------------------------------------------------------------


def test_an_address_with_a_place_in_the_agency_is_refused_with_its_reason(office: Office) -> None:
    office.people.place(office.people.account("vera", "Vera@agency.example"), office.agency)
    answer = office.post("members/invite/", **WHO)
    assert answer.status_code == 409
    assert b"has, or had, a place in your agency" in answer.content


def test_somebody_with_an_account_takes_one_more_place_and_acts_for_one_at_a_time(office: Office) -> None:
    other = office.people.agency("Other")
    vera = office.people.with_password(
        office.people.place(office.people.account("vera", "Vera@agency.example"), other, name="Vera")
    )
    give_app(4)
    address = welcomed(office)
    assert state(Client().get(address)) == "open"
    assert b"Sign in with it as always" in Client().get(address).content
    assert use(address).status_code == 200  # no second account, no other password
    browser = Client()
    sign_in(browser, "vera")
    browser.post("/account/sign-in/proof/", {"code": code()})
    assert b"Take this place too" in browser.get(address).content
    taken = browser.post(f"{address}place/")
    assert taken.status_code == 200, taken.content
    accounts = office.row("SELECT count(*), count(DISTINCT user_id) FROM agencies.member WHERE user_id = 4")
    assert accounts == (2, 1)
    assert state(browser.get(address)) == "used"
    new = office.row("SELECT id FROM agencies.member WHERE user_id = 4 AND id <> %s", vera)[0]
    assert b"Other" in browser.get("/").content
    assert b'href="/account/place/"' in browser.get("/").content
    browser.post("/account/place/", {"place": str(new)})
    assert b"Casa Salcia" in browser.get("/").content
    assert b'href="/account/place/"' not in office.get("").content


def test_somebody_elses_account_does_not_take_the_place(office: Office) -> None:
    office.people.place(office.people.account("vera", "Vera@agency.example"), office.people.agency("Other"))
    address = link(office.post("members/invite/", **WHO))
    sara = second(office)
    assert answered(sara) == [302]
    answer = sara.post(f"{address}place/")
    assert answer.status_code == 409
    assert b"for another address" in answer.content


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


def test_before_any_team_the_form_says_where_teams_are_made(office: Office) -> None:
    hint = 'There is no team here yet. <a href="/administration/agency/teams/new/">Add a team</a>'
    assert hint in office.get("members/invite/").content.decode()
    office.people.owner.execute(
        "INSERT INTO agencies.team (id, agency_id, name, professions, languages) VALUES "
        "(gen_random_uuid(), %s, 'First contact', '{}', '{}')",
        [office.agency],
    )
    assert hint not in office.get("members/invite/").content.decode()


@pytest.mark.parametrize(
    "host, is_here", [("localhost:8000", True), ("127.0.0.1:8000", True), ("node.example", False)]
)
def test_a_link_that_opens_on_this_machine_only_says_so(office: Office, host: str, is_here: bool) -> None:
    with override_settings(ALLOWED_HOSTS=[host.partition(":")[0]]):
        page = office.client.post("/administration/members/invite/", WHO, headers={"host": host})
    assert (page.status_code, b"data-only-here" in page.content) == (200, is_here)


def test_an_administrators_today_leads_to_administration(office: Office) -> None:
    words = b'You look after members, teams and services under <a href="/administration/">'
    assert words in office.client.get("/").content
    assert words not in second(office, "Dan").get("/").content
