"""What waits past its life is refused at home, and its number goes on as a void."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from safeconduct.access.acting import receiving, working
from safeconduct.exchange import alarms
from safeconduct.exchange.models import Outgoing, Quarantined
from safeconduct.exchange.outbox import VOID
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.identifiers import MessageId, NodeId, uuid7
from tests.conftest import ConnectAs, as_process
from tests.referrals.envelopes import Envelopes


def outlive(connect_as: ConnectAs, message: UUID) -> None:
    """The message's life ended a minute ago. No serving role may write that: the test makes itself a way."""
    owner = connect_as("owner")
    owner.execute("CREATE POLICY test_writes ON exchange.outgoing TO safeconduct_owner USING (true)")
    owner.execute(
        "UPDATE exchange.outgoing SET expires = now() - interval '1 minute' WHERE id = %s", [message]
    )
    owner.execute("DROP POLICY test_writes ON exchange.outgoing")


def expire() -> int:
    with as_process("worker"):
        return alarms.expire_waiting()


def lane(envelopes: Envelopes) -> list[tuple[int, str, str, str]]:
    with as_process("worker"), working():
        rows = Outgoing.objects.filter(agency_id=envelopes.own).order_by("sequence", "id")
        return list(rows.values_list("sequence", "type", "state", "answer"))


OFFER = "safeconduct.referral.offered.v1"


def test_a_message_past_its_life_is_refused_and_a_void_takes_its_number(
    envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    row = envelopes.add(State.SENT)
    first = envelopes.offer(row)
    envelopes.offer(row)
    outlive(connect_as, first)
    assert expire() == 1
    assert lane(envelopes) == [
        (1, OFFER, Outgoing.REFUSED, alarms.EXPIRED),
        (1, VOID, Outgoing.WAITING, ""),
        (2, OFFER, Outgoing.WAITING, ""),
    ]
    with as_process("worker"), working():
        assert Outgoing.objects.get(id=first).event == {}


def test_twice_is_once_and_what_still_lives_is_left_alone(
    envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    first = envelopes.offer(envelopes.add(State.SENT))
    assert expire() == 0
    outlive(connect_as, first)
    assert expire() == 1
    assert expire() == 0


def test_a_moved_demo_clock_ends_no_messages_life(envelopes: Envelopes) -> None:
    envelopes.offer(envelopes.add(State.SENT))
    envelopes.move_clock(timedelta(days=3000))
    assert expire() == 0


def test_what_was_set_aside_is_forgotten_after_thirty_days(envelopes: Envelopes) -> None:
    now = timezone.now()
    with as_process("inbox"), receiving(NodeId("be"), MessageId(uuid7())):
        for age in (29, 31):
            Quarantined(peer="be", fault="malformed", size=1, received_at=now - timedelta(days=age)).save(
                force_insert=True
            )
    with as_process("worker"):
        assert alarms.forget_set_aside() == 1
        assert alarms.forget_set_aside() == 0


def test_the_worker_reads_nothing_that_is_held_back(envelopes: Envelopes) -> None:
    from safeconduct.exchange.models import HeldBack

    with as_process("worker"), working():
        for columns in ("held", "sections"):
            with pytest.raises(ProgrammingError), transaction.atomic():
                list(HeldBack.objects.values_list(columns))
        assert list(HeldBack.objects.values_list("id", "state")) == []
