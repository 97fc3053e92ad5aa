"""J9: the person on a telephone of 320 px, without JavaScript and then with it: rights in Ukrainian, find help, leave.

In Chromium; the network is recorded. The page of the weather is played by the test: nothing goes out.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, Route

from safeconduct.commands.nodes.node import Node
from safeconduct.public.helping.languages import TEN, text
from tests.browser.looking import looked_at, sideways
from tests.public.helping.conftest import CALLED
from tests.public.reader import Browser, rows

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WEATHER = "https://www.meteoromania.ro/"
BEFORE = "data:text/html,<title>Before</title>"
STORES = """async () => [document.cookie, localStorage.length, sessionStorage.length, name,
(await indexedDB.databases()).length, (await caches.keys()).length,
(await navigator.serviceWorker.getRegistrations()).length]"""
COVERED = """() => { const box = document.querySelector('.leave').getBoundingClientRect();
const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
return box.top >= 0 && box.bottom <= innerHeight && at !== null && at.closest('.leave') !== null; }"""


class Telephone:
    """Her telephone, and everything that it asked the network for."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.page: Page = context.new_page()
        self.base, self.asked = base, list[str]()
        context.on("request", lambda request: self.asked.append(request.url))
        context.route(WEATHER, self._weather)

    def _weather(self, route: Route) -> None:
        self.referrer = route.request.headers.get("referer", "")
        route.fulfill(content_type="text/html", body="<title>Weather</title><p>Rain")

    def opens(self, path: str) -> None:
        """From another page, as by a link that somebody sent."""
        self.page.goto(BEFORE)
        self.page.goto(self.base + path)

    def is_on(self, path: str) -> None:
        """The page is there, fits the telephone, and its exit can be pressed wherever one has scrolled to."""
        self.page.wait_for_url(self.base + path)
        assert self.page.get_attribute("html", "lang") == "uk"
        assert sideways(self.page) <= 0, path

    def keeps(self) -> list[object]:
        """Cookies and stores of every page, as the whole browser has them."""
        state = self.page.context.storage_state()
        return [*state.get("cookies", []), *state.get("origins", [])]

    def elsewhere(self) -> list[str]:
        """Hosts that were asked, but ours."""
        return [url for url in self.asked if not url.startswith((self.base, "data:"))]


@contextmanager
def telephone(chromium: Chromium, base: str, *, scripts: bool) -> Iterator[Telephone]:
    """A telephone of 320 px, known to nobody."""
    context = chromium.new_context(viewport={"width": 320, "height": 568}, java_script_enabled=scripts)
    context.set_default_timeout(8000)
    try:
        yield Telephone(context, base)
    finally:
        context.close()


@pytest.fixture
def base(helping: Node) -> str:
    """Where the site is."""
    return Browser(helping).base


def _reads_and_finds(phone: Telephone) -> None:
    """In Ukrainian: a card, the questions, the places, and what is said before a call."""
    page = phone.page
    phone.opens("/info/")
    page.get_by_role("link", name="українська").click()
    phone.is_on("/info/uk/")
    assert page.locator("#ro-rp-01").get_by_text("До 90 днів").is_visible()
    page.locator("nav.ways a", has_text="Чи це зі мною").click()
    phone.is_on("/info/uk/questions/")
    page.locator("main summary").first.click()
    assert page.locator("main details[open] p").is_visible()
    page.locator("nav.ways a", has_text="Знайти допомогу").click()
    phone.is_on("/info/uk/places/")
    page.locator("#w").select_option("1")
    page.locator("#p").check()
    page.locator("form.seek button").click()
    page.locator("#w option[value='1'][selected]").wait_for(state="attached")
    assert page.url == f"{phone.base}/info/uk/places/"
    assert page.locator("article.card").count() == 4
    call = page.locator("details.call", has_text=CALLED).first
    assert not call.locator("a[href^='tel:']").is_visible()
    call.locator("summary").click()
    assert call.get_by_text("Цей номер лишиться у списку дзвінків").is_visible()
    assert call.locator(f"a[href='tel:{CALLED.replace(' ', '')}']").is_visible()
    assert sideways(page) <= 0


def _leaves(phone: Telephone) -> None:
    phone.page.locator(".leave").click()
    phone.page.wait_for_url(WEATHER)
    assert phone.page.title() == "Weather"
    assert phone.referrer == ""
    assert phone.elsewhere() == [WEATHER]


def test_without_javascript_everything_works_and_the_exit_is_a_link(browser: Chromium, base: str) -> None:
    with telephone(browser, base, scripts=False) as phone:
        _reads_and_finds(phone)
        assert phone.elsewhere() == []
        _leaves(phone)
        assert phone.keeps() == []


def test_with_javascript_back_does_not_return_and_nothing_is_stored(browser: Chromium, base: str) -> None:
    with telephone(browser, base, scripts=True) as phone:
        _reads_and_finds(phone)
        assert phone.page.evaluate(STORES) == ["", 0, 0, "", 0, 0, 0]
        _leaves(phone)
        phone.page.go_back()
        assert phone.page.title() == "Before"
        assert phone.keeps() == []


def test_back_does_not_return_to_a_form_that_was_sent_either(
    browser: Chromium, base: str, helping: Node
) -> None:
    with telephone(browser, base, scripts=True) as phone:
        phone.opens("/info/uk/")
        phone.page.locator("#ro-sup-01 .foot a").click()
        phone.is_on("/info/uk/remark/?a=ro-sup-01")
        phone.page.locator("#text").fill("Invented by a test.")
        phone.page.locator("form.say button").click()
        phone.page.get_by_text("Дякуємо.").wait_for()
        _leaves(phone)
        phone.page.go_back()
        assert phone.page.title() == "Before"
    rows(helping, "DELETE FROM helping_remark")


def test_the_exit_can_be_pressed_wherever_one_has_scrolled_to(browser: Chromium, base: str) -> None:
    with telephone(browser, base, scripts=True) as phone:
        for path in ("", "places/", "questions/", "telephone/"):
            phone.opens(f"/info/uk/{path}")
            for share in (0, 0.3, 0.7, 1):
                phone.page.evaluate(f"scrollTo(0, document.documentElement.scrollHeight * {share})")
                assert phone.page.evaluate(COVERED), (path, share)


def test_by_keyboard_the_exit_is_the_second_link_and_shift_three_times_leaves(
    browser: Chromium, base: str
) -> None:
    with telephone(browser, base, scripts=True) as phone:
        phone.opens("/info/uk/")
        keys = phone.page.keyboard
        keys.press("Tab")
        keys.press("Enter")  # to the text: no entry of its own in the history
        phone.page.goto(f"{base}/info/uk/")
        keys.press("Tab")
        keys.press("Tab")
        assert phone.page.evaluate("document.activeElement.className") == "leave"
        for key in ("Shift", "Shift", "a", "Shift"):
            keys.press(key)
        assert phone.page.url == f"{base}/info/uk/"
        keys.press("Shift")
        keys.press("Shift")
        phone.page.wait_for_url(WEATHER)
        assert phone.page.title() == "Weather"


@pytest.mark.parametrize(
    "path",
    ["", "../", "uk/", "ro/places/", "bg/questions/", "uk/easy/places/", "ar-xb/remark/", "ar-xb/easy/"],
)
def test_axe_finds_nothing_in_both_widths_and_themes(page: Page, base: str, path: str) -> None:
    assert looked_at(page, f"{base}/info/{path}") == []


@pytest.mark.parametrize("path", ["uk/", "uk/places/"])
def test_from_right_to_left_nothing_is_cut_and_the_exit_stays_in_sight(
    page: Page, base: str, path: str
) -> None:
    """A language that runs the other way, played: none of the ten does."""
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(f"{base}/info/{path}")
    page.evaluate("document.documentElement.dir = 'rtl'; document.querySelector('.demo')?.remove()")
    assert sideways(page) <= 0
    assert page.evaluate(COVERED)


MILLIMETRE = 96 / 25.4
FOLDED = """() => ['.folded', '.outside', '.inside'].map(name => {
const box = document.querySelector(name).getBoundingClientRect(); return [box.width, box.height]; }).flat()"""
OUTSIDE = "document.querySelector('.outside').innerText.trim()"
PRINTED = "document.body.innerText.trim()"


def test_the_card_to_keep_folds_to_the_size_of_a_bank_card_in_every_language(page: Page, base: str) -> None:
    page.emulate_media(media="print")
    for tag in TEN:
        page.goto(f"{base}/info/{tag}/paper/")
        width, _height, _, outside, _, inside = page.evaluate(FOLDED)
        assert abs(width - 86 * MILLIMETRE) < 2, tag
        assert abs(outside - 54 * MILLIMETRE) < 2, tag
        assert abs(inside - outside) < 2, (tag, inside)
        words = page.evaluate(OUTSIDE)
        assert words == text(tag)["paper"]["outside"]
        before = page.evaluate(PRINTED).partition("112")[0].split("\n\n")
        assert [each for each in before if each] == [text(tag)["frame"]["demo"], words], (
            "nothing else is printed"
        )
