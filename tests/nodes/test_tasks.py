"""Tasks in common between two nodes: added on one side, seen and ended on the other, gone with their section."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.nodes.node import Node
from tests.nodes.days import DUE_TODAY, in_days
from tests.nodes.story import Story
from tests.nodes.town import Town, until

WHAT = "Send the school papers"


@pytest.fixture
def story(town: Town) -> Story:
    return Story(town).reach("in_service")


def add(story: Story, *, by: str, owner: str, due: str = "", text: str = WHAT, about: str = "needs") -> Page:
    hands = story.ana if by == "ana" else story.sofie
    page = hands.see(story.path)
    return hands.browser.submit(
        page, f"{story.path}tasks/", owner=owner, due=due, text=text, about=about, spoken="en"
    )


def end(story: Story, *, by: str, how: str) -> Page:
    page = (hands := story.ana if by == "ana" else story.sofie).see(story.path)
    found = re.search(r"/referrals/[^/]+/tasks/[0-9a-f-]{36}/", page.html)
    assert found, "nothing can be said of it here"
    return hands.browser.submit(page, found[0], how=how)


@contextmanager
def standing_still(node: Node) -> Iterator[None]:
    """What this node sends is on its way until the end of the block."""
    worker = node.services["worker"].process
    assert worker is not None
    os.killpg(worker.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(worker.pid, signal.SIGCONT)


def card(page: Page) -> str:
    """The words of the card of tasks."""
    found = re.search(r'id="tasks".*?</section>', page.html, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])) if found else ""


def test_what_one_side_adds_the_other_does_and_both_see(story: Story) -> None:
    assert add(story, by="sofie", owner="sender", due=in_days(10)).status == 200
    until("it is there", lambda: WHAT in card(story.ana.see(story.path)))
    seen = story.ana.see(story.path)
    assert "It is done" in seen.html
    assert "It is not needed any more" not in seen.html, "only who asked can say that"
    assert "It is done" not in story.sofie.see(story.path).html
    assert WHAT in story.ana.see(story.person).text
    assert end(story, by="ana", how="done").status == 200
    until("it is known there", lambda: "What has ended" in card(story.sofie.see(story.path)))
    assert "Done" in card(story.sofie.see(story.path))
    assert WHAT not in story.ana.see(story.person).text, "the person's page shows what is open"


def test_each_step_of_a_task_stands_in_the_audit_of_both_nodes(story: Story) -> None:
    add(story, by="ana", owner="receiver")
    until("it is there", lambda: WHAT in card(story.sofie.see(story.path)))
    end(story, by="sofie", how="not_possible")
    until("it is known here", lambda: "Could not be done" in card(story.ana.see(story.path)))
    asked = "SELECT action FROM audit.record WHERE referral_id = %s AND action LIKE 'task:%%' ORDER BY recorded_at"
    shared = story.town.value(
        story.here, "SELECT shared FROM referrals.referral WHERE reference = %s", story.path.split("/")[2]
    )
    for node in (story.here, story.there):
        assert [row[0] for row in story.town.ask(node, asked, shared)] == ["task:added", "task:not_possible"]


def test_two_ends_at_once_become_the_same_on_both_sides(story: Story) -> None:
    add(story, by="ana", owner="receiver")
    until("it is there", lambda: WHAT in card(story.sofie.see(story.path)))
    with standing_still(story.town.node(story.there)), standing_still(story.town.node(story.here)):
        end(story, by="sofie", how="done")
        end(story, by="ana", how="not_needed")
    until("the owner's word stands here", lambda: " Done, " in card(story.ana.see(story.path)))
    until("the owner's word stands there", lambda: " Done, " in card(story.sofie.see(story.path)))


def test_while_the_referral_rests_an_open_task_stands_and_can_be_done(story: Story) -> None:
    add(story, by="ana", owner="receiver", due=in_days(0))
    until("it is there", lambda: WHAT in card(story.sofie.see(story.path)))
    story.sofie.move(story.path, "hold", {"reason": "waiting_list", "review_on": in_days(5)})
    story.wait("on_hold")
    story.town.ask(story.there, DUE_TODAY, story.path.split("/")[2])
    assert "A task of yours is due today" in story.sofie.see("/").text
    assert WHAT in story.ana.see(story.person).text
    assert "Add a task" not in card(story.sofie.see(story.path))
    assert end(story, by="sofie", how="done").status == 200
    until("it is known here", lambda: "What has ended" in card(story.ana.see(story.path)))


def test_words_of_a_section_that_is_taken_back_go_and_the_task_with_them(story: Story) -> None:
    add(story, by="ana", owner="receiver", about="safety")
    until("it is there", lambda: WHAT in card(story.sofie.see(story.path)))
    story.take_back("safety")
    until("it is gone", lambda: WHAT not in story.sofie.see(story.path).html)
    count = (
        "SELECT count(*) FROM keys.section_key k JOIN referrals.referral r ON r.case_id = k.case_id"
        " WHERE r.reference = %s AND k.section = 'safety'"
    )
    assert story.town.value(story.there, count, story.path.split("/")[2]) == 0


def test_a_task_of_the_own_side_that_is_due_is_on_today_and_a_late_one_says_so(story: Story) -> None:
    add(story, by="ana", owner="receiver", due=in_days(0))
    until("it is there", lambda: WHAT in card(story.sofie.see(story.path)))
    story.town.ask(story.there, DUE_TODAY, story.path.split("/")[2])
    assert "A task of yours is due today" in story.sofie.see("/").text
    assert "A task of yours" not in story.ana.see("/").text
    assert WHAT not in story.sofie.see("/").html, "its words stand in the referral only"
    story.town.ask(
        story.there,
        "UPDATE referrals.task t SET due = current_date - 1 FROM referrals.referral r WHERE r.id = t.referral_id"
        " AND r.reference = %s",
        story.path.split("/")[2],
    )
    assert "A task of yours is late" in story.sofie.see("/").text
    assert "Late." in card(story.sofie.see(story.path))


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"text": ""}, 422, "Write what is to be done."),
        ({"text": "x" * 301}, 422, "Shorten this to 300 characters."),
        ({"due": "soon"}, 422, "Enter the date as year-month-day"),
        ({"due": "2020-01-01"}, 409, "The day lies in the past."),
        ({"due": "2099-01-01"}, 409, "the person's consent has ended"),
        ({"owner": "somebody"}, 422, "Choose who does it."),
        ({"about": "health"}, 409, "not shared with them"),
    ],
)
def test_a_slip_is_named_and_nothing_is_lost(
    story: Story, given: dict[str, str], status: int, said: str
) -> None:
    shown = add(story, by="ana", **{"owner": "receiver", **given})
    assert shown.status == status
    assert said in shown.text
    assert given.get("text", WHAT) in shown.html


def test_before_the_acceptance_there_are_no_tasks(town: Town) -> None:
    story = Story(town).sent()
    page = story.ana.see(story.path)
    assert "Tasks in common" not in page.text
    asked = {"owner": "receiver", "due": "", "text": WHAT, "about": "needs", "spoken": "en"}
    token = next(pair for form in page.forms for pair in form.fields if pair[0] == "csrfmiddlewaretoken")
    refused = story.ana.browser._follow("POST", f"{story.path}tasks/", urlencode([*asked.items(), token]))
    assert refused.status == 409
    assert "Tasks in common begin when the referral is accepted" in refused.text
