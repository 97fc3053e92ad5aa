"""How a page is looked at in Chromium: axe, sideways scroll, and what stands in the console, in both widths and themes.

A tab costs more than a page, and the source of axe as much as a run of it: so pages follow each other in one tab, axe
is given to each once, and two runs ask everything: wide and light, narrow and dark.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Literal

from playwright.sync_api import Page

from safeconduct.commands.places import REPOSITORY

LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1280, "light"), (320, "dark"))
HEIGHT = 900
OF_COLOURS = ["color-contrast", "link-in-text-block"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
UNFOLD = "document.querySelectorAll('main details').forEach(part => part.open = true)"
WIDER_TEXT = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""
"""The text spacing of WCAG 1.4.12."""
WIDEN = """text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }"""
"""A style sheet that a script makes is no source of styles, so the page's own policy may stay as it is."""


@cache
def axe_source() -> str:
    """The program of axe."""
    return (REPOSITORY / "node_modules" / "axe-core" / "axe.min.js").read_text()


def findings(page: Page, *, of_colours: bool = True) -> list[str]:
    """What axe finds: all of it, or without what hangs on colours.

    `preload` would fetch every style sheet again for rules about films and turned screens.
    """
    rules = {} if of_colours else {"rules": {rule: {"enabled": False} for rule in OF_COLOURS}}
    what = {"runOnly": TAGS, "resultTypes": ["violations"], "preload": False} | rules
    found: list[dict[str, Any]] = page.evaluate(
        f"axe.run(document, {json.dumps(what)}).then(found => found.violations)"
    )
    return [
        f"{item['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for item in found
        for node in item["nodes"]
    ]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider


@contextmanager
def listening(page: Page) -> Iterator[list[str]]:
    """What the page says in the console meanwhile, and the faults of its scripts."""
    said: list[str] = []
    on_word, on_fault = (lambda message: said.append(message.text)), (lambda fault: said.append(str(fault)))
    page.on("console", on_word)
    page.on("pageerror", on_fault)
    try:
        yield said
    finally:
        page.remove_listener("console", on_word)
        page.remove_listener("pageerror", on_fault)


def looked_at(page: Page, address: str, *, kept: dict[str, str] | None = None) -> list[str]:
    """What is wrong with a page in any width and theme, and with more space in its text; `kept` takes its source."""
    with listening(page) as said:
        answer = page.goto(address)
        assert answer is not None
        if kept is not None:
            kept[address] = answer.text()
        found = as_it_stands(page)
        page.evaluate(WIDEN, WIDER_TEXT)
        if (wider := sideways(page)) > 0:
            found.append(f"with more space in the text: wider than the window by {wider}")
        wrong = [] if answer.status == 404 else [f"console: {text}" for text in said]
    return wrong + found


def as_it_stands(page: Page) -> list[str]:
    """What is wrong with a page that is open, whatever led to it; it stays narrow and dark."""
    wrong: list[str] = []
    page.evaluate(f"{axe_source()};{UNFOLD}")
    for width, theme in LOOKS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=theme)
        wrong += [f"{width} {theme}: {finding}" for finding in findings(page)]
        if (wider := sideways(page)) > 0:
            wrong.append(f"{width}: wider than the window by {wider}")
    return wrong
