"""No peer waits for another that is slow, and what goes wrong in a thread ends the worker."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from uuid import UUID

import pytest
import urllib3
from django.db import connections
from django.utils import timezone

from safeconduct.access.acting import working
from safeconduct.exchange import pump
from safeconduct.exchange.models import Outgoing
from safeconduct.exchange.outbox import CHANNEL
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.identifiers import NodeId, new_handle, uuid7
from tests.conftest import as_process
from tests.connections import briefly
from tests.referrals.envelopes import Envelopes

SLOW, QUICK = NodeId("aa"), NodeId("be")
"""In the order in which they would be served one after the other."""


@dataclass
class Inbox:
    """Something that listens in the place of a peer's inbox and notes when it is called."""

    answers: bool
    called: list[float] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    """What it was sent, where it answers."""
    _held: list[socket.socket] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._server.getsockname()[1]}/"

    def close(self) -> None:
        """Hang up on everybody."""
        self._server.shutdown(socket.SHUT_RDWR)
        for held in [self._server, *self._held]:
            held.close()

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self._server.accept()
            except OSError:
                return
            self.called.append(time.monotonic())
            self._held.append(caller)
            if self.answers:
                self.bodies.append(_body(caller))
                caller.sendall(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def _body(caller: socket.socket) -> bytes:
    """The whole body of one request."""
    with caller.makefile("rb") as said:
        heads = dict(
            line.decode().lower().split(":", 1) for line in iter(said.readline, b"\r\n") if b":" in line
        )
        return said.read(int(heads.get("content-length", "0")))


def also_for(peer: NodeId, message: UUID) -> None:
    """The same message for another peer, on a lane of its own."""
    with as_process("worker"), working():
        row = Outgoing.objects.get(id=message)
        row.id, row.peer, row.handle, row.next_try_at = uuid7(), peer, new_handle(), timezone.now()
        row.save(force_insert=True)


@contextmanager
def carrying() -> Iterator[list[BaseException]]:
    """The worker's loop runs inside; what ended it, when it ended by itself."""
    stopping, faults = threading.Event(), list[BaseException]()

    def run() -> None:
        try:
            pump.run(stopping)
        except Exception as fault:  # noqa: BLE001  (the test looks at it)
            faults.append(fault)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield faults
    finally:
        stopping.set()
        thread.join()


def until(holds: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


@pytest.fixture
def offer(envelopes: Envelopes) -> UUID:
    """A message for the quick peer, and one for the slow one that has waited as long."""
    message = envelopes.offer(envelopes.add(State.SENT))
    also_for(SLOW, message)
    return message


def test_a_peer_that_hangs_delays_no_other(offer: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Inbox(answers=True)) as quick, as_process("worker"):
        slow = Inbox(answers=False)
        inboxes = {SLOW: slow, QUICK: quick}
        monkeypatch.setattr(pump, "card_for", lambda peer: SimpleNamespace(endpoint=inboxes[peer].endpoint))
        begun = time.monotonic()
        with carrying() as faults:
            assert until(lambda: bool(slow.called and quick.called), 5.0)
            assert until(lambda: len(quick.called) > 1, 5.0), "it is tried again while the other still hangs"
            assert len(slow.called) == 1
            slow.close()
        assert faults == []
    assert quick.called[0] - begun < 2.0
    assert quick.called[1] - quick.called[0] < 4.0


def test_what_waits_for_one_peer_shares_a_request(offer: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    also_for(QUICK, offer)
    with closing(Inbox(answers=True)) as slow, closing(Inbox(answers=True)) as quick, as_process("worker"):
        inboxes = {SLOW: slow, QUICK: quick}
        monkeypatch.setattr(pump, "card_for", lambda peer: SimpleNamespace(endpoint=inboxes[peer].endpoint))
        with carrying() as faults:
            assert until(lambda: bool(slow.bodies and quick.bodies), 5.0)
        assert faults == []
    sent = [len(json.loads(inbox.bodies[0])["messages"]) for inbox in (slow, quick)]
    assert sent == [1, 2], "two wait for the one, one for the other"


def test_of_two_workers_one_sends_and_the_other_leaves_that_peer_to_it(
    offer: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Inbox(answers=False)
    monkeypatch.setattr(pump, "card_for", lambda _peer: SimpleNamespace(endpoint=slow.endpoint))
    with as_process("worker"), carrying() as faults, carrying() as others:
        assert until(lambda: len(slow.called) >= 2, 5.0), "one connection for each of the two peers"
        time.sleep(1.2 * pump.LOOK_EVERY)
        slow.close()
    assert faults == others == []
    assert len(slow.called) == 2


def test_what_is_posted_goes_at_once_by_the_name_in_its_notice(
    envelopes: Envelopes, offer: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pump, "LOOK_EVERY", 4.0)
    with closing(Inbox(answers=True)) as slow, closing(Inbox(answers=True)) as quick, as_process("worker"):
        inboxes = {SLOW: slow, QUICK: quick}
        monkeypatch.setattr(pump, "card_for", lambda peer: SimpleNamespace(endpoint=inboxes[peer].endpoint))
        with carrying() as faults, briefly("worker") as worker:
            assert until(lambda: len(slow.called) == len(quick.called) == 1, 5.0), "the first look"
            also_for(SLOW, offer)
            worker.execute("SELECT pg_notify(%s, %s)", [CHANNEL, SLOW])
            assert until(lambda: len(slow.called) == 2, 3.0)
            assert len(quick.called) == 1
            also_for(SLOW, offer)
            worker.execute("SELECT pg_notify(%s, '')", [CHANNEL])
            assert until(lambda: len(slow.called) == 3, 3.0), "a notice without a name has it look"
    assert faults == []


def test_a_fault_of_ours_in_one_thread_ends_the_loop(offer: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    def card_for(peer: NodeId) -> None:
        raise RuntimeError("a mistake")

    monkeypatch.setattr(pump, "card_for", card_for)
    with as_process("worker"), carrying() as faults:
        assert until(lambda: bool(faults), 5.0)
    assert isinstance(faults[0], RuntimeError)


def test_a_thread_rests_with_its_connection_and_sets_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = _threads_that_carry(monkeypatch)
    carriers, stopping = _carriers()
    carriers.send([QUICK])
    assert until(lambda: len(threads) == 1, 5.0)
    carriers.send([QUICK])
    assert until(lambda: len(threads) == 2, 5.0)
    _end(carriers, stopping)
    assert threads[0] is threads[1], "a new connection for each message costs more than the message"


def test_an_end_waits_for_what_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, done = threading.Event(), threading.Event()

    def carry(_self: pump.Carriers, _peer: str) -> None:
        begun.set()
        time.sleep(0.2)
        done.set()

    monkeypatch.setattr(pump.Carriers, "_carry_all", carry)
    carriers, stopping = _carriers()
    carriers.send([QUICK])
    assert begun.wait(5.0)
    _end(carriers, stopping)
    assert done.is_set()


def test_whoever_rests_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pump, "MOST_AT_ONCE", 1)
    threads = _threads_that_carry(monkeypatch)
    carriers, stopping = _carriers()
    carriers.send([QUICK])
    assert until(lambda: len(threads) == 1, 5.0)

    def slow_is_served() -> bool:
        carriers.send([SLOW])
        return len(threads) == 2

    assert until(slow_is_served, 5.0)
    _end(carriers, stopping)


def _carriers() -> tuple[pump.Carriers, threading.Event]:
    stopping = threading.Event()
    return pump.Carriers(urllib3.PoolManager(), stopping), stopping


def _end(carriers: pump.Carriers, stopping: threading.Event) -> None:
    stopping.set()
    carriers.join()
    carriers.raise_fault()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("to ")]


def _threads_that_carry(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    threads: list[threading.Thread] = []
    monkeypatch.setattr(
        pump.Carriers, "_carry_all", lambda _self, _peer: threads.append(threading.current_thread())
    )
    return threads
