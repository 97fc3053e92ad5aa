"""Stop sharing: beside the worker it is a taking back like any other; by the paper code nothing more leaves at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import sleep
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from safeconduct.access import papers
from safeconduct.access.queries import disclosures
from safeconduct.cases.wrong.codes import Kind
from safeconduct.cases.wrong.queries import words_of
from safeconduct.consent.queries import of_case, taken_back
from safeconduct.referrals.persons_side.lines import names_of
from safeconduct.referrals.persons_side.stopping import stop
from safeconduct.referrals.persons_side.wording import words_in
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import CaseId
from tests.access.live import member_acts
from tests.referrals.authorities import desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


@pytest.fixture
def case() -> CaseId:
    """The person lets the police read one section for some days."""
    return desk.a_file()


@pytest.fixture
def ask(case: CaseId) -> UUID:
    desk.opened(case, asked := desk.asked(case))
    return asked


def consent_of(case: CaseId) -> UUID:
    with member_acts("ana"):
        return of_case(case)[0].consent_id


def test_it_closes_at_once_for_whoever_reads_by_it(case: CaseId, ask: UUID) -> None:
    assert desk.reads(ask) is not None
    consent = consent_of(case)
    with member_acts("ana") as by:
        assert stop(case, consent, by=by, at=timezone.now())
    assert desk.reads(ask) is None
    with member_acts("ana") as by:
        assert disclosures(case) == []
        assert [one.channel for one in taken_back([consent])[consent]] == ["person"]
        assert not stop(case, consent, by=by, at=timezone.now()), "a second press changes nothing"


@pytest.mark.parametrize("who", ["dan", "bea", "adam"])
def test_who_has_not_the_case_in_hand_stops_nothing(case: CaseId, ask: UUID, who: str) -> None:
    consent = consent_of(case)
    with pytest.raises(NotFound), member_acts(who) as by:
        stop(case, consent, by=by, at=timezone.now())
    assert desk.reads(ask) is not None


def test_a_consent_of_another_case_is_not_stopped_by_it(case: CaseId, ask: UUID) -> None:
    other, consent = desk.a_file(), consent_of(case)
    with pytest.raises(NotFound), member_acts("ana") as by:
        stop(other, consent, by=by, at=timezone.now())
    assert desk.reads(ask) is not None


def by_paper(case: CaseId, *parts: papers.Part) -> Client:
    """A browser of nobody that has typed the numbers."""
    with member_acts("ana"):
        until = timezone.now() + timedelta(days=1)
        code = papers.make(uuid4(), case, parts, hours=False, language="en", until=until)
    client = Client()
    assert client.post("/paper/", {"do": "enter", "code": code}).status_code == 302
    return client


def test_by_the_paper_nothing_more_leaves_and_the_lead_is_asked_to_tell_the_others(
    case: CaseId, ask: UUID
) -> None:
    client, consent = by_paper(case, papers.Part.CONSENTS), str(consent_of(case))
    page = client.post("/paper/", {"do": "ask-stop", "consent": consent}).content.decode()
    assert "From this moment nothing more goes to them." in page
    assert desk.reads(ask) is not None, "asking is not yet stopping"
    client.post("/paper/", {"do": "stop", "consent": consent})
    assert "You have said: stop." in client.get("/paper/").content.decode()
    assert desk.reads(ask) is None
    with member_acts("ana"):
        assert [(word.kind, word.by_paper) for word in words_of(case)] == [(Kind.STOP, True)]


def test_two_presses_at_once_stop_it_once_and_the_lead_answers_once(
    case: CaseId, ask: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, consent = by_paper(case, papers.Part.CONSENTS), consent_of(case)
    ends = papers.stop

    def slowly(one: UUID) -> int:
        ended = ends(one)
        sleep(0.5)
        return ended

    monkeypatch.setattr(papers, "stop", slowly)

    def press() -> int:
        try:
            return client.post("/paper/", {"do": "stop", "consent": str(consent)}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        assert [each.result() for each in [both.submit(press) for _ in range(2)]] == [302, 302]
    assert desk.reads(ask) is None
    with member_acts("ana"):
        assert [word.kind for word in words_of(case)] == [Kind.STOP]
        assert len(taken_back([consent])[consent]) == 1


def test_a_paper_that_shows_no_consents_stops_none(case: CaseId, ask: UUID) -> None:
    client, consent = by_paper(case, papers.Part.PLAN), str(consent_of(case))
    for do in ("ask-stop", "stop"):
        client.post("/paper/", {"do": do, "consent": consent})
    assert desk.reads(ask) is not None
    with member_acts("ana"):
        assert words_of(case) == []


@pytest.mark.parametrize("consent", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_what_is_no_consent_of_the_paper_changes_nothing(case: CaseId, ask: UUID, consent: str) -> None:
    client = by_paper(case, papers.Part.CONSENTS)
    assert client.post("/paper/", {"do": "stop", "consent": consent}).status_code in (200, 302)
    assert desk.reads(ask) is not None


def test_of_one_consent_it_is_said_that_it_is_wrong_and_of_no_other_case(case: CaseId, ask: UUID) -> None:
    consent = consent_of(case)
    client, chosen = by_paper(case, papers.Part.CONSENTS), f"consent@1:{consent}"
    for line in (chosen, f"consent@1:{uuid4()}"):
        client.post("/paper/", {"do": "wrong", "about": "consents", "line": line, "language": "en"})
    with member_acts("ana") as by:
        whole, about = words_of(case)
        names = names_of([whole, about], words_in("en"), by=by, at=timezone.now())
    assert (whole.line, whole.consent) == (None, None), "what is not on the paper names nothing"
    assert (str(about.line), about.consent) == ("consent@1", consent)
    assert "may be told this" in names[about.id]
