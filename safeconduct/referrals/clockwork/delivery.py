"""An offer that is not there by its deadline alarms a person on the sending side; the alarm ends when it is there."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db.models import OuterRef, Q

from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.exchange import alarms
from safeconduct.exchange.models import Outgoing
from safeconduct.referrals.clocks import RECEIPT_ALARM, Beside
from safeconduct.referrals.clockwork.parts import Due, locked, show
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.vocabulary.codes import Urgency


def due(now: datetime) -> Iterator[Due]:
    """The offers that should be there and are not, and those that are there after all."""
    yield from _not_delivered(now)
    yield from _delivered_after_all(now)


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
        at, row = domain_now(), locked(referral)
        if row is None or row.state != State.SENT or row.offer_message is None:
            return False
        message = Outgoing.objects.filter(id=row.offer_message).defer("event").first()
        if message is None or alarms.is_confirmed(message.id):
            return False
        alarms.say_not_delivered(message, at=at)
        return show(row, Beside.NOT_DELIVERED, is_set=True, at=at)


def _delivered_after_all(now: datetime) -> Iterator[Due]:
    over = ~Q(state=State.SENT) | alarms.has_arrived(OuterRef("offer_message"))
    rows = Referral.objects.filter(over, flags__contains=[Beside.NOT_DELIVERED])
    for referral in rows.values_list("id", flat=True):
        yield Due(now, 1, referral, partial(_end_alarm, referral))


def _end_alarm(referral: UUID) -> bool:
    with working():
        at, row = domain_now(), locked(referral)
        if row is None or row.offer_message is None:
            return False
        if row.state == State.SENT and not alarms.is_confirmed(row.offer_message):
            return False
        return show(row, Beside.NOT_DELIVERED, is_set=False, at=at)
