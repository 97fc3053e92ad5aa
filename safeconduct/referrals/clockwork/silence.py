"""Silence is shown on both sides and told to the one whose turn it is, then to the next one up; it answers nothing.

A person who did not arrive is silence of another kind: a child's absence, or anybody's in an emergency, is told
at once.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db.models import DateTimeField, ExpressionWrapper, F, Q, QuerySet, Value

from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.referrals import children
from safeconduct.referrals.clocks import ALARMING, Beside, Step, alarms_at_once, steps
from safeconduct.referrals.clockwork.parts import Due, locked, say, set_flag
from safeconduct.referrals.history import Flag
from safeconduct.referrals.models import Escalation, Referral
from safeconduct.referrals.moves import TURN, Side, State
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.identifiers import NO_NODE

FLAG_OF: dict[Step, Beside] = {Step.DUE: Beside.OVERDUE, Step.COORDINATOR: Beside.ESCALATED}
"""What a step of a clock puts beside the state, on both sides."""


def due(now: datetime) -> Iterator[Due]:
    """The steps of running clocks whose moment has come and that change something here."""
    rows = list(_running(now))
    noted = set(
        Escalation.objects.filter(referral_id__in=[row.id for row in rows]).values_list(
            "referral_id", "since", "step"
        )
    )
    about_children = children.among(rows)
    for row in rows:
        since = row.clock_began
        for step, moment in _steps(row, is_child=row.id in about_children):
            if moment <= now and _is_news(row, step, is_noted=(row.id, since, step.value) in noted):
                yield Due(moment, 1, row.id, partial(_note_step, row.id, step, since))


def _running(now: datetime) -> QuerySet[Referral]:
    """The clocks of which half is over, and those that may tell at once; one that began later is sorted out above."""
    # Half of the time has passed when as much lies behind as ahead.
    half = ExpressionWrapper(Value(now) + (Value(now) - F("since")), output_field=DateTimeField())
    # That there is a clock is said once for both: only so the index of the clocks finds them.
    rows = Referral.objects.filter(Q(due_at__lte=half) | Q(state__in=ALARMING), due_at__isnull=False)
    over = Q(flags__overlap=[Beside.ESCALATED, Flag.ENTERED_IN_ERROR])
    return rows.exclude(over).only(
        "id", "peer", "side", "state", "urgency", "since", "clock_from", "due_at", "flags"
    )


def _note_step(referral: UUID, step: Step, since: datetime) -> bool:
    """A step of a clock that still runs: noted once for whoever is told, and shown beside the state."""
    with working():
        at, row = domain_now(), locked(referral)
        if row is None or row.due_at is None or row.clock_began != since:
            return False
        moment = dict(_steps(row, is_child=children.is_about_one(row))).get(step)
        if moment is None or moment > at:
            return False
        place = {"referral": row, "since": since, "step": step}
        if not _is_news(row, step, is_noted=Escalation.objects.filter(**place).exists()):
            return False
        if _is_our_turn(row):
            Escalation(**place, agency_id=row.agency_id, at=at).save(force_insert=True)
        if step in FLAG_OF:
            set_flag(row, FLAG_OF[step], is_set=True)
        say("referral:silence", row, at, {"step": step.value})
        return True


def _is_news(row: Referral, step: Step, *, is_noted: bool) -> bool:
    """Whether this step changes anything here: a note where it is this side's turn, a flag on both."""
    if _is_our_turn(row):
        return not is_noted
    return step in FLAG_OF and FLAG_OF[step] not in row.flags


def _is_our_turn(row: Referral) -> bool:
    """A partner without a node has no clock: whoever sent it is told of its silence."""
    return Side(row.side) in TURN[State(row.state)] or row.peer == NO_NODE


def _steps(row: Referral, *, is_child: bool) -> list[tuple[Step, datetime]]:
    assert row.due_at is not None  # noqa: S101  (the callers have looked)
    at_once = alarms_at_once(State(row.state), Urgency(row.urgency), is_child=is_child)
    return steps(row.clock_began, row.due_at, at_once=at_once)
