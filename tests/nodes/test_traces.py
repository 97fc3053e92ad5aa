"""After everything that was done here: nothing of a person lies about in the open, on either node."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.commands.nodes.binaries import environment, programs, run_as
from safeconduct.commands.nodes.databases import ADMINISTRATOR, DATABASE
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import secret
from safeconduct.site.logs import KEPT
from tests.nodes.hostile import MARKER
from tests.nodes.story import SECRETS, Story
from tests.nodes.town import Town, WatchedBrowser

MARKERS = [*SECRETS, "A room near a nursery", "I am looked for at home", MARKER]
CHUNK = 1 << 20


@pytest.fixture(scope="module", autouse=True)
def journeys(town: Town) -> None:
    """One referral to the end and one that is under way, whatever other tests have run."""
    Story(town).reach("closed")
    Story(town, receiver="Radu Ene", to="Cabinet Teiul").reach("accepted")


@pytest.fixture(params=["ro", "be"])
def node(request: pytest.FixtureRequest, town: Town) -> Node:
    """Each of the two."""
    return town.node(request.param)


def found_in(pieces: Iterator[bytes]) -> list[str]:
    """The markers that stand in a stream of bytes."""
    found: set[str] = set()
    tail = b""
    for piece in pieces:
        window = tail + piece
        found |= {marker for marker in MARKERS if marker.encode() in window}
        tail = window[-100:]
    return sorted(found)


def pieces_of(path: Path) -> Iterator[bytes]:
    """A file, a megabyte at a time. What PostgreSQL takes away meanwhile holds nothing."""
    try:
        file = open(path, "rb")  # noqa: SIM115 - closed below
    except FileNotFoundError:
        return
    with file:
        while piece := file.read(CHUNK):
            yield piece


def test_the_markers_are_found_where_they_may_stand(town: Town) -> None:
    radu = town.hands("Radu Ene")
    page = radu.browser
    assert isinstance(page, WatchedBrowser)
    shown = [path for path, _title in page.shown if path.startswith("/referrals/")]
    texts = " ".join(page.get(path).text for path in set(shown))
    assert SECRETS[0] in texts


def test_no_log_holds_anything_of_a_person(node: Node) -> None:
    logs = sorted((node.home / "logs").iterdir())
    assert {log.name for log in logs} >= {"web.jsonl", "inbox.jsonl", "worker.jsonl"}
    assert {log.name: found_in(pieces_of(log)) for log in logs} == {log.name: [] for log in logs}


def test_no_log_line_holds_more_than_it_may(node: Node) -> None:
    # Beside the line itself: names of nodes, random identifiers, codes and a number (site/logs.py: KEPT).
    kept = {"peer", "fault", "why", "message_id", "referral", "waiting", "kind"}
    assert kept == set(KEPT)
    allowed = {"at", "level", "logger", "message", "status", "where"} | kept
    for log in (node.home / "logs").iterdir():
        for line in log.read_text().splitlines():
            if line.startswith("{"):
                assert set(json.loads(line)) <= allowed


def test_no_address_and_no_title_holds_anything_of_a_person(town: Town) -> None:
    shown = {text for browser in town.browsers for pair in browser.shown for text in pair}
    assert len(shown) > 10
    words = [
        word for marker in MARKERS for word in (marker, marker.replace(" ", "+"), marker.replace(" ", "%20"))
    ]
    assert [text for text in shown for word in words if word in text] == []


def test_no_dump_of_the_database_holds_anything_of_a_person(node: Node) -> None:
    assert node.cluster is not None
    address = node.cluster.address
    command = [
        str(programs() / "pg_dump"),
        "-h",
        address.host,
        "-p",
        str(address.port),
        "-U",
        ADMINISTRATOR,
        DATABASE,
    ]
    dump = subprocess.run(
        command,
        env={**environment(), "PGPASSWORD": secret(node.home, ADMINISTRATOR)},
        cwd="/",
        capture_output=True,
        check=True,
        **run_as(),
    ).stdout
    assert b"COPY cases.section_version" in dump
    assert b"COPY exchange.outgoing" in dump
    assert found_in(iter([dump])) == []


def test_no_file_of_the_database_holds_anything_of_a_person(node: Node, town: Town) -> None:
    town.ask(node.id, "CHECKPOINT")
    assert node.cluster is not None
    files = [Path(top) / name for top, _, names in os.walk(node.cluster.data) for name in names]
    assert [path for path in files if path.parent.name == "pg_wal" and path.stat().st_size > CHUNK]
    found = {str(path.relative_to(node.home)): found_in(pieces_of(path)) for path in files}
    assert {path: markers for path, markers in found.items() if markers} == {}
