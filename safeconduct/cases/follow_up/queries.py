"""The follow-ups of a case; each reading is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from safeconduct.access.queries import Answer as Decided
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import vault
from safeconduct.cases.follow_up.contents import sheet_of
from safeconduct.cases.follow_up.models import FollowUp
from safeconduct.cases.follow_up.rules import Sheet
from safeconduct.cases.queries import own_right
from safeconduct.vocabulary.sections import Section

SECTION = Section.PLAN
"""The section that carries follow-ups: its grants, its key, its end."""

PLACE: vault.Place = ("cases.follow_up", "sealed")


@dataclass(frozen=True, slots=True)
class Read:
    """The newest sheet, opened; the sheet is None where nobody has planned yet."""

    version: int
    sheet: Sheet | None


def deciding(case: UUID, action: Action, *, by: Member) -> Decided:
    """The right to read or write them. Raises NotFound for a case not in hand, NotPossible where the plan is closed."""
    return own_right(case, SECTION, action, by=by)


def follow_ups(case: UUID, *, by: Member, at: datetime) -> Read:
    """The newest sheet of a case, a recorded reading. Raises as `deciding`."""
    return read(case, deciding(case, Action.OPEN, by=by), by=by, at=at)


def read(case: UUID, answer: Decided, *, by: Member, at: datetime) -> Read:
    """The same for whoever has asked already whether the plan of this case is open to `by`, with that answer."""
    found = newest(case)
    if found.sheet is not None:
        record(
            "section:read", by=as_actor(by), at=at, case=case, section=SECTION, purpose=answer.purpose,
            policy=answer.policy, detail={"follow_ups": found.version},
        )  # fmt: skip
    return found


def sheets(case: UUID, versions: Sequence[int], *, by: Member, at: datetime) -> dict[int, Sheet]:
    """These saved sheets, a recorded reading; one that was erased is not in the answer. Raises as `deciding`."""
    answer = deciding(case, Action.OPEN, by=by)
    rows = list(FollowUp.objects.filter(case_id=case, version__in=set(versions)))
    contents = vault.opened_at(PLACE, rows)
    found = {row.version: sheet_of(contents[row.id]) for row in rows if row.id in contents}
    if found:
        record(
            "section:read", by=as_actor(by), at=at, case=case, section=SECTION, purpose=answer.purpose,
            policy=answer.policy, detail={"follow_ups": max(found)},
        )  # fmt: skip
    return found


def newest(case: UUID) -> Read:
    """The same without a record, for the action that changes it; the row policies choose. None where it was erased."""
    row = FollowUp.objects.filter(case_id=case).order_by("-version").first()
    content = vault.opened_at(PLACE, [row]).get(row.id) if row else None
    return Read(row.version if row else 0, sheet_of(content) if content else None)
