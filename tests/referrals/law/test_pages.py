"""Saying in a draft which law it is about: with the talk, whatever becomes of it, and afterwards on its own page."""

from typing import Any

import pytest
from django.utils import timezone

from safeconduct.directory.queries import entry
from safeconduct.referrals import drafting
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.codes import Proceeding, Urgency
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.law import NOT_SAID, Law
from tests.access.live import member_acts
from tests.access.names import ID
from tests.conftest import ConnectAs
from tests.referrals.partners.desk import a_draft, a_file, a_partner, now
from tests.referrals.partners.test_pages import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

TICKED: dict[str, Any] = {"jurisdictions": "RO, Belgium", "proceeding_types": ["criminal", "compensation"]}
SAID = Law(("BE", "RO"), (Proceeding.CRIMINAL, Proceeding.COMPENSATION))


@pytest.fixture(autouse=True)
def a_lawyer(connect_as: ConnectAs, settings: Any) -> None:
    """Signed in by one click; the partner's one service answers to the need of legal aid."""
    settings.DEMO = True
    owner = connect_as("owner")
    a_partner(owner)
    owner.execute(
        "UPDATE directory.entry SET needs = '{legal_aid}', jurisdictions = '{BE}', proceeding_types = '{labour}'"
        " WHERE id = %s",
        [ID("beds")],
    )


@pytest.fixture
def row() -> Referral:
    """A draft whose talk has not begun."""
    case = a_file()
    with member_acts("ana") as by:
        return drafting.draft(
            case=case,
            entry=entry(ID("beds")),
            need="legal_aid",
            urgency=Urgency.URGENT,
            by=by,
            at=timezone.now(),
        )


@pytest.mark.parametrize("do, status", [("save", 302), ("refuse", 302), ("give", 409)])
def test_what_was_ticked_is_kept_by_every_button_of_the_talk(row: Referral, do: str, status: int) -> None:
    Desk("ana").send(f"/referrals/{row.reference}/consent/", status, do=do, **TICKED)
    assert now(row).law == SAID
    assert "Belgium; Romania" in Desk("ana").see(f"/referrals/{row.reference}/")


def test_a_wrong_country_stands_in_the_form_again_and_nothing_is_recorded(row: Referral) -> None:
    page = Desk("ana").send(
        f"/referrals/{row.reference}/consent/", 422, do="refuse", **TICKED | {"jurisdictions": "Atlantis"}
    )
    assert 'value="Atlantis"' in page
    assert page.count(" checked") >= 2, "the kinds that were ticked"
    assert now(row).law == NOT_SAID
    assert "The person said no" not in Desk("ana").see(f"/referrals/{row.reference}/")


def test_a_talk_without_these_questions_changes_nothing(row: Referral) -> None:
    ana = Desk("ana")
    ana.send(f"/referrals/{row.reference}/law/", **TICKED)
    ana.send(f"/referrals/{row.reference}/consent/", do="save")
    assert now(row).law == SAID


def test_once_agreed_the_draft_holds_no_ticks_that_sending_could_lose(row: Referral) -> None:
    agreed = a_draft(CaseId(row.case_id))  # type: ignore[arg-type]  # a draft has a case
    with member_acts("ana"):
        Referral.objects.filter(id=agreed.id).update(need="legal_aid")
    ana, path = Desk("ana"), f"/referrals/{agreed.reference}/"
    assert 'name="jurisdictions"' not in ana.client.get(path).content.decode()
    assert "Kinds of proceedings" in ana.see(f"{path}law/")
    assert "Atlantis" in ana.send(f"{path}law/", 422, jurisdictions="Atlantis")
    ana.send(f"{path}law/", **TICKED)
    assert (now(agreed).law, now(agreed).state) == (SAID, State.DRAFT)


def test_only_a_draft_for_legal_help_has_the_page(row: Referral) -> None:
    with member_acts("ana"):
        Referral.objects.filter(id=row.id).update(need="safety")
    Desk("ana").see(f"/referrals/{row.reference}/law/", 404)


def test_the_search_says_what_fits_and_when_nothing_does(row: Referral) -> None:
    ana, path = Desk("ana"), f"/people/{row.case_id}/refer/"
    assert "For legal help: show these, then choose the law too." in ana.see(path)
    fits = ana.see(f"{path}?need=legal_aid&law=BE&proceedings=labour")
    assert "Fits Belgium; Labour proceedings" in fits
    assert "No service shown" not in fits
    less = ana.see(f"{path}?need=legal_aid&law=BE&proceedings=criminal")
    assert "No service shown says that it takes: Belgium; Criminal proceedings." in less
