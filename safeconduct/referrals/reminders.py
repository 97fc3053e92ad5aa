"""Who is reminded of what: read from the steps that the clock has noted and from nudges; quieted by having spoken.

Promised: a reminder goes to the one whose turn it is, then to the next one up, never to everybody; it ends with
the clock that it speaks of. Having spoken quiets steps, and no nudge. A coordinator sees references and codes of
silent referrals, never a person.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Coordination, Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals import reasons
from safeconduct.referrals.clocks import ESCALATIONS, Asker, Beside, Step, Told
from safeconduct.referrals.ledger import has_turn
from safeconduct.referrals.models import Escalation, Nudge, Referral, Spoken
from safeconduct.referrals.moves import Side
from safeconduct.referrals.rules import SKEW
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.errors import NotFound, NotPossible

MOST = 50
STEPS_TOLD_TO: dict[Told, list[str]] = {
    told: [step.value for step, each in ESCALATIONS.items() if told in each.told] for told in Told
}


@dataclass(frozen=True, slots=True)
class Reminder:
    """The latest step of a clock that still runs, or who asks for it: the envelope, and since when it stands."""

    row: Referral
    what: Step | Asker
    at: datetime


def reminders(*, by: Member, at: datetime, most: int = MOST) -> list[Reminder]:
    """What the member is reminded of, nudges before steps, the most urgent first.

    One audit record names the cases shown.
    """
    found = [*_nudged(by), *_steps(by)]
    found.sort(key=lambda one: (isinstance(one.what, Step), one.row.due_at or at))
    shown = found[:most]
    cases = sorted({str(one.row.case_id) for one in shown if one.row.case_id})
    record("list:reminders", by=as_actor(by), at=at, detail={"cases": cases})
    return shown


def _nudged(by: Member) -> list[Reminder]:
    """Of the own work and, for a supervisor, of the agency: where somebody asks this side to act, the latest."""
    wanted = Q() if by.supervises else _own(by)
    nudges = Nudge.objects.filter(
        wanted, agency_id=by.agency_id, toward=F("referral__side"), referral__due_at__isnull=False
    )
    latest = {
        nudge.referral_id: Reminder(nudge.referral, Asker(nudge.asker), nudge.at)
        for nudge in nudges.select_related("referral").order_by("at")
        if still_runs(nudge)
    }
    return list(latest.values())


def _steps(by: Member) -> list[Reminder]:
    """The latest step of each clock, unless the member has spoken since it was noted; a later one speaks again."""
    running = Q(agency_id=by.agency_id, referral__due_at__isnull=False)
    noted = Escalation.objects.filter(_told_to(by), running).annotate(spoken=_last_talk(by))
    latest = {
        step.referral_id: step
        for step in noted.select_related("referral").order_by("at", "step")
        if still_runs(step)
    }
    standing = [step for step in latest.values() if step.spoken is None or step.at > step.spoken]
    return [Reminder(step.referral, Step(step.step), step.at) for step in standing]


def _told_to(by: Member) -> Q:
    """The steps that are this member's: of the own work, and what a supervisor of the agency is told."""
    mine = _own(by) & Q(step__in=STEPS_TOLD_TO[Told.OWNER])
    return mine | Q(step__in=STEPS_TOLD_TO[Told.TEAM_LEAD]) if by.supervises else mine


def _own(by: Member) -> Q:
    """The member's own work: what the member does, and what the member's team has and nobody does yet."""
    ours = Q(referral__worker_id=None, referral__side=Side.RECEIVER, referral__team_id__in=by.teams)
    return Q(referral__worker_id=by.id) | ours


def clock_began(row: Referral) -> datetime | None:
    """Where the running clock began, which names it; None without one."""
    return None if row.due_at is None else row.clock_began


def still_runs(noted: Escalation | Nudge) -> bool:
    """Whether the clock of which it speaks is the one that runs; whoever acts ends it."""
    return clock_began(noted.referral) == noted.since


def _last_talk(by: Member) -> Subquery:
    """When the member last spoke to the other side, in the same question as the steps."""
    talks = Spoken.objects.filter(member_id=by.id, referral_id=OuterRef("referral_id"))
    return Subquery(talks.order_by("-recorded_at").values("recorded_at")[:1])


def last_talk(row: Referral, *, by: Member) -> datetime | None:
    """When the member last spoke to the other side since the present state began; None for not since then."""
    talks = Spoken.objects.filter(referral_id=row.id, member_id=by.id, recorded_at__gte=row.since)
    return talks.order_by("-recorded_at").values_list("spoken_at", flat=True).first()


@transaction.atomic
def spoke_to_them(*, referral: UUID, spoken_at: datetime, by: Member, at: datetime) -> None:
    """The entry "I spoke to them at ...": the member's own reminders rest, no clock stops.

    Raises NotFound, and NotPossible for a time before the referral or in the future.
    """
    row = Referral.objects.filter(id=referral, agency_id=by.agency_id).first()
    if row is None:
        raise NotFound(_("There is no such referral for you."))
    if spoken_at < row.created_at:
        raise NotPossible(reasons.BEFORE_CREATION)
    if spoken_at > at + SKEW:
        raise NotPossible(reasons.IN_THE_FUTURE)
    Spoken(referral=row, agency_id=by.agency_id, member_id=by.id, spoken_at=spoken_at, recorded_at=at).save(
        force_insert=True
    )
    record("referral:spoke_to_them", by=as_actor(by), at=at, case=row.case_id, referral=row.shared)


# --- The coordinator --------------------------------------------------------------------------------------


def escalated(*, by: Member, at: datetime, most: int = MOST) -> list[Referral]:
    """The envelopes that nobody answered, of the agencies that named this coordinator; empty for anybody else.

    Where both agencies named her, a referral is there once, as the side has it that must act.
    """
    if by.profession != Profession.COORDINATOR:
        return []
    found = _one_a_referral(_silent(by).order_by("due_at", "id")[: 2 * most])[:most]
    record(
        "list:escalated",
        by=as_actor(by),
        at=at,
        detail={"referrals": sorted(str(row.shared) for row in found)},
    )
    return found


def coordinated(reference: str, *, by: Member) -> Referral:
    """One silent referral of an agency that named this coordinator, by its reference. Raises NotFound."""
    is_coordinator = by.profession == Profession.COORDINATOR
    found = _one_a_referral(_silent(by).filter(reference=reference)) if is_coordinator else []
    if not found:
        raise NotFound(_("There is no such referral for you."))
    return found[0]


def _silent(by: Member) -> QuerySet[Referral]:
    named_by = Coordination.objects.filter(coordinator_id=by.id).values_list("agency_id", flat=True)
    return Referral.objects.filter(flags__contains=[Beside.ESCALATED], agency_id__in=list(named_by))


def _one_a_referral(rows: QuerySet[Referral]) -> list[Referral]:
    found: dict[UUID, Referral] = {}
    for row in rows:
        if row.shared not in found or has_turn(row, Side(row.side)):
            found[row.shared] = row
    return list(found.values())
