"""C13: a step card is one screen of a telephone. Measured in Chromium in every language that there is, not believed."""

import io
from dataclasses import replace

import pikepdf
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


def css() -> str:
    return "".join(path.read_text() for path in built_folder().rglob("site.css"))


@pytest.mark.parametrize("language", TRANSLATED)
def test_c13_each_card_fits_on_one_screen(page: Page, language: str) -> None:
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    cards = "".join(
        f'<div data-slug="{slug}" style="padding: 0 {GUTTER}px">{html}</div>'
        for slug, html in drawn(language).items()
    )
    page.set_content(
        f'<html lang="{language}"><style>{css()}</style><body style="margin:0">{cards}</body></html>'
    )
    heights: dict[str, int] = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('[data-slug]')]"
        ".map(one => [one.dataset.slug, one.querySelector('article').offsetHeight]))"
    )
    assert len(heights) == len(deck().cards)
    assert {slug: high for slug, high in heights.items() if high > HEIGHT} == {}, heights


def test_each_card_is_printed_on_one_sheet_and_names_the_law(page: Page) -> None:
    """On paper the law behind a card stands by act and article; whole it is on the page and in the PDF."""
    for slug, html in drawn("bg").items():
        page.set_content(f'<html lang="bg"><style>{css()}</style><body>{html}</body></html>')
        assert not page.locator(".on-paper").is_visible(), "on the screen the law is one tap away"
        page.emulate_media(media="print")
        assert page.locator(".on-paper").is_visible(), slug
        with pikepdf.open(io.BytesIO(page.pdf(format="A4"))) as file:
            assert len(file.pages) == 1, slug
        page.emulate_media(media="screen")
