"""Writing a complaint down and answering it: each recorded in the same transaction, without the case.

The record names the complaint only: whoever reads the records of a case must not learn that the person complained.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import models
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.complaints.forms import Said
from safeconduct.cases.complaints.queries import has_part_in, one, outside
from safeconduct.cases.complaints.rules import Hearing, due_on, may_answer, may_be_heard_by
from safeconduct.cases.queries import case_in_hand
from safeconduct.vocabulary.codes import ComplaintAnswer
from safeconduct.vocabulary.decisions import require


@transaction.atomic
def write_down(case: UUID, said: Said, *, by: Member, at: datetime) -> UUID:
    """The complaint's id. Raises NotFound for a case that the member has not in hand, NotPossible with the reason."""
    case_in_hand(case)
    require(may_be_heard_by(said.hearer, [hearer.id for hearer in outside(case)]))
    row = models.Complaint(
        id=uuid4(), case_id=case, agency_id=by.agency_id, about=said.about, kind=said.kind, wish=said.wish,
        written_by=by.id, heard_by=said.hearer, written_at=at, due=due_on(today_of(at)),
    )  # fmt: skip
    row.save(force_insert=True)
    record(
        "complaint:written", by=as_actor(by), at=at, detail={"complaint": str(row.id), "to": str(said.hearer)}
    )
    return row.id


@transaction.atomic
def answer(complaint: UUID, said: ComplaintAnswer, *, person_knows: bool, by: Member, at: datetime) -> None:
    """What became of it. Raises NotFound for what the member may not see, NotPossible with the rule's reason."""
    found = one(complaint)
    judges_own_case = said is not ComplaintAnswer.PASSED_ON and has_part_in(complaint)
    require(
        may_answer(Hearing(found.heard_by == by.id, found.answer is not None, person_knows, judges_own_case))
    )
    # Two presses of one button: the second finds no row that waits.
    changed = models.Complaint.objects.filter(id=complaint, answer=None).update(answer=said, answered_at=at)
    require(may_answer(Hearing(is_to_you=True, is_answered=not changed, person_knows=True)))
    record(
        "complaint:answered",
        by=as_actor(by),
        at=at,
        detail={"complaint": str(complaint), "answer": said.value},
    )
