"""An offer that does not arrive raises an alarm to a person on the sending side, with the clock's signed receipt."""

from datetime import timedelta
from uuid import UUID

import pytest

from safeconduct.access.acting import acting, working
from safeconduct.access.clock import domain_now
from safeconduct.access.ring import ring
from safeconduct.exchange.inbox import keep_receipt
from safeconduct.exchange.models import Outgoing, StoredReceipt
from safeconduct.exchange.receipts import receipt_type
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import TYPES, Use, fits
from safeconduct.referrals import clockwork
from safeconduct.referrals.clocks import RECEIPT_ALARM, Beside
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.referrals.queries import ladder, receipts_of
from safeconduct.vocabulary.codes import ReceiptStep, Urgency
from safeconduct.vocabulary.identifiers import AgencyId, MemberId, MessageId, NodeId
from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes


def look() -> int:
    with as_process("worker"):
        return clockwork.run()


def receipts(message: UUID) -> list[StoredReceipt]:
    with as_process("worker"), working():
        return list(StoredReceipt.objects.filter(message_id=message, step=ReceiptStep.NON_DELIVERY))


def is_alarmed(envelopes: Envelopes, row: Referral) -> bool:
    return Beside.NOT_DELIVERED in (envelopes.now(row) or row).flags


def rungs(envelopes: Envelopes, row: Referral) -> list[ReceiptStep]:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        return [rung.step for rung in ladder(receipts_of(row))]


def arrive(row: Referral) -> None:
    """The other node's receipt comes back with the worker's request."""
    assert row.offer_message is not None
    with as_process("worker"), working():
        keep_receipt(
            {"step": "accepted_by_node", "message": str(row.offer_message)},
            message=MessageId(row.offer_message), referral=row.shared, agency=AgencyId(row.agency_id),
            peer=NodeId("be"), step=ReceiptStep.ACCEPTED_BY_NODE, at=domain_now(),
        )  # fmt: skip


@pytest.mark.parametrize(
    "urgency, minutes", [(Urgency.EMERGENCY, 15), (Urgency.URGENT, 240), (Urgency.ROUTINE, 240)]
)
def test_the_alarm_comes_at_its_deadline_and_no_minute_earlier(
    envelopes: Envelopes, urgency: Urgency, minutes: int
) -> None:
    assert RECEIPT_ALARM[urgency] == timedelta(minutes=minutes)
    row = envelopes.add(State.SENT, urgency=urgency)
    offer = envelopes.offer(row)
    envelopes.move_clock(timedelta(minutes=minutes - 1))
    look()
    assert not is_alarmed(envelopes, row)
    envelopes.move_clock(timedelta(minutes=2))
    look()
    assert is_alarmed(envelopes, row)
    assert len(receipts(offer)) == 1
    assert ReceiptStep.NON_DELIVERY in rungs(envelopes, row)


def test_non_delivery_is_signed_by_the_clock_and_by_nothing_else(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT)
    offer = envelopes.offer(row)
    envelopes.move_clock(timedelta(hours=5))
    look()
    (kept,) = receipts(offer)
    with as_process("worker"):
        assert kept.receipt["kid"] == key_id(ring().clock_key.public_key())
        assert kept.receipt["issuer"] == ring().node
    assert fits(receipt_type(ReceiptStep.NON_DELIVERY), TYPES[Use.CLOCK])


def test_the_alarm_is_raised_once(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT)
    offer = envelopes.offer(row)
    envelopes.move_clock(timedelta(hours=5))
    assert look() == 1
    assert look() == 0
    assert len(receipts(offer)) == 1


def test_a_refused_offer_alarms_at_once(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT)
    offer = envelopes.offer(row)
    with as_process("worker"), working():
        Outgoing.objects.filter(id=offer).update(
            state=Outgoing.REFUSED, answer="bad_signature", answered_at=domain_now()
        )
    look()
    assert is_alarmed(envelopes, row)


def test_an_offer_that_arrived_in_time_alarms_nobody(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT)
    offer = envelopes.offer(row)
    arrive(row)
    envelopes.move_clock(timedelta(hours=5))
    look()
    assert not is_alarmed(envelopes, row)
    assert receipts(offer) == []


def test_a_receipt_that_comes_after_all_ends_the_alarm_and_the_fact_stays(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT)
    offer = envelopes.offer(row)
    envelopes.move_clock(timedelta(hours=5))
    look()
    arrive(row)
    look()
    assert not is_alarmed(envelopes, row)
    assert len(receipts(offer)) == 1
    assert ReceiptStep.NON_DELIVERY not in rungs(envelopes, row)


def test_a_referral_that_was_taken_back_alarms_nobody(envelopes: Envelopes) -> None:
    row = envelopes.add(State.SENT, until=timedelta(hours=3))
    envelopes.offer(row)
    envelopes.move_clock(timedelta(hours=5))
    look()  # the consent ended before the deadline of the receipt
    assert (envelopes.now(row) or row).state == State.WITHDRAWN
    look()
    assert not is_alarmed(envelopes, row)
