"""The register of one case, for who may open its notes."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from safeconduct.access.queries import Answer
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.interviews.codes import AgainWhy, InterviewSubject
from safeconduct.cases.interviews.rules import Before
from safeconduct.cases.models import Interview
from safeconduct.cases.queries import own_right
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.sections import Section

SECTION = Section.NARRATIVE
"""The section that carries the register: whoever reads the notes of the case sees who asked."""


@dataclass(frozen=True, slots=True)
class Line:
    """One talk: who asked about what, and when. No answer is anywhere in the register."""

    subject: InterviewSubject
    held_on: date
    who: Sector
    role: Profession
    """The profession of who entered it."""
    again_why: AgainWhy | None
    screening: UUID | None

    def as_before(self) -> Before:
        """As the rule sees it."""
        return Before(self.subject, self.held_on)


def deciding(case: UUID, action: Action, *, by: Member) -> Answer:
    """The right to read or enter. Raises NotFound for a case not in hand, NotPossible where the notes are closed."""
    return own_right(case, SECTION, action, by=by)


def register(case: UUID, *, by: Member, at: datetime) -> list[Line]:
    """The talks of a case, the newest first; a recorded reading. Raises as `deciding`."""
    answer = deciding(case, Action.OPEN, by=by)
    found = lines(case)
    if found:
        record(
            "section:read", by=as_actor(by), at=at, case=case, section=SECTION, purpose=answer.purpose,
            policy=answer.policy, detail={"interviews": len(found)},
        )  # fmt: skip
    return found


def lines(case: UUID) -> list[Line]:
    """The same without a record, for the action that enters another; the row policies choose."""
    return [
        Line(
            InterviewSubject(row.subject), row.held_on, Sector(row.who), Profession(row.role),
            AgainWhy(row.again_why) if row.again_why else None, row.screening,
        )
        for row in Interview.objects.filter(case_id=case).order_by("-held_on", "-entered_at")
    ]  # fmt: skip


def before(case: UUID) -> list[Before]:
    """As the rule sees the register."""
    return [line.as_before() for line in lines(case)]
