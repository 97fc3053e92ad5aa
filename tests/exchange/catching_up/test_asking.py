"""What a restored node's worker does while a peer does not answer, or cannot; what waits and what goes meanwhile."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from safeconduct.access.acting import receiving, working
from safeconduct.exchange import pump
from safeconduct.exchange.batches import Candidate
from safeconduct.exchange.catching_up import asking, epochs, road, wire
from safeconduct.exchange.catching_up.rules import first_number
from safeconduct.exchange.catching_up.wire import Asked, Listed, Rest, Taken
from safeconduct.exchange.lanes import Way, take_number
from safeconduct.exchange.models import CatchingUp, Lane, Outgoing
from safeconduct.exchange.outbox import VOID
from safeconduct.exchange.wire import Lane as LaneName
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.identifiers import AgencyId, CaseHandle, MessageId, NodeId, uuid7
from tests.conftest import as_process
from tests.exchange.world import sealed
from tests.referrals.envelopes import Envelopes

BE, EPOCH = NodeId("be"), 1_790_000_000
FIRST = first_number(EPOCH)


class Belgium:
    """What the other node answers; `fault` in the place of any answer."""

    def __init__(self) -> None:
        self.fault: Exception | None = None
        self.lanes: list[Listed] = []
        self.waiting = 0
        self.taken: tuple[Taken, ...] = ()
        self.asked: list[Asked] = []

    def ask(self, _client: object, peer: NodeId, asked: Asked) -> bytes:
        assert peer == BE
        self.asked.append(asked)
        if self.fault is not None:
            raise self.fault
        match asked.ask:
            case wire.LIST:
                return wire.write_list(self.lanes, more=False)
            case wire.SETTLE:
                return wire.write_settled([wire.TakenOf(self.taken, more=False) for _lane in asked.lanes])
            case _:
                return wire.write_rest(Rest(self.waiting, 0, 0, 0))


@pytest.fixture
def belgium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Belgium]:
    """This node was restored; Belgium is asked through this."""
    peer = Belgium()
    for room in (epochs, asking):
        monkeypatch.setattr(room, "own_epoch", lambda: EPOCH)
    monkeypatch.setattr(road, "ask", peer.ask)
    epochs.forget_agreed()
    yield peer
    epochs.forget_agreed()


@pytest.fixture
def way(envelopes: Envelopes, belgium: Belgium) -> Way:
    """The lane of a message that had left before, and the restore."""
    message = envelopes.offer(envelopes.add(State.SENT))
    with as_process("worker"), working():
        row = Outgoing.objects.get(id=message)
        way = Way(
            handle=CaseHandle(row.handle), sender=AgencyId(row.agency_id), recipient=AgencyId(row.recipient),
            lane=LaneName.MAIN,
        )  # fmt: skip
        Lane.objects.filter(inward=False, handle=way.handle).update(next=4)
        asking.begin()
    return way


def also_taken_back(message: Outgoing) -> None:
    """Something that overtakes waits for the same peer."""
    message.id, message.lane = uuid7(), LaneName.WITHDRAWAL
    message.save(force_insert=True)


def going(peer: NodeId = BE) -> set[str]:
    """The lanes of what would go now."""
    with working():
        Outgoing.objects.filter(peer=peer).update(next_try_at=timezone.now() - timedelta(seconds=1))
        return {row.lane for row in pump._batch(peer).rows}


def stands() -> CatchingUp:
    with working():
        return CatchingUp.objects.get(peer=BE, ours=True)


def test_until_the_numbers_are_agreed_on_only_what_overtakes_goes(way: Way, belgium: Belgium) -> None:
    belgium.fault = road.NoAnswer("not reached")
    with as_process("worker"):
        with working():
            also_taken_back(Outgoing.objects.filter(peer=BE)[0])
        asking.run()
        assert stands().state == CatchingUp.OPEN
        assert stands().next_try_at > timezone.now()
        assert going() == {"withdrawal"}

        belgium.fault = None
        with working():
            CatchingUp.objects.update(next_try_at=timezone.now())
        asking.run()
        assert stands().state == CatchingUp.DONE
        assert going() == {"withdrawal", "main"}


def test_while_something_that_overtakes_has_still_to_come_ordinary_messages_wait(
    way: Way, belgium: Belgium
) -> None:
    belgium.waiting = 1
    with as_process("worker"):
        asking.run()
        assert stands().state == CatchingUp.SETTLED
        assert going() == set()
        with working():
            long_ago = timezone.now() - asking.AWAITED_FOR
            CatchingUp.objects.update(settled_at=long_ago, next_try_at=long_ago)
        asking.run()
        assert stands().state == CatchingUp.DONE, (
            "a message that never arrives stops the others for a while only"
        )


def test_a_release_that_does_not_know_the_question_is_told_to_a_person_and_all_goes_on(
    way: Way, belgium: Belgium, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded: list[str] = []
    monkeypatch.setattr(asking, "record", lambda action, **_said: recorded.append(action))
    belgium.fault = road.NotSpoken()
    with as_process("worker"):
        for _time in range(2):
            with working():
                CatchingUp.objects.update(next_try_at=timezone.now())
            asking.run()
        assert stands().state == CatchingUp.NOT_SPOKEN
        assert going() == {"main"}
    assert recorded == ["node:not_caught_up"], "once, however often it is asked"


@pytest.mark.parametrize("awaited, following", [(4, 4), (7, 7)])
def test_where_nothing_was_posted_the_leap_is_taken_back(
    way: Way, belgium: Belgium, awaited: int, following: int
) -> None:
    belgium.lanes = [Listed(way, awaited)]
    with as_process("worker"):
        asking.run()
        with working():
            assert take_number(way) == following


def test_what_was_posted_meanwhile_keeps_its_number_and_they_are_told_where_it_goes_on(
    way: Way, belgium: Belgium
) -> None:
    belgium.lanes = [Listed(way, 7)]
    with as_process("worker"):
        with working():
            assert take_number(way) == FIRST
        asking.run()
        with working():
            assert take_number(way) == FIRST + 1
    told = [lane for asked in belgium.asked for lane in asked.lanes]
    assert {(lane.last, lane.goes_on) for lane in told} == {(3, FIRST)}


def test_a_message_that_had_left_all_the_same_counts_and_its_void_does_not_go(
    way: Way, belgium: Belgium
) -> None:
    with as_process("worker"):
        with working():
            row = Outgoing.objects.get(peer=BE)
            offer, row.id, row.type = row.id, uuid7(), VOID
            Outgoing.objects.filter(id=offer).update(state=Outgoing.VOIDED, event={})
            row.save(force_insert=True)
        belgium.lanes = [Listed(way, 4)]
        belgium.taken = (Taken(offer, 1, "safeconduct.referral.offered.v1", "a" * 64, "stored", None, ()),)
        asking.run()
        with working():
            assert dict(Outgoing.objects.values_list("id", "state")) == {offer: "sent", row.id: "voided"}


def test_a_lane_that_is_new_here_may_not_be_new_there(way: Way, belgium: Belgium) -> None:
    overtaking = Way(handle=way.handle, sender=way.sender, recipient=way.recipient, lane=LaneName.WITHDRAWAL)
    with as_process("worker"):
        with working():
            assert take_number(overtaking) == FIRST
        asking.run()
        with working():
            assert take_number(overtaking) == FIRST + 1
            fresh = Way(handle=way.handle, sender=way.sender, recipient=way.recipient, lane=LaneName.RECEIPTS)
            assert take_number(fresh) == 1, "once all is compared a new lane is new"
    told = [lane for asked in belgium.asked for lane in asked.lanes]
    assert [(lane.way, lane.known, lane.last, lane.goes_on) for lane in told] == [(overtaking, 0, 0, FIRST)]


def test_a_node_that_was_never_restored_asks_nobody(
    envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch
) -> None:
    epochs.own_epoch.cache_clear()
    with as_process("worker"):
        asking.run()
        with working():
            assert not CatchingUp.objects.exists()
            assert not epochs.waits_for(BE)


@pytest.mark.parametrize("lane, status", [("main", "gap"), ("receipts", "gap"), ("withdrawal", None)])
def test_what_comes_meanwhile_is_asked_for_again_but_what_overtakes(lane: str, status: str | None) -> None:
    event = sealed() | {"lane": lane}
    said = epochs.later(Candidate(MessageId(UUID(event["id"])), event))
    assert (said.status.value if said else None) == status
    assert said is None or said.expected == int(event["sequence"])


def test_each_lane_of_theirs_is_compared_with_ours_of_the_same_name(way: Way, belgium: Belgium) -> None:
    """Of one we have all, of the other they have sent three more than we know since the restore."""
    theirs = [
        Way(handle=CaseHandle(sign * 26), sender=way.recipient, recipient=way.sender, lane=LaneName.MAIN)
        for sign in "ab"
    ]
    belgium.lanes = [Listed(theirs[0], 9), Listed(theirs[1], 5)]
    with as_process("inbox"), receiving(BE, MessageId(uuid7())):
        for one, number in zip(theirs, (9, 2), strict=True):
            Lane(
                inward=True, handle=one.handle, sender=one.sender, recipient=one.recipient, lane=one.lane,
                next=number,
            ).save(force_insert=True)  # fmt: skip
    with as_process("worker"):
        asking.run()
    asked = [lane for question in belgium.asked for lane in question.lanes]
    assert [(lane.way, lane.awaited) for lane in asked] == [(theirs[1], 2)]
