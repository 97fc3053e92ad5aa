"""Nothing leaves after the consent under which it would: a message's life ends with it, to the microsecond."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.utils import timezone

from safeconduct.access.acting import working
from safeconduct.exchange import pump
from safeconduct.exchange.models import Outgoing
from safeconduct.exchange.wire import Lane
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.identifiers import NodeId, uuid7
from tests.access.names import unforced
from tests.conftest import ConnectAs, as_process
from tests.referrals.envelopes import Envelopes

PEER = NodeId("be")


@pytest.fixture
def offer(envelopes: Envelopes) -> UUID:
    """An offer that waits, and a later message of the same lane."""
    message = envelopes.offer(envelopes.add(State.SENT))
    with as_process("worker"), working():
        row = Outgoing.objects.get(id=message)
        row.id, row.sequence = uuid7(), row.sequence + 1
        row.save(force_insert=True)
    return message


def set_by_the_owner(connect_as: ConnectAs, assignment: str, *values: object) -> None:
    """No serving role may change when a message ends, or its lane."""
    owner = connect_as("owner")
    with unforced(owner, "exchange.outgoing"):
        owner.execute(f"UPDATE exchange.outgoing SET {assignment}", values)


def sent_at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> tuple[list[int], list[NodeId]]:
    """The numbers that would go to the peer at this moment, and who is asked for at all."""
    monkeypatch.setattr(pump, "timezone", SimpleNamespace(now=lambda: now))
    with as_process("worker"):
        peers = pump._peers_with_something_due()
        with working():
            return [row.sequence for row in pump._batch(PEER).rows], peers


@pytest.mark.parametrize("microseconds, goes", [(-1, []), (0, []), (1, [1, 2])])
def test_a_message_goes_until_its_end_and_what_follows_does_not_pass_it(
    offer: UUID, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch, microseconds: int, goes: list[int]
) -> None:
    now = timezone.now() + timedelta(minutes=1)
    ends = now + timedelta(microseconds=microseconds)
    set_by_the_owner(connect_as, "expires = %s WHERE id = %s", ends, offer)
    assert sent_at(monkeypatch, now)[0] == goes


def test_a_peer_with_nothing_but_expired_messages_is_not_called(
    offer: UUID, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now() + timedelta(minutes=1)
    set_by_the_owner(connect_as, "expires = %s", now)
    assert sent_at(monkeypatch, now) == ([], [])


def test_a_withdrawal_goes_however_late(
    offer: UUID, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now() + timedelta(minutes=1)
    set_by_the_owner(connect_as, "expires = %s, lane = %s WHERE id = %s", now, Lane.WITHDRAWAL, offer)
    assert sent_at(monkeypatch, now) == ([1, 2], [PEER])
