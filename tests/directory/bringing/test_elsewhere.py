"""Another system's HSDS API: its pages become records, a service without its organisation is asked for by itself."""

import io
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from safeconduct.directory.bringing.elsewhere import fetch, is_address
from safeconduct.vocabulary.tables.problems import WrongFile
from tests.directory.bringing.test_bad_input import proposed, read, service

ALL = [service(id=str(n), name=f"Advice {n}") for n in range(5)]


@contextmanager
def api(*, whole: bool = True, broken_at: int = 0) -> Iterator[str]:
    """An API on this machine, two services a page."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/hsds/services":
                page = int(parse_qs(parts.query)["page"][0])
                some = ALL[2 * page - 2 : 2 * page]
                shown = some if whole else [{"id": one["id"], "name": one["name"]} for one in some]
                self._say(
                    {"contents": shown, "total_pages": 3, "last_page": page == 3},
                    500 if page == broken_at else 200,
                )
            else:
                self._say(ALL[int(parts.path.rsplit("/", 1)[-1])])

        def _say(self, said: Any, status: int = 200) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hsds"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "without organisations"])
def test_every_page_is_fetched_and_read_as_a_file_is(whole: bool) -> None:
    file, heard = io.BytesIO(), list[int]()
    with api(whole=whole) as address:
        assert fetch(address, file, heard.append) == 5
    found = [proposed(one) for one in read(file.getvalue()).values()]
    assert [(one.name, one.organisation) for one in found] == [(f"Advice {n}", "Centrul") for n in range(5)]
    assert heard == [2, 4, 5]


def test_a_page_that_gives_no_answer_ends_it_with_its_address() -> None:
    with api(broken_at=2) as address, pytest.raises(WrongFile) as raised:
        fetch(address, io.BytesIO())
    assert "page=2" in str(raised.value.problems[0].sentence)
    assert "status 500" in str(raised.value.problems[0].sentence)


@pytest.mark.parametrize("address", ["http://example.org/hsds", "ftp://example.org", "https://"])
def test_only_a_protected_address_is_asked(address: str) -> None:
    with pytest.raises(WrongFile):
        fetch(address, io.BytesIO())
    assert not is_address("list.csv")
