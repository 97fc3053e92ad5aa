"""Two nodes join in Chromium: files are chosen, the fingerprint is read out, each page is looked at by axe."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import Desk
from tests.nodes.keepers import KEEPERS, with_keepers
from tests.nodes.town import Town
from tests.pair import homes, running

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PEERS = "/administration/peers/"
OTHER = {"ro": "be", "be": "ro"}


@pytest.fixture(scope="module")
def apart() -> Iterator[Town]:
    """Two nodes that run and have never heard of each other."""
    with running(homes() / f"{os.getpid()}.joining", with_keepers) as town:
        yield town


def saved(desk: Desk, folder: Path) -> Path:
    """Our card as the file that the browser keeps. The page asks once more who one is."""
    desk.open(PEERS)
    desk.press(desk.page.get_by_role("button", name="Confirm", exact=True))
    with desk.page.expect_download() as coming:
        desk.page.get_by_role("link", name="Save the card as a file").click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def refused(desk: Desk) -> None:
    """Send what was heard wrongly; the console may repeat the status of a form that was not taken."""
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name="They are theirs").click()
    assert all("status of 422" in text for text in desk.said)
    desk.said.clear()
    desk.look()


def test_two_nodes_join_in_a_browser(browser: Browser, apart: Town, tmp_path: Path) -> None:
    desks = {node: Desk(browser, apart, name).sign_in() for node, name in KEEPERS.items()}
    cards = {node: saved(desk, tmp_path) for node, desk in desks.items()}
    assert [path.name for path in cards.values()] == ["safeconduct-card-ro.json", "safeconduct-card-be.json"]
    said = {node: desk.page.locator("[data-fingerprint]").inner_text() for node, desk in desks.items()}
    for node, desk in desks.items():
        desk.open(PEERS)
        desk.page.get_by_label("The file of their card").set_input_files(cards[OTHER[node]])
        desk.press(desk.page.get_by_role("button", name="Look at the card"))
        expect(desk.page.locator("[data-shown]")).to_have_text(" ".join(said[OTHER[node]].split()[:10]))
        desk.write(desk.page.get_by_label("The last two groups"), "12345 67890")
        refused(desk)
        expect(desk.page.get_by_role("alert")).to_contain_text("not the last two groups")
        desk.write(desk.page.get_by_label("The last two groups"), " ".join(said[OTHER[node]].split()[-2:]))
        desk.press(desk.page.get_by_role("button", name="They are theirs"))
        expect(desk.page.locator("[data-standing]").first).to_have_attribute("data-standing", "confirmed")
        desk.press(desk.page.get_by_role("button", name="Suspend"))
        desk.press(desk.page.get_by_role("button", name="Resume"))
        desk.open(PEERS)
