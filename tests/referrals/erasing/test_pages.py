"""Asking for an erasure takes the section back from whoever holds it, and the pages say what became of it."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from safeconduct.access.acting import acting
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.erasing.models import SectionErasure
from safeconduct.referrals.erasing import pages
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.identifiers import CaseId, MemberId
from safeconduct.vocabulary.sections import Section
from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes

pytestmark = pytest.mark.django_db(transaction=True)

ASKED = {"section": "needs", "said_on": timezone.localdate().isoformat(), "wish": "yes"}


@pytest.fixture
def case(envelopes: Envelopes) -> CaseId:
    """Ana's, with needs; Sara supervises."""
    envelopes.add_member("sara", "social_worker", supervises=True)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        by, at = envelopes.member("ana"), timezone.now()
        made = open_case(by=by, at=at, profile={"pseudonym": "Linden", "is_child": "no"})
        save_section(case=made, section=Section.NEEDS, content={"wish": "A room"}, base=0, by=by, at=at)
    return made


def see(envelopes: Envelopes, who: str, view: Any, name: Any, **post: str) -> tuple[int, str]:
    with as_process("web"), acting(MemberId(envelopes.members[who])):
        request: Any = RequestFactory().post("/", post) if post else RequestFactory().get("/")
        request.member, request.at, request.session = envelopes.member(who), timezone.now(), {}
        request._messages = Said()
        answer: HttpResponse = view.__wrapped__(request, name)
        return answer.status_code, answer.content.decode()


class Said(list[str]):
    """What would be said on the next page."""

    def add(self, _level: int, message: str, *_more: Any) -> None:
        self.append(message)


def wish(envelopes: Envelopes) -> SectionErasure:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        return SectionErasure.objects.get()


def test_it_is_taken_back_where_it_was_shared_as_soon_as_it_is_asked_for(
    envelopes: Envelopes, case: CaseId
) -> None:
    row = envelopes.add(State.ACCEPTED, case=case)
    envelopes.offer(row)
    status, html = see(envelopes, "ana", pages.of_case, case, section="needs", said_on=ASKED["said_on"])
    assert (status, "Ask the person, alone, then tick it" in html) == (422, True)
    assert envelopes.now(row).state == State.ACCEPTED  # type: ignore[union-attr]
    assert see(envelopes, "ana", pages.of_case, case, **ASKED)[0] == 302
    assert envelopes.now(row).state == State.WITHDRAWN, "without needs it is taken back as a whole"  # type: ignore[union-attr]
    assert see(envelopes, "ana", pages.of_case, case, **ASKED)[0] == 422, "it waits already"


def test_the_second_person_reads_what_it_is_and_the_page_keeps_its_history(
    envelopes: Envelopes, case: CaseId
) -> None:
    see(envelopes, "ana", pages.of_case, case, **ASKED)
    erasure = wish(envelopes).id
    assert "waits for a second person; asked by ana" in see(envelopes, "ana", pages.of_case, case)[1]
    own = see(envelopes, "ana", pages.decide, erasure, do="erase")
    assert (own[0], "Whoever asked for it does not confirm it." in own[1]) == (409, True)
    assert "Erase it for good" in see(envelopes, "sara", pages.decide, erasure)[1]
    assert see(envelopes, "sara", pages.decide, erasure, do="erase")[0] == 302
    assert "Erased on the person’s wish." in see(envelopes, "sara", pages.decide, erasure)[1]
    html = see(envelopes, "ana", pages.of_case, case)[1]
    assert "erased on the person’s wish on" in html
    assert "asked by ana, confirmed by sara" in html
