"""A task in common is added once, however often the button is pressed."""

import re
from typing import Any

import pytest

from safeconduct.access.acting import acting
from safeconduct.exchange.models import Outgoing
from safeconduct.referrals.tasks.actions import TASK
from safeconduct.referrals.tasks.models import Task
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import as_process
from tests.referrals.conferring.desk import Lead
from tests.referrals.envelopes import Envelopes

SAID = {"text": "Call the school.", "owner": "receiver", "due": "", "about": "needs", "spoken": "en"}


@pytest.fixture
def lead(envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Lead:
    settings.DEMO = True
    return Lead(envelopes, monkeypatch)


def key(page: str) -> str:
    """The name of what the form adds."""
    form = page.partition('/tasks/" novalidate')[2]
    found = re.search(r'name="key" value="([^"]*)"', form.partition("</form>")[0])
    return found[1] if found else ""


def added(lead: Lead) -> tuple[int, int]:
    """How many tasks there are, and how many messages tell of one."""
    with as_process("web"), acting(MemberId(lead.envelopes.members["ana"])):
        return (
            Task.objects.filter(referral=lead.row.id).count(),
            Outgoing.objects.filter(type=TASK).count(),
        )


def test_a_second_press_adds_no_second_task_on_either_side(lead: Lead) -> None:
    page = f"/referrals/{lead.row.reference}/"
    said: dict[str, Any] = {**SAID, "key": key(lead.see(page))}
    with as_process("web"):
        slip = lead.ana.post(f"{page}tasks/", {**said, "text": ""})
    assert key(slip.content.decode()) == said["key"], "the form stays the same one"
    assert lead.send(f"{page}tasks/", **said) == lead.send(f"{page}tasks/", **said) == page
    assert added(lead) == (1, 1)
    lead.send(f"{page}tasks/", **{**said, "key": key(lead.see(page))})
    assert added(lead) == (2, 2), "a form of its own adds a task"
