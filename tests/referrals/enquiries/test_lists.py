"""The lists of enquiries: what waits comes first, also of more than a page holds."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from safeconduct.access.acting import acting
from safeconduct.referrals.codes import moment_text
from safeconduct.referrals.enquiries import queries
from safeconduct.referrals.enquiries.message import Answer
from safeconduct.referrals.enquiries.rules import Standing
from safeconduct.referrals.inbound import enquiries as inbound
from safeconduct.vocabulary.codes import Feasibility
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import as_process
from tests.referrals.enquiries.desk import Desk
from tests.referrals.envelopes import Envelopes
from tests.site.people import HERE


def _arrives(desk: Desk, **changed: Any) -> str:
    """Its reference."""
    body = desk.question(**changed)
    assert desk.arrives(inbound.enquired, body, desk.handle()) == ""
    return str(body["enquiry"]["reference"])


def test_the_oldest_that_waits_is_on_the_page_when_more_came_than_it_shows(
    envelopes: Envelopes, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO = True
    monkeypatch.setattr(queries, "MOST", 2)
    desk = Desk(envelopes)
    oldest = _arrives(desk)
    for _each in range(2):
        shared = uuid4()
        _arrives(desk, id=str(shared))
        desk.answer(shared, Answer(Feasibility.NOT_POSSIBLE))
    with as_process("web"):
        ana = Client(headers=HERE)
        assert ana.post("/sign-in/", {"member": str(envelopes.members["ana"])}).status_code == 302
        page = ana.get("/enquiries/").content.decode()
    received = page.partition('id="received"')[2].partition("</section>")[0]
    assert re.findall(r'<a href="/enquiries/[0-9a-f-]{36}/">([^<]+)<', received)[0] == oldest
    assert received.count("<li>") == 2
    assert page.count("The first 2 are shown.") == 1


def test_what_waits_comes_first_emergencies_before_it_and_then_by_its_clock(envelopes: Envelopes) -> None:
    desk = Desk(envelopes)
    answered = uuid4()
    over = _arrives(desk, id=str(answered), urgency="emergency")
    desk.answer(answered)
    soon = _arrives(desk, until=moment_text(desk.now() + timedelta(hours=2)))
    later = _arrives(desk)
    urgent = _arrives(desk, urgency="emergency")
    ours = [desk.ask()[0] for _each in range(2)]
    body = {
        "enquiry": str(ours[0].shared),
        "answer": "possible",
        "possible_from": None,
        "other": None,
        "role": "",
    }
    assert desk.arrives(inbound.answered, body, ours[0].handle) == ""
    with as_process("web"), acting(MemberId(envelopes.members["ana"])) as at:
        found = queries.lists(by=envelopes.member("ana"), at=at)
    assert [line.row.reference for line in found.received] == [urgent, soon, later, over]
    assert [line.standing for line in found.received] == [Standing.OPEN] * 3 + [Standing.ANSWERED]
    assert [line.row.shared for line in found.asked] == [each.shared for each in ours]
    assert (found.received_is_cut, found.asked_is_cut) == (False, False)
