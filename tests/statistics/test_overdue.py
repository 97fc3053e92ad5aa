"""The list of what is overdue says who asked whom, whichever side has the row, and has a place of its own."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import psycopg
import pytest
from django.utils import timezone
from django.utils.formats import date_format

from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.statistics.pages import _who_asked
from tests.access.names import ID
from tests.statistics.test_pages import client_of, in_words, tallied

__all__ = ["tallied"]

NOWHERE = "Somebody without a place in the directory"
ALFA, BETA = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(("side", "wanted"), [
    (Side.SENDER, {"sender": "Alfa", "receiver": NOWHERE}), (Side.RECEIVER, {"sender": NOWHERE, "receiver": "Alfa"}),
])  # fmt: skip
def test_the_agency_that_sent_stands_first(side: Side, wanted: dict[str, str]) -> None:
    row = Referral(side=side.value, agency_id=ALFA, other_agency_id=BETA)
    assert _who_asked(row, {ALFA: "Alfa"}) == wanted


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("staff")
def test_each_says_by_when_it_was_due_and_a_figure_leads_to_the_list_itself(
    tallied: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    row = Referral(reference="K7M-2QX-9", side=Side.SENDER.value, agency_id=ID("alfa"), other_agency_id=ID("gent"),
                   state=State.SENT.value, due_at=due)  # fmt: skip
    monkeypatch.setattr("safeconduct.statistics.pages.escalated", lambda **_asked: [row])
    monkeypatch.setattr(
        "safeconduct.statistics.pages.nudging.for_the_coordinator",
        lambda rows, _at: {one.id: SimpleNamespace(decision=None) for one in rows},
    )
    page = client_of("cora").get("/figures/").content.decode()
    said = date_format(timezone.localtime(due), "D j M, H:i")
    assert f"alfa asked gent; due {said}" in in_words(page)
    assert 'id="overdue"' in page
    assert (
        'side=sender#overdue">Ask somebody to act'
        in client_of("cora").get("/figures/silent/").content.decode()
    )
