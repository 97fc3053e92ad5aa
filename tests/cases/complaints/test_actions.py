"""A complaint reaches somebody who has no part in the case, and nobody else; each step is recorded without the case."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.access.team import end_place
from safeconduct.cases import models
from safeconduct.cases.actions import open_case
from safeconduct.cases.complaints import actions
from safeconduct.cases.complaints.forms import Said, answered, said
from safeconduct.cases.complaints.queries import Hearer, complaints_of, one, outside
from safeconduct.cases.complaints.rules import COMPLAINT_ANSWERED, HAS_A_PART, NOT_TO_YOU, NOT_TOLD, YOURS_NOW
from safeconduct.referrals.asides import asides
from safeconduct.vocabulary.codes import (
    ComplaintAbout,
    ComplaintAnswer,
    ComplaintKind,
    ComplaintWish,
    Profession,
)
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.conftest import ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


@pytest.fixture
def case() -> CaseId:
    """Ana leads it, the nurse has a place."""
    with member_acts("ana") as by:
        made = open_case(by=by, at=timezone.now(), profile={"pseudonym": "Linden"})
        doors.place(made, ID("nora"))
    return made


def complain(case: CaseId, to: str = "sara", by: str = "nora") -> UUID:
    with member_acts(by) as member:
        words = Said(ComplaintAbout.SOMEBODY_HERE, ComplaintKind.PRESSED, ComplaintWish.ANSWER, ID(to))
        return actions.write_down(case, words, by=member, at=timezone.now())


def answer(complaint: UUID, who: str = "sara", *, person_knows: bool = True) -> None:
    with member_acts(who) as by:
        actions.answer(
            complaint, ComplaintAnswer.PUT_RIGHT, person_knows=person_knows, by=by, at=timezone.now()
        )


def test_whoever_hears_it_does_not_judge_once_they_have_a_part_themselves(case: CaseId) -> None:
    """As by a handover: the lead of the case then goes to whoever hears the complaint."""
    complaint = complain(case)
    with member_acts("ana"):
        doors.place(case, ID("sara"))
    with refusal(YOURS_NOW):
        answer(complaint)
    assert waiting("sara") == 1
    with member_acts("sara") as by:
        actions.answer(complaint, ComplaintAnswer.PASSED_ON, person_knows=True, by=by, at=timezone.now())
    assert waiting("sara") == 0


def waiting(who: str) -> int:
    with member_acts(who):
        return asides(timezone.localdate(), []).complaints


def refusal(reason: Reason) -> "pytest.RaisesExc[NotPossible]":
    return pytest.raises(NotPossible, check=lambda error: error.reason == reason)


def test_those_who_supervise_or_administer_and_have_no_part_can_hear(case: CaseId) -> None:
    with member_acts("nora"):
        assert {one.id for one in outside(case)} == {ID("sara"), ID("adam")}
    with member_acts("ana"):
        doors.place(case, ID("sara"))
    with member_acts("nora"):
        assert {one.id for one in outside(case)} == {ID("adam")}
    with member_acts("ana"):
        end_place(case, ID("sara"))
    with member_acts("nora"):
        assert {one.id for one in outside(case)} == {ID("adam")}, "a part that has just ended is a part"
    with member_acts("dan"):
        assert outside(case) == [], "who has not the case in hand learns nothing"


def test_who_leads_the_case_does_not_see_that_the_person_complained(case: CaseId) -> None:
    written = complain(case)
    for who, heard, wrote in (("sara", 1, 0), ("nora", 0, 1), ("ana", 0, 0), ("adam", 0, 0), ("dan", 0, 0)):
        with member_acts(who) as by:
            assert tuple(len(part) for part in complaints_of(by=by)) == (heard, wrote), who
    with member_acts("ana"), pytest.raises(NotFound):
        one(written)


def test_it_stands_on_the_hearers_today_until_it_is_answered(case: CaseId) -> None:
    written = complain(case)
    assert (waiting("sara"), waiting("nora"), waiting("ana")) == (1, 0, 0)
    answer(written)
    assert waiting("sara") == 0
    with member_acts("nora"):
        assert one(written).answer is ComplaintAnswer.PUT_RIGHT


def test_only_the_hearer_answers_once_and_after_the_person_has_heard(case: CaseId) -> None:
    written = complain(case)
    with refusal(NOT_TO_YOU):
        answer(written, "nora")
    with pytest.raises(NotFound):
        answer(written, "ana")
    with refusal(NOT_TOLD):
        answer(written, person_knows=False)
    answer(written)
    with refusal(COMPLAINT_ANSWERED):
        answer(written)


def test_nobody_with_a_part_hears_it_even_past_the_rule(case: CaseId) -> None:
    with refusal(HAS_A_PART):
        complain(case, to="ana")
    with pytest.raises(ProgrammingError, match="row-level security"), member_acts("nora") as by:
        row = models.Complaint(
            case_id=case, agency_id=by.agency_id, about="service", kind="pressed", wish="answer", written_by=by.id,
            heard_by=ID("ana"), written_at=timezone.now(), due=timezone.localdate(),
        )  # fmt: skip
        row.save(force_insert=True)


def test_who_has_not_the_case_in_hand_writes_nothing_down(case: CaseId) -> None:
    with pytest.raises(NotFound):
        complain(case, by="dan")


def test_the_record_names_the_complaint_and_not_the_case(case: CaseId, connect_as: ConnectAs) -> None:
    written = complain(case)
    answer(written)
    owner = connect_as("owner")
    with unforced(owner, "audit.record"):
        found = owner.execute(
            "SELECT action, case_id, detail->>'complaint' FROM audit.record WHERE action LIKE 'complaint:%' ORDER BY at"
        ).fetchall()
    assert found == [("complaint:written", None, str(written)), ("complaint:answered", None, str(written))]


def test_an_unanswered_complaint_is_late_after_its_day(case: CaseId) -> None:
    written = complain(case)
    with member_acts("sara"):
        found = one(written)
    assert not found.is_late(found.due)
    assert found.is_late(found.due + timedelta(days=1))
    assert found.number.startswith("C-")
    assert len(found.number) == 8


def test_what_is_missing_is_said_at_its_field() -> None:
    with pytest.raises(BadInput) as wrong:
        said(
            {"kind": ["pressed"], "hearer": [str(ID("ana"))]},
            [Hearer(ID("sara"), "Sara", Profession.SOCIAL_WORKER)],
        )
    assert set(wrong.value.errors) == {"about", "wish", "hearer"}
    with pytest.raises(BadInput) as wrong:
        answered({"answer": ["put_right"]})
    assert set(wrong.value.errors) == {"person_knows"}
