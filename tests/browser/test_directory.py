"""A search in the directory on a phone's width by keyboard alone, from Today to asking the best at once."""

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.desk import Desk, desks
from tests.nodes.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEED, AT_HOME, ABROAD = "legal_aid", "Cabinet Teiul", "Barreau du Canal"
RESULT = "ol.found > li"


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with_scripts", "without_scripts"])
def test_a_search_by_keyboard_at_320_is_read_with_its_reasons_and_leads_to_asking_the_best(
    browser: Browser, town: Town, with_scripts: bool
) -> None:
    with desks(browser, town, "Ana Pop", by_keys=True, with_scripts=with_scripts, width=320) as (ana,):
        to_the_directory(ana)
        a_name_with_a_slip_is_found(ana)
        services_for_a_need(ana)
        narrowed_to_nothing_it_says_what_would_have_to_change(ana)
        one_that_was_found_is_asked_alone(ana)
        asked_at_once(ana)


def to_the_directory(ana: Desk) -> None:
    """From Today by the menu that a narrow window has."""
    menu = ana.page.locator("header details.menu")
    ana.unfold(menu.locator("> summary"))
    ana.press(menu.get_by_role("link", name="Directory"))
    assert ana.page.title().startswith("Find a service")


def a_name_with_a_slip_is_found(ana: Desk) -> None:
    """Typed as it is remembered, and sent by Enter in the field."""
    words = ana.page.locator("#find-q")
    ana.write(words, "cabinet tieul")
    with ana.page.expect_navigation():
        ana.page.keyboard.press("Enter")
    ana.look()
    assert AT_HOME in ana.page.locator(RESULT).first.inner_text()
    ana.press(ana.page.get_by_role("link", name="Show all"))
    assert words.input_value() == ""


def services_for_a_need(ana: Desk) -> None:
    """One need; the nearer one stands first, and each result says why it stands where it does."""
    ana.unfold(ana.page.locator("summary", has_text="Needs"))
    ana.tick(ana.page.locator(f'[name="need"][value="{NEED}"]'))
    ana.press(find(ana))
    results = ana.page.locator(RESULT)
    assert ana.page.locator("#found").inner_text() == f"{results.count()} services fit"
    assert "in your country" in why(ana, AT_HOME)
    assert "in another country" in why(ana, ABROAD)
    order = [text for text in results.all_inner_texts() if AT_HOME in text or ABROAD in text]
    assert AT_HOME in order[0]


def why(ana: Desk, agency: str) -> str:
    """The reasons that the result of an agency gives, below the words that announce them."""
    result = ana.page.locator(RESULT, has_text=agency).first
    expect(result.get_by_role("heading", name="Why it stands here")).to_be_visible()
    return result.locator("ul.reasons").inner_text().lower()


def narrowed_to_nothing_it_says_what_would_have_to_change(ana: Desk) -> None:
    """A country without such a service: what to leave out is one press away."""
    ana.choose(ana.page.locator("#find-country"), "AT")
    ana.press(find(ana))
    expect(ana.page.get_by_role("heading", name="No service fits")).to_be_visible()
    expect(ana.page.get_by_role("heading", name="What would have to change").first).to_be_visible()
    assert "It is in another country." in ana.text()
    ana.press(ana.page.get_by_role("link", name=re.compile("Without “Country”: ")))
    assert ana.page.locator("#found").count() == 1


def one_that_was_found_is_asked_alone(ana: Desk) -> None:
    """Below each result of another agency is the way to ask it; its form has that one, ticked."""
    ana.press(ana.page.locator(RESULT, has_text=ABROAD).get_by_role("link", name="Ask without a name"))
    boxes = ana.page.locator('[name="to"]')
    expect(boxes).to_have_count(1)
    expect(boxes).to_be_checked()
    assert ABROAD in ana.page.locator("form", has=boxes).inner_text()
    ana.choose(ana.page.locator('[name="is_child"]'), "no")
    ana.page.go_back()


def asked_at_once(ana: Desk) -> None:
    """From the results to an enquiry without a name: those who fit are ticked, and one of them is left out."""
    ana.press(ana.page.get_by_role("link", name="Ask the five best at once, without a name"))
    offers = ana.page.locator(".offer")
    assert all(text for text in offers.locator("ul.reasons").all_inner_texts())
    for box in offers.locator("input").all():
        if box.is_checked() and ABROAD not in box.evaluate("one => one.labels[0].innerText"):
            ana.tick(box, on=False)
    ana.choose(ana.page.locator('[name="is_child"]'), "no")
    ana.choose(ana.page.locator('form[method="post"] [name="urgency"]'), "routine")
    ana.press(ana.page.get_by_role("button", name="Ask them", exact=True))
    assert "1 has not answered." in ana.text()
    assert ABROAD in ana.page.locator("ul.names").inner_text()
    ana.press(ana.page.get_by_role("button", name="Take all back"))
    assert "All have answered, or were taken back." in ana.text()


def find(ana: Desk) -> Locator:
    """The button of the search."""
    return ana.page.get_by_role("button", name="Find", exact=True)
