"""The road to one node's inbox, which can be told to fail: a small proxy that treats the next requests badly.

It changes nothing that it lets through; every signature is the nodes' own. A request meets at most one fault.
"""

import http.client
import socket
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer

from safeconduct.commands.measures.faults.road_faults import RoadFault

__all__ = ["FaultyRoad", "Listener", "RoadFault"]

type Listener = Callable[[str, Mapping[str, str], bytes, float, float], None]
"""Hears of each answer of the inbox: its address, the head of the request, the body, and from when to when it took."""
LONGEST_BODY = 4 * 1024 * 1024
LATER = 1.2
"""Seconds that a request is kept back when it is to arrive after those that were sent later."""
DELAY = 0.8
HALF_OPEN = 25.0
"""Seconds that a connection hangs without a word: longer than any node waits."""
PATIENCE = 25.0


@dataclass(frozen=True)
class _Request:
    method: str
    path: str
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True)
class _Answer:
    status: int
    reason: str
    headers: list[tuple[str, str]]
    body: bytes


@dataclass
class FaultyRoad:
    """Listens at `port` and hands everything on to `inbox` on this machine, until it is closed."""

    port: int
    inbox: int
    met: Counter[RoadFault] = field(default_factory=Counter)
    """How many requests met each fault."""
    met_at: Counter[str] = field(default_factory=Counter)
    """The same, by the address that was asked for."""
    listener: Listener | None = None
    _before: dict[str, _Answer] = field(default_factory=dict)
    """The last answer that came from each address."""
    _next: deque[RoadFault] = field(default_factory=deque)
    _next_at: defaultdict[str, deque[RoadFault]] = field(default_factory=lambda: defaultdict(deque))

    def __post_init__(self) -> None:
        road = self

        class Handler(StreamRequestHandler):
            def handle(self) -> None:
                with suppress(OSError, ValueError, http.client.HTTPException):
                    road._serve(self)

        class Server(ThreadingTCPServer):
            daemon_threads, allow_reuse_address, request_queue_size = True, True, 128

        self._server = Server(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()

    def treat_next(self, fault: RoadFault, *, at: str = "") -> None:
        """The next request that nothing else is meant for meets this; where `at` is given, the next one there."""
        (self._next_at[at] if at else self._next).append(fault)

    def be_kind(self) -> None:
        """What is still meant for requests to come is forgotten."""
        self._next.clear()
        self._next_at.clear()

    # --- One connection -----------------------------------------------------------------------------------------

    def _serve(self, at: StreamRequestHandler) -> None:
        while (request := _read(at)) is not None:
            fault = self._meant_for(request)
            if fault is not None:
                self.met[fault] += 1
                self.met_at[request.path] += 1
            answer = self._answer(request, fault)
            if answer is None:
                return
            half = fault is RoadFault.ANSWER_TRUNCATED
            at.wfile.write(_written(answer, len(answer.body) // 2 if half else len(answer.body)))
            if half:
                return

    def _meant_for(self, request: _Request) -> RoadFault | None:
        if request.method != "POST":
            return None
        for meant in (self._next_at[request.path], self._next):
            with suppress(IndexError):
                return meant.popleft()
        return None

    def _answer(self, request: _Request, fault: RoadFault | None) -> _Answer | None:
        """What the sender gets; None when its connection ends."""
        match fault:
            case RoadFault.CUT_BEFORE:
                return None
            case RoadFault.HALF_OPEN:
                time.sleep(HALF_OPEN)
                return None
            case RoadFault.REQUEST_TRUNCATED:
                self._hand_on_half(request)
                return None
            case RoadFault.REORDERED:
                threading.Thread(target=self._later, args=(request,), daemon=True).start()
                return None
            case RoadFault.DUPLICATED:
                threading.Thread(target=self._hand_on, args=(request,), daemon=True).start()
            case RoadFault.DELAYED:
                time.sleep(DELAY)
            case _:
                pass
        before, answer = self._before.get(request.path), self._hand_on(request)
        if answer is not None:
            self._before[request.path] = answer
        if fault is RoadFault.EARLIER_ANSWER and before is not None:
            return before
        return None if fault is RoadFault.CUT_AFTER else answer

    def _later(self, request: _Request) -> None:
        time.sleep(LATER)
        self._hand_on(request)

    def _hand_on(self, request: _Request) -> _Answer | None:
        connection, begun = (
            http.client.HTTPConnection("127.0.0.1", self.inbox, timeout=PATIENCE),
            time.monotonic(),
        )
        try:
            connection.putrequest(request.method, request.path, skip_host=True, skip_accept_encoding=True)
            for name, value in request.headers:
                connection.putheader(name, value)
            connection.endheaders(request.body)
            answer = connection.getresponse()
            body = answer.read()
            if self.listener is not None and answer.status == 200:
                self.listener(request.path, dict(request.headers), body, begun, time.monotonic())
            return _Answer(answer.status, answer.reason, answer.getheaders(), body)
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def _hand_on_half(self, request: _Request) -> None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.inbox), PATIENCE) as there:
            head = f"{request.method} {request.path} HTTP/1.1\r\n"
            head += "".join(f"{name}: {value}\r\n" for name, value in request.headers)
            there.sendall(head.encode("latin-1") + b"\r\n" + request.body[: len(request.body) // 2])


def _read(at: StreamRequestHandler) -> _Request | None:
    line = at.rfile.readline(65537).decode("latin-1").strip()
    if not line:
        return None
    method, path, _version = line.split(" ")
    headers = list(http.client.parse_headers(at.rfile).items())
    named = {name.lower(): value for name, value in headers}
    length = int(named.get("content-length", "0"))
    if length > LONGEST_BODY:
        return None
    body = at.rfile.read(length)
    return _Request(method, path, headers, body) if len(body) == length else None


def _written(answer: _Answer, length: int) -> bytes:
    """The answer as it goes back, with so much of its body; its head promises the whole."""
    own = ("content-length", "transfer-encoding", "connection")
    kept = [(name, value) for name, value in answer.headers if name.lower() not in own]
    head = f"HTTP/1.1 {answer.status} {answer.reason}\r\nContent-Length: {len(answer.body)}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in kept)
    return head.encode("latin-1") + b"\r\n" + answer.body[:length]
