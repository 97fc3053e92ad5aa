"""Requests that are lost while the processes behind the pages are replaced: there must be none.

Six clients ask without a pause: two make a connection for each request, two keep theirs, one rests between requests on
a kept connection, one asks for a page that takes longer. Lost is what gets no answer, or one that is not 200; nothing
is tried a second time.
"""

import shutil
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import urllib3

from safeconduct.commands.demonstration.pair import pair_in
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.places import fresh_folder
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.roads import Many

QUICK, LONGER = "/healthz", "/sign-in/"
CLIENTS = (
    ("new connection", QUICK, 0.0), ("new connection", QUICK, 0.0), ("kept connection", QUICK, 0.0),
    ("kept connection", QUICK, 0.0), ("resting connection", QUICK, 0.7), ("whole page", LONGER, 0.0),
)  # fmt: skip
PATIENCE = 30.0


@dataclass
class Count:
    """What the clients met."""

    answered: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    @property
    def all_answered(self) -> int:
        """Of all clients."""
        return sum(self.answered.values())


def measure(plan: Plan) -> Numbers:
    """One node with two processes of pages, reloaded again and again."""
    folder = fresh_folder()
    node = pair_in(folder).ro
    node.many = Many(web=2)
    times = plan.of(20, short=2)
    try:
        node.prepare()
        node.start()
        plan.say(f"{times} reloads of two processes")
        begun = time.perf_counter()
        count = while_reloading(node, times)
        seconds = time.perf_counter() - begun
    finally:
        node.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return {
        "reloads": times,
        "requests a second": round(count.all_answered / seconds),
        "answered": dict(count.answered),
        "lost": dict(count.lost) or 0,
        "slowest answer, ms": round(count.slowest * 1000),
    }


def while_reloading(node: Node, times: int) -> Count:
    """Drive the node's pages while it is reloaded so often, each time until all its processes are new ones."""
    count, stopping = Count(), threading.Event()
    clients = [
        threading.Thread(target=_drive, args=(node.ports.web, *client, count, stopping)) for client in CLIENTS
    ]
    for client in clients:
        client.start()
    try:
        for _time in range(times):
            reload_pages(node)
    finally:
        stopping.set()
        for client in clients:
            client.join()
    return count


def reload_pages(node: Node) -> None:
    """Reload the node and wait until none of the processes behind its pages is an old one. Raises CannotRun."""
    process = node.services["web"].process
    if process is None:
        raise CannotRun("The pages do not run.")
    old = children(process.pid)
    node.reload()
    end = time.monotonic() + PATIENCE
    while (now := children(process.pid)) & old or len(now) < node.many.web:
        if time.monotonic() > end:
            raise CannotRun("The old processes of the pages do not end.")
        time.sleep(0.05)


def children(pid: int) -> set[int]:
    """The processes that this one has started and that have not ended."""
    found: set[int] = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = status.read_text().rpartition(") ")[2].split()[:2]
            if int(parent) == pid and state != "Z":
                found.add(int(status.parent.name))
    return found


def _drive(port: int, kind: str, path: str, pause: float, count: Count, stopping: threading.Event) -> None:
    headers = {"Connection": "close"} if kind == "new connection" else {}
    with urllib3.HTTPConnectionPool("127.0.0.1", port, retries=False, timeout=PATIENCE) as pool:
        while not stopping.is_set():
            begun = time.perf_counter()
            try:
                status = pool.request("GET", path, headers=headers, redirect=False).status
            except urllib3.exceptions.HTTPError as fault:
                count.lost[f"{kind}: {type(fault).__name__}"] += 1
                continue
            if status == 200:
                count.answered[kind] += 1
            else:
                count.lost[f"{kind}: {status}"] += 1
            count.slowest = max(count.slowest, time.perf_counter() - begun)
            stopping.wait(pause)
