"""A step of the plan goes to the agencies that do it in one step, and what they said of it goes into the plan."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.timezone import localdate

from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import agencies, as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.actions import save_section
from safeconduct.cases.answering import rows_of
from safeconduct.cases.planning.rules import ACTIONS, standing
from safeconduct.cases.queries import Reading, case_in_hand, read_sections
from safeconduct.referrals.actions import locked
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.plan_tasks.rules import STEP_GONE, Had, done_on, may_put, may_write_back
from safeconduct.referrals.tasks import actions as tasks
from safeconduct.referrals.tasks.rules import IN_COMMON
from safeconduct.referrals.tasks.shown import Line, of_case
from safeconduct.referrals.texts import Kind, Words
from safeconduct.vocabulary.codes import ActionState
from safeconduct.vocabulary.decisions import Reason, require
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import NO_NODE, CaseId
from safeconduct.vocabulary.sections import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A step of the plan, by its words, and how it goes: to which referrals, about what, in which language, by when."""

    what: str
    referrals: tuple[UUID, ...]
    about: Section
    language: str
    due: date | None


@transaction.atomic
def put(case: UUID, asked: Put, *, by: Member, at: datetime) -> int:
    """Add it as a task of theirs to each of these referrals, or to none; how many. Raises NotPossible, NotFound."""
    plan = plan_of(case, by=by, at=at)
    step = _step(plan, asked.what)
    found = {row.id: row for row in together(case)}
    # Two presses of one button: the second waits, and then finds that they have the step.
    chosen = [locked(one) for one in sorted(asked.referrals) if one in found]
    has_it = {line.referral for line in lines_of(case, asked.what, by=by, at=at) if not line.ended}
    require(
        may_put(standing(plan.content), step.get("state"), chosen=[row.id for row in chosen], has_it=has_it)
    )
    names = agencies({row.other_agency_id for row in chosen})
    for row in chosen:
        words = Words(Kind.TASK, asked.about, asked.language, asked.what)
        try:
            tasks.add(referral=row.id, words=words, owner=Side.RECEIVER, due=asked.due, by=by, at=at)
        except NotPossible as refused:
            raise NotPossible(_of(str(names[row.other_agency_id]), refused.reason)) from refused
    record(
        "plan:put",
        by=as_actor(by),
        at=at,
        case=case,
        section=Section.PLAN,
        detail={"referrals": [str(row.shared) for row in chosen]},
    )
    return len(chosen)


@transaction.atomic
def write_back(case: UUID, what: str, *, by: Member, at: datetime) -> None:
    """The plan says that the step is done, on the day on which the last of them said so. Raises NotPossible."""
    plan = plan_of(case, by=by, at=at)
    step = _step(plan, what)
    told = [had(line) for line in lines_of(case, what, by=by, at=at)]
    require(may_write_back(step.get("state"), told))
    on = done_on(told)
    done = {"state": ActionState.DONE.value, "ended": on.isoformat() if on else localdate(at).isoformat()}
    rows = [row | done if row is step else row for row in rows_of(plan.content, ACTIONS)]
    save_section(
        case=CaseId(case),
        section=Section.PLAN,
        content=plan.content | {ACTIONS: rows},
        base=plan.version,
        by=by,
        at=at,
    )


def plan_of(case: UUID, *, by: Member, at: datetime) -> Reading:
    """The plan of an own file, for who may change it. Raises NotFound, NotPossible."""
    if case_in_hand(case).kind != "own":
        raise NotFound
    require(decide(by, held(case), Section.PLAN, Action.EDIT).decision)
    found = read_sections(case, [Section.PLAN], by=by, at=at).get(Section.PLAN)
    return found or Reading(Section.PLAN, 0, {}, at, "")


def together(case: UUID) -> list[Referral]:
    """The referrals of the case in which another agency works with us now and has a node to be told by."""
    rows = Referral.objects.filter(case_id=case, side=Side.SENDER, state__in=IN_COMMON).exclude(peer=NO_NODE)
    return list(rows.order_by("reference"))


def lines_of(case: UUID, what: str, *, by: Member, at: datetime) -> list[Line]:
    """The tasks with these words that others have, as far as the member may read them."""
    return [line for line in of_case(case, by=by, at=at) if line.text == what and not line.is_ours]


def had(line: Line) -> Had:
    """A task as the rules see it."""
    return Had(line.how_ended, localdate(line.ended_at) if line.ended_at else None, line.is_late)


def _step(plan: Reading, what: str) -> dict[str, Any]:
    found = next((row for row in rows_of(plan.content, ACTIONS) if row.get("what") == what), None)
    if found is None:
        raise NotPossible(STEP_GONE)
    return found


def _of(agency: str, reason: Reason) -> Reason:
    return Reason(
        reason.code, format_lazy("{agency}: {said}", agency=agency, said=reason.sentence), reason.instead
    )
