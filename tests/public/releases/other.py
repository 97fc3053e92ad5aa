"""A site of another node, written anew for tests: it releases what it is told to, and serves it."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from safeconduct.commands.nodes.node import Node
from tests.public.reader import Browser, rows


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class Other:
    """A site of another node, written anew for this test."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.at = datetime.now(UTC).replace(microsecond=0)
        self.releases: list[dict[str, Any]] = []
        self.signs_with = self.key
        self.raw: bytes | None = None
        self.wire: bytes | None = None
        """What comes over the line instead of an answer of HTTP."""
        self.asked: list[str] = []
        self.more: dict[str, Any] = {}
        self.meanwhile: Callable[[], object] = lambda: None
        """What happens while its answer is on its way."""

    def serve(self, address: str) -> None:
        """From here on its address is known."""
        self.address = address

    def release(self, title: str, kind: str = "recommendation", **more: str) -> None:
        """Publish one."""
        text = {"title": title, "introduction": "From far away.", "address": f"{self.address}en/x/"} | more
        self.releases.append(
            {"kind": kind, "key": title[:60], "day": "2026-11-30", "country": "", "texts": {"fr": text}}
        )

    def said(self) -> bytes:
        """What lies at /releases.json."""
        if self.raw is not None:
            return self.raw
        document = {
            "format": "safeconduct-releases-1",
            "name": "Nœud d'essai <b>",
            "address": self.address,
            "key": self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex(),
            "at": self.at.isoformat(),
            "releases": self.releases,
            **self.more,
        }
        signature = base64.b64encode(self.signs_with.sign(canonical(document))).decode()
        return json.dumps({"document": document, "signature": signature}).encode()


OF_A_SOURCE = ("signatures_statement", "signatures_refusal", "signatures_othertext", "signatures_signingnode")


@contextmanager
def running(site: Node) -> Iterator[Other]:
    """Another site, running; whatever was taken from it is forgotten afterwards."""
    other = Other()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            other.asked.append(self.path)
            body = other.said()
            other.meanwhile()
            if other.wire is not None:
                self.wfile.write(other.wire)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    other.serve(f"http://127.0.0.1:{server.server_port}/")
    yield other
    server.shutdown()
    server.server_close()
    for table in OF_A_SOURCE:
        rows(site, f"DELETE FROM {table} WHERE source_id IS NOT NULL")
    rows(site, "DELETE FROM releases_received")
    rows(site, "DELETE FROM releases_source")


def name(by: Browser, other: Other) -> str:
    """Name it, as an editor does."""
    by.get("/edit/sources/")
    return by.post("/edit/sources/", {"address": other.address}).text


def press(by: Browser, word: str) -> str:
    """Press one of its buttons."""
    number = rows(by.node, "SELECT id FROM releases_source")[0]
    by.get("/edit/sources/")
    return by.post(f"/edit/sources/{number}/{word}/", {}).text
