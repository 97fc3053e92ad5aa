"""Signing in, what it needs, what ends it, and what the audit holds of it."""

import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
import time_machine
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.test.utils import override_settings
from django.urls import get_resolver

from safeconduct.access.step_up import after_step_up, require_step_up, step_up, stepped_up
from safeconduct.commands.introduce import set_password
from safeconduct.vocabulary.decisions import NotPossible
from tests.conftest import ConnectAs
from tests.site.people import PASSWORD, People, code, give_app, sign_in, with_app

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def people(connect_as: ConnectAs) -> People:
    return People(connect_as("owner"))


@pytest.fixture
def ana(people: People) -> UUID:
    """Ana works with cases and has an app."""
    member = people.ana()
    give_app(1)
    return member


@pytest.fixture
def client() -> Client:
    return Client()


# --- The password ------------------------------------------------------------------------------------------------


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


# --- The second factor -------------------------------------------------------------------------------------------


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


# --- The end of a sign-in ----------------------------------------------------------------------------------------


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(1_800_000_000, tick=False) as moved:
        yield moved


def works(client: Client) -> bool:
    return client.get("/account/").status_code == 200


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
    people.with_password(people.place(people.account("dan"), people.agency("Other"), "editor", "Dan"))
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
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/").status_code == 302
    assert people.recorded("sign_in:left")[0]["actor_id"] == str(ana)
    assert people.owner.execute("SELECT count(*) FROM usersessions_usersession").fetchone() == (0,)


def test_ones_other_sign_ins_are_seen_and_ended_and_nobody_elses(client: Client, people: People) -> None:
    people.ana("editor")
    people.with_password(people.place(people.account("dan"), people.agency("Other"), "editor", "Dan"))
    other, dans = Client(), Client()
    sign_in(other)
    sign_in(dans, "dan")
    sign_in(client)
    assert client.get("/account/sign-ins/").content.count(b'name="end"') == 1
    for (pk,) in people.owner.execute("SELECT id FROM usersessions_usersession").fetchall():
        client.post("/account/sign-ins/", {"end": str(pk)})
    assert [works(one) for one in (client, other, dans)] == [True, False, True]
    assert len(people.recorded("sign_in:revoked")) == 3


# --- Confirming once more ----------------------------------------------------------------------------------------


def confirm(client: Client, *, steps: int = 1, after: str = "/account/") -> str:
    answer = client.post(
        "/account/confirm/", {"password": PASSWORD, "code": code(steps=steps), "next": after}
    )
    return answer.headers.get("Location", "")


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


def test_the_helper_lets_through_what_is_fresh_and_only_pages_that_are_fetched() -> None:
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
    form = RequestFactory().post("/people/1/identity/")
    form.session = request.session
    assert after_step_up(lambda _: pytest.fail("was let through"))(form).status_code == 405


# --- The demonstration's button ----------------------------------------------------------------------------------


def one_click(client: Client, people: People) -> int:
    (member,) = people.owner.execute("SELECT id FROM agencies.member LIMIT 1").fetchone() or (None,)
    with override_settings(DEMO=True):
        return client.post("/sign-in/", {"member": str(member)}).status_code


def call_it_a_demonstration(owner: psycopg.Connection, is_one: bool) -> None:
    owner.execute("UPDATE access.node SET is_demo = %s", [is_one])


def test_one_click_needs_the_setting_and_the_owners_word(client: Client, people: People) -> None:
    member = people.place(people.account("ana"), people.agency())
    try:
        for setting, word, status in (
            (True, True, 302),
            (False, True, 404),
            (True, False, 404),
            (False, False, 404),
        ):
            call_it_a_demonstration(people.owner, word)
            with override_settings(DEMO=setting):
                assert client.get("/sign-in/").status_code == (200 if status == 302 else 404)
                assert Client().post("/sign-in/", {"member": str(member)}).status_code == status
    finally:
        call_it_a_demonstration(people.owner, True)


def test_a_one_click_sign_in_is_worth_nothing_once_the_node_is_no_demonstration(
    client: Client, people: People
) -> None:
    people.place(people.account("ana"), people.agency())
    assert one_click(client, people) == 302
    with override_settings(DEMO=True):
        assert client.get("/").status_code == 200
    assert client.get("/").headers["Location"] == "/account/"
    assert people.recorded("sign_in:done")[0]["detail"] == {"way": "one_click"}


def test_in_the_demonstration_a_click_confirms_while_there_is_no_passkey(
    client: Client, people: People
) -> None:
    people.place(people.account("ana"), people.agency())
    one_click(client, people)
    with override_settings(DEMO=True):
        client.post("/account/confirm/", {"one_click": "1"})
    assert "stepped_up_at" in client.session
    plain = Client()
    one_click(plain, people)
    assert plain.post("/account/confirm/", {"one_click": "1"}).status_code == 422  # no demonstration any more
    assert "stepped_up_at" not in plain.session


# --- Pages and rights --------------------------------------------------------------------------------------------


def test_every_page_about_accounts_is_ours(client: Client, ana: UUID) -> None:
    with_app(client)
    confirm(client)
    seen = 0
    for pattern in get_resolver("safeconduct.site.accounts.urls").url_patterns:
        if "<" in str(pattern.pattern):
            continue
        answer = client.get(f"/account/{pattern.pattern}", follow=True)
        page = answer.content.decode()
        assert answer.status_code in (200, 404, 405), pattern
        assert "Safeconduct" in page or answer.status_code != 200
        assert "data:" not in page
        assert "<script src" not in page
        assert 'style="' not in page
        seen += answer.status_code == 200
    assert seen >= 10


@pytest.mark.parametrize("role", ["inbox", "worker"])
@pytest.mark.parametrize(
    "table", ["mfa_authenticator", "usersessions_usersession", "account_emailaddress", "site.remembered"]
)
def test_proofs_and_sign_ins_are_the_web_processs_alone(connect_as: ConnectAs, role: str, table: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as(role).execute(f"SELECT 1 FROM {table}")


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
