"""What a browser keeps of a sign-in that is over: nothing. Asked in Chromium, of every place where it could be."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Running
from tests.browser.test_accounts import one_click, sign_out

pytestmark = pytest.mark.browser

TYPED, SHOWN = "uk", "Ukrainian"
"""What is typed about the person, and how their page says it."""
STORES = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map(one => one.name), caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
EMPTY = {"local": [], "session": [], "databases": [], "caches": [], "workers": 0}
KEPT_COPY = """async (address) => {
  try { const copy = await fetch(address, {cache: "only-if-cached", mode: "same-origin"}); return copy.status; }
  catch { return 0; }
}"""


@pytest.fixture
def person(node: Running, page: Page) -> str:
    """The address of a person's page, open in front of Ana."""
    one_click(page, node, "Ana Pop")
    page.goto(f"{node.address}/people/new/")
    page.locator("main [name=age_band]").first.select_option(index=1)
    page.locator("main [name=languages]").first.fill(TYPED)
    page.locator("main form button").last.click()
    page.wait_for_url(re.compile("/people/[0-9a-f-]{36}/"))
    assert _says(page, SHOWN)
    return page.url


def cookies(context: BrowserContext) -> list[str]:
    """The names of the cookies that there are."""
    return sorted(str(one.get("name")) for one in context.cookies())


def test_nothing_of_a_case_is_in_any_store_of_the_browser_before_and_after(
    node: Running, page: Page, person: str, context: BrowserContext
) -> None:
    assert page.evaluate(STORES) == EMPTY
    assert page.evaluate(KEPT_COPY, person) in (0, 504)
    assert [name for name in cookies(context) if name.endswith("_session")] != []
    sign_out(page, node)
    assert page.evaluate(STORES) == EMPTY
    assert page.evaluate(KEPT_COPY, person) in (0, 504)
    assert [name for name in cookies(context) if name.endswith("_session")] == []


def test_back_shows_nothing_after_signing_out(node: Running, page: Page, person: str) -> None:
    page.goto(f"{node.address}/account/")
    sign_out(page, node)
    for _ in range(3):
        page.go_back()
        assert not _says(page, SHOWN), page.url


def test_back_from_another_site_asks_the_node_again(node: Running, page: Page, person: str) -> None:
    """The page lies in no back/forward cache: what is shown again was asked for again."""
    asked: list[str] = []
    page.goto("about:blank")
    page.on("request", lambda request: asked.append(request.url))
    page.go_back()
    expect(page.locator("main h1")).to_be_visible()
    assert person in asked


def test_who_signs_out_leaves_in_the_other_tabs_too(
    node: Running, page: Page, person: str, context: BrowserContext
) -> None:
    other = context.new_page()
    other.goto(f"{node.address}/account/")
    sign_out(other, node)
    page.wait_for_url(f"{node.address}/neutral/")
    assert not _says(page, SHOWN)
    page.go_back()
    assert not _says(page, SHOWN), page.url


def test_a_page_that_nobody_touches_is_left_for_the_neutral_one(
    node: Running, page: Page, person: str
) -> None:
    page.clock.install()
    page.goto(person)
    page.clock.fast_forward("14:00")
    assert page.url == person
    page.clock.fast_forward("02:00")
    page.wait_for_url(f"{node.address}/neutral/")
    assert not _says(page, SHOWN)
    page.clock.resume()


def test_what_was_typed_stays_behind_the_cover(node: Running, page: Page, person: str) -> None:
    page.clock.install()
    page.goto(f"{node.address}/people/new/")
    page.locator("main [name=languages]").first.fill("Typed")
    page.clock.fast_forward("16:00")
    expect(page.locator("#cover")).to_be_visible()
    assert page.title() == "Notes"
    page.locator("#cover button").click()
    assert page.locator("main [name=languages]").first.input_value() == "Typed"


def _says(page: Page, words: str) -> bool:
    return words in str(page.evaluate("() => document.body.innerText"))
