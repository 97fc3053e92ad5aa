"""The road between nodes that fails: what arrives, how often, and what the sender sees."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import urllib3

from safeconduct.commands.measures.faults import road
from safeconduct.commands.measures.faults.road import FaultyRoad, RoadFault
from safeconduct.commands.nodes.processes import free_ports

ASKED, SAID = b"a request with a body", b"an answer with a body"


class Inbox:
    """Something that answers in the place of an inbox, and keeps what came."""

    def __init__(self) -> None:
        self.came: list[bytes] = []
        self.answers: list[bytes] = []
        """What is answered next; afterwards SAID."""
        inbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                wanted = int(self.headers["Content-Length"])
                body = self.rfile.read(wanted)
                inbox.came.append(body)
                if len(body) == wanted:
                    said = inbox.answers.pop(0) if inbox.answers else SAID
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(said)))
                    self.end_headers()
                    self.wfile.write(said)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    made = Inbox()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def way(inbox: Inbox) -> Iterator[FaultyRoad]:
    made = FaultyRoad(free_ports(1)[0], inbox.server.server_address[1])
    yield made
    made.close()


def sent(way: FaultyRoad, body: bytes = ASKED) -> bytes | None:
    """What the sender gets; None when its connection ends or hangs."""
    try:
        with urllib3.PoolManager(retries=False, timeout=2) as client:
            return client.request("POST", f"http://127.0.0.1:{way.port}/messages", body=body).data
    except urllib3.exceptions.HTTPError:
        return None


def test_it_hands_on_what_it_gets_unchanged(way: FaultyRoad, inbox: Inbox) -> None:
    assert (sent(way), inbox.came) == (SAID, [ASKED])


@pytest.mark.parametrize(
    "fault, gets, came",
    [
        (RoadFault.CUT_BEFORE, None, []),
        (RoadFault.CUT_AFTER, None, [ASKED]),
        (RoadFault.REQUEST_TRUNCATED, None, [ASKED[: len(ASKED) // 2]]),
        (RoadFault.ANSWER_TRUNCATED, None, [ASKED]),
        (RoadFault.DUPLICATED, SAID, [ASKED, ASKED]),
        (RoadFault.DELAYED, SAID, [ASKED]),
        (RoadFault.HALF_OPEN, None, []),
    ],
)
def test_each_fault_does_what_its_name_says_and_to_one_request(
    way: FaultyRoad, inbox: Inbox, fault: RoadFault, gets: bytes | None, came: list[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(road, "DELAY", 0.1)
    way.treat_next(fault)
    assert sent(way) == gets
    end = time.monotonic() + 2
    while len(inbox.came) < len(came) and time.monotonic() < end:
        time.sleep(0.02)
    assert inbox.came == came
    assert way.met[fault] == 1
    assert sent(way) == SAID, "the next request meets nothing"


def test_a_request_that_is_reordered_arrives_after_a_later_one(
    way: FaultyRoad, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(road, "LATER", 0.3)
    way.treat_next(RoadFault.REORDERED)
    assert (sent(way, b"first"), sent(way, b"second")) == (None, SAID)
    time.sleep(0.5)
    assert inbox.came == [b"second", b"first"]


def test_an_earlier_answer_comes_in_the_place_of_the_one_that_was_asked_for(
    way: FaultyRoad, inbox: Inbox
) -> None:
    heard: list[tuple[str, bytes]] = []
    way.listener = lambda path, _headers, body, _begun, _ended: heard.append((path, body))
    inbox.answers = [b"the first", b"the second", b"the third"]
    way.treat_next(RoadFault.EARLIER_ANSWER)
    assert sent(way) == b"the first", "before it there was none"
    way.treat_next(RoadFault.EARLIER_ANSWER)
    assert sent(way, b"another") == b"the first"
    assert sent(way) == b"the third"
    assert inbox.came == [ASKED, b"another", ASKED], "each arrived"
    assert heard == [("/messages", body) for body in (b"the first", b"the second", b"the third")]
    assert way.met_at["/messages"] == 2
