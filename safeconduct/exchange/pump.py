"""The worker's loop: what waits in the outbox goes to its peer, many messages in one request, until it is told to stop.

Promised: the head of each lane goes first and no lane waits for another; withdrawals go before everything; no peer
waits for another that is slow; a peer that cannot be reached is tried again with growing pauses; two workers never
send to one peer at once. It is woken by NOTIFY and looks every second anyway.
"""

import logging
import random
import threading
import time
from dataclasses import dataclass
from datetime import timedelta

import urllib3
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone
from psycopg import sql

from safeconduct.access.acting import working
from safeconduct.access.alone import alone
from safeconduct.access.crash_points import Point, reached
from safeconduct.access.ring import ring
from safeconduct.exchange import hop
from safeconduct.exchange.answers import apply
from safeconduct.exchange.batches import Result, read_answer, write_batch
from safeconduct.exchange.catching_up.epochs import waits_for
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.hop import Asked
from safeconduct.exchange.limits import MOST_ANSWER_BYTES, MOST_MESSAGES
from safeconduct.exchange.models import Outgoing
from safeconduct.exchange.outbox import CHANNEL
from safeconduct.exchange.peers import card_for, may_be_asked
from safeconduct.vocabulary.identifiers import MessageId, NodeId
from safeconduct.vocabulary.ready import chosen

logger = logging.getLogger(__name__)

_DUE = """
    SELECT peer FROM exchange.outgoing
     WHERE state = 'waiting' AND next_try_at <= %s AND (expires > %s OR lane = 'withdrawal')
     GROUP BY peer ORDER BY min(next_try_at), peer
"""
_NEXT = """
     WHERE o.peer = %s AND o.state = 'waiting' AND (o.next_try_at <= %s AND o.expires > %s OR o.lane = 'withdrawal')
       AND (o.lane = 'withdrawal' OR NOT %s::boolean)
       AND NOT EXISTS (
         SELECT FROM exchange.outgoing h
          WHERE h.peer = o.peer AND h.handle = o.handle AND h.agency_id = o.agency_id AND h.recipient = o.recipient
            AND h.lane = o.lane AND h.sequence < o.sequence AND h.state = 'waiting'
            AND (h.next_try_at > %s OR h.expires <= %s) AND h.lane <> 'withdrawal')
     ORDER BY (o.lane = 'withdrawal') DESC, o.posted_at, o.sequence
     LIMIT %s
"""

_PUT_OFF = """
    UPDATE exchange.outgoing o SET attempts = put.attempts, next_try_at = put.again
      FROM unnest(%s::uuid[], %s::integer[], %s::timestamptz[]) AS put (id, attempts, again)
     WHERE o.id = put.id AND o.state = 'waiting'
"""

LOOK_EVERY = 1.0
MOST_AT_ONCE = 8
"""How many peers are served at one time."""
REST = 30.0
"""Seconds that a thread keeps its connection when there is nothing to carry."""
GATHER = 0.02
"""Seconds that the first message waits for others to share its request, where several went together the last time.

A request costs both nodes two transactions and four signatures beside its messages."""
PATIENCE = 6.0
"""Seconds that requests under way have when the worker is told to end."""
CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 20.0
LONGEST_PAUSE = timedelta(minutes=15)
LONGEST_PAUSE_IN_THE_DEMO = timedelta(seconds=5)


class PeerUnreachable(Exception):
    """The peer gave no believable answer; it is tried again later, and nobody is told yet."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What goes to one peer in one request."""

    peer: NodeId
    rows: list[Outgoing]


def run(stopping: threading.Event) -> None:
    """Carry messages until `stopping` is set. A lost database ends the loop: the process is started anew."""
    client = urllib3.PoolManager(
        num_pools=2 * MOST_AT_ONCE,
        retries=False,
        timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=ANSWER_SECONDS),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
    carriers = Carriers(client, stopping)
    try:
        while not stopping.is_set():
            carriers.send(_peers_with_something_due())
            _wait(carriers, stopping)
    finally:
        stopping.set()
        carriers.join()


@dataclass
class _Carrier:
    """One peer's thread; `is_asked` when it is to set out once more."""

    thread: threading.Thread
    woken: threading.Event
    is_asked: bool = True


class Carriers:
    """A thread for each peer that has something due, so that no peer waits for another.

    A thread has its own connection to the database, and rests a while when all is carried: to connect anew for
    each message would cost more than the message. What goes wrong in it, other than a peer that cannot be reached,
    is raised again in the loop.
    """

    def __init__(self, client: urllib3.PoolManager, stopping: threading.Event) -> None:
        self._client, self._stopping = client, stopping
        self._lock = threading.Lock()
        self._carriers: dict[NodeId, _Carrier] = {}
        self._busy: set[NodeId] = set()
        self._fault: BaseException | None = None

    def send(self, peers: list[NodeId]) -> None:
        """Set out to these peers, in this order; whoever finds no free thread is asked for again at the next look."""
        for peer in peers:
            with self._lock:
                if peer in self._carriers:
                    self._carriers[peer].is_asked = True
                    self._carriers[peer].woken.set()
                elif len(self._carriers) < MOST_AT_ONCE:
                    self._carriers[peer] = self._new(peer)
                    self._carriers[peer].thread.start()
                else:
                    self._wake_all()  # whoever rests makes room

    def raise_fault(self) -> None:
        """Raise what ended a thread."""
        if self._fault is not None:
            raise self._fault

    def join(self, patience: float = PATIENCE) -> None:
        """Wait for what is under way; what takes longer is left, and sent again by the next worker."""
        end = time.monotonic() + patience
        with self._lock:
            self._wake_all()
            threads = [carrier.thread for carrier in self._carriers.values()]
        for thread in threads:
            thread.join(max(0.0, end - time.monotonic()))

    def _new(self, peer: NodeId) -> _Carrier:
        thread = threading.Thread(target=self._run, args=(peer,), name=f"to {peer}", daemon=True)
        return _Carrier(thread, threading.Event())

    def _wake_all(self) -> None:
        for carrier in self._carriers.values():
            carrier.woken.set()

    def _run(self, peer: NodeId) -> None:
        with self._lock:
            woken = self._carriers[peer].woken
        try:
            while self._is_asked(peer):
                self._carry_all(peer)
                woken.wait(REST)
        except BaseException as fault:  # noqa: BLE001  (the loop raises it)
            self._fault = fault
            with self._lock:
                self._carriers.pop(peer, None)
        finally:
            connections.close_all()

    def _is_asked(self, peer: NodeId) -> bool:
        """Whether there is something to carry; when not, the thread ends and its place is free."""
        with self._lock:
            carrier = self._carriers[peer]
            carrier.woken.clear()
            if carrier.is_asked and not self._stopping.is_set():
                carrier.is_asked = False
                return True
            del self._carriers[peer]
            return False

    def _carry_all(self, peer: NodeId) -> None:
        if peer in self._busy:
            self._stopping.wait(GATHER)
            self._busy.discard(peer)
        with alone("to a peer", peer) as is_alone:
            batch = _first_batch(peer) if is_alone else Batch(peer, [])
            while batch.rows and not self._stopping.is_set():
                if len(batch.rows) > 1:
                    self._busy.add(peer)
                batch = _carry(self._client, batch)


def _first_batch(peer: NodeId) -> Batch:
    with working():
        return _batch(peer)


def _carry(client: urllib3.PoolManager, batch: Batch) -> Batch:
    """Send a batch and note what became of it; the next one, empty when there is none or the peer is away."""
    try:
        rows, results = _exchange(client, batch)
    except PeerUnreachable as error:
        logger.warning(
            "a peer cannot be reached",
            extra={"peer": batch.peer, "why": str(error), "waiting": len(batch.rows)},
        )
        with working():
            _put_off(batch.rows)
        return Batch(batch.peer, [])
    reached(Point.ANSWERED)
    with working():
        apply(batch.peer, rows, results, at=timezone.now())
        reached(Point.NOTED)
        return _batch(batch.peer)


def _exchange(client: urllib3.PoolManager, batch: Batch) -> tuple[list[Outgoing], list[Result]]:
    card = card_for(batch.peer)
    if card is None:
        raise PeerUnreachable("not a confirmed peer")
    if not may_be_asked(card.endpoint):
        raise PeerUnreachable("its card names an address of this machine")
    body, count = write_batch([row.event for row in batch.rows])
    url = card.endpoint + "messages"
    headers = hop.sign_request(
        "POST", url, {"content-type": "application/json"}, body, ring(), now=timezone.now()
    )
    reached(Point.BEFORE_SENDING)
    try:
        answer = client.request(
            "POST", url, body=body, headers=headers, redirect=False, preload_content=False
        )
        said = answer.read(MOST_ANSWER_BYTES + 1)
        answer.release_conn()
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise PeerUnreachable(type(error).__name__) from error
    if answer.status != 200:
        raise PeerUnreachable(f"status {answer.status}")
    rows = batch.rows[:count]
    try:
        hop.verify_response(
            answer.status, dict(answer.headers), said,
            asked=Asked("POST", url, headers), peer=batch.peer, card_for=card_for, now=timezone.now(),
        )  # fmt: skip
        return rows, read_answer(said, asked=[MessageId(row.id) for row in rows])
    except WireError as error:
        raise PeerUnreachable(f"answer not believed: {error.fault}") from error


def _peers_with_something_due() -> list[NodeId]:
    """Who has waited longest comes first."""
    with working(), connection.cursor() as cursor:
        now = timezone.now()
        cursor.execute(_DUE, [now, now])
        return [NodeId(peer) for (peer,) in cursor.fetchall()]


def _batch(peer: NodeId) -> Batch:
    """The next messages for a peer: withdrawals first, each lane in order, none past one that must wait.

    What has expired does not go, since the consent under which it would is over, and nothing passes it until the clock
    has put a void in its place. A withdrawal goes however late it is.

    A withdrawal that was put off goes along as soon as anything goes: it must be the first after a silence. Where
    nothing is due nothing goes, or what was put off would be tried without a pause. While the numbers of a restored
    node are not agreed on, only withdrawals go.
    """
    now = timezone.now()
    found = _in_lane_order(
        chosen(Outgoing, _NEXT, [peer, now, now, waits_for(peer), now, now, MOST_MESSAGES])
    )
    return Batch(peer, found if any(row.next_try_at <= now for row in found) else [])


def _in_lane_order(rows: list[Outgoing]) -> list[Outgoing]:
    """The same places, but within each lane by number: two posted at one moment must not swap."""
    lanes: dict[tuple[object, ...], list[Outgoing]] = {}
    for row in rows:
        lanes.setdefault((row.handle, row.agency_id, row.recipient, row.lane), []).append(row)
    queues = {key: iter(sorted(lane, key=lambda row: row.sequence)) for key, lane in lanes.items()}
    return [next(queues[(row.handle, row.agency_id, row.recipient, row.lane)]) for row in rows]


def _put_off(rows: list[Outgoing]) -> None:
    now = timezone.now()
    again = [now + pause(row.attempts + 1) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_PUT_OFF, [[row.id for row in rows], [row.attempts + 1 for row in rows], again])


def pause(attempts: int) -> timedelta:
    """How long to wait after so many failures: doubling from one second, with jitter, up to a quarter of an hour."""
    longest = LONGEST_PAUSE_IN_THE_DEMO if settings.DEMO else LONGEST_PAUSE
    seconds = min(2.0 ** min(attempts - 1, 12), longest.total_seconds())
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311  (no secret hangs on it)


def _wait(carriers: Carriers, stopping: threading.Event) -> None:
    """For a while set out to whoever is named to have got something; a notice without a name ends the wait."""
    connection.ensure_connection()
    end = time.monotonic() + LOOK_EVERY
    while not stopping.is_set() and (left := end - time.monotonic()) > 0:
        notices = connection.connection.notifies(timeout=left, stop_after=1)
        named = dict.fromkeys(NodeId(notice.payload) for notice in notices)
        carriers.raise_fault()
        if "" in named:
            return
        carriers.send(list(named))
