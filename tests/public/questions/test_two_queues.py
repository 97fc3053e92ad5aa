"""A flood of questions without work holds back nobody who did a little of it, and the other way round."""

import re

import pytest
from playwright.sync_api import Page

from safeconduct.commands.nodes.node import Node
from safeconduct.public.questions import rules
from safeconduct.public.questions.work import _zeros
from tests.public.questions.other_side import OtherSide, asked, once_in
from tests.public.questions.test_guessing import HOUR
from tests.public.reader import Answer, Browser, rows
from tests.public.working import work

OF, BITS = re.compile(r'name="work_of" value="([^"]+)"'), re.compile(r'data-work="(\d+)"')
QUEUES = "SELECT is_worked FROM questions_letter WHERE NOT is_answer ORDER BY is_worked"
STEP = 32 * 1024


def with_work(page: Answer, text: str) -> dict[str, str]:
    """The form as the script sends it: the work is done."""
    challenge, bits = OF.findall(page.text)[0], int(BITS.findall(page.text)[0])
    answer = next(number for number in range(10**7) if _zeros(f"{challenge}:{number}") >= bits)
    return {"once": once_in(page), "text": text, "work_of": challenge, "work": str(answer)}


def test_who_did_the_work_is_taken_while_a_flood_without_it_is_held_back(
    site: Node, node: OtherSide, reader: Browser
) -> None:
    rows(site, HOUR, "ask", rules.ASKED_IN_AN_HOUR)
    assert asked(reader, node.desk, "?").status == 429
    page = reader.get(f"/questions/en/ask/{node.desk}/")
    sent = reader.post(page.path, with_work(page, "With work"))
    assert (sent.status, "six-words" in sent.text) == (200, True)
    assert rows(site, QUEUES) == [True]


def test_a_flood_with_work_holds_back_nobody_without(site: Node, node: OtherSide, reader: Browser) -> None:
    rows(site, HOUR, "work", rules.WORKED_IN_AN_HOUR)
    page = reader.get(f"/questions/en/ask/{node.desk}/")
    assert reader.post(page.path, with_work(page, "?")).status == 429
    assert asked(reader, node.desk, "?").status == 200


def test_the_work_of_one_form_is_used_once_and_for_no_other_form(
    site: Node, node: OtherSide, reader: Browser
) -> None:
    page = reader.get(f"/questions/en/ask/{node.desk}/")
    fields = with_work(page, "First")
    other = fields | {"once": "ab" * 32}
    assert reader.post(page.path, other).status == 200
    assert rows(site, QUEUES) == [False], "bound to the secret of its own form"
    assert reader.post(page.path, fields).status == 200
    assert rows(site, QUEUES) == [False, True]
    for table in ("letter", "thread"):
        rows(site, f"DELETE FROM questions_{table}")
    assert reader.post(page.path, fields).status == 200
    assert rows(site, QUEUES) == [False], "used before"
    assert rows(site, "SELECT count(*) FROM questions_spent") == [1]


def test_what_came_with_work_is_carried_first_and_says_so(
    site: Node, node: OtherSide, reader: Browser
) -> None:
    for _ in range(3):
        asked(reader, node.desk, "?")
    page = reader.get(f"/questions/en/ask/{node.desk}/")
    reader.post(page.path, with_work(page, "With work"))
    work(site)
    assert [each.is_worked for each in node.fetched().letters] == [True, False, False, False]


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("text", ["Invented by a test.", "я" * 1000])
def test_in_a_browser_the_work_is_done_and_the_form_has_one_of_few_lengths(
    site: Node, page: Page, node: OtherSide, reader: Browser, text: str
) -> None:
    rows(site, HOUR, "ask", rules.ASKED_IN_AN_HOUR)
    lengths: list[int] = []
    page.on(
        "request", lambda each: lengths.append(len(each.post_data or "")) if each.method == "POST" else None
    )
    page.goto(f"{reader.base}/questions/en/ask/{node.desk}/")
    page.locator("#text").fill(text)
    page.locator("form.asking button").click()
    page.locator(".six-words").wait_for()
    assert (rows(site, QUEUES), lengths) == ([True], [STEP])


@pytest.mark.browser
@pytest.mark.slow
def test_after_a_refusal_the_form_has_work_of_its_own(
    site: Node, page: Page, node: OtherSide, reader: Browser
) -> None:
    rows(site, HOUR, "ask", rules.ASKED_IN_AN_HOUR)
    page.goto(f"{reader.base}/questions/en/ask/{node.desk}/")
    page.locator("form.asking button").click()
    page.locator("[role=alert]").wait_for()
    page.locator("#text").fill("Now with words.")
    page.locator("form.asking button").click()
    page.locator(".six-words").wait_for()
    assert rows(site, QUEUES) == [True]
