"""What was written of a right in error stays to be read and counts no more: the rule, and the page over HTTP."""

import html
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from safeconduct.rights.codes import Error, How, Proof, Right, Standing, Told
from safeconduct.rights.rules import (
    BEFORE_LAST,
    NO_LINE,
    RESTS_ON_IT,
    STRUCK,
    known,
    may_step,
    may_strike,
    stepped,
    struck,
    told,
)
from safeconduct.rights.sheet import Line, Sheet, Step, Struck, Telling, sheet_of, stored
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused
from tests.conftest import ConnectAs
from tests.rights.test_pages import Desk
from tests.site.people import People

TODAY = date(2026, 11, 29)
BEFORE = TODAY - timedelta(days=9)
AID = Right.LEGAL_AID
ERROR = Struck(Error.NOT_SO, TODAY, "social_worker")
TELLING = Telling((AID,), Told.YES, BEFORE, "social_worker", "uk", How.PAPER, None, "", Proof.SIGNED)
A, G, R, E = Standing.ASKED, Standing.GRANTED, Standing.REFUSED, Standing.ENDED


def after(*steps: Standing) -> Sheet:
    sheet = Sheet()
    for one in steps:
        sheet = stepped(sheet, AID, Step(one, TODAY, "", "social_worker"))
    return sheet


def without(sheet: Sheet, *numbers: int) -> Sheet:
    for number in numbers:
        sheet = struck(sheet, Line(AID, number), ERROR)
    return sheet


@pytest.mark.parametrize(
    ("sheet", "line", "why"),
    [
        (after(A), Line(AID, 0), None),
        (after(A, G), Line(AID, 1), None),
        (after(A, G), Line(AID, 0), None),
        # an end would follow nothing: of the later one first
        (after(A, E), Line(AID, 0), RESTS_ON_IT),
        (after(A, G, E), Line(AID, 1), None),
        (after(G, E), Line(AID, 0), RESTS_ON_IT),
        (after(A, G, E, G), Line(AID, 2), RESTS_ON_IT),
        (without(after(A, E), 1), Line(AID, 0), None),
        (without(after(A), 0), Line(AID, 0), STRUCK),
        (after(A), Line(AID, 1), NO_LINE),
        (after(A), Line(AID, -1), NO_LINE),
        (after(A), Line(Right.SUPPORT, 0), NO_LINE),
        (after(A), Line(None, 0), NO_LINE),
        (told(after(A), TELLING), Line(None, 0), None),
        (struck(told(after(A), TELLING), Line(None, 0), ERROR), Line(None, 0), STRUCK),
    ],
)
def test_what_may_be_said_to_be_wrong(sheet: Sheet, line: Line, why: Reason | None) -> None:
    said = may_strike(sheet, line)
    assert (said.reason if isinstance(said, Refused) else None) == why


def test_what_was_written_in_error_counts_no_more_and_stays() -> None:
    sheet = told(after(A, G), TELLING)
    wrong = struck(without(sheet, 1), Line(None, 0), ERROR)
    assert (sheet.standing(AID), sheet.told_on(AID)) == (G, BEFORE)
    assert (wrong.standing(AID), wrong.told_on(AID)) == (A, None)
    assert without(wrong, 0).standing(AID) is None
    assert (wrong.steps, wrong.tellings) == (sheet.steps, sheet.tellings)


def test_the_day_of_an_error_holds_nobody_to_it() -> None:
    assert may_step(after(A), AID, G, BEFORE, today=TODAY) == Refused(BEFORE_LAST)
    assert isinstance(may_step(without(after(A), 0), AID, A, BEFORE, today=TODAY), Allowed)


def test_nothing_that_is_written_later_takes_the_mark_away() -> None:
    sheet = without(after(A), 0)
    for later in (stepped(sheet, AID, Step(G, TODAY, "", "")), told(sheet, TELLING), known(sheet, "BE", {})):
        assert later.struck == sheet.struck


def test_a_sheet_with_errors_comes_out_as_it_went_in_and_an_older_one_has_none() -> None:
    sheet = struck(without(told(after(A, G), TELLING), 1), Line(None, 0), replace(ERROR, why=Error.TWICE))
    assert sheet_of(stored(sheet)) == sheet
    older = {name: value for name, value in stored(after(A)).items() if name != "struck"}
    assert sheet_of(older) == after(A)


@pytest.mark.django_db(transaction=True)
def test_the_page_asks_why_and_shows_it_struck_through(connect_as: ConnectAs, settings: Any) -> None:
    settings.DEMO = True
    people, client = People(connect_as("owner")), Client()
    assert client.post("/sign-in/", {"member": str(people.ana())}).status_code == 302
    desk, today = Desk(client), timezone.localdate().isoformat()
    desk.send("of/legal_aid/", standing="asked", on=today, evidence="Letter 12")
    link = "in-error/legal_aid/0/"
    assert link in client.get(desk.at + "rights/").content.decode()
    assert "Letter 12" in desk.see("rights/" + link)
    assert "Choose what comes closest." in desk.send(link, 422, why="")
    desk.send(link, why="not_so")
    page = html.unescape(client.get(desk.at + "rights/").content.decode())
    assert re.search(r"<s>[^<]*Letter 12</s><br>Written in error: It did not happen \(Social worker, ", page)
    assert link not in page
    assert client.post(desk.at + "rights/" + link, {"why": "twice"}).status_code == 409
    assert client.get(desk.at + "rights/in-error/legal_aid/7/").status_code == 409
    assert client.get(desk.at + "rights/in-error/lottery/0/").status_code == 404
