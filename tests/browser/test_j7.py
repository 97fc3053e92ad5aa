"""The journey J7 in Chromium: a lawyer is asked from abroad, checks for a conflict, accepts, and keeps the days.

Last, the lawyer takes the days along in a calendar of their own, and a request for the time to reflect, to print.
"""

import re
from datetime import date
from pathlib import Path

import pytest
import urllib3
from playwright.sync_api import Browser, Locator, expect

from safeconduct.commands.demonstration.walk import NAME, PHONE
from tests.browser.desk import Desk, desks
from tests.nodes.story import Story
from tests.nodes.town import Town
from tests.vocabulary.typesetting.structure import read

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LAWYER, BAR = "Claire Dubois", "Barreau du Canal"
AGAINST, ALIAS = "Viktor Beispiel", "Harbour 91"
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
    claire.write(claire.page.locator('[name="pseudonym"]').first, ALIAS)
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


def calendar(claire: Desk, path: str) -> tuple[int, str]:
    """What a program gets that has the address and no session."""
    url = f"http://127.0.0.1:{claire.town.node('be').ports.web}{path}"
    host = claire.address.removeprefix("http://")
    answer = urllib3.request("GET", url, headers={"Host": host}, redirect=False, retries=False)
    return answer.status, answer.data.decode()


def makes_a_calendar(claire: Desk) -> str:
    """The address, shown on the page this once."""
    claire.open("/rights/calendar/")
    claire.press(claire.page.get_by_role("button", name="Make one"))
    return claire.page.locator("#address code").inner_text().removeprefix(claire.address)


def holds(claire: Desk, path: str, day: date) -> None:
    """The calendar holds this last day alone, no earlier one, and no name, alias or word of the person."""
    status, file = calendar(claire, path)
    assert status == 200
    assert set(re.findall(r"DTSTART;VALUE=DATE:(\d+)", file)) == {f"{day:%Y%m%d}"}
    assert [word for word in (*NAME.split(), PHONE, ALIAS) if word in file] == []


def ends_it(claire: Desk, path: str) -> None:
    """From the next request on it opens nothing."""
    claire.open("/rights/calendar/")
    claire.press(claire.page.get_by_role("button", name="End it"))
    assert calendar(claire, path) == (404, "")


def takes_a_request(claire: Desk, file: str, folder: Path) -> None:
    """What would stand in it is shown first; the file is a tagged PDF in the language that was chosen."""
    claire.open(f"{file}rights/documents/reflection/")
    claire.choose(claire.page.locator('main [name="whom"]'), "person")
    claire.choose(claire.page.locator('main [name="language"]'), "fr")
    claire.press(claire.page.get_by_role("button", name="Show what would stand in it"))
    with claire.page.expect_download() as coming:
        claire.page.get_by_role("button", name="Make it", exact=True).click()
    made = folder / "request.pdf"
    coming.value.save_as(made)
    assert coming.value.suggested_filename == "document.pdf"
    found = read(made.read_bytes())
    assert found.is_tagged
    assert found.language.startswith("fr")
    assert found.fonts_embedded


def test_j7_a_lawyer_checks_accepts_and_keeps_the_days_of_two_countries(
    browser: Browser, town: Town, tmp_path: Path
) -> None:
    story = Story(town, receiver=LAWYER, to=BAR).sent()
    with desks(browser, town, LAWYER) as (claire,):
        checks(claire)
        file = accepts(claire, story.path)
        enters(claire, file, "Belgium", reflection_granted=GRANTED)
        expect(right(claire, "reflection_period")).to_contain_text(f"Last day: {ASCENSION}.")
        expect(right(claire, "reflection_period")).to_contain_text("by the earliest reading")
        address = makes_a_calendar(claire)
        holds(claire, address, date(2026, 5, 14))
        enters(claire, file, "Bulgaria", identified=IDENTIFIED)
        expect(right(claire, "reflection_period")).to_contain_text(f"Last day: {SAINT_GEORGE}.")
        holds(claire, address, date(2026, 5, 6))
        ends_it(claire, address)
        takes_a_request(claire, file, tmp_path)
