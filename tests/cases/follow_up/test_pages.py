"""The pages of follow-ups over HTTP, on one node, without JavaScript."""

import html
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from safeconduct.cases.follow_up.codes import After
from safeconduct.cases.follow_up.rules import planned
from safeconduct.cases.safe_hours import safe_contact
from tests.conftest import ConnectAs
from tests.site.people import People

pytestmark = pytest.mark.django_db(transaction=True)

MARK = "I sleep again, since the door has a lock."
FIRST = "follow-up/month_1/"
MORNINGS = {"safe_hours-0-days": "every_day", "safe_hours-0-from": "09:00", "safe_hours-0-until": "12:00"}
EARLY = {"early": "yes", "early_why": "She moves away tomorrow."}
DONE = {"view": MARK, "how": "in_person", "contact": "yes", **EARLY}


@pytest.fixture
def client_in(connect_as: ConnectAs, settings: Any) -> Client:
    """Ana, signed in by the demonstration's button."""
    settings.DEMO = True
    people, client = People(connect_as("owner")), Client()
    assert client.post("/sign-in/", {"member": str(people.ana())}).status_code == 302
    return client


class Desk:
    """Ana at her browser, and the file of one person."""

    def __init__(self, client: Client, **more: str) -> None:
        self.client = client
        self.person = client.post("/people/new/", {"pseudonym": "Linden", **more}).headers["Location"]

    def see(self, path: str = "follow-up/", status: int = 200) -> str:
        answer = self.client.get(path if path.startswith("/") else self.person + path)
        assert answer.status_code == status, path
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())

    def send(self, path: str, status: Any = 302, **given: Any) -> str:
        answer = self.client.post(self.person + path, given)
        assert answer.status_code == status, (path, answer.status_code)
        return answer.content.decode()

    def keep(self, **answers: str) -> None:
        self.send("sections/", **{"base-safe_contact": "0", "was-safe_contact": "", **answers})


@pytest.fixture
def desk(client_in: Client) -> Desk:
    return Desk(client_in, plan_follow_ups="yes")


def test_who_opens_a_file_plans_from_the_start_unless_they_take_the_tick_away(client_in: Client) -> None:
    page = client_in.get("/people/new/").content.decode()
    assert re.search(r'value="yes" checked[^>]*name="plan_follow_ups"', page)
    today = timezone.localdate()
    first = planned(today, safe_contact({}, "RO"), country="RO", today=today).one(After.MONTH_1).on
    assert f"Planned: {first:%a} {first.day} {first:%b %Y}" in Desk(client_in, plan_follow_ups="yes").see()
    without = Desk(client_in)
    assert "Plan the four follow-ups" in without.see()
    without.send("follow-up/", start=timezone.localdate().isoformat())
    assert "Planned:" in without.see()


def test_a_slip_at_the_opening_keeps_what_was_ticked(client_in: Client) -> None:
    for ticked in (True, False):
        given = {"age_band": "26_35", "is_child": "yes"} | ({"plan_follow_ups": "yes"} if ticked else {})
        answer = client_in.post("/people/new/", given)
        assert answer.status_code == 422
        is_checked = re.search(r'value="yes" checked[^>]*name="plan_follow_ups"', answer.content.decode())
        assert bool(is_checked) is ticked


def test_one_is_done_with_the_person_s_own_words_first(desk: Desk) -> None:
    page = desk.client.get(f"{desk.person}{FIRST}done/").content.decode()
    assert page.index('name="view"') < page.index('name="well"') < page.index('name="contact"')
    today = timezone.localdate().isoformat()
    wrong = desk.send(f"{FIRST}done/", 422, view=MARK, on=today)
    assert MARK in html.unescape(wrong), "nothing that was typed is lost"
    desk.send(f"{FIRST}done/", on=today, **DONE, risk="up", needs=["housing", "income"])
    text = desk.see()
    assert MARK in text
    assert "The danger is greater than before: assess it anew" in text
    desk.send(f"{FIRST}done/", 409, on=today, **DONE)


def test_a_month_early_wants_its_tick_and_a_reason(desk: Desk) -> None:
    today = timezone.localdate().isoformat()
    assert "It is earlier than planned, because" in desk.see(f"{FIRST}done/")
    for given in ({}, {"early": "yes"}, {"early_why": "A reason without its tick"}):
        said = {name: value for name, value in DONE.items() if name not in EARLY} | given
        desk.send(f"{FIRST}done/", 422, on=today, **said)
    desk.send(f"{FIRST}done/", on=today, **DONE)
    assert EARLY["early_why"] in desk.see()


def test_what_was_written_is_corrected_once_and_both_stay(desk: Desk) -> None:
    today = timezone.localdate().isoformat()
    assert "written down already" in desk.see(f"{FIRST}correct/")
    desk.send(f"{FIRST}done/", on=today, **DONE)
    form = desk.client.get(f"{desk.person}{FIRST}correct/").content.decode()
    assert MARK in html.unescape(form), "what was written stands in the form"
    desk.send(f"{FIRST}correct/", on=today, **DONE | {"view": "I sleep seldom."})
    text = desk.see()
    assert "I sleep seldom." in text
    assert MARK in text.split("As it was written first")[1]
    assert "Correct what you wrote" not in text
    desk.send(f"{FIRST}correct/", 409, on=today, **DONE)


def test_one_is_moved_with_a_reason(desk: Desk) -> None:
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    assert "Choose the reason." in desk.send(f"{FIRST}move/", 422, on=day, at="03:00")
    desk.send(f"{FIRST}move/", on=day, at="", why="worker_away")
    assert "Whoever leads was away" in desk.see()


def test_not_done_says_why_and_no_further_contact_ends_the_rest_until_the_person_wishes_it_again(
    desk: Desk,
) -> None:
    desk.send(f"{FIRST}not-done/", 422)
    desk.send(f"{FIRST}not-done/", 422, why="day_was_over")
    desk.send(f"{FIRST}not-done/", why="no_more_contact")
    assert desk.see().count("Not asked any more: the person wishes no further contact") == 3
    desk.send("follow-up/again/")
    assert desk.see().count("Planned:") == 3


def test_a_time_outside_the_hours_is_refused_with_the_next_ones_and_nothing_is_lost(desk: Desk) -> None:
    assert "is not written down. Ask them before you plan anything" in desk.see()
    desk.keep(**MORNINGS)
    day = timezone.localdate() + timedelta(days=5)
    said = desk.send(f"{FIRST}move/", 422, on=day.isoformat(), at="12:30", why="person_asked")
    assert "The person may not be reached at this time. Their next hours begin" in said
    assert 'value="12:30"' in said
    desk.send(f"{FIRST}move/", on=day.isoformat(), at="09:30", why="person_asked")
    assert "09:30" in desk.see()


def test_hours_that_change_afterwards_are_said_beside_what_is_planned(desk: Desk) -> None:
    day = timezone.localdate() + timedelta(days=5)
    desk.send(f"{FIRST}move/", on=day.isoformat(), at="15:00", why="person_asked")
    desk.keep(**MORNINGS)
    assert "The person may not be reached at this time. Move it." in desk.see()


def test_who_may_not_be_called_is_not_planned_a_call_for(desk: Desk) -> None:
    desk.keep(safe_to_call="no")
    assert "It is not safe to call this person." in desk.see()
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    desk.send(f"{FIRST}move/", 422, on=day, by_telephone="yes", why="person_asked")
    desk.send(f"{FIRST}move/", on=day, why="person_asked")


def test_words_alone_are_shown_and_not_guessed_at(desk: Desk) -> None:
    desk.keep(do_not_contact="after 18:00")
    assert "stands in words only" in desk.see()
    assert "stands in words only" in desk.see(desk.person)


def test_today_names_the_person_by_alias_and_no_more(desk: Desk) -> None:
    assert "Follow-ups" not in desk.see("/").replace("Follow-ups of colleagues", "")
    day: date = timezone.localdate() + timedelta(days=2)
    desk.send(f"{FIRST}move/", on=day.isoformat(), why="person_asked")
    assert "Ask how the person is, in a way and at a time that is safe" in desk.see("/")


@pytest.mark.parametrize("path", ["follow-up/month_2/move/", "follow-up/again/x/", "follow-up/month_1/undo/"])
def test_what_is_not_there_is_not_found(desk: Desk, path: str) -> None:
    assert desk.client.post(desk.person + path, {}).status_code == 404


def test_a_plan_is_not_looked_at_again_with_the_person_on_a_day_on_which_they_may_not_be_reached(
    desk: Desk,
) -> None:
    """2027-03-01 is a Monday."""
    desk.keep(**MORNINGS | {"safe_hours-0-days": "mon_fri"})
    plan = {"base-plan": "0", "was-plan": "", "plan_consent": "agreed", "plan_consent_on": "2026-03-02"}
    wrong = desk.send("sections/", 422, **plan, **{"plan_reviews-0-on": "2027-02-28"})
    assert "On this day there is no hour in which the person may be reached." in wrong
    assert 'value="2027-02-28"' in wrong
    desk.send("sections/", **plan, **{"plan_reviews-0-on": "2027-03-01"})
