"""The journey J7 in Chromium: a lawyer is asked from abroad, checks for a conflict, accepts, and keeps the days.

The steps are functions of one desk, so that a calendar feed and documents are added as one more line each.
"""

from datetime import date

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.desk import Desk, desks
from tests.nodes.story import Story
from tests.nodes.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LAWYER, BAR = "Claire Dubois", "Barreau du Canal"
AGAINST = "Viktor Beispiel"
GRANTED, ASCENSION = date(2026, 3, 31), "Thu 14 May 2026"
"""45 days of the Belgian act; the earliest reading counts the day of the event and adds nothing for a holiday."""
IDENTIFIED, SAINT_GEORGE = date(2026, 4, 7), "Wed 6 May 2026"
"""30 days of the Bulgarian mechanism, by the same reading."""


def asks_for_a_conflict(claire: Desk, names: str) -> str:
    """What the check says before anybody is taken on."""
    claire.write(claire.page.locator('[name="names"]'), names)
    claire.press(claire.page.get_by_role("button", name="Ask"))
    return claire.text()


def checks(claire: Desk) -> None:
    """A hit says whom to ask and never why; no hit says that nothing speaks of one."""
    hands = claire.town.hands(LAWYER)
    other = hands.open_case({"pseudonym": "Alder"})
    against = hands.see(f"{other.path}opposed/")
    hands.browser.submit(against, "", names=AGAINST)
    claire.open("/conflicts/")
    assert "nothing speaks of a conflict" in asks_for_a_conflict(claire, "Nobody Known")
    hit = asks_for_a_conflict(claire, AGAINST)
    assert "There may be a conflict in your agency" in hit
    assert "Alder" not in hit


def accepts(claire: Desk, path: str) -> str:
    """The referral is accepted after the check; the address of the lawyer's own file."""
    claire.open(path).step("accept", worker=claire.town.pair.member(LAWYER), conflict_check="none")
    claire.press(claire.page.locator("#own-file a.button"))
    claire.write(claire.page.locator('[name="pseudonym"]').first, "Harbour 91")
    claire.press(claire.page.get_by_role("button", name="Open the file", exact=True))
    return claire.page.url.removeprefix(claire.address)


def enters(claire: Desk, file: str, country: str, **days: date) -> None:
    """Days that open rights; where a last day moves, it is shown before it is saved."""
    claire.open(f"{file}rights/known/")
    claire.write(claire.page.locator('[name="country"]'), country)
    for name, day in days.items():
        claire.day(claire.page.locator(f'[name="{name}"]'), day)
    claire.press(claire.page.get_by_role("button", name="Write it down"))
    expect(claire.page.get_by_text("Not saved yet: these last days move.")).to_be_visible()
    claire.press(claire.page.get_by_role("button", name="Save: I have seen what moves"))


def right(claire: Desk, name: str) -> Locator:
    """One right on the page."""
    return claire.page.locator(f"article#{name}")


def test_j7_a_lawyer_checks_accepts_and_keeps_the_days_of_two_countries(browser: Browser, town: Town) -> None:
    story = Story(town, receiver=LAWYER, to=BAR).sent()
    with desks(browser, town, LAWYER) as (claire,):
        checks(claire)
        file = accepts(claire, story.path)
        enters(claire, file, "Belgium", reflection_granted=GRANTED)
        expect(right(claire, "reflection_period")).to_contain_text(f"Last day: {ASCENSION}.")
        expect(right(claire, "reflection_period")).to_contain_text("by the earliest reading")
        enters(claire, file, "Bulgaria", identified=IDENTIFIED)
        expect(right(claire, "reflection_period")).to_contain_text(f"Last day: {SAINT_GEORGE}.")
