"""Processes of a node by themselves, as systemd runs them: refused with a sentence, or the same that serve runs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.commands import inbox, web, worker
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.databases import Address
from safeconduct.commands.nodes.homes import known
from safeconduct.commands.nodes.node import keep_facts
from safeconduct.commands.nodes.postgres import CARELESS, Cluster
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.nodes.single import command_of
from safeconduct.commands.nodes.templates import copy_of
from safeconduct.commands.places import READY, REPOSITORY, state_folder
from tests.commands.nodes.test_node import listening
from tests.nodes.town import until
from tests.pair import prepared_pair

pytestmark = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="another server is in use")
FACTS = {"node": "ro", "country": "RO", "name": "Casa", "demo": False, "set_up": True}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A node that was set up, whose database does not run."""
    keep_facts(tmp_path, FACTS)
    Address("127.0.0.1", free_ports(1)[0], "safeconduct").write(tmp_path)
    return tmp_path


@pytest.mark.parametrize("module", [web, inbox, worker], ids=["web", "inbox", "worker"])
def test_without_its_database_nothing_begins(home: Path, module: object) -> None:
    with pytest.raises(CannotRun, match="is not reached: an embedded one runs while"):
        module.main(["--home", str(home)])  # type: ignore[attr-defined]


def test_a_server_is_told_how_many_processes(home: Path) -> None:
    assert "--processes 3" in " ".join(command_of(known(home), "web", 3))


@pytest.fixture
def stored() -> Iterator[Path]:
    """A node whose database runs, and nothing else of it."""
    home = state_folder() / "tests" / f"{os.getpid()}.single"
    copy_of(prepared_pair() / "ro", home)
    cluster = Cluster(home, CARELESS)
    cluster.address.write(home)
    ports = free_ports(2)
    keep_facts(home, FACTS | {"web_port": ports[0], "inbox_port": ports[1]})
    cluster.start()
    yield home
    cluster.stop()
    shutil.rmtree(home)


@pytest.mark.slow
def test_each_process_runs_by_itself_and_the_rest_is_not_needed(stored: Path) -> None:
    ports = known(stored).ports
    environment = {name: os.environ[name] for name in ("PATH", "HOME")}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "safeconduct.commands", name, "--home", str(stored)],
            cwd=REPOSITORY, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for name in ("web", "inbox", "worker", "worker")
    ]  # fmt: skip
    try:
        until("pages and inbox answer", lambda: listening(ports.web) and listening(ports.inbox), patience=60)
        workers = {str(process.pid) for process in running[2:]}
        until(
            "both workers are there",
            lambda: {mark.name for mark in (stored / READY).iterdir()} == workers,
            patience=60,
        )
    finally:
        for process in running:
            process.terminate()
        codes = [process.wait(20) for process in running]
    assert codes == [0, 0, 0, 0]
    assert not list((stored / READY).iterdir())
