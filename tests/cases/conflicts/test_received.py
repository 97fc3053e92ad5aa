"""A name that came with a referral is compared as it is opened for the first time: yes or no, never which case."""

import pytest
from django.utils import timezone

from safeconduct.cases.conflicts import actions
from safeconduct.cases.conflicts.models import ConflictQuestion, PartyMark
from safeconduct.cases.conflicts.received import compare_received
from safeconduct.cases.conflicts.rules import Standing
from safeconduct.vocabulary.identifiers import CaseId
from tests.access.live import member_acts
from tests.access.world import ID
from tests.cases.conflicts.test_actions import OLHA, OTHER_WAY, opened, oppose

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


def compare(case: CaseId, names: str = OTHER_WAY, who: str = "dan") -> actions.Found | None:
    with member_acts(who) as by:
        return compare_received(case, {"names": names}, by=by, at=timezone.now())


def test_it_is_asked_once_and_whoever_supervises_is_named_and_learns_of_it() -> None:
    oppose(opened("ana"), OLHA)
    case = opened("dan")
    found = compare(case)
    assert found is not None
    assert (found.is_possible, [one.id for one in found.ask]) == (True, [ID("sara")])
    assert compare(case) is None, "the next look at the page asks nothing"
    with member_acts("sara"):
        assert ConflictQuestion.objects.count() == 1


def test_it_is_found_from_the_other_side_afterwards_and_a_new_name_is_compared_anew() -> None:
    case = opened("dan")
    assert compare(case) == actions.Found(is_possible=False)
    assert oppose(opened("ana"), OLHA).is_possible
    assert compare(case, "Somebody Else") == actions.Found(is_possible=False)
    with member_acts("dan"):
        assert PartyMark.objects.filter(case_id=case).count() == 1, "the newest name alone counts"


def test_who_has_it_not_in_hand_or_has_asked_too_often_marks_nothing_and_the_next_reader_compares() -> None:
    oppose(opened("ana"), OLHA)
    case = opened("dan")
    assert compare(case, who="sara") is None
    with member_acts("dan") as by:
        for _time in range(20):
            actions.ask("Other Name", Standing.HELPED, by=by, at=timezone.now())
    assert compare(case) is None
    with member_acts("dan"):
        assert not PartyMark.objects.filter(case_id=case).exists()


def test_a_name_of_one_part_is_not_compared() -> None:
    assert compare(opened("dan"), "Olha") is None
