"""The node in memory with keys of its own, and its card at a free port; other requests go past the network."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from uuid import uuid4

from safeconduct.commands.conformance.reception import Server
from safeconduct.keys.card import Card, verify_card
from safeconduct.keys.ring import load, make
from safeconduct.vocabulary.identifiers import AgencyId
from tests.commands.conformance.small_node import NODE, SmallNode


def small_node(folder: Path) -> SmallNode:
    """Its keys, made in this folder; where it listens is said when it does."""
    agency = AgencyId(uuid4())
    make(folder, NODE, [agency])
    rings = {process: load(folder, process) for process in ("web", "inbox", "worker")}
    return SmallNode({str(process): ring for process, ring in rings.items()}, agency, "http://127.0.0.1:9/")


@contextmanager
def running(node: SmallNode) -> Iterator[SmallNode]:
    """Serve its card at a free port; other requests come by `carried`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            card: Any = node.card()
            if node.broken == "a card that was changed":
                card["name"] = "Somebody else"
            self._send(200, {}, json.dumps(card).encode())

        def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *values: object) -> None:  # noqa: A002  (the library's own name)
            """Tests are silent."""

    server = Server(("127.0.0.1", 0), Handler)
    node.endpoint = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield node
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def card_of(node: SmallNode) -> Card:
    """The card as a person has confirmed it."""
    return verify_card(node.card())
