"""Processes of the pages are replaced without losing a request, and a renewed certificate is read then."""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import urllib3

from safeconduct.commands import reload
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures.reloads import children, while_reloading
from safeconduct.commands.nodes.node import Node, keep_facts, runner_of
from safeconduct.commands.nodes.postgres import CARELESS, Cluster
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.nodes.roads import Many, Ports, Road, answers, web_server
from safeconduct.commands.places import REPOSITORY, secret, state_folder
from safeconduct.vocabulary.identifiers import NodeId
from tests.commands.test_serve import pem
from tests.nodes.town import until
from tests.pair import prepared_pair

pytestmark = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="another server is in use")


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    """A node with two processes of pages and two workers."""
    home = state_folder() / "tests" / f"{os.getpid()}.reload"
    node = Node(
        home, NodeId("ro"), "RO", Ports(*free_ports(2)), demo=True, many=Many(web=2, workers=2),
        template=prepared_pair() / "ro",
    )  # fmt: skip
    try:
        node.cluster = Cluster(home, CARELESS)
        node.prepare()
        node.start()
        yield node
    finally:
        node.stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.mark.slow
def test_nothing_is_lost_while_all_processes_are_replaced(node: Node) -> None:
    web, workers = node.services["web"], [node.services[name] for name in ("worker", "worker-2")]
    assert web.process is not None
    before, carried = children(web.process.pid), [worker.process for worker in workers]
    count = while_reloading(node, 1)
    assert dict(count.lost) == {}
    assert count.all_answered > 100
    assert not children(web.process.pid) & before
    assert web.restarts == 0
    assert counted(node, "healthz") >= count.all_answered - count.answered["whole page"]
    until("the workers are new ones", lambda: all(w.process not in (None, *carried) for w in workers))


def counted(node: Node, page: str) -> float:
    """What the metrics say, of all processes that ever answered."""
    token = {"Authorization": f"Bearer {secret(node.home, 'metrics')}"}
    with urllib3.PoolManager() as client:
        said = client.request(
            "GET", f"http://127.0.0.1:{node.ports.web}/metrics", headers=token
        ).data.decode()
    found = re.search(
        rf'^safeconduct_requests_total{{page="{page}",process="web",status="2xx"}} (\S+)$',
        said,
        flags=re.MULTILINE,
    )
    assert found is not None, said
    return float(found[1])


@pytest.mark.slow
def test_a_renewed_certificate_is_read_and_a_broken_one_leaves_what_runs(tmp_path: Path) -> None:
    certificate, key = (tmp_path / name for name in ("own.pem", "own.key"))
    with served(tmp_path) as (port, server):
        first, before = shown(port), children(server.pid)
        certificate.write_text("not one any more")
        server.send_signal(signal.SIGHUP)
        until("it was said", lambda: "cannot be used together" in (tmp_path / "said").read_text())
        assert (shown(port), children(server.pid)) == (first, before)
        for path, new in zip((certificate, key), pem(tmp_path, "new"), strict=True):
            Path(new).replace(path)
        server.send_signal(signal.SIGHUP)
        until("the new one is shown", lambda: shown(port) != first and not children(server.pid) & before)


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """The server alone, with the smallest application and a certificate."""
    pem(folder, "own")
    (folder / "small.py").write_text(SMALL)
    road = Road(certificate=str(folder / "own.pem"), key=str(folder / "own.key"))
    [port] = free_ports(1)
    command = [*web_server(port, road, 1), "--application", "small:application"]
    environment = {"PYTHONPATH": f"{REPOSITORY}:{folder}"}
    with open(folder / "said", "wb") as said:
        server = subprocess.Popen(command, env=environment, cwd=REPOSITORY, stdout=said, stderr=said)
        try:
            until("it answers", lambda: answers(port, road))
            yield port, server
        finally:
            server.terminate()
            server.wait(20)


SMALL = """
def application(environment, start):
    start("200 OK", [])
    return [b""]
"""


def shown(port: int) -> bytes:
    """The certificate that the server shows."""
    blind = ssl.create_default_context()
    blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port), 10) as plain, blind.wrap_socket(plain) as sealed:
        found = sealed.getpeercert(binary_form=True)
    assert found is not None
    return found


def test_whoever_runs_the_node_is_known_by_its_lock(node: Node, tmp_path: Path) -> None:
    assert runner_of(node.home) == os.getpid()
    assert runner_of(tmp_path) is None
    keep_facts(tmp_path, {"node": "se", "country": "SE", "name": "Safe House", "set_up": True})
    with pytest.raises(CannotRun, match="is not served: start it with"):
        reload.main(["--home", str(tmp_path)])
