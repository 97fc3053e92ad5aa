"""A team in Chromium: by keyboard, and in a narrow window without scripts; axe looks at each page in two widths."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import Desk, desks
from tests.nodes.story import Story
from tests.nodes.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def placed(desk: Desk, person: str, to: str) -> None:
    """From the person's page to a colleague's place."""
    page = desk.open(person).page
    desk.press(page.get_by_role("link", name="Team", exact=True))
    desk.press(page.get_by_role("link", name="Give a colleague a place"))
    desk.choose(page.locator('[name="member"]'), desk.town.pair.member(to))
    desk.press(page.get_by_role("button", name="Go on"))
    desk.tick(page.locator('[name="told"]'))
    desk.press(page.get_by_role("button", name="Give the place"))
    expect(page.get_by_text("has a place now")).to_be_visible()


def offered(desk: Desk, to: str) -> None:
    """The lead is offered to a colleague; the former lead will leave."""
    page = desk.page
    desk.press(page.get_by_role("link", name="Offer the lead"))
    desk.choose(page.locator('[name="member"]'), desk.town.pair.member(to))
    desk.choose(page.locator('[name="after"]'), "leaves")
    desk.tick(page.locator('[name="told"]'))
    desk.press(page.get_by_role("button", name="Offer the lead"))
    expect(page.get_by_text("The lead is offered to", exact=False).first).to_be_visible()


@pytest.mark.parametrize("way", ["by_keys", "without_scripts_at_320"])
def test_a_place_is_given_and_the_lead_goes_on(browser: Browser, town: Town, way: str) -> None:
    how = {"by_keys": True} if way == "by_keys" else {"with_scripts": False, "width": 320}
    story = Story(town).sent()
    with desks(browser, town, "Ana Pop", "Teodora Vlad", **how) as (ana, teodora):
        placed(ana, story.person, "Ioana Marin")
        offered(ana, "Teodora Vlad")
        page = teodora.open("/").page
        teodora.press(page.locator(f'#lead-offers a[href="{story.person}team/"]'))
        assert ("Ioana Marin" in teodora.text(), "Maison Lierre" in teodora.text()) == (True, True)
        teodora.press(page.get_by_role("button", name="Accept the lead"))
        assert "You lead the case now" in teodora.text()
        teodora.press(page.get_by_role("button", name="End the place"))
        assert "The place has ended" in teodora.text()
        ana.open(story.person, 404)


def test_a_case_is_taken_over_by_keyboard(browser: Browser, town: Town) -> None:
    story = Story(town).sent()
    with desks(browser, town, "Dan Rusu", by_keys=True) as (dan,):
        page = dan.page
        dan.press(page.get_by_role("link", name="Take over a case that nobody can hand over"))
        dan.write(page.locator("#number"), story.reference)
        dan.press(page.get_by_role("button", name="Go on"))
        dan.press(page.locator('form:has([name="one_click"]) button'))
        assert "Ana Pop" in dan.text()
        dan.choose(page.locator('[name="reason"]'), "lead_absent")
        dan.press(page.get_by_role("button", name="Take it over"))
        assert "You lead the case now" in dan.text()
        dan.open(f"{story.person}seen/")
        assert "ill or away for a long time" in dan.text()
