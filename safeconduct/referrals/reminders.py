"""Who is reminded of what: read from the steps that the clock has noted, and quieted by having spoken.

Promised: a reminder goes to the one whose turn it is, then to the next one up, never to everybody; it ends with
the clock that it speaks of. A coordinator sees references and codes of silent referrals, never a person.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from safeconduct.agencies.models import Coordination, Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals import reasons
from safeconduct.referrals.clocks import ESCALATIONS, Beside, Step, Told, began
from safeconduct.referrals.models import Escalation, Referral, Spoken
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.rules import SKEW
from safeconduct.vocabulary.codes import Profession, Urgency
from safeconduct.vocabulary.errors import NotFound, NotPossible

MOST = 50
STEPS_TOLD_TO: dict[Told, list[str]] = {
    told: [step.value for step, each in ESCALATIONS.items() if each.told is told] for told in Told
}


@dataclass(frozen=True, slots=True)
class Reminder:
    """The latest step of a clock that still runs: the envelope, the step, and since when it stands."""

    row: Referral
    step: Step
    at: datetime


def reminders(*, by: Member, at: datetime, most: int = MOST) -> list[Reminder]:
    """What the member is reminded of, the most urgent first; one audit record names the cases shown."""
    noted = Escalation.objects.filter(_told_to(by), agency_id=by.agency_id)
    latest: dict[UUID, Escalation] = {}
    for step in noted.select_related("referral").order_by("at", "step"):
        if _still_runs(step):
            latest[step.referral_id] = step
    quiet = _quiet(by, list(latest))
    standing = [step for step in latest.values() if step.at > quiet.get(step.referral_id, step.since)]
    shown = sorted(standing, key=lambda step: step.referral.due_at or at)[:most]
    cases = sorted({str(step.referral.case_id) for step in shown if step.referral.case_id})
    record("list:reminders", by=as_actor(by), at=at, detail={"cases": cases})
    return [Reminder(step.referral, Step(step.step), step.at) for step in shown]


def _told_to(by: Member) -> Q:
    """The steps that are this member's: of the own work, and what a supervisor of the agency is told."""
    ours = Q(referral__worker_id=None, referral__side=Side.RECEIVER, referral__team_id__in=by.teams)
    mine = (Q(referral__worker_id=by.id) | ours) & Q(step__in=STEPS_TOLD_TO[Told.OWNER])
    return mine | Q(step__in=STEPS_TOLD_TO[Told.TEAM_LEAD]) if by.supervises else mine


def _still_runs(step: Escalation) -> bool:
    row = step.referral
    if row.due_at is None:
        return False
    return began(State(row.state), Urgency(row.urgency), row.since, row.due_at) == step.since


def _quiet(by: Member, referrals: list[UUID]) -> dict[UUID, datetime]:
    """Until when the member's reminders rest: those noted before the last talk; a later step speaks again."""
    talks = Spoken.objects.filter(member_id=by.id, referral_id__in=referrals).order_by("recorded_at")
    return dict(talks.values_list("referral_id", "recorded_at"))


@transaction.atomic
def spoke_to_them(*, referral: UUID, spoken_at: datetime, by: Member, at: datetime) -> None:
    """The entry "I spoke to them at ...": the member's own reminders rest, no clock stops.

    Raises NotFound, and NotPossible for a time before the referral or in the future.
    """
    row = Referral.objects.filter(id=referral, agency_id=by.agency_id).first()
    if row is None:
        raise NotFound("There is no such referral for you.")
    if spoken_at < row.created_at:
        raise NotPossible(reasons.BEFORE_CREATION)
    if spoken_at > at + SKEW:
        raise NotPossible(reasons.IN_THE_FUTURE)
    Spoken(referral=row, agency_id=by.agency_id, member_id=by.id, spoken_at=spoken_at, recorded_at=at).save(
        force_insert=True
    )
    record("referral:spoke_to_them", by=as_actor(by), at=at, case=row.case_id, referral=row.shared)


def escalated(*, by: Member, at: datetime, most: int = MOST) -> list[Referral]:
    """The envelopes that nobody answered, of the agencies that named this coordinator; empty for anybody else."""
    if by.profession != Profession.COORDINATOR:
        return []
    named_by = Coordination.objects.filter(coordinator_id=by.id).values_list("agency_id", flat=True)
    rows = Referral.objects.filter(flags__contains=[Beside.ESCALATED], agency_id__in=list(named_by))
    found = list(rows.order_by("due_at", "id")[:most])
    record(
        "list:escalated",
        by=as_actor(by),
        at=at,
        detail={"referrals": sorted(str(row.shared) for row in found)},
    )
    return found
