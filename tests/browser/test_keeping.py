"""Keeping a service true in Chromium: both widths, and two who edit at once see both versions."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.desk import desks
from tests.nodes.town import Town

pytestmark = pytest.mark.browser


def test_two_who_edit_at_once_see_both_versions(browser: Browser, town: Town) -> None:
    entry = town.agency("Casa Salcia")["services"][0]["id"]
    form = f"/administration/agency/services/{entry}/"
    with desks(browser, town, "Andrei Oprea") as (andrei,):
        andrei.open("/").open("/directory/own/")
        andrei.press(andrei.page.get_by_role("button", name=re.compile("All of it is still right")).first)
        assert "Checked on" in andrei.text()
        andrei.open(form)
        hours = andrei.page.locator("#admin-hours").input_value()
        other = andrei.page.context.new_page()
        other.goto(andrei.address + form)
        other.locator("#admin-hours").fill("Day and night, ring twice")
        other.get_by_role("button", name="Save", exact=True).click()
        other.wait_for_load_state()
        other.close()
        andrei.page.locator("#admin-hours").fill("Mon to Fri, 8 to 20")
        andrei.page.locator("#admin-min_age").fill("18")
        with andrei.page.expect_navigation():
            andrei.page.get_by_role("button", name="Save", exact=True).click()
        assert all("status of 409" in text for text in andrei.said)
        andrei.said.clear()
        andrei.look()
        assert "What stands now: Day and night, ring twice" in andrei.text()
        andrei.page.get_by_label(re.compile("What you wrote")).check()
        andrei.press(andrei.page.get_by_role("button", name="Save", exact=True))
        andrei.open(f"{form}history/")
        assert "Mon to Fri, 8 to 20" in andrei.text()
        andrei.open(form)
        andrei.page.locator("#admin-hours").fill(hours)
        andrei.page.locator("#admin-min_age").fill("")
        andrei.press(andrei.page.get_by_role("button", name="Save", exact=True))


def test_places_are_said_with_two_presses_from_today_by_keyboard(browser: Browser, town: Town) -> None:
    with desks(browser, town, "Sofie Maes") as (sofie,):
        sofie.open("/")
        sofie.by_keys, sofie.actions = True, 0
        sofie.press(sofie.page.locator("#places a.button").first)
        sofie.press(sofie.page.locator('button[name="places"][value="3"]'))
        assert sofie.page.title().startswith("Today")
        assert "Places: 3, said on" in sofie.text()
        sofie.by_keys = False
        sofie.open(sofie.page.locator("#places li a").first.get_attribute("href") or "")
        sofie.page.locator("#part-where").check()
        sofie.page.locator("#words").fill("They speak Dutch too.")
        sofie.press(sofie.page.get_by_role("button", name="Say that it is wrong"))
        assert "Waits for an answer" in sofie.text()
