"""The desk is read by people: its sections have names, and its tables of ten languages can be read on any screen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from safeconduct.commands.nodes.node import Node
from tests.browser.looking import sideways
from tests.public.reader import Browser

ROW = re.compile(r'<a href="/edit/speaking/texts/(\w+)/([\w-]+)/">([^<]+)</a>')
LAST = """() => { const cells = [...document.querySelectorAll('.tongues tbody tr')].at(-1).querySelectorAll('td');
const box = [...cells].at(-1).getBoundingClientRect(), table = document.querySelector('.tongues');
return box.right <= innerWidth && box.width > 40 && table.scrollWidth <= table.parentElement.clientWidth; }"""


def test_every_section_has_a_name_that_is_not_the_one_of_a_file(desk: Node, ana: Browser) -> None:
    named = ROW.findall(ana.get("/edit/speaking/").text)
    assert len(named) > 20
    assert [section for _body, section, name in named if name == section] == []
    assert ("help", "nothing", "A page that is not there") in named
    assert ("card", "RO-RP-01", "Time to rest and think (RO-RP-01)") in named
    for path in ("texts/help/nothing/", "ro/help/nothing/"):
        assert "A page that is not there" in ana.get(f"/edit/speaking/{path}").text
    ana.post("/edit/speaking/ro/help/nothing/", {"text-0": "Nu e aici"})
    waiting = ana.get("/edit/speaking/ro/waiting/").text
    assert "<h2>A page that is not there</h2>" in waiting
    assert "In a .po file: help:nothing.heading" in waiting


def test_the_first_page_says_what_waits_to_whoever_can_approve_it(
    desk: Node, ana: Browser, dan: Browser, sign_in: Callable[[str], Browser]
) -> None:
    told = "română: 1 text waits for a second speaker."
    dan.post("/edit/speaking/ro/help/nothing/", {"text-0": "Nu e aici"})
    assert told in ana.get("/edit/").text
    ana.post("/edit/speaking/ro/help/nothing/", {"text-1": "Mergeți mai departe:"})
    assert told in ana.get("/edit/").text, "nobody approves their own"
    assert "waits for a second speaker" not in sign_in("editor").get("/edit/").text


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 320])
def test_all_ten_languages_are_in_sight(desk: Node, ana: Browser, page: Page, width: int) -> None:
    page.context.add_cookies(
        [
            {"name": one.name, "value": one.value or "", "domain": "127.0.0.1", "path": one.path}
            for one in ana.cookies
        ]
    )
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("", "texts/help/near/"):
        page.goto(f"{ana.base}/edit/speaking/{path}")
        assert page.evaluate(LAST), path
        assert sideways(page) <= 0
