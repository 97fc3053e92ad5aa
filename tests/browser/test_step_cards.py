"""C13: a step card is one screen of a telephone. Measured in Chromium in every language that there is, not believed."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Page

from safeconduct.commands.building.frontend import built_folder
from safeconduct.rights.cards.reading import deck
from safeconduct.rights.cards.shown import MOST_SERVICES, UNCHECKED, shown
from safeconduct.rights.reading import book
from safeconduct.vocabulary.languages import TRANSLATED
from tests.rights.cards.test_cards import TODAY

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 320, 640
SERVICES = ["Organizația Adăpost din Deltă: Crisis shelter"] * MOST_SERVICES
GUTTER = 16
"""What the page leaves free on both sides at this width."""


def drawn(language: str) -> dict[str, str]:
    """Every card in a language, with the longest list of whom to call."""
    with translation.override(language):
        return {
            card.slug: render_to_string(
                "rights/cards/_card.html",
                {
                    "card": replace(shown(card, book(), "BE", TODAY), services=SERVICES),
                    "unchecked": UNCHECKED,
                },
            )
            for card in deck().cards
        }


@pytest.mark.parametrize("language", TRANSLATED)
def test_c13_each_card_fits_on_one_screen(page: Page, language: str) -> None:
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    css = "".join(path.read_text() for path in built_folder().rglob("site.css"))
    cards = "".join(
        f'<div data-slug="{slug}" style="padding: 0 {GUTTER}px">{html}</div>'
        for slug, html in drawn(language).items()
    )
    page.set_content(
        f'<html lang="{language}"><style>{css}</style><body style="margin:0">{cards}</body></html>'
    )
    heights: dict[str, int] = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('[data-slug]')]"
        ".map(one => [one.dataset.slug, one.querySelector('article').offsetHeight]))"
    )
    assert len(heights) == len(deck().cards)
    assert {slug: high for slug, high in heights.items() if high > HEIGHT} == {}, heights
