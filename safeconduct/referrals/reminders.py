"""Who is reminded of what: read from the steps that the clock has noted and from nudges; quieted by having spoken.

Promised: a reminder goes to the one whose turn it is, then to the next one up, never to everybody; it ends with
the clock that it speaks of. Having spoken quiets steps, and no nudge. A coordinator sees references and codes of
silent referrals, never a person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Coordination, Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals import reasons
from safeconduct.referrals.clocks import ESCALATIONS, Asker, Beside, Step, Told, Wish
from safeconduct.referrals.ledger import has_turn
from safeconduct.referrals.lists.rules import UNANSWERED
from safeconduct.referrals.models import Escalation, Nudge, Referral, Spoken
from safeconduct.referrals.moves import Side
from safeconduct.referrals.rules import SKEW
from safeconduct.referrals.tasks.rules import UNDER_WAY
from safeconduct.vocabulary.ahead import Ahead
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.ready import Ready, read_beside, written_beside
from safeconduct.vocabulary.workdays import zone

MOST = 50
STEPS_TOLD_TO: dict[Told, list[str]] = {
    told: [step.value for step, each in ESCALATIONS.items() if told in each.told] for told in Told
}


class Giving(StrEnum):
    """Who asks whoever supervises to give a referral to a colleague."""

    COORDINATOR = Asker.COORDINATOR.value


class TaskDue(StrEnum):
    """Whether the day of a task in common has come, or is over."""

    TODAY = "today"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Reminder:
    """The latest step of a clock that still runs, or who asks for it: the envelope, and since when it stands."""

    row: Referral
    what: Step | Asker | Giving | TaskDue
    at: datetime


def reminders(*, by: Member, at: datetime, most: int = MOST, answer: Ahead | None = None) -> list[Reminder]:
    """What the member is reminded of, nudges and tasks before steps, the most urgent first.

    One audit record names the cases shown. `answer` is what `question` asked.
    """
    found = _standing(answer or question(by, at))
    found.sort(key=lambda one: (isinstance(one.what, Step), one.row.due_at or at))
    shown = found[:most]
    cases = sorted({str(one.row.case_id) for one in shown if one.row.case_id})
    record("list:reminders", by=as_actor(by), at=at, detail={"cases": cases})
    return shown


_RUNNING = """
ARRAY(SELECT r.id FROM referrals.referral r WHERE r.agency_id = %s AND r.due_at IS NOT NULL
         AND (%s OR r.worker_id = %s OR (r.worker_id IS NULL AND r.side = 'receiver' AND r.team_id = ANY(%s))))
"""

# Of tasks in common those of this side whose day has come, of the member's own work. Of nudges the own work and, for a
# supervisor, the agency's: where somebody asks this side to act; that it be given to a colleague is asked of
# supervisors alone, while it has the same worker and can be given. Of steps those of the own work, and what a
# supervisor of the agency is told. Nudges and steps only of clocks that run, the earliest first: they are looked up by
# the referrals that have a clock, for notes of clocks that are over stay for as long as their referral does.
_SAID_OF = """
  (SELECT CASE n.wish WHEN 'act' THEN 'nudge' ELSE n.wish END AS kind, n.referral_id, n.agency_id, n.since,
          n.toward AS side, n.asker AS code, n.at,
          NULL::timestamptz AS spoken, n.of_worker
     FROM referrals.nudge n WHERE n.agency_id = %s
      AND n.referral_id = ANY (RUNNING)
    UNION ALL
   SELECT 'step', e.referral_id, e.agency_id, e.since, '', e.step, e.at,
          (SELECT max(s.recorded_at) FROM referrals.spoken s WHERE s.member_id = %s AND s.referral_id = e.referral_id),
          NULL
     FROM referrals.escalation e WHERE e.agency_id = %s
      AND e.referral_id = ANY (RUNNING)
    UNION ALL
   SELECT 'task', t.referral_id, t.agency_id, NULL, t.owner, CASE WHEN t.due < %s THEN 'late' ELSE 'today' END,
          t.due::timestamptz, NULL, NULL
     FROM referrals.task t WHERE t.agency_id = %s AND t.ended = '' AND t.due <= %s) x
  JOIN referrals.referral o ON o.id = x.referral_id
 CROSS JOIN LATERAL (
   SELECT o.worker_id = %s
          OR (o.worker_id IS NULL AND o.side = 'receiver' AND o.team_id = ANY(%s)) AS is_own) w
 WHERE CASE x.kind WHEN 'task' THEN x.side = o.side AND w.is_own AND o.state = ANY(%s)
                   ELSE o.due_at IS NOT NULL AND x.since = COALESCE(o.clock_from, o.since) END
   AND CASE x.kind WHEN 'task' THEN true WHEN 'nudge' THEN x.side = o.side AND (w.is_own OR %s)
                   WHEN 'give' THEN x.side = o.side AND %s AND o.state = ANY(%s)
                                    AND o.worker_id IS NOT DISTINCT FROM x.of_worker
                   ELSE (w.is_own AND x.code = ANY(%s)) OR (%s AND x.code = ANY(%s)) END
 ORDER BY x.at, x.code
"""
_SAID = _SAID_OF.replace("RUNNING", _RUNNING)


def question(by: Member, at: datetime) -> Ahead:
    """What stands for a member to be reminded of, in one statement."""
    today = at.astimezone(zone(by.agency.country)).date()
    own, lead = STEPS_TOLD_TO[Told.OWNER], STEPS_TOLD_TO[Told.TEAM_LEAD]
    running = [by.agency_id, by.supervises, by.id, list(by.teams)]
    values = [
        by.agency_id,
        *running,
        by.id,
        by.agency_id,
        *running,
        today,
        by.agency_id,
        today,
        by.id,
        list(by.teams),
        list(UNDER_WAY),
        by.supervises,
        by.supervises,
        list(UNANSWERED),
        own,
        by.supervises,
        lead,
    ]
    return Ahead(written_beside(Referral, "x.kind, x.code, x.at, x.spoken", _SAID), values)


def _standing(answer: Ahead) -> list[Reminder]:
    """The latest nudge and the latest step of each clock that runs, and whether a task is due.

    A step rests when the member has spoken since it was noted; a later one speaks again.
    """
    latest: dict[tuple[str, UUID], tuple[Reminder, datetime | None]] = {}
    for row, (kind, code, noted_at, spoken) in read_beside(Referral, answer.rows()):
        if kind == "task" and (kind, row.id) in latest:
            continue  # the earliest day speaks for all of a referral
        latest[kind, row.id] = (Reminder(row, _KINDS[kind](code), noted_at), spoken)
    return [one for one, spoken in latest.values() if spoken is None or one.at > spoken]


_KINDS: dict[str, Callable[[str], Step | Asker | Giving | TaskDue]] = {
    "nudge": Asker, "step": Step, "task": TaskDue, Wish.GIVE: Giving,
}  # fmt: skip


def clock_began(row: Referral) -> datetime | None:
    """Where the running clock began, which names it; None without one."""
    return None if row.due_at is None else row.clock_began


def still_runs(noted: Escalation | Nudge) -> bool:
    """Whether the clock of which it speaks is the one that runs; whoever acts ends it."""
    return clock_began(noted.referral) == noted.since


_TALKS = Ready(
    lambda referral, member, since: (
        Spoken.objects.filter(referral_id=referral, member_id=member, recorded_at__gte=since)
        .order_by("-recorded_at")
        .values_list("spoken_at", flat=True)[:1]
    )
)


def last_talk(row: Referral, *, by: Member) -> datetime | None:
    """When the member last spoke to the other side since the present state began; None for not since then."""
    return _TALKS.first(referral=row.id, member=by.id, since=row.since)


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
