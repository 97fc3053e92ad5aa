"""A lawyer's pages in Chromium, with a matter in two countries: as `test_pages` looks at every other page."""

import pytest
from playwright.sync_api import Page

from safeconduct.commands.demonstration import lawyers
from tests.browser.looking import looked_at
from tests.nodes.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EMPTY = "[...document.querySelectorAll('main .card')].filter(card => !card.innerText.trim()).length"


def pages(scene: lawyers.Told) -> dict[str, str]:
    """Each page of the lawyer abroad by a name."""
    person, matter = scene.there.person, scene.matters[1]
    claim = scene.there.claims()
    return {
        "my matters": "/matters/", "matters of a person": f"{person}matters/", "a new matter": f"{person}matters/new/",
        "a matter": matter, "where it stands": f"{matter}course/", "a mandate": f"{matter}mandate/",
        "a mandate as it is": f"{matter}mandate/0/", "legal aid": f"{matter}aid/", "a hearing": f"{matter}hearing/",
        "served": f"{matter}served/", "closing": f"{matter}end/", "an earlier state": f"{matter}versions/1/",
        "handing over": f"{matter}hand-over/", "links": f"{matter}links/?country=RO", "a link": scene.links[1],
        "checks to clear": "/conflicts/to-clear/", "claims": f"{person}compensation/", "a claim": claim,
        "what a claim rests on": f"{claim}known/", "losses": f"{claim}losses/", "a step": f"{claim}step/",
        "rights": f"{person}rights/", "deadlines": f"{person}rights/deadlines/",
        "today": "/",
    }  # fmt: skip


def test_a_lawyers_pages_are_right_in_both_widths_and_themes(page: Page, town: Town) -> None:
    scene = lawyers.tell(town.pair)
    place = town.pair.place(lawyers.ABROAD[0])
    address = town.pair.address(place.node)
    page.goto(f"{address}/sign-in/")
    page.locator(f'form:has(input[value="{place.member["id"]}"]) button').click()
    page.wait_for_url(f"{address}/")
    wrong: dict[str, list[str]] = {}
    for name, path in pages(scene).items():
        found = looked_at(page, address + path)
        found += [f"{page.evaluate(EMPTY)} empty cards"] if page.evaluate(EMPTY) else []
        found += [] if page.locator("main h1").count() == 1 else ["not one heading"]
        if found:
            wrong[name] = found
    assert wrong == {}
