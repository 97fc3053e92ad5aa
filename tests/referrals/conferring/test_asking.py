"""The lead asks another agency: what goes there and what does not, what comes back and when it is read."""

from typing import Any

import pytest

from safeconduct.referrals.conferring import rules
from tests.referrals.conferring.desk import AGENDA, Lead, change_sector
from tests.referrals.envelopes import Envelopes


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    settings.DEMO = True


@pytest.fixture
def lead(envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch) -> Lead:
    return Lead(envelopes, monkeypatch)


def test_what_the_consent_covers_goes_and_of_the_rest_not_even_a_number(lead: Lead) -> None:
    page = lead.see(lead.ask_page())
    assert AGENDA["narrative"] not in page
    lead.ask()

    assert lead.steps() == [("asked", AGENDA["needs"]), ("asked", AGENDA["safety"])]
    assert all(set(parcel.body) == {"referral", "role", "conference", "texts"} for parcel in lead.went)


def test_a_proposal_from_there_is_read_after_the_own_one_with_agency_and_profession(lead: Lead) -> None:
    lead.ask()
    assert lead.answers("proposed", "The shelter: somebody is awake at night.") == ""
    assert "somebody is awake" not in lead.see(lead.items["needs"])

    lead.propose()

    page = lead.see(lead.items["needs"])
    assert "somebody is awake" in page
    assert "Agency be, Belgium, Psychologist" in page


def test_nothing_is_decided_before_they_answered_and_what_is_decided_goes_there(lead: Lead) -> None:
    lead.ask()
    lead.wish()
    lead.propose()
    again = lead.send(lead.items["needs"], 422, do="decision", decision="The shelter.", reasons="Her safety.")
    assert "Colleagues still have time to propose." in again

    assert lead.answers("no_part") == ""
    lead.send(lead.items["needs"], do="decision", decision="The shelter.", reasons="Her safety.")

    assert lead.steps()[-1] == ("decided", "The shelter.")
    assert "was told what is decided, not why" in lead.see(lead.items["needs"])
    assert lead.answers("proposed", "Too late.", role="nurse") == "item_is_decided"


def test_nobody_asks_an_agency_behind_the_firewall(lead: Lead, envelopes: Envelopes) -> None:
    change_sector(envelopes, envelopes.other, "police")

    assert str(rules.BEHIND_THE_FIREWALL.sentence) in lead.ask(409)
    assert lead.went == []
