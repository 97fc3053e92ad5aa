"""The pages of deadlines over HTTP: Today, a day of a document, and the calendar by its address."""

import html
import re
from datetime import timedelta
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.access.names import unforced
from tests.conftest import ConnectAs
from tests.rights.test_pages import Desk, desk, words

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["desk"]

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=9)


def enter(desk: Desk, status: Any = 302, **given: Any) -> str:
    asked = {"due": SOON.isoformat(), "document": "Decision 4711", "right": "compensation", "owner": "lead"}
    return desk.send("deadlines/enter/", status, **asked | given)


def made(desk: Desk) -> str:
    """The address of a new calendar."""
    page = desk.client.post("/rights/calendar/", {"do": "make"}).content.decode()
    found = re.search(r"http://testserver(/rights/calendar/[\w-]+\.ics)", page)
    assert found
    return found[1]


def test_a_day_of_a_document_stands_on_the_page_and_on_today(desk: Desk) -> None:
    assert "Deadlines" in desk.see()
    wrong = enter(desk, 422, document="", due="2027-02-30")
    assert "Say which document" in html.unescape(wrong)
    far = enter(desk, 422, due=f"{TODAY.year + 31}-01-01")
    assert "more than 30 years ahead" in far
    assert 'value="Decision 4711"' in far, "nothing that was typed is lost"
    enter(desk)
    page = desk.see("rights/deadlines/")
    assert "From the document: Decision 4711" in page
    assert "Within two weeks" in page
    today = words(desk.client.get("/").content.decode())
    assert "Last days of rights" in today
    assert "One last day of a right" in today
    assert "Nothing waits for you." not in today


def test_what_was_done_is_on_today_no_more(desk: Desk) -> None:
    enter(desk)
    page = desk.client.get(f"{desk.at}rights/deadlines/").content.decode()
    one = re.search(r'href="(\S+/rights/deadlines/[0-9a-f-]{36}/)"', page)
    assert one
    assert desk.client.post(one[1], {}).status_code == 422
    assert desk.client.post(one[1], {"why": "fact"}).status_code == 422, "no hand ends it for that reason"
    assert desk.client.post(one[1], {"why": "done"}).status_code == 302
    assert "Done in time, or settled" in desk.see("rights/deadlines/")
    assert "One last day of a right" not in words(desk.client.get("/").content.decode())


def test_old_and_new_day_are_shown_before_a_document_goes_in_the_place_of_a_counted_day(desk: Desk) -> None:
    granted = TODAY - timedelta(days=1)
    given = {"country": "Belgium", "reflection_granted": granted.isoformat()}
    seen = re.search(r'name="seen" value="(\w+)"', desk.send("known/", 200, **given))
    assert seen
    desk.send("known/", **given, seen=seen[1])
    page = desk.see("rights/deadlines/")
    assert "by the earliest reading. Not verified." in page, "no lawyer has checked this rule here"
    page = enter(desk, 200, right="reflection_period", replaces="yes")
    assert "Not saved yet: these last days move." in page
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    enter(desk, right="reflection_period", replaces="yes", seen=seen[1])
    assert "The day of a document took its place" in desk.see("rights/deadlines/")
    assert "From the document." in desk.see("rights/"), "no page says another last day than the rest"
    assert "by the earliest reading" not in desk.see("rights/")


def test_a_right_without_a_last_day_says_why_and_leads_to_what_would_give_one(desk: Desk) -> None:
    page = desk.see("rights/deadlines/")
    asks = "At most 90 days: the day of its end stands in the document. Ask for the right first."
    assert asks in page
    assert re.search(r"No time limit is known here .* Ask a lawyer: .*Compensation", page), (
        "silence is no answer"
    )
    links = desk.client.get(f"{desk.at}rights/deadlines/").content.decode()
    assert "rights/deadlines/enter/?right=reflection_period" in links
    assert f'href="{desk.at}rights/documents/reflection/"' in links
    desk.send("known/", country="Belgium")
    assert "45 days. It runs from “Time to reflect granted”, and that day is not entered." in desk.see(
        "rights/deadlines/"
    )
    links = desk.client.get(f"{desk.at}rights/deadlines/").content.decode()
    assert "rights/known/#reflection_granted" in links
    enter(desk, right="reflection_period")
    assert "It runs from “Time to reflect granted”" not in desk.see("rights/deadlines/")


def test_a_day_long_before_the_file_was_opened_is_asked_about_once(desk: Desk) -> None:
    long_ago = {"identified": (TODAY - timedelta(days=500)).isoformat()}
    page = desk.send("known/", 200, **long_ago)
    assert "Is the year right?" in page
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    desk.send("known/", **long_ago, seen=seen[1])
    desk.send("known/", **long_ago)


def test_a_rule_that_is_no_law_here_is_refused_with_a_sentence(desk: Desk) -> None:
    page = desk.send("deadlines/take-over/", 409, right="legal_aid", rule="RO-LA-01", due="")
    assert "it is not offered as law" in page


def test_a_calendar_says_a_number_a_right_and_a_day_and_no_name(desk: Desk) -> None:
    enter(desk)
    answer = Client().get(made(desk))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies
    event: Any = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event["DTSTART"].dt == SOON
    assert event["DTEND"].dt == SOON + timedelta(days=1)
    number = desk.at.split("/")[2].replace("-", "")[:12]
    assert event["SUMMARY"] == f"File {number[:4]}-{number[4:8]}-{number[8:]}: Compensation"
    for name in ("Linden", "4711", "Ana"):
        assert name.encode() not in answer.content


def test_an_address_that_ended_is_not_there_and_each_day_recorded_once(
    desk: Desk, connect_as: ConnectAs
) -> None:
    first = made(desk)
    second = made(desk)
    assert Client().get(first).status_code == 404, "a new one ends the old one"
    assert Client().get(second).status_code == 200
    assert "There is none." in words(desk.client.post("/rights/calendar/", {"do": "end"}).content.decode())
    for address in (first, second, second, "/rights/calendar/nobody-ever-gave-this.ics"):
        answer = Client().get(address)
        assert (answer.status_code, answer.content) == (404, b"")
    owner = connect_as("owner")
    with unforced(owner, "audit.record"):
        found = owner.execute(
            "SELECT action, count(*) FROM audit.record WHERE action LIKE 'feed:%' GROUP BY action ORDER BY action"
        ).fetchall()
    assert found == [("feed:ended", 1), ("feed:made", 2), ("feed:refused", 2)]


def test_a_calendar_that_is_asked_all_the_time_has_to_wait(desk: Desk) -> None:
    address, client = made(desk), Client()
    answers = [client.get(address).status_code for _ in range(31)]
    # A new minute may begin in between.
    assert answers[:30] == [200] * 30
    if answers[-1] == 429:
        assert client.get(address).headers["Retry-After"] == "60"


def test_a_suspended_member_s_calendar_opens_nothing(desk: Desk, connect_as: ConnectAs) -> None:
    enter(desk)
    address = made(desk)
    owner = connect_as("owner")
    owner.execute("UPDATE agencies.member SET suspended_at = now()")
    assert Client().get(address).status_code == 404


def test_the_page_asks_no_more_for_more_deadlines(desk: Desk) -> None:
    asked = []
    for _round in range(2):
        enter(desk)
        with CaptureQueriesContext(connection) as queries:
            desk.see("rights/deadlines/")
        asked.append(sum(one["sql"].startswith(("SELECT", "INSERT")) for one in queries))
    assert asked[0] == asked[1] <= 15
