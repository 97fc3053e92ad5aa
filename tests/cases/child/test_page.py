"""The card about a child: on the page of a child and of who may be one only; what it says at the talk and on Today."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from safeconduct.cases import pages
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.child.rules import GUARDIAN_IN_CONFLICT
from safeconduct.cases.planning.queries import versions_of
from safeconduct.referrals.asides import asides
from safeconduct.referrals.guarding import of_a_child
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.cases.child.test_rules import MOTHER, OFFICE, WEIGHED, decision, of, view

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

FAMILY = Section.FAMILY


def opened(**profile: str) -> CaseId:
    with member_acts("ana") as by:
        return open_case(by=by, at=timezone.now(), profile={"pseudonym": "Linden", **profile})


def save(case: CaseId, content: dict[str, Any], base: int = 0) -> None:
    with member_acts("ana") as by:
        save_section(case=case, section=FAMILY, content=content, base=base, by=by, at=timezone.now())


def seen(case: CaseId) -> str:
    with member_acts("ana") as by:
        request: Any = RequestFactory().get(f"/people/{case}/")
        request.member, request.at, request.session = by, timezone.now(), {}
        view: Any = pages.person
        answer: HttpResponse = view.__wrapped__(request, case)
        return answer.content.decode()


@pytest.mark.parametrize(
    "profile, is_shown",
    [
        ({"is_child": "yes"}, True),
        ({"age_band": "12_15"}, True),
        ({"is_child": "unknown"}, True),
        ({}, True),
        ({"is_child": "no"}, False),
    ],
)
def test_the_card_is_there_for_a_child_and_for_who_may_be_one(
    profile: dict[str, str], is_shown: bool
) -> None:
    page = seen(opened(**profile))
    assert ('id="family"' in page) is is_shown
    assert ("Nobody stands here as guardian." in page) is is_shown


def test_what_was_written_is_not_hidden_when_the_person_turns_out_to_be_an_adult() -> None:
    case = opened(is_child="no")
    save(case, of(OFFICE))
    assert 'id="family"' in seen(case)


@pytest.mark.parametrize(
    "profile, family, expected",
    [
        ({"is_child": "yes"}, of(MOTHER), (True, GUARDIAN_IN_CONFLICT)),
        ({"is_child": "unknown"}, of(MOTHER), (True, GUARDIAN_IN_CONFLICT)),
        ({"is_child": "yes"}, of(OFFICE), (True, None)),
        ({"is_child": "yes"}, {}, (True, None)),
        ({"is_child": "no"}, of(MOTHER), (False, None)),
    ],
)
def test_at_the_talk_the_file_says_whether_the_guardian_counts(
    profile: dict[str, str], family: dict[str, Any], expected: Any
) -> None:
    case = opened(**profile)
    save(case, family)
    with member_acts("ana") as by:
        assert of_a_child(case, "The mother", by=by, at=timezone.now()) == expected


def test_whoever_leads_sees_on_today_that_a_decision_is_to_be_looked_at_again() -> None:
    case, day = opened(is_child="yes"), timezone.localdate()
    on, review = (day - timedelta(days=2)).isoformat(), day.isoformat()
    save(case, {**WEIGHED, "views": [view(on)], "decisions": [decision(on, review=review)]})
    with member_acts("ana"):
        assert asides(day, []).reviews == [(case, day)]
        assert asides(day, []).plans == []
    with member_acts("dan"):
        assert asides(day, []).reviews == []


def test_every_version_is_kept() -> None:
    case = opened(is_child="yes")
    save(case, of(MOTHER))
    save(case, of(MOTHER, OFFICE), base=1)
    with member_acts("ana") as by:
        assert [one.number for one in versions_of(case, FAMILY, by=by)] == [2, 1]
