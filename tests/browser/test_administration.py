"""Administration in Chromium: every page without a finding, at both widths, and the page behind an invitation."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.desk import Desk, desks
from tests.nodes.town import Town

pytestmark = pytest.mark.browser

CONFIRMED = ("members/invite/", "changes/", "agencies/new/", "clocks/", "terms/", "mail/")
"""Pages that ask once more who one is."""


@pytest.fixture
def andrei(browser: Browser, town: Town) -> Iterator[Desk]:
    """The administrator of Casa Salcia, who keeps the node."""
    with desks(browser, town, "Andrei Oprea") as (desk,):
        desk.open("/account/confirm/?next=/administration/")
        desk.press(desk.page.locator('form:has(input[name="one_click"]) button'))
        yield desk


def test_every_page_of_administration_is_readable_by_everybody(andrei: Desk, town: Town) -> None:
    agency = town.agency("Casa Salcia")
    member, own = town.pair.member("Dan Rusu"), town.pair.member("Andrei Oprea")
    for page in (
        "",
        "members/",
        "members/?name=nobody",
        f"members/{member}/",
        f"members/{own}/",
        f"members/{member}/rights/",
        f"members/{member}/leave/",
        "agency/",
        "agency/facts/",
        f"agency/teams/{agency['teams'][0]['id']}/",
        f"agency/services/{agency['services'][0]['id']}/",
        f"agency/services/{agency['services'][0]['id']}/telling/",
        f"agency/services/{agency['services'][0]['id']}/offering/",
        "agency/services/file/",
        "agencies/",
        f"agencies/{agency['id']}/",
        "keepers/",
        "agreements/",
        "matching/",
        "peers/",
        "peers/services/",
        "peers/services/be/",
        *CONFIRMED,
    ):
        andrei.open(f"/administration/{page}")


def test_a_form_that_is_wrong_says_so_and_a_link_opens_on_a_page_of_ours(andrei: Desk) -> None:
    andrei.open("/administration/members/invite/")
    form = andrei.page.locator("main form")
    form.locator("#admin-email").fill("radu at agency")
    with andrei.page.expect_navigation():
        form.locator("button").last.click()
    assert all("status of 422" in text for text in andrei.said)
    andrei.said.clear()
    andrei.look()
    assert "There is a problem" in andrei.text()
    assert form.locator("#admin-email").input_value() == "radu at agency"
    form.locator("#admin-name").fill("Radu Toma")
    form.locator("#admin-email").fill("radu@agency.example")
    form.locator("#admin-profession").select_option("editor")
    andrei.press(form.locator("button").last)
    link = andrei.page.locator("[data-link]").get_attribute("data-link") or ""
    andrei.open("/administration/members/")
    andrei.page.context.clear_cookies()
    andrei.open(link.removeprefix(andrei.address))
    assert "Casa Salcia" in andrei.text()
    andrei.press(andrei.page.locator("main form button"))
    assert "Choose a password" in andrei.text()
    andrei.open("/account/welcome/not-one-of-ours/", status=410)
