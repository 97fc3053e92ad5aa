"""A node on this machine: prepared quickly, supervised, alone in its folder, and gone without a trace."""

import json
import os
import shutil
import signal
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.homes import known
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.nodes.roads import Ports
from safeconduct.commands.nodes.templates import copy_of
from safeconduct.commands.places import state_folder
from safeconduct.vocabulary.identifiers import NodeId
from safeconduct.vocabulary.roles import APP, OWNER

pytestmark = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="another server is in use")


@pytest.fixture(scope="module")
def prepared() -> Iterator[Path]:
    """The folder of a prepared, stopped node."""
    home = state_folder() / "tests" / f"{os.getpid()}.prepared"
    Node(home, NodeId("ro"), "RO", Ports(0, 0), template=state_folder() / "tests" / "template").prepare()
    yield home
    shutil.rmtree(home)


@pytest.fixture
def node(prepared: Path) -> Iterator[Node]:
    """A copy of it, not started."""
    home = prepared.with_suffix(".node")
    copy_of(prepared, home)
    node = Node(home, NodeId("ro"), "RO", Ports(*free_ports(2)))
    assert node.cluster is not None
    node.cluster.address.write(home)
    yield node
    node.stop()
    shutil.rmtree(home)


def fetched(port: int, path: str) -> tuple[int, dict[str, object]]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as answer:
        return answer.status, json.load(answer)


def listening(port: int) -> bool:
    try:
        return fetched(port, "healthz")[0] == 200
    except OSError:
        return False


@pytest.mark.slow
def test_a_node_answers_on_both_ports_and_ends_completely(node: Node) -> None:
    node.start()
    assert fetched(node.ports.web, "readyz") == (200, {"ready": True})
    assert fetched(node.ports.inbox, "readyz") == (200, {"ready": True})
    processes = [service.process for service in node.services.values()]
    node.stop()
    assert [process.poll() is not None for process in processes if process is not None] == [True] * 3
    assert not listening(node.ports.web)
    assert not listening(node.ports.inbox)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["web", "inbox", "worker"])
def test_a_killed_process_is_started_again(node: Node, name: str) -> None:
    node.start()
    first = node.services[name].process
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)
    end = time.monotonic() + 10
    while (now := node.services[name].process) is first or now is None:
        assert time.monotonic() < end
        time.sleep(0.02)
    assert node.services[name].restarts == 1
    while not (listening(node.ports.web) and listening(node.ports.inbox)):
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_folder_in_use_is_refused(node: Node) -> None:
    node._take()
    other = Node(node.home, NodeId("ro"), "RO", Ports(*free_ports(2)))
    with pytest.raises(CannotRun, match="is in use: stop the node"):
        other.start()
    with pytest.raises(CannotRun, match="is in use: stop the node"):
        other.prepare()


def test_the_owner_has_furnished_the_database(node: Node) -> None:
    node.prepare()  # once more, on what is there
    assert node.cluster is not None
    node.cluster.start()
    with node.connect(OWNER) as connection:
        assert connection.execute("SELECT id, is_demo FROM access.node").fetchall() == [("ro", False)]
        assert connection.execute("SELECT count(*) FROM access.context_key").fetchone() == (3,)
        assert connection.execute("SELECT count(*) > 0 FROM access.policy").fetchone() == (True,)
    with node.connect(APP) as connection:
        assert connection.execute("SELECT current_user").fetchone() == (APP,)


def test_the_serving_processes_do_not_get_the_administrators_address(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://administrator:secret@127.0.0.1/postgres")
    assert "DATABASE_URL" not in node.environment("web")


def test_the_card_shows_the_inbox_port(node: Node) -> None:
    assert node.card()["endpoint"] == f"http://127.0.0.1:{node.ports.inbox}/"


def test_a_node_speaks_the_language_that_was_chosen_when_it_was_set_up(tmp_path: Path) -> None:
    facts = {"node": "ro", "country": "RO", "name": "Casa", "set_up": True}
    (tmp_path / "node.json").write_text(json.dumps(facts | {"language": "ro"}))
    assert known(tmp_path).environment("web")["SAFECONDUCT_LANGUAGE"] == "ro"
    (tmp_path / "node.json").write_text(json.dumps(facts))
    assert known(tmp_path).environment("web")["SAFECONDUCT_LANGUAGE"] == "en"
