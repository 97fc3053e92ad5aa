"""J9 on to a question: asked on a telephone of 320 px, with JavaScript and without; nothing stays, the exit leaves."""

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from tests.browser.looking import as_it_stands, looked_at, sideways
from tests.public.helping.test_j9 import COVERED, STORES, WEATHER, Telephone, telephone
from tests.public.questions.other_side import OtherSide
from tests.public.reader import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _asks(phone: Telephone, node: OtherSide) -> None:
    """In Ukrainian: who answers, the form, six words, and the way back to the answer."""
    page = phone.page
    phone.opens("/questions/uk/")
    phone.is_on("/questions/uk/")
    page.locator(f"main a[href$='{node.desk}/']").click()
    phone.is_on(f"/questions/uk/ask/{node.desk}/")
    page.locator("#text").fill("Вигадане запитання.")
    page.locator("form.asking button").click()
    page.locator(".six-words").wait_for()
    assert sideways(page) <= 0
    words = page.locator(".six-words").inner_text()
    page.locator("main a.button").click()
    phone.is_on("/questions/uk/read/")
    page.locator("#words").fill(words)
    page.locator("form.asking button").click()
    page.locator("details.leaving").wait_for()
    assert sideways(page) <= 0


@pytest.mark.parametrize("scripts", [False, True])
def test_a_question_leaves_nothing_and_with_scripts_back_does_not_return(
    browser: Chromium, node: OtherSide, reader: Browser, *, scripts: bool
) -> None:
    with telephone(browser, reader.base, scripts=scripts) as phone:
        _asks(phone, node)
        if scripts:
            assert phone.page.evaluate(STORES) == ["", 0, 0, "", 0, 0, 0]
        assert phone.elsewhere() == []
        phone.page.locator("[data-leave]").click()
        phone.page.wait_for_url(WEATHER)
        assert (phone.referrer, phone.elsewhere()) == ("", [WEATHER])
        assert phone.keeps() == []
        phone.page.go_back()
        assert (phone.page.title() == "Before") is scripts


@pytest.mark.parametrize("path", ["uk/", "ro/read/"])
def test_axe_finds_nothing_and_from_right_to_left_nothing_is_cut(
    page: Page, node: OtherSide, reader: Browser, path: str
) -> None:
    address = f"{reader.base}/questions/{path}"
    assert looked_at(page, address) == []
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(address)
    for direction in ("ltr", "rtl"):
        page.evaluate(f"document.documentElement.dir = '{direction}'")
        assert sideways(page) <= 0
        for share in (0, 0.5, 1):
            page.evaluate(f"scrollTo(0, document.documentElement.scrollHeight * {share})")
            assert page.evaluate(COVERED.replace(".leave", ".exit-link")), (direction, share)


def test_axe_finds_nothing_on_the_easy_form_and_on_what_it_brings(
    page: Page, node: OtherSide, reader: Browser
) -> None:
    """In Bulgarian: the form, the six words, and what lies under them."""
    room = f"{reader.base}/questions/bg/easy/"
    assert looked_at(page, f"{room}ask/{node.desk}/") == []
    page.locator("#text").fill("Измислен въпрос.")
    page.locator("form.asking button").click()
    words = page.locator(".six-words").inner_text()
    assert as_it_stands(page) == []
    page.goto(f"{room}read/")
    page.locator("#words").fill(words)
    page.locator("form.asking button").click()
    page.locator("details.leaving").wait_for()
    assert as_it_stands(page) == []
