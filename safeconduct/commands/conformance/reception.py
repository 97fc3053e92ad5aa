"""The peer's own inbox: it takes in what the tested node sends, remembers it, and answers as it is told."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from safeconduct.commands.conformance.stranger import Stranger
from safeconduct.exchange import hop
from safeconduct.exchange.batches import Candidate, Result, Status, read_batch, write_answer
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.hop import Asked
from safeconduct.exchange.limits import MOST_REQUEST_BYTES
from safeconduct.exchange.receipts import make_receipt
from safeconduct.exchange.wire import Lane, Opened, open_message
from safeconduct.keys.card import Card, verify_card
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.identifiers import AgencyId, NodeId

OFTEN = 0.02
"""Seconds between two looks."""


@dataclass
class Reception:
    """What has come, by the handle of the case; safe for the threads of its server."""

    stranger: Stranger
    target: Card
    arrived: list[Opened] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)
    """Handle and object hash of each message at each time it came."""
    faults: list[str] = field(default_factory=list)
    """What was wrong with a request or a message."""
    unsigned_for: set[str] = field(default_factory=set)
    """The handles of which the next batch is answered once without a signature."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_for(self, handle: str, message_type: str, seconds: float) -> Opened | None:
        """The first message of this type about this case, or None when none comes in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with self._lock:
                for opened in self.arrived:
                    if (opened.routing.subject, opened.routing.type) == (handle, message_type):
                        return opened
            time.sleep(OFTEN)
        return None

    def times(self, handle: str) -> list[str]:
        """The object hashes that came for this case, in the order in which they came."""
        with self._lock:
            return [found for subject, found in self.seen if subject == handle]

    def has(self, handle: str, message_type: str, lane: Lane, number: int) -> bool:
        """Whether a message of this type came for this case, under this number of this lane."""
        place = (handle, message_type, lane, number)
        with self._lock:
            came = [one.routing for one in self.arrived]
        return any((one.subject, one.type, one.lane, one.sequence) == place for one in came)

    def answer(self, asked: Asked, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for one request."""
        now = datetime.now(UTC)
        try:
            hop.verify_request("POST", asked.url, asked.headers, body, card_for=self._card_for, now=now)
            candidates = read_batch(body)
        except WireError as error:
            with self._lock:
                self.faults.append(str(error))
            return 401, {}, b"{}"
        results = [self._take_in(candidate) for candidate in candidates]
        plain, said = {"content-type": "application/json"}, write_answer(results)
        if self._is_left_unsigned(candidates):
            return 200, plain, said
        ring = self.stranger.rings["inbox"]
        return 200, hop.sign_response(200, plain, said, ring, asked=asked, now=now), said

    def _take_in(self, candidate: Candidate) -> Result:
        try:
            opened = open_message(
                candidate.event, exchange_keys_for=self._keys_for, card_for=self._card_for, sent_by=self.target.node,
                now=datetime.now(UTC),
            )  # fmt: skip
        except WireError as error:
            with self._lock:
                self.faults.append(str(error))
            return Result(id=candidate.id, status=Status.QUARANTINED, reason=error.fault.value)
        with self._lock:
            is_known = any(one.routing.id == opened.routing.id for one in self.arrived)
            self.seen.append((opened.routing.subject, opened.object_hash))
            if not is_known:
                self.arrived.append(opened)
        status = Status.DUPLICATE if is_known else Status.STORED
        return Result(id=opened.routing.id, status=status, receipts=(self._receipt(opened),))

    def _receipt(self, opened: Opened) -> dict[str, object]:
        return make_receipt(
            step=ReceiptStep.ACCEPTED_BY_NODE, message=opened.routing.id, object_hash=opened.object_hash,
            issuer=self.stranger.node, agency=self.stranger.agency, at=datetime.now(UTC),
            signer=self.stranger.rings["inbox"].receipt_key,
        )  # fmt: skip

    def _is_left_unsigned(self, candidates: list[Candidate]) -> bool:
        subjects = {one.event.get("subject") for one in candidates if isinstance(one.event, dict)}
        with self._lock:
            found = subjects & self.unsigned_for
            self.unsigned_for -= found
        return bool(found)

    def _card_for(self, node: NodeId) -> Card | None:
        if node == self.target.node:
            return self.target
        return verify_card(self.stranger.card()) if node == self.stranger.node else None

    def _keys_for(self, agency: AgencyId) -> Any:
        return self.stranger.rings["inbox"].exchange_keys(agency) if agency == self.stranger.agency else ()


class Server(ThreadingHTTPServer):
    """A node hands over many messages at once; who finds no room in the queue is heard a second later."""

    request_queue_size = 128


@contextmanager
def listening(reception: Reception, host: str, port: int) -> Iterator[int]:
    """Serve the peer's two addresses while the block runs; the port, which is a free one for 0."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version, wbufsize = "HTTP/1.1", -1

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            if length > MOST_REQUEST_BYTES:
                return self._send(413, {}, b"{}")
            if not self.path.endswith("/messages"):  # we speak neither of numbers nor of services
                self.rfile.read(length)
                return self._send(404, {}, b"{}")
            asked = Asked("POST", reception.stranger.endpoint + "messages", dict(self.headers.items()))
            return self._send(*reception.answer(asked, self.rfile.read(length)))

        def do_GET(self) -> None:
            self._send(
                200, {"content-type": "application/json"}, json.dumps(reception.stranger.card()).encode()
            )

        def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *values: object) -> None:  # noqa: A002  (the library's own name)
            """Nothing of what comes is written down."""

    server = Server((host, port), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
