"""A file attached to a section, a list that is taken out, and a form that is sent to another address than its own."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.referrals.lists.spreadsheet import opened
from tests.nodes.story import Story
from tests.nodes.taking import fetched
from tests.nodes.test_emergencies import at

FILE = "What only the file says"
"""Stands in the file that `attached` attaches, and nowhere else."""


def attached(story: Story) -> str:
    """The address of a file that the sender has just attached to the needs."""
    front = f"{story.person}needs/files/"
    said = story.ana.browser.upload(
        story.ana.see(front), "", "file", f"{FILE}.".encode(), "letter.txt", title="A letter"
    )
    assert said.status == 200, said.text
    found: list[str] = re.findall(r'href="(/files/[0-9a-f-]{36}/)"', said.html)
    return found[-1]


def taken_out(hands: Hands, filters: str) -> list[list[str]]:
    """The rows of a list that this member takes out, opened with its password. Each may do so three times a day."""
    page = at(hands, f"/lists/take-out/?{filters}")
    ready = hands.browser.submit(page, "/lists/take-out/", reason="supervision")
    password = re.findall(r"<code data-password>([^<]+)</code>", ready.html)[0]
    action = next(form.action for form in ready.forms if "/fetch/" in form.action)
    sheet: Any = load_workbook(BytesIO(opened(fetched(hands, ready, action), password))).active
    return [[str(cell.value) for cell in row] for row in sheet.rows]


def redirected(hands: Hands, page: Page, action: str, to: str, **answers: str) -> Page:
    """What comes when the form of a page is filled in and sent to another address than its own."""
    form = replace(page.form(action), action=to)
    return hands.browser.submit(replace(page, forms=[form]), to, **answers)
