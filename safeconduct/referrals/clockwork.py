"""What time does to referrals: the worker's only actions, each under the same rule as a member's.

`run` finds all that is due by domain time and does it in the order in which it became due, each in a transaction
of its own that asks again under the lock: twice is once, two workers are one, and a kill in between loses
nothing. What the clock does is dated when it is done, so that nobody's time is cut by a node that was down.

Four things happen by themselves (`moves.CLOCK_MOVES`) and a consent that ends takes its referral back. Silence
never answers: it is shown, and told to the one whose turn it is, then to the next one up.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial, reduce
from operator import or_
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models import DateTimeField, ExpressionWrapper, F, OuterRef, Q, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from safeconduct.access import doors
from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.audit.actions import Actor as AuditActor
from safeconduct.audit.actions import Detail, record
from safeconduct.exchange import alarms
from safeconduct.exchange.models import Outgoing
from safeconduct.exchange.outbox import Parcel, post
from safeconduct.exchange.wire import Lane
from safeconduct.referrals import effects, envelope, ledger
from safeconduct.referrals.clocks import RECEIPT_ALARM, Beside, Step, began, steps
from safeconduct.referrals.codes import Codes
from safeconduct.referrals.history import Flag, Move
from safeconduct.referrals.models import Escalation, Referral
from safeconduct.referrals.moves import CLOCK_MOVES, ENDED, TURN, Actor, Event, Side, State, clock_side
from safeconduct.referrals.rules import Attempt, may_move
from safeconduct.vocabulary.codes import Closing, Confirmation, Urgency, Withdrawal
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.identifiers import ReferralId

logger = logging.getLogger(__name__)

MOVED = "safeconduct.clock.moved.v1"
EXPIRED = "safeconduct.consent.expired.v1"
ROLE = "clock"

SAYS: dict[Event, Codes] = {
    Event.MISS: {},
    Event.CLOSE: {"confirmation": Confirmation.UNCONFIRMED.value},
    Event.CONFIRM_FREEZE: {
        "closing": Closing.WITHDRAWN.value,
        "confirmation": Confirmation.NOT_APPLICABLE.value,
    },
}
"""What a clock's move carries; a draft that is deleted leaves no move."""

FLAG_OF: dict[Step, Beside] = {Step.DUE: Beside.OVERDUE, Step.COORDINATOR: Beside.ESCALATED}
"""What a step of a clock puts beside the state, on both sides."""

UNDER_WAY = ~Q(state__in=[State.DRAFT, *ENDED])
THE_CLOCKS_TURN = reduce(or_, (Q(state=state, side=clock_side(state)) for state in CLOCK_MOVES))


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something whose moment has come. At one moment a move goes before what is said about the clock it ends."""

    at: datetime
    rank: int
    referral: UUID
    do: Callable[[], bool] = field(compare=False)


def run() -> int:
    """Do all that is due, earliest first; how many things were done. Another worker at it makes this one do none.

    A fault in one referral is written down and stops no other; a lost database stops all.
    """
    with _alone() as alone:
        if not alone:
            return 0
        with working():
            found = sorted(_due(domain_now()))
        return sum(_done(due) for due in found)


def _done(due: Due) -> bool:
    try:
        return due.do()
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        # Tried again at the next look. The log says where, never what.
        logger.exception("the clock could not do what is due", extra={"referral": str(due.referral)})
        return False


def _due(now: datetime) -> Iterator[Due]:
    yield from _moves_due(now)
    yield from _consents_ended(now)
    yield from _consents_ending(now)
    yield from _not_delivered(now)
    yield from _delivered_after_all(now)
    yield from _silence(now)


@contextmanager
def _alone() -> Iterator[bool]:
    """A lock of this node's clock for as long as it looks; False when another worker has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended('safeconduct clock', 8))")
        row = cursor.fetchone()
    got = bool(row and row[0])
    try:
        yield got
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended('safeconduct clock', 8))")


# --- What happens by itself -------------------------------------------------------------------------------


def _moves_due(now: datetime) -> Iterator[Due]:
    rows = Referral.objects.filter(THE_CLOCKS_TURN, due_at__lte=now)
    for row in rows.only("id", "due_at"):
        yield Due(row.due_at or now, 0, row.id, partial(_move, row.id))


def _move(referral: UUID) -> bool:
    """The move of a clock that has run out, if it still has."""
    with working():
        at, row = domain_now(), _locked(referral)
        if row is None or row.due_at is None or row.due_at > at:
            return False
        event = CLOCK_MOVES.get(State(row.state))
        if event is Event.DISCARD:
            return _discard(row, at)
        if event is None or not _add(row, event, Actor.CLOCK, SAYS[event], at):
            return False
        record(f"referral:{event}", by=_clock_of(row), at=at, case=row.case_id, referral=row.shared)
        return True


def _discard(row: Referral, at: datetime) -> bool:
    """A draft that nobody sent is deleted; nothing has left, and a draft has no texts but its case's own."""
    record("referral:discarded", by=_clock_of(row), at=at, case=row.case_id, referral=row.shared)
    row.delete()
    return True


def _add(row: Referral, event: Event, actor: Actor, codes: Codes, at: datetime) -> bool:
    """Add a move, settle what follows on this side and tell the other; False when the rule does not admit it."""
    history = ledger.history(row)
    attempt = Attempt(event, Side(row.side), actor, at, codes)
    if isinstance(may_move(history.position, attempt, now=at), Refused):
        return False
    made = Move(ReferralId(row.shared), history.head, event, Side(row.side), actor, at, codes)
    effects.by_clock(row, ledger.add(row, [made], role=ROLE), at=at)
    post(effects.road(row), _parcel(row, made), at=at)
    return True


def _parcel(row: Referral, made: Move) -> Parcel:
    if made.actor is Actor.CONSENT:  # it may be the first to arrive, and overtakes
        body: dict[str, object] = {"envelope": envelope.written(row, ROLE)}
        return Parcel(type=EXPIRED, body=body, lane=Lane.WITHDRAWAL, case=row.case_id, referral=row.shared)
    body = {"referral": str(row.shared), "moves": [made.as_data()], "role": ROLE}
    return Parcel(type=MOVED, body=body, case=row.case_id, referral=row.shared)


# --- Consent ----------------------------------------------------------------------------------------------


def _until() -> Cast:
    return Cast(KeyTextTransform("until", "consent"), DateTimeField())


def _consents_ended(now: datetime) -> Iterator[Due]:
    rows = Referral.objects.filter(UNDER_WAY, side=Side.SENDER).annotate(until=_until())
    for referral, until in rows.filter(until__lte=now).values_list("id", "until"):
        yield Due(until, 0, referral, partial(_take_back, referral))


def _take_back(referral: UUID) -> bool:
    """The consent has ended: what rests on it is taken back where the consent lives, and overtakes."""
    with working():
        at, row = domain_now(), _locked(referral)
        if (
            row is None
            or State(row.state) in (State.DRAFT, *ENDED)
            or envelope.extract(row.consent).until > at
        ):
            return False
        # The grants have an end of their own and are over; others to that team, by a newer consent, are not touched.
        reason = Withdrawal.CONSENT_EXPIRED.value
        if not _add(row, Event.WITHDRAW, Actor.CONSENT, {"reason": reason}, at):
            return False
        record(
            "referral:withdraw",
            by=_clock_of(row),
            at=at,
            case=row.case_id,
            referral=row.shared,
            detail={"reason": reason},
        )
        return True


def _consents_ending(now: datetime) -> Iterator[Due]:
    """Consents that have come near their end, and those that have not any more: renewed, or no longer under way."""
    before = timedelta(days=settings.CONSENT_ENDING_DAYS)
    shown = Q(flags__contains=[Beside.CONSENT_ENDING])
    near = UNDER_WAY & Q(until__gt=now, until__lte=now + before)
    rows = Referral.objects.annotate(until=_until()).filter((near & ~shown) | (shown & ~near))
    for referral, until in rows.values_list("id", "until"):
        yield Due(until - before, 1, referral, partial(_note_ending, referral))


def _note_ending(referral: UUID) -> bool:
    with working():
        at, row = domain_now(), _locked(referral)
        if row is None or not row.consent:
            return False
        left = envelope.extract(row.consent).until - at
        is_ending = timedelta(0) < left <= timedelta(days=settings.CONSENT_ENDING_DAYS)
        is_under_way = State(row.state) not in (State.DRAFT, *ENDED)
        return _show(row, Beside.CONSENT_ENDING, is_set=is_ending and is_under_way, at=at)


# --- Delivery ---------------------------------------------------------------------------------------------


def _not_delivered(now: datetime) -> Iterator[Due]:
    waiting = Referral.objects.filter(side=Side.SENDER, state=State.SENT).exclude(
        Q(offer_message=None) | Q(flags__contains=[Beside.NOT_DELIVERED])
    )
    rows = waiting.filter(~alarms.has_arrived(OuterRef("offer_message")))
    offers = {
        row.offer_message: row for row in rows.only("id", "offer_message", "urgency") if row.offer_message
    }
    for message in Outgoing.objects.filter(id__in=list(offers)).only("id", "state", "posted_at"):
        row = offers[message.id]
        late = alarms.late_since(message, RECEIPT_ALARM[Urgency(row.urgency)])
        if late <= now:
            yield Due(late, 1, row.id, partial(_raise_alarm, row.id))


def _raise_alarm(referral: UUID) -> bool:
    """The offer is not there, as far as this node knows: a person on this side is told, with the clock's receipt."""
    with working():
        at, row = domain_now(), _locked(referral)
        if row is None or row.state != State.SENT or row.offer_message is None:
            return False
        message = Outgoing.objects.filter(id=row.offer_message).defer("event").first()
        if message is None or alarms.is_confirmed(message.id):
            return False
        alarms.say_not_delivered(message, at=at)
        return _show(row, Beside.NOT_DELIVERED, is_set=True, at=at)


def _delivered_after_all(now: datetime) -> Iterator[Due]:
    over = ~Q(state=State.SENT) | alarms.has_arrived(OuterRef("offer_message"))
    rows = Referral.objects.filter(over, flags__contains=[Beside.NOT_DELIVERED])
    for referral in rows.values_list("id", flat=True):
        yield Due(now, 1, referral, partial(_end_alarm, referral))


def _end_alarm(referral: UUID) -> bool:
    with working():
        at, row = domain_now(), _locked(referral)
        if row is None or row.offer_message is None:
            return False
        if row.state == State.SENT and not alarms.is_confirmed(row.offer_message):
            return False
        return _show(row, Beside.NOT_DELIVERED, is_set=False, at=at)


# --- Silence ----------------------------------------------------------------------------------------------


def _silence(now: datetime) -> Iterator[Due]:
    # Half of the time has passed when as much lies behind as ahead; a clock that began later is sorted out below.
    half = ExpressionWrapper(Value(now) + (Value(now) - F("since")), output_field=DateTimeField())
    running = Referral.objects.exclude(
        Q(due_at=None) | Q(flags__overlap=[Beside.ESCALATED, Flag.ENTERED_IN_ERROR])
    )
    columns = ("id", "side", "state", "urgency", "since", "due_at", "flags")
    rows = list(running.filter(due_at__lte=half).only(*columns))
    noted = set(
        Escalation.objects.filter(referral_id__in=[row.id for row in rows]).values_list(
            "referral_id", "since", "step"
        )
    )
    for row in rows:
        since = _began(row)
        for step, moment in _steps(row):
            if moment <= now and _is_news(row, step, is_noted=(row.id, since, step.value) in noted):
                yield Due(moment, 1, row.id, partial(_note_step, row.id, step, since))


def _note_step(referral: UUID, step: Step, since: datetime) -> bool:
    """A step of a clock that still runs: noted once for whoever is told, and shown beside the state."""
    with working():
        at, row = domain_now(), _locked(referral)
        if row is None or row.due_at is None or _began(row) != since or dict(_steps(row))[step] > at:
            return False
        place = {"referral": row, "since": since, "step": step}
        if not _is_news(row, step, is_noted=Escalation.objects.filter(**place).exists()):
            return False
        if _is_our_turn(row):
            Escalation(**place, agency_id=row.agency_id, at=at).save(force_insert=True)
        if step in FLAG_OF:
            _set_flag(row, FLAG_OF[step], is_set=True)
        _say("referral:silence", row, at, {"step": step.value})
        return True


def _is_news(row: Referral, step: Step, *, is_noted: bool) -> bool:
    """Whether this step changes anything here: a note where it is this side's turn, a flag on both."""
    if _is_our_turn(row):
        return not is_noted
    return step in FLAG_OF and FLAG_OF[step] not in row.flags


def _is_our_turn(row: Referral) -> bool:
    return Side(row.side) in TURN[State(row.state)]


def _began(row: Referral) -> datetime:
    assert row.due_at is not None  # noqa: S101  (the callers have looked)
    return began(State(row.state), Urgency(row.urgency), row.since, row.due_at)


def _steps(row: Referral) -> list[tuple[Step, datetime]]:
    assert row.due_at is not None  # noqa: S101  (the callers have looked)
    return steps(_began(row), row.due_at)


# --- Parts ------------------------------------------------------------------------------------------------


def _locked(referral: UUID) -> Referral | None:
    """The row, locked in the order of all: case, then referral. None when it is gone."""
    case = Referral.objects.filter(id=referral).values_list("case_id", flat=True).first()
    if case is not None:
        doors.hold_still(case)
    return Referral.objects.select_for_update().filter(id=referral).first()


def _show(row: Referral, flag: Beside, *, is_set: bool, at: datetime) -> bool:
    if not _set_flag(row, flag, is_set=is_set):
        return False
    _say(f"referral:{flag}", row, at, {"is_shown": is_set})
    return True


def _set_flag(row: Referral, flag: Beside, *, is_set: bool) -> bool:
    """Put a flag beside the state or take it away; False when nothing changes."""
    if (flag in row.flags) is is_set:
        return False
    row.flags = sorted({*row.flags, flag.value} if is_set else {*row.flags} - {flag.value})
    Referral.objects.filter(id=row.id).update(flags=row.flags)
    return True


def _say(action: str, row: Referral, at: datetime, detail: Detail) -> None:
    record(action, by=_clock_of(row), at=at, case=row.case_id, referral=row.shared, detail=detail)


def _clock_of(row: Referral) -> AuditActor:
    return AuditActor(kind="clock", id="", role=ROLE, agency=row.agency_id)
