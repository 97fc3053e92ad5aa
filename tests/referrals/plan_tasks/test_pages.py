"""A step of the plan on the page of who does what: it is put to another agency once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from safeconduct.cases.actions import save_section
from safeconduct.referrals.tasks.models import Task
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.conftest import as_process
from tests.referrals.conferring.desk import Lead, browser
from tests.referrals.envelopes import Envelopes


def test_two_presses_at_the_same_moment_put_a_step_to_them_once(
    envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DEMO = True
    lead, what = Lead(envelopes, monkeypatch), "Find a flat"
    with lead.home.ana() as (by, at):
        case = CaseId(lead.row.case_id or uuid4())
        plan = {"plan_consent": "agreed", "plan_consent_on": f"{at.date()}", "plan_actions": [{"what": what}]}
        save_section(case=case, section=Section.PLAN, content=plan, base=0, by=by, at=at)
    said = {
        "do": "put", "what": what, "referrals": str(lead.row.id), "about": "needs", "spoken": "en", "due": "",
    }  # fmt: skip
    with as_process("web"):
        hands = [browser(envelopes, "ana") for _hand in range(4)]

        def press(hand: Client) -> int:
            try:
                return hand.post(f"/people/{case}/plan/team/", said).status_code
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(hands)) as pool:
            assert sorted(pool.map(press, hands)) == [302, 409, 409, 409]
    with lead.home.ana():
        assert Task.objects.filter(referral=lead.row.id).count() == 1
