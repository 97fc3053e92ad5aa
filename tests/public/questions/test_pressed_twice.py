"""Six words are shown once: whoever presses twice on a slow network still sees them. In Chromium."""

import pytest
from playwright.sync_api import Page, expect

from tests.public.questions.other_side import OtherSide
from tests.public.reader import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLOWEST = 30_000
"""Milliseconds. The words are derived on purpose slowly, and the page is quiet while it waits for them."""


def test_who_presses_twice_sends_once_and_sees_the_six_words(
    page: Page, node: OtherSide, reader: Browser
) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(f"{reader.base}/questions/en/ask/{node.desk}/")
    page.locator("#text").fill("Invented by a test.")
    page.locator("form.asking button").dblclick()
    expect(page.locator(".six-words")).to_be_visible(timeout=SLOWEST)
    assert len(sent) == 1
