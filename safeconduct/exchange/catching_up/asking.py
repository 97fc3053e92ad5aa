"""A restored node asks each peer for its numbers, and learns what it had sent and forgotten. Runs in its worker.

Page by page: compare, settle with the peer, then change our own lanes and remember the page. A question that was
answered and not remembered is asked again. When all is compared, what overtakes is awaited, and then ordinary messages
go on.
"""

import logging
import threading
from collections.abc import Iterable
from datetime import timedelta

import urllib3
from django.conf import settings
from django.db import connections
from django.db.models import F, Min, Q
from django.utils import timezone

from safeconduct.access.acting import working
from safeconduct.access.alone import alone
from safeconduct.agencies.models import Agency
from safeconduct.audit.actions import Actor, Detail, record
from safeconduct.exchange.catching_up import learning, road, rules, wire
from safeconduct.exchange.catching_up.epochs import own_epoch
from safeconduct.exchange.catching_up.wire import Asked, Listed, Settled, TakenOf
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.lanes import Way
from safeconduct.exchange.models import CatchingUp, Lane, Outgoing, Peer
from safeconduct.exchange.pump import pause
from safeconduct.exchange.wire import Lane as LaneName
from safeconduct.vocabulary.identifiers import AgencyId, CaseHandle, NodeId

logger = logging.getLogger(__name__)

CLOCK = Actor(kind="clock", id="", role="clock")
AWAITED_FOR = timedelta(minutes=10)
"""How long ordinary messages wait for what overtakes, once the numbers are agreed on."""
NOT_SPOKEN_AGAIN = timedelta(hours=1)
LOOK_AGAIN = timedelta(seconds=1)
PATIENCE = 5.0
"""Seconds for which the clock waits for the threads that ask; they go on without it."""

_under_way: dict[NodeId, threading.Thread] = {}


def begin() -> None:
    """Once, at the end of a restore, as the worker: no number is taken twice, and every peer will be asked.

    Lanes on which we send leap beyond every number of the time that is forgotten. Where nothing is posted before the
    peer is asked, the leap is taken back.
    """
    epoch = own_epoch()
    others = Agency.objects.exclude(node=settings.NODE).values("id")
    Lane.objects.filter(inward=False, recipient__in=others).update(
        leap_after=F("next") - 1, leap_to=rules.first_number(epoch), next=rules.first_number(epoch)
    )
    _note_peers(epoch)
    CatchingUp.objects.filter(ours=True).exclude(epoch=epoch).delete()


def run() -> None:
    """Go on with every peer with which the numbers are not agreed on. A peer that is slow stops nobody."""
    epoch = own_epoch()
    if not epoch:
        return
    with working():
        _note_peers(epoch)
        due = CatchingUp.objects.filter(ours=True, epoch=epoch, next_try_at__lte=timezone.now())
        peers = [NodeId(peer) for peer in due.exclude(state=CatchingUp.DONE).values_list("peer", flat=True)]
    for peer in peers:
        if peer not in _under_way or not _under_way[peer].is_alive():
            _under_way[peer] = threading.Thread(
                target=_catch_up, args=(peer,), name=f"asks {peer}", daemon=True
            )
            _under_way[peer].start()
    for peer in peers:
        _under_way[peer].join(PATIENCE)


def _note_peers(epoch: int) -> None:
    now = timezone.now()
    asked = CatchingUp.objects.filter(ours=True, epoch=epoch).values("peer")
    for node in (
        Peer.objects.exclude(node=settings.NODE).exclude(node__in=asked).values_list("node", flat=True)
    ):
        CatchingUp.objects.filter(peer=node, ours=True).delete()
        CatchingUp(peer=node, ours=True, epoch=epoch, next_try_at=now, begun_at=now).save(force_insert=True)


def _catch_up(peer: NodeId) -> None:
    try:
        with alone("catching up", peer) as is_alone, road.client() as client:
            if is_alone:
                _go_on(client, peer)
    except Exception:
        logger.exception("the numbers could not be agreed on", extra={"peer": peer})
    finally:
        connections.close_all()


def _go_on(client: urllib3.PoolManager, peer: NodeId) -> None:
    try:
        while _row(peer).state in (CatchingUp.OPEN, CatchingUp.NOT_SPOKEN):
            _page(client, peer)
        if _row(peer).state == CatchingUp.SETTLED:
            _await_the_rest(client, peer)
    except road.NotSpoken:
        _put_off(peer, NOT_SPOKEN_AGAIN, state=CatchingUp.NOT_SPOKEN)
    except (road.NoAnswer, WireError) as fault:
        logger.warning("a peer could not be asked for its numbers", extra={"peer": peer, "why": str(fault)})
        _put_off(peer, pause(_row(peer).attempts + 1))


def _row(peer: NodeId) -> CatchingUp:
    with working():
        return CatchingUp.objects.get(peer=peer, ours=True)


def _put_off(peer: NodeId, by: timedelta, **more: object) -> None:
    with working() as at:
        rows = CatchingUp.objects.filter(peer=peer, ours=True)
        if more and not rows.filter(**more).exists():
            record("node:not_caught_up", by=CLOCK, at=at, detail={"peer": peer})
        rows.update(attempts=F("attempts") + 1, next_try_at=timezone.now() + by, **more)


# --- Numbers ------------------------------------------------------------------------------------------------


def _page(client: urllib3.PoolManager, peer: NodeId) -> None:
    """One page: compared, settled, remembered; behind the last one what the peer does not know of."""
    row = _row(peer)
    after = wire.way_of(row.after) if row.after else None
    said = road.ask(client, peer, Asked(wire.LIST, row.epoch, after=after))
    listed, more = wire.read_list(said)
    with working():
        listed = [lane for lane in listed if _is_between(lane.way, peer)]
        plans = [(lane, _compared(lane)) for lane in listed]
    settled = [plan for _lane, plan in plans if plan is not None]
    learnt = _settle(client, peer, settled)
    with working() as at:
        learning.learn(peer, learnt, at=at)
        for lane in listed:
            if _is_ours(lane.way):
                _go_on_with(lane)
        _remember(peer, listed, more, settled, learnt)
    if not more:
        _settle_leaps(client, peer)
        _agreed(peer)


def _is_ours(way: Way) -> bool:
    return Agency.objects.filter(id=way.sender, node=settings.NODE).exists()


def _is_between(way: Way, peer: NodeId) -> bool:
    nodes = dict(Agency.objects.filter(id__in=[way.sender, way.recipient]).values_list("id", "node"))
    return sorted(nodes.values()) == sorted([settings.NODE or "", peer])


def _compared(lane: Listed) -> Settled | None:
    """What is to be settled of a lane; None where both sides agree."""
    if not _is_ours(lane.way):
        row = Lane.objects.filter(inward=True, **_key(lane.way)).first()
        awaited = row.next if row is not None else 1
        return Settled(lane.way, awaited=awaited) if rules.behind(awaited, lane.next) else None
    goes = rules.where_we_send(_sent(lane.way), lane.next)
    if not goes.is_to_settle:
        return None
    return Settled(lane.way, known=goes.known, last=goes.last, goes_on=goes.goes_on)


def _sent(way: Way, *, is_locked: bool = False) -> rules.Sent | None:
    rows = Lane.objects.filter(inward=False, **_key(way))
    row = (rows.select_for_update() if is_locked else rows).first()
    if row is None:
        return None
    last = row.next - 1 if row.leap_after is None else row.leap_after
    waiting = Outgoing.objects.filter(
        handle=way.handle, agency_id=way.sender, recipient=way.recipient, lane=way.lane,
        state=Outgoing.WAITING, sequence__lte=last,
    )  # fmt: skip
    return rules.Sent(row.next, last, row.leap_to, waiting.aggregate(first=Min("sequence"))["first"])


def _go_on_with(lane: Listed) -> None:
    """Take back a leap behind which nothing was posted. What was posted meanwhile is settled at the end."""
    goes = rules.where_we_send(_sent(lane.way, is_locked=True), lane.next)
    if goes.next is None:
        return
    fresh = Lane(inward=False, next=goes.next, **_key(lane.way))
    Lane.objects.bulk_create([fresh], ignore_conflicts=True)
    rows = Lane.objects.filter(inward=False, **_key(lane.way))
    rows.filter(Q(next=F("leap_to")) | Q(leap_to=None, next__lt=goes.next)).update(
        next=goes.next, leap_after=None, leap_to=None
    )


def _settle(client: urllib3.PoolManager, peer: NodeId, lanes: Iterable[Settled]) -> list[tuple[Way, TakenOf]]:
    """Settle all of them, some at a time; a lane of which there is more is asked again from there."""
    learnt: list[tuple[Way, TakenOf]] = []
    left = list(lanes)
    while left:
        asked, left = left[: wire.MOST_SETTLED], left[wire.MOST_SETTLED :]
        said = road.ask(client, peer, Asked(wire.SETTLE, own_epoch(), lanes=tuple(asked)))
        for lane, taken in zip(asked, wire.read_settled(said, asked=len(asked)), strict=True):
            learnt.append((lane.way, taken))
            if taken.more:
                known = taken.taken[-1].sequence if taken.taken else lane.known
                left.append(Settled(lane.way, known=known, last=lane.last, goes_on=lane.goes_on))
    return learnt


def _remember(
    peer: NodeId, listed: list[Listed], more: bool, settled: list[Settled], learnt: list[tuple[Way, TakenOf]]
) -> None:
    nexts = {lane.way: lane.next for lane in listed}
    lacking = [rules.behind(one.awaited, nexts[one.way]) for one in settled if one.awaited is not None]
    forgotten = learning.forgotten(settled, learnt)
    rows = CatchingUp.objects.filter(peer=peer, ours=True)
    rows.update(
        after=wire.way_members(listed[-1].way) if listed else F("after"),
        attempts=0,
        state=CatchingUp.OPEN,
        lanes_behind=F("lanes_behind") + len(lacking),
        behind=F("behind") + sum(lacking),
        lanes_ahead=F("lanes_ahead") + len(forgotten),
        ahead=F("ahead") + sum(forgotten.values()),
    )


def _settle_leaps(client: urllib3.PoolManager, peer: NodeId) -> None:
    """The lanes that leapt and were not on the list, or were posted on meanwhile."""
    with working():
        ways = [Way(handle=CaseHandle(row.handle), sender=AgencyId(row.sender), recipient=AgencyId(row.recipient),
                    lane=LaneName(row.lane)) for row in _leapt(peer)]  # fmt: skip
        for way in ways:
            _go_on_with(Listed(way, 1))
        left = [lane for way in ways if (lane := _leap_of(way)) is not None]
    learnt = _settle(client, peer, left)
    with working() as at:
        learning.learn(peer, learnt, at=at)
        for lane in left:
            Lane.objects.filter(inward=False, leap_to=lane.goes_on, **_key(lane.way)).update(
                leap_after=None, leap_to=None
            )


def _leapt(peer: NodeId) -> list[Lane]:
    theirs = Agency.objects.filter(node=peer).values("id")
    return list(Lane.objects.filter(inward=False, recipient__in=theirs).exclude(leap_to=None))


def _leap_of(way: Way) -> Settled | None:
    sent = _sent(way)
    if sent is None or sent.leap is None:
        return None
    goes = rules.where_we_send(sent, 1)
    return Settled(way, known=goes.known, last=goes.last, goes_on=sent.leap)


def _agreed(peer: NodeId) -> None:
    now = timezone.now()
    with working():
        CatchingUp.objects.filter(peer=peer, ours=True).update(
            state=CatchingUp.SETTLED, settled_at=now, next_try_at=now
        )


def _key(way: Way) -> dict[str, object]:
    return {"handle": way.handle, "sender": way.sender, "recipient": way.recipient, "lane": way.lane.value}


# --- What overtakes -----------------------------------------------------------------------------------------


def _await_the_rest(client: urllib3.PoolManager, peer: NodeId) -> None:
    """Ordinary messages go on when everything that overtakes is here, or has been awaited for long enough."""
    _settle_leaps(client, peer)
    row = _row(peer)
    rest = wire.read_rest(road.ask(client, peer, Asked(wire.REST, row.epoch)))
    now = timezone.now()
    counted = {"again": rest.again, "voided": rest.voided, "told": rest.told}
    is_over = row.settled_at is not None and row.settled_at + AWAITED_FOR <= now
    with working() as at:
        rows = CatchingUp.objects.filter(peer=peer, ours=True)
        if rest.waiting and not is_over:
            rows.update(next_try_at=now + LOOK_AGAIN, **counted)
            return
        rows.update(state=CatchingUp.DONE, ended_at=now, **counted)
        Outgoing.objects.filter(peer=peer, state=Outgoing.WAITING).update(next_try_at=now)
        detail: Detail = {"peer": peer, "behind": row.behind, "ahead": row.ahead, **counted}
        record("node:caught_up", by=CLOCK, at=at, detail=detail)
