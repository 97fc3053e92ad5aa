"""Entering a talk into the register; a finished screening enters itself."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.interviews.codes import AgainWhy, InterviewSubject
from safeconduct.cases.interviews.queries import SECTION, before, deciding
from safeconduct.cases.interviews.rules import may_enter
from safeconduct.cases.models import Interview
from safeconduct.vocabulary.codes import Sector
from safeconduct.vocabulary.decisions import Allowed, require
from safeconduct.vocabulary.in_turn import wait_in_turn


@transaction.atomic
def enter(
    case: UUID,
    subject: InterviewSubject,
    held_on: date,
    who: Sector,
    again_why: AgainWhy | None,
    *,
    by: Member,
    at: datetime,
) -> None:
    """Enter a talk that has taken place. Raises NotFound, NotPossible with the rule's reason."""
    deciding(case, Action.EDIT, by=by)
    # Two who enter the same subject at once: the second sees the first one's line, and says why.
    wait_in_turn(f"interviews/{case}")
    require(may_enter(subject, held_on, again_why, before(case), today=localtime(at).date()))
    _add(case, subject, held_on, who, again_why, None, by=by, at=at)


def enter_screening(
    case: UUID, screening: UUID, *, on: date, again: AgainWhy | None, by: Member, at: datetime
) -> None:
    """A finished screening, in its transaction; nothing where the notes of the case are closed to its author."""
    if isinstance(decide(by, held(case), SECTION, Action.EDIT).decision, Allowed):
        _add(
            case,
            InterviewSubject.IDENTIFICATION,
            on,
            Sector(by.agency.sector),
            again,
            screening,
            by=by,
            at=at,
        )


def _add(
    case: UUID, subject: InterviewSubject, held_on: date, who: Sector, again_why: AgainWhy | None,
    screening: UUID | None, *, by: Member, at: datetime,
) -> None:  # fmt: skip
    Interview(
        case_id=case, agency_id=by.agency_id, section=SECTION, subject=subject, held_on=held_on, who=who,
        entered_by=by.id, role=by.profession, screening=screening, again_why=again_why, entered_at=at,
    ).save(force_insert=True)  # fmt: skip
    record(
        "interview:entered", by=as_actor(by), at=at, case=case, section=SECTION,
        detail={"subject": subject.value, "again": again_why.value if again_why else ""},
    )  # fmt: skip
