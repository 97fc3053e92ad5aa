"""What a lawyer wrote of a claim in the sheet that prepares it; days of the law; and where a blank line is filled."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.cases.pages import seen
from safeconduct.rights import actions as rights
from safeconduct.rights.codes import Trigger
from safeconduct.rights.compensation import actions as claims
from safeconduct.rights.compensation.claim import Known, Loss, Step
from safeconduct.rights.compensation.codes import Head, Hearing, Route, State
from safeconduct.rights.compensation.money import Currency, Money
from safeconduct.rights.documents.days import law_of
from safeconduct.vocabulary.identifiers import CaseId
from tests.access.live import member_acts
from tests.access.names import ID
from tests.referrals.papers.desk import agreed, answered
from tests.rights.documents.test_pages import case, in_word, send, words

__all__ = ["case"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]
WAGES = Loss(Head.WAGES, Money(Decimal("1250.50"), Currency.EUR), "Letter of the bank")


def a_claim(case: CaseId) -> UUID:
    """Lea's, with what was lost, a last day and a step."""
    with member_acts("ana"):
        doors.place(case, ID("lea"))
    now = timezone.now()
    known = Known(
        "ES", "RO", (Route.LABOUR_COURT,), "Juzgado 4, 17/2026", date(2036, 6, 1), "", "es", Hearing.VIDEO
    )
    with member_acts("lea") as by:
        claim = claims.begin(case, known, by=by, at=now)
        claims.lose(case, claim, (WAGES, Loss(Head.OTHER, None)), by=by, at=now)
        claims.step(case, claim, Step(State.PREPARED, timezone.localdate(), "lawyer"), by=by, at=now)
    return claim


def test_a_claim_fills_the_sheet_for_the_person_by_who_opens_it(case: CaseId) -> None:
    claim = a_claim(case)
    made = in_word(send(case, "compensation", "lea", whom="person", of=str(claim), do="make"))
    for said in (
        "Wages that were not paid: 1,250.50 EUR (Letter of the bank)\nSomething else: ____________",
        "Sum, each currency by itself: 1,250.50 EUR",
        "Before a labour court",
        "It happened in: Spain",
        "Juzgado 4, 17/2026",
        "Last day to claim, as a lawyer or a document has said: 1 June 2036. By no rule that is kept here",
        "by telephone or by video: By video",
        ": Prepared",
    ):
        assert said in made
    assert "Medical costs: ____" not in made, "the lines to fill in by hand give way"
    assert "Medical costs: ____" in in_word(send(case, "compensation", "lea", whom="person", do="make"))


def test_a_claim_goes_into_no_document_for_an_agency_or_of_a_colleague(case: CaseId) -> None:
    claim = str(a_claim(case))
    offered = words(send(case, "compensation", whom="person"))
    assert "Which claim" not in offered
    assert "What was lost Legal matters Blank line. Closed to you. Held by a lawyer of this agency" in offered
    assert "Choose one from the list." in words(
        send(case, "compensation", whom="person", of=claim, status=422)
    )
    made = in_word(send(case, "compensation", "lea", of=claim, do="make", whom="other", named="Court"))
    assert "1,250.50" not in made
    assert "Juzgado" not in made


def test_a_blank_line_says_where_it_is_entered_or_who_can(case: CaseId) -> None:
    page = send(case, "compensation", whom="person").content.decode()
    way = f"/people/{case}/?document=compensation&amp;whom=person&amp;language=en#profile-citizenships"
    assert f'href="{way}">Enter it<span class="unseen">: Citizenships</span>' in page
    consent = str(agreed(case))
    page = send(case, whom=consent).content.decode()
    assert f'href="/people/{case}/refer/">Ask the person' in page
    claim = a_claim(case)
    page = send(case, "compensation", "lea", whom="person", of=str(claim)).content.decode()
    assert f'href="/people/{case}/rights/known/"' not in page
    page = send(case, "compensation", "lea", whom="person").content.decode()
    assert f'href="/people/{case}/compensation/">Choose or open one' in page


def test_a_request_for_the_time_to_reflect_has_the_law_and_what_was_granted(case: CaseId) -> None:
    blank = in_word(send(case, "reflection", whom="person", do="make"))
    assert "First day of the period, to be entered by the authority: ____" in blank
    days = {Trigger.REFLECTION_GRANTED: timezone.localdate(), Trigger.REFLECTION_UNTIL: date(2036, 3, 31)}
    with member_acts("ana") as by:
        rights.know(case, "BE", days, by=by, at=timezone.now())
    granted = in_word(send(case, "reflection", whom="person", do="make"))
    assert "Last day, as it was granted: 31 March 2036" in granted
    assert law_of("BE", timezone.localdate()) in granted, "where the person is, by the file"
    other = in_word(send(case, "reflection", whom="other", named="Office", do="make"))
    assert "31 March 2036" not in other
    assert law_of("RO", timezone.localdate()) in other, "where the reader is"


@pytest.mark.parametrize("country, says", [
    ("BE", "Belgium: 45 days. Aliens Act of 15 December 1980, 61/2: for those who are not citizens of this country."),
    ("UA", "Ukraine: At least 30 days: the day of its end stands in the document. CETS 197, 13:"),
])  # fmt: skip
def test_how_long_the_law_gives_stands_there_with_kind_rule_and_source(country: str, says: str) -> None:
    found = law_of(country, date(2026, 11, 29))
    assert found.startswith(says)
    assert "Not verified. From a source that was read." in found, "no surer than on the page of rights"


def test_of_a_country_without_a_rule_it_is_said_that_it_is_not_known() -> None:
    assert "http" in law_of("BE", date(2026, 11, 29)), "what was read stands there"
    assert not law_of("JP", date(2026, 11, 29))


def test_who_saw_my_data_says_that_a_document_was_made_for_an_agency(case: CaseId) -> None:
    consent = str(agreed(case))
    send(case, whom="person", do="make")
    assert "Made for them as a file" not in words(answered(seen, case))
    send(case, whom=consent, do="make")
    page = words(answered(seen, case))
    assert "beta, Romania Needs Made for them as a file Referral to a service" in page
    assert "Identity Made for them" not in page
