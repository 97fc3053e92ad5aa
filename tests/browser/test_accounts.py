"""Signing in as people do it, in Chromium, against a running node: passkey, app, recovery codes, and what is lost."""

import re
import time
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from tests.browser.conftest import Running

pytestmark = pytest.mark.browser

PASSWORD = "a quiet river at noon"


@pytest.fixture(autouse=True)
def nobody_has_a_factor(node: Running, page: Page) -> None:
    node.as_owner("TRUNCATE mfa_authenticator, django_session, site.remembered")
    page.on("pageerror", lambda error: pytest.fail(f"A script failed: {error}"))


def one_click(page: Page, node: Running, name: str) -> None:
    page.goto(f"{node.address}/sign-in/")
    page.locator(f'form:has(input[value="{node.pair.member(name)}"]) button').click()
    page.wait_for_url(f"{node.address}/")


def sign_out(page: Page, node: Running) -> None:
    page.locator('form[action="/sign-out/"] button').first.click()
    page.wait_for_url(re.compile("/sign-in/"))


def by_password(page: Page, node: Running, account: str) -> None:
    page.goto(f"{node.address}/account/sign-in/")
    page.fill("#id_login", account)
    page.fill("#id_password", PASSWORD)
    page.click('form[action="/account/sign-in/"] button')


def add_passkey(page: Page, node: Running) -> None:
    page.goto(f"{node.address}/account/passkeys/add/")
    page.fill("#id_name", "My laptop")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url(f"{node.address}/account/recovery-codes/")


def code_of(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def test_a_passkey_is_added_signs_in_and_confirms(
    node: Running, page: Page, security_key: CDPSession
) -> None:
    one_click(page, node, "Ana Pop")
    add_passkey(page, node)
    expect(page.locator("[data-codes] li")).to_have_count(10)
    sign_out(page, node)

    page.goto(f"{node.address}/account/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{node.address}/")
    expect(page.locator(".who-line")).to_contain_text("Casa Salcia")

    # A fresh sign-in is no confirmation: the account's pages ask again.
    page.goto(f"{node.address}/account/recovery-codes/new/")
    page.wait_for_url(re.compile("/account/confirm/"))
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{node.address}/account/recovery-codes/new/")


def test_a_password_alone_opens_nothing_but_the_enrolment(node: Running, page: Page) -> None:
    by_password(page, node, node.with_password("Dan Rusu", PASSWORD))
    page.wait_for_url(f"{node.address}/account/")
    expect(page.locator("[data-missing=no_second_factor]")).to_be_visible()
    for path in ("/", "/account/sign-ins/", "/account/password/", f"/people/{uuid4()}/"):
        page.goto(node.address + path)
        assert page.url == f"{node.address}/account/"


def test_an_app_is_added_and_asked_for_and_its_code_counts_once(node: Running, page: Page) -> None:
    account = node.with_password("Dan Rusu", PASSWORD)
    by_password(page, node, account)
    page.get_by_role("link", name="Add an app").click()
    expect(page.locator(".qr svg")).to_be_visible()
    secret = page.locator("[data-secret]").inner_text()
    page.fill("#id_code", code_of(secret))
    page.get_by_role("button", name="Add the app").click()
    page.wait_for_url(f"{node.address}/account/recovery-codes/")
    page.goto(node.address)
    expect(page.locator(".who-line")).to_contain_text("Casa Salcia")
    sign_out(page, node)

    by_password(page, node, account)
    page.wait_for_url(f"{node.address}/account/sign-in/proof/")
    used = code_of(secret)
    page.fill("#id_code", used)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(f"{node.address}/")
    sign_out(page, node)

    by_password(page, node, account)
    page.fill("#id_code", used)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".wrong")).to_contain_text("Incorrect")
    assert page.url == f"{node.address}/account/sign-in/proof/"


def test_a_recovery_code_stands_in_for_a_lost_device_once(
    node: Running, page: Page, security_key: CDPSession
) -> None:
    account = node.with_password("Ioana Marin", PASSWORD)
    by_password(page, node, account)
    page.wait_for_url(f"{node.address}/account/")
    add_passkey(page, node)
    code = page.locator("[data-codes] li").first.inner_text()
    page.goto(f"{node.address}/account/recovery-codes/")
    expect(page.locator("[data-codes]")).to_have_count(0)  # shown once
    sign_out(page, node)

    by_password(page, node, account)
    page.fill("#id_code", code)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(f"{node.address}/")
    sign_out(page, node)

    by_password(page, node, account)
    page.fill("#id_code", code)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".wrong")).to_contain_text("Incorrect")


def test_what_was_typed_outlives_the_sign_in(node: Running, page: Page, context: BrowserContext) -> None:
    one_click(page, node, "Ana Pop")
    page.evaluate(
        """() => { const form = document.createElement("form"); form.method = "post"; form.action = "/people/new/";
        const mark = document.querySelector("[name=csrfmiddlewaretoken]").cloneNode();
        const age = document.createElement("input"); age.name = "age_band"; age.value = "26_35";
        const words = document.createElement("textarea"); words.name = "languages"; words.value = "uk,\\nro";
        form.append(mark, age, words); document.querySelector("main").append(form); form.id = "typed"; }"""
    )
    node.as_owner("DELETE FROM django_session")  # as if it had run out, or had been ended elsewhere
    page.evaluate("document.getElementById('typed').submit()")
    expect(page.locator("main h1")).to_have_text("Not sent yet")
    assert page.url == f"{node.address}/people/new/"

    other = context.new_page()
    one_click(other, node, "Ana Pop")
    page.get_by_role("button", name="Send again").click()
    expect(page.locator("main h1")).to_have_text("Not sent yet")  # the mark in the form is of before
    page.get_by_role("button", name="Send again").click()
    page.wait_for_url(re.compile("/people/[0-9a-f-]{36}/"))
    assert node.as_owner("SELECT count(*) FROM django_session WHERE session_data LIKE %s", "%26_35%") == [
        (0,)
    ]


def test_another_sign_in_is_seen_and_ended_from_here(node: Running, page: Page, browser: Browser) -> None:
    one_click(page, node, "Ana Pop")
    elsewhere = browser.new_context()
    other = elsewhere.new_page()
    one_click(other, node, "Ana Pop")
    page.goto(f"{node.address}/account/sign-ins/")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_role("button", name="End the sign-in").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    other.goto(node.address)
    assert other.url.startswith(f"{node.address}/sign-in/")
    elsewhere.close()
