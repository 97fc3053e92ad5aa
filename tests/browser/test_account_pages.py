"""The pages about accounts and of the demonstration: axe, both widths, both themes, and nothing in the console."""

import json
from collections.abc import Iterator
from functools import cached_property
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.conftest import Running
from tests.browser.looking import as_it_stands, looked_at
from tests.browser.test_accounts import PASSWORD, by_password, code_of, one_click, sign_out

pytestmark = pytest.mark.browser

MAIL = {
    "at": "2026-11-25T09:00:00+00:00", "sender": "reminders@localhost", "to": ["ana.pop@ro.example"],
    "subject": "2 reminders", "body": "2 referrals wait for you: RO-7F3K-9Q2X, RO-8H4M-1R3Y.\n\nSign in to read.",
    "language": "en",
}  # fmt: skip


class Tour:
    """Pages by name, and what is wrong with each of them."""

    def __init__(self, page: Page, node: Running) -> None:
        self.page, self.node = page, node
        self.wrong: dict[str, list[str]] = {}
        self.said: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def open(self, name: str, path: str) -> None:
        """An address, in a second tab."""
        self._note(name, looked_at(self.tab, self.node.address + path))
        assert self.tab.url == self.node.address + path, f"{name} led to {self.tab.url}"
        self.page.bring_to_front()  # a passkey is made only where somebody looks

    @cached_property
    def tab(self) -> Page:
        """The second tab; what is open in the first stays as it is."""
        return self.page.context.new_page()

    def here(self, name: str, *, refused: bool = False) -> None:
        """The page that was led to. One that refuses may say so in the console, and nothing else."""
        self.page.wait_for_selector("html:not([data-seen])", state="attached")
        self.page.wait_for_load_state()
        said = [
            text for text in self.said if not (refused and "the server responded with a status of" in text)
        ]
        self.said.clear()
        self._note(name, [f"console: {text}" for text in said] + as_it_stands(self.page))
        self.page.evaluate(
            "document.documentElement.dataset.seen = 'yes'"
        )  # a press on a button is over too early
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def _note(self, name: str, wrong: list[str]) -> None:
        if wrong:
            self.wrong[name] = wrong


@pytest.fixture
def tour(node: Running, page: Page) -> Tour:
    node.as_owner("TRUNCATE mfa_authenticator, django_session, site.remembered")
    return Tour(page, node)


@pytest.fixture
def mails(node: Running) -> Iterator[None]:
    """Two mails in the node's folder, as the demonstration keeps them."""
    folder = node.node.home / "mails"
    folder.mkdir(mode=0o700, exist_ok=True)
    kept = [folder / f"20261125T09000{number}-test.json" for number in range(2)]
    for path in kept:
        path.write_text(json.dumps(MAIL))
    yield
    for path in kept:
        path.unlink()


def enrolled_with_app(tour: Tour) -> tuple[str, str]:
    """The name to sign in with, and the secret of the app; each page on the way is looked at."""
    account = tour.node.with_password("Dan Rusu", PASSWORD)
    by_password(tour.page, tour.node, account)
    tour.page.wait_for_url(f"{tour.node.address}/account/")
    tour.here("before a second factor is there")
    tour.page.get_by_role("link", name="Add an app").click()
    tour.here("add an app")
    tour.page.fill("#id_code", "000000")
    tour.page.get_by_role("button", name="Add the app").click()
    tour.here("add an app, a wrong code", refused=True)
    secret = tour.page.locator("[data-secret]").inner_text()
    tour.page.fill("#id_code", code_of(secret))
    tour.page.get_by_role("button", name="Add the app").click()
    tour.page.wait_for_url(f"{tour.node.address}/account/recovery-codes/")
    tour.here("recovery codes, shown once")
    return account, secret


def test_signing_in_and_its_refusals_are_right(tour: Tour) -> None:
    tour.open("sign in", "/account/sign-in/")
    by_password(tour.page, tour.node, "nobody")
    tour.here("sign in, refused", refused=True)
    tour.open("a place that is closed", "/account/closed/")
    account, _secret = enrolled_with_app(tour)
    sign_out(tour.page, tour.node)
    tour.said.clear()  # Chromium tells what it cleared, and that it clears no connections
    by_password(tour.page, tour.node, account)
    tour.page.wait_for_url(f"{tour.node.address}/account/sign-in/proof/")
    tour.here("second step")
    tour.page.fill("#id_code", "000000")
    tour.page.get_by_role("button", name="Go on").click()
    tour.here("second step, a wrong code", refused=True)
    assert tour.wrong == {}


def test_the_account_of_somebody_with_password_and_app_is_right(tour: Tour) -> None:
    _account, secret = enrolled_with_app(tour)
    for name, path in {
        "account": "/account/", "add a passkey": "/account/passkeys/add/", "confirm": "/account/confirm/",
        "sign-ins": "/account/sign-ins/", "change the password": "/account/password/",
        "remove the app": "/account/app/remove/", "recovery codes": "/account/recovery-codes/",
        "new recovery codes": "/account/recovery-codes/new/", "signed in again": "/account/back/",
    }.items():  # fmt: skip
        tour.open(name, path)
    tour.page.goto(f"{tour.node.address}/account/password/")
    for field in ("oldpassword", "password1", "password2"):
        tour.page.fill(f"#id_{field}", "too short")
    tour.page.get_by_role("button", name="Change it").click()
    tour.here("change the password, refused", refused=True)
    tour.page.goto(f"{tour.node.address}/account/confirm/")
    tour.page.fill("#password", "not this one")
    tour.page.fill("#code", code_of(secret, 1))
    tour.page.get_by_role("button", name="Confirm").click()
    tour.here("confirm, refused", refused=True)
    assert tour.wrong == {}


def test_the_account_of_somebody_with_a_passkey_is_right(
    tour: Tour, security_key: CDPSession, browser: Browser
) -> None:
    one_click(tour.page, tour.node, "Ana Pop")
    tour.open("confirm by one click", "/account/confirm/")
    tour.page.goto(f"{tour.node.address}/account/passkeys/add/")
    tour.page.fill("#id_name", "A name that is rather long, for a key that lies in a drawer")
    tour.page.get_by_role("button", name="Add the passkey").click()
    tour.page.wait_for_url(f"{tour.node.address}/account/recovery-codes/")
    tour.here("recovery codes, shown once")
    tour.open("account", "/account/")
    (key,) = tour.node.as_owner("SELECT id FROM mfa_authenticator WHERE type = 'webauthn'")
    tour.open("rename", f"/account/passkeys/{key[0]}/name/")
    tour.open("remove", f"/account/passkeys/{key[0]}/remove/")
    tour.open("confirm", "/account/confirm/")
    elsewhere = browser.new_context()
    one_click(elsewhere.new_page(), tour.node, "Ana Pop")
    tour.open("several sign-ins", "/account/sign-ins/")
    elsewhere.close()
    assert tour.wrong == {}


def test_choosing_among_two_agencies_is_right(tour: Tour) -> None:
    ana, second = UUID(tour.node.pair.member("Ana Pop")), uuid4()
    tour.node.as_owner(
        "INSERT INTO agencies.member (id, agency_id, user_id, name, profession, supervises) "
        "SELECT %s, other.id, ana.user_id, ana.name, 'lawyer', false FROM agencies.member ana, agencies.agency other "
        "WHERE ana.id = %s AND other.name = 'Cabinet Teiul'",
        second,
        ana,
    )
    try:
        one_click(tour.page, tour.node, "Ana Pop")
        tour.open("choose an agency", "/account/place/")
        tour.open("account", "/account/")
    finally:
        tour.node.as_owner("DELETE FROM agencies.member WHERE id = %s", second)
    assert tour.wrong == {}


def test_the_pages_of_the_demonstration_are_right(tour: Tour, mails: None) -> None:
    tour.open("sign in", "/sign-in/")
    tour.open("the clock", "/demo/clock/")
    tour.open("mails", "/demo/mails/")
    one_click(tour.page, tour.node, "Ana Pop")
    tour.open("the clock, signed in", "/demo/clock/")
    tour.open("mails, signed in", "/demo/mails/")
    assert tour.wrong == {}
