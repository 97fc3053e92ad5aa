"""The pages in Chromium: no finding of axe, no sideways scroll, nothing in the console, and usable without scripts.

Each page is opened once and then looked at in both widths and both themes.
"""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import axe_source, findings, looked_at
from tests.browser.markup import faults_of_markup
from tests.browser.story import Steps, Story, enter
from tests.nodes.town import Town

pytestmark = pytest.mark.browser

NO_FAULT = {
    "unique-landmark": "the main menu stands twice in a page, and one of the two is hidden in any width",
    "wcag/h32": "the field of the head that looks for a reference is sent by Enter",
}
"""Rules of html-validate, and why they are not kept here."""


@pytest.fixture(scope="module")
def story(alone: Town) -> Story:
    """Two nodes with a few people and referrals."""
    return Story(alone.pair, Steps(alone.pair, lambda _: None).pages())


def test_every_page_is_right_in_both_widths_and_themes(page: Page, story: Story, tmp_path: Path) -> None:
    """And with more space in the text, and as the standard of HTML says."""
    enter(page, story)
    addresses = {"sign in": f"{story.pair.address(story.pair.ro)}/sign-in/"} | {
        name: story.address(name) for name in story.paths
    }
    kept: dict[str, str] = {}
    found = {name: looked_at(page, address, kept=kept) for name, address in addresses.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert faults_of_markup(kept, tmp_path, without=NO_FAULT) == []


def test_without_scripts_all_of_it_works(browser: Browser, story: Story) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, story)
    page.goto(story.address("their sent"))
    page.get_by_role("button", name="Confirm that you have it").click()
    expect(page.locator("[data-state=acknowledged]")).to_be_visible()
    page.get_by_text("Put on hold", exact=True).first.click()
    expect(page.get_by_label("Look at it again on")).to_be_visible()
    context.close()


def test_what_has_the_focus_is_seen_and_not_covered(page: Page, story: Story) -> None:
    enter(page, story)
    page.set_viewport_size({"width": 1280, "height": 600})
    page.goto(story.address("person"))
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    covered = []
    for _step in range(25):
        page.keyboard.press("Tab")
        covered += page.evaluate(
            """() => { const one = document.activeElement, strip = document.querySelector('.strip');
            if (!one || one === document.body || strip.contains(one)) return [];
            const a = one.getBoundingClientRect(), b = strip.getBoundingClientRect();
            return a.bottom > b.top && a.top < b.bottom ? [one.outerHTML.slice(0, 120)] : []; }"""
        )
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style in ("solid", "none")
    assert covered == []


def test_on_a_telephone_the_cover_stays_in_reach_and_covers_nothing_that_has_the_focus(
    page: Page, story: Story
) -> None:
    enter(page, story)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(story.address("person"))
    page.mouse.wheel(0, 2000)
    cover = page.locator(".cover-link")
    expect(cover).to_be_in_viewport(ratio=1)
    page.evaluate("scrollTo(0, 0)")
    under = []
    for _step in range(40):
        page.keyboard.press("Tab")
        under += page.evaluate(
            """() => { const one = document.activeElement, cover = document.querySelector('.cover-link');
            if (!one || one === document.body || one === cover) return [];
            const a = one.getBoundingClientRect(), b = cover.getBoundingClientRect();
            return a.top >= b.top && a.bottom <= b.bottom && a.left >= b.left && a.right <= b.right
              ? [one.outerHTML.slice(0, 120)] : []; }"""
        )
    assert under == [], "wholly below it (WCAG 2.2, 2.4.11)"
    cover.click()
    assert page.title() == "Notes"


@pytest.mark.parametrize("key", ["F2", "Control+."])
def test_one_key_covers_the_screen_and_what_was_typed_is_still_there(
    page: Page, story: Story, key: str
) -> None:
    enter(page, story)
    page.goto(story.address("a new case"))
    page.get_by_label("Alias", exact=True).fill("Half a wo")
    page.keyboard.press(key)
    expect(page).to_have_title("Notes")
    assert page.url.endswith("/neutral/")
    shown = page.locator("body").inner_text().lower()
    assert [word for word in ("safeconduct", "case", "person", "invented", "half") if word in shown] == []
    page.evaluate(axe_source())
    assert findings(page) == []
    page.keyboard.press("Escape")
    expect(page).to_have_title("Notes")
    page.get_by_role("button", name="Back").click()
    assert page.url == story.address("a new case")
    expect(page.get_by_label("Alias", exact=True)).to_have_value("Half a wo")
    expect(page.get_by_label("Alias", exact=True)).to_be_focused()


def test_the_cover_is_the_second_link_and_needs_no_script(browser: Browser, story: Story) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, story)
    page.goto(story.address("person"))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Notes")
    page.get_by_role("link", name="Back").click()
    assert page.url == story.address("person")
    context.close()


def test_on_paper_a_text_for_the_person_has_no_mark_and_no_menu(page: Page, story: Story) -> None:
    enter(page, story)
    page.emulate_media(media="print")
    for name in ("script", "receipt", "to say", "blank form", "leaflet"):
        page.goto(story.address(name))
        expect(page.locator(".head")).to_be_hidden()
        expect(page.locator(".paper-choice:visible")).to_have_count(0)
        expect(page.locator(".unchecked")).to_be_visible()


def test_the_theme_is_chosen_by_a_button_and_stays(page: Page, story: Story) -> None:
    page.goto(f"{story.pair.address(story.pair.ro)}/sign-in/")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(26, 21, 29)"
    page.reload()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="As the device").click()
    expect(page.locator("html")).not_to_have_attribute("data-theme", re.compile("."))


def test_an_open_page_of_the_sender_follows_what_happens(page: Page, story: Story) -> None:
    enter(page, story)
    steps = Steps(story.pair, lambda _: None)
    path = steps.offered()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(story.pair.address(story.pair.ro) + path)
    expect(page.locator("#banner")).to_contain_text("they must confirm")
    steps.sofie.move(path, "acknowledge")
    expect(page.locator("#delivery li.done")).to_have_count(3, timeout=15_000)
    expect(page.locator("#banner h2")).to_contain_text("they must accept or decline", timeout=15_000)
    steps.sofie.accept(path)
    expect(page.locator("#delivery li.done")).to_have_count(4, timeout=15_000)
    assert said == []


def test_a_page_left_open_when_the_sign_in_ends_says_so_and_keeps_what_was_typed(
    page: Page, story: Story
) -> None:
    enter(page, story)
    page.goto(story.address("sent"))
    page.context.clear_cookies()
    expect(page.get_by_text("Your sign-in has ended")).to_be_visible(timeout=15_000)
    expect(page.locator("#delivery")).to_have_count(0)
    expect(page.get_by_role("heading", name="Take it back")).to_be_visible()
    page.get_by_role("link", name="Sign in and show the page again").click()
    page.wait_for_url(re.compile("sign-in"))


def test_a_page_that_nothing_is_to_come_for_asks_no_more(page: Page, story: Story) -> None:
    steps = Steps(story.pair, lambda _: None)
    path = steps.offered()
    steps.ana.withdraw(path, {"reason": "consent_withdrawn", "channel": "person"})
    steps.loop.until("taken back there too", lambda: steps.sofie.see(path).state() == "withdrawn")
    steps.sofie.move(path, "confirm_freeze")
    steps.loop.until("closed", lambda: steps.ana.see(path).state() == "closed")
    time.sleep(1)
    enter(page, story)
    page.goto(story.pair.address(story.pair.ro) + path)
    assert page.locator("#delivery").get_attribute("hx-trigger") is None


def test_the_part_alone_is_never_shown_as_a_page(story: Story) -> None:
    steps = Steps(story.pair, lambda _: None)
    shown = steps.ana.see(f"{story.paths['sent']}progress/")
    assert (shown.status, shown.path) == (200, story.paths["sent"])
