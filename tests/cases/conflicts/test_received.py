"""A name that came with a referral is compared as it is opened for the first time: yes or no, never which case."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from safeconduct.access.doors import AccessRefused
from safeconduct.cases.conflicts import actions
from safeconduct.cases.conflicts.models import ConflictQuestion, PartyMark
from safeconduct.cases.conflicts.received import compare_received
from safeconduct.cases.conflicts.rules import Standing
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from tests.access.live import member_acts
from tests.access.names import ID
from tests.cases.conflicts.test_actions import OLHA, OTHER_WAY, opened, oppose
from tests.conftest import ConnectAs

type Received = Callable[[str], CaseId]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


@pytest.fixture
def received(connect_as: ConnectAs) -> Callable[[str], CaseId]:
    """A case as a referral has brought it, in hand of this member."""

    def made(by: str = "dan") -> CaseId:
        case = opened(by)
        connect_as("owner").execute(
            "UPDATE access.\"case\" SET kind = 'received', peer = 'be', handle = id::text, "
            "referral_id = gen_random_uuid() WHERE id = %s",
            [case],
        )
        return case

    return made


def compare(case: CaseId, names: str = OTHER_WAY, who: str = "dan") -> actions.Found | None:
    with member_acts(who) as by:
        return compare_received(case, {"names": names}, by=by, at=timezone.now())


def test_it_is_asked_once_and_whoever_supervises_is_named_and_learns_of_it(received: Received) -> None:
    oppose(opened("ana"), OLHA)
    case = received("dan")
    found = compare(case)
    assert found is not None
    assert (found.is_possible, [one.id for one in found.ask]) == (True, [ID("sara")])
    assert compare(case) is None, "the next look at the page asks nothing"
    with member_acts("sara"):
        assert ConflictQuestion.objects.count() == 1


def test_it_is_found_from_the_other_side_afterwards_and_a_new_name_is_compared_anew(
    received: Received,
) -> None:
    case = received("dan")
    assert compare(case) == actions.Found(is_possible=False)
    assert oppose(opened("ana"), OLHA).is_possible
    assert compare(case, "Somebody Else") == actions.Found(is_possible=False)
    with member_acts("dan"):
        assert PartyMark.objects.filter(case_id=case).count() == 1, "the newest name alone counts"


def test_who_has_it_not_in_hand_marks_nothing_and_what_was_typed_that_day_hides_no_conflict(
    received: Received,
) -> None:
    oppose(opened("ana"), OLHA)
    case = received("dan")
    assert compare(case, who="sara") is None
    with member_acts("dan"):
        assert not PartyMark.objects.filter(case_id=case).exists()
    with member_acts("dan") as by:
        for _time in range(20):
            actions.ask("Other Name", Standing.HELPED, by=by, at=timezone.now())
        with pytest.raises(NotPossible):
            actions.ask("Other Name", Standing.HELPED, by=by, at=timezone.now())
    found = compare(case)
    assert found is not None
    assert found.is_possible
    with member_acts("dan") as by, pytest.raises(NotPossible):
        actions.ask("Other Name", Standing.HELPED, by=by, at=timezone.now())


def test_a_case_of_ones_own_is_not_asked_for_in_this_way() -> None:
    case = opened("dan")
    with pytest.raises(AccessRefused):
        compare(case)


def test_a_name_of_one_part_is_not_compared(received: Received) -> None:
    assert compare(received("dan"), "Olha") is None
