"""How a question of the conformance test travels."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from safeconduct.commands.conformance.meeting import over_http


class _Refusing(BaseHTTPRequestHandler):
    """Refuses what it is sent, and hangs up, as nodes do after 413."""

    protocol_version = "HTTP/1.1"
    met: ClassVar[list[int]] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.met.append(self.client_address[1])
        self.send_response(413)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.close_connection = True

    def log_message(self, *said: object) -> None:
        """Nothing: the test says what went wrong."""


@pytest.fixture
def address() -> Iterator[str]:
    """A node that refuses everything."""
    with HTTPServer(("127.0.0.1", 0), _Refusing) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_each_question_has_a_connection_of_its_own(address: str) -> None:
    answers = [over_http(address, b"{}", {"content-type": "application/json"}) for _ in range(3)]
    assert [status for status, _headers, _body in answers] == [413] * 3
    assert len(set(_Refusing.met)) == len(_Refusing.met) == 3
