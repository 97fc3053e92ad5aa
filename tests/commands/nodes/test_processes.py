"""Children end with their parent, also when that is killed; a taken port is refused."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import processes
from safeconduct.commands.nodes.processes import (
    OF_CONNECTIONS,
    end_group,
    ending_in_order,
    free_ports,
    refuse_taken,
    start_bound,
)
from safeconduct.commands.places import REPOSITORY

PARENT = """
import os, signal, subprocess, sys, time
from pathlib import Path
from safeconduct.commands.nodes.processes import start_bound
child = start_bound(["/bin/sleep", "60"], environment={}, folder=Path("/"), at_our_end=signal.SIGTERM)
print(child.pid, flush=True)
time.sleep(60)
"""


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone_within(pid: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_alive(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's promise is Linux's")
def test_a_child_ends_when_its_parent_is_killed() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    with parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.kill()
    assert gone_within(child, 5)


def test_a_child_is_given_no_surroundings_but_those_named(tmp_path: Path) -> None:
    with open(tmp_path / "said", "wb") as said:
        child = start_bound(
            ["/usr/bin/env"],
            environment={"ONLY": "this"},
            folder=tmp_path,
            at_our_end=signal.SIGTERM,
            output=said,
        )
        child.wait(10)
    lines = set((tmp_path / "said").read_text().split())
    assert "ONLY=this" in lines
    assert not any(line.startswith(("HOME=", "PATH=", "SAFECONDUCT_")) for line in lines)


def test_ending_a_program_ends_what_it_started(tmp_path: Path) -> None:
    script = "sleep 60 & echo $! > grandchild; trap '' TERM; wait"
    child = start_bound(["/bin/sh", "-c", script], environment={}, folder=tmp_path, at_our_end=signal.SIGTERM)
    file = tmp_path / "grandchild"
    while not (file.exists() and file.read_text().strip()):
        time.sleep(0.01)
    end_group(child, 0.2)
    assert gone_within(child.pid, 5)
    assert gone_within(int(file.read_text()), 5)


def test_a_taken_port_is_refused_with_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotRun, match=f"Port {port}, wanted for the pages, cannot be opened"):
            refuse_taken(port, "the pages")
    refuse_taken(port, "the pages")


def test_a_port_shared_by_reuse_is_refused_as_well() -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        with pytest.raises(CannotRun):
            refuse_taken(taken.getsockname()[1], "the pages")


def test_free_ports_are_different() -> None:
    assert len({*free_ports(4), *free_ports(4)}) == 8


def test_no_free_port_is_one_that_the_system_gives_to_connections() -> None:
    first = int(OF_CONNECTIONS.read_text().split()[0])
    assert max(free_ports(20)) < first


def test_a_port_that_somebody_listens_on_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    (taken,) = free_ports(1)
    with socket.create_server(("127.0.0.1", taken)):
        monkeypatch.setattr(processes, "_next_port", iter([taken, taken, taken + 1]).__next__)
        assert free_ports(1) == [taken + 1]


def test_where_connections_may_have_any_port_the_system_chooses(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "range").write_text("1024\t60999\n")
    for place in (tmp_path / "range", tmp_path / "missing"):
        monkeypatch.setattr(processes, "OF_CONNECTIONS", place)
        assert len(set(free_ports(3))) == 3


def test_a_request_to_end_arrives_as_an_interruption() -> None:
    former = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), ending_in_order():
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
    assert signal.getsignal(signal.SIGTERM) == former
