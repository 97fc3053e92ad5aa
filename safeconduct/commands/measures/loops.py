"""Loops per second through two real nodes, beside the floor that the two databases set.

A loop is: offered, acknowledged, accepted (and what was held back released), outcome recorded, closed; each step
waits until the other side has it. Members act through a driver process on each node, without pages.
"""

import statistics
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import psycopg

from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers, Plan, floor, usage
from safeconduct.commands.measures.drivers import Driver, driver
from safeconduct.commands.measures.places import drafts, two_nodes
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node

CLIENTS = (1, 8)
LOOK_EVERY = 0.004
PATIENCE = 60.0


@dataclass
class Bench:
    """Two nodes with their drivers, and what each step took."""

    pair: Pair
    ro: Driver
    be: Driver
    took: dict[str, list[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, seconds: float) -> None:
        """Keep a time under its name."""
        with self._lock:
            self.took.setdefault(what, []).append(seconds)

    def parts(self) -> dict[str, usage.Part]:
        """Every process of both nodes by name."""
        found = [(node, part) for node, own in self._drivers() for part in usage.parts(node, driver=own.pid)]
        return {f"{node.id} {part.name}": part for node, part in found if part.name != "web"}

    def _drivers(self) -> list[tuple[Node, Driver]]:
        return [(self.pair.ro, self.ro), (self.pair.be, self.be)]


def measure(plan: Plan) -> Numbers:
    """With one client and with eight, each beside its floor."""
    with two_nodes(plan) as pair, driver(pair.ro, 8) as ro, driver(pair.be, 8) as be:
        numbers: Numbers = {}
        amounts = {1: plan.of(40, short=8), 8: plan.of(160, short=24)}
        references = drafts(pair, sum(amounts.values()) + 3, plan)
        bench = Bench(pair, ro, be)
        for _warm in range(2):
            Client(bench).loop(references.pop())
        numbers["profile of sending"] = _profiled(bench, references.pop())
        for clients in CLIENTS:
            chosen = [references.pop() for _ in range(amounts[clients])]
            plan.say(f"{len(chosen)} loops with {clients} client(s)")
            numbers[f"{clients} client(s)"] = _run(bench, clients, chosen, plan)
        return numbers


def _run(bench: Bench, clients: int, references: list[str], plan: Plan) -> Numbers:
    bench.took.clear()
    before = {name: part.cpu_seconds() for name, part in bench.parts().items()}
    seconds = _timed(clients, references, lambda: Client(bench))
    after = {name: part.cpu_seconds() for name, part in bench.parts().items()}
    number = len(references)
    plan.say(f"the floor with {clients} client(s)")
    bare = floor.loops_a_second(bench.pair, clients, number * plan.of(5, short=3))
    return {
        "loops": number,
        "loops a second": round(number / seconds, 2),
        "floor, loops a second": round(bare, 1),
        "part of the floor": round(number / seconds / bare, 4),
        "steps, median ms": {name: round(statistics.median(t) * 1000, 1) for name, t in bench.took.items()},
        "processor ms a loop": {
            name: round((after[name] - before.get(name, 0.0)) * 1000 / number, 1) for name in sorted(after)
        },
    }


def _timed(clients: int, references: list[str], make: Callable[[], "Client"]) -> float:
    shares = [references[start::clients] for start in range(clients)]

    def work(share: list[str]) -> None:
        with closing(make()) as client:
            for reference in share:
                client.loop(reference)

    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        for done in [pool.submit(work, share) for share in shares]:
            done.result()
    return time.perf_counter() - begun


def _profiled(bench: Bench, reference: str) -> dict[str, Any]:
    said = bench.ro.do("profile", of="send", member=bench.pair.member("Ana Pop"), reference=reference)
    return {"whole_ms": said["whole_ms"], "tops": said["tops"]}


class Client:
    """One client: it acts on both sides, one referral after the other, and looks into both databases."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.ana, self.sofie = bench.pair.member("Ana Pop"), bench.pair.member("Sofie Maes")
        self._at = {str(node.id): _administered(node) for node in bench.pair.nodes}

    def close(self) -> None:
        """Hang up."""
        for connection in self._at.values():
            connection.close()

    def reach(self, reference: str, *, accepted: bool) -> None:
        """One referral until the other side has it, or has accepted it and got what was held back."""
        self._act("offered", self._bench.ro, "send", self.ana, reference)
        self._until("offered", "be", reference, "sent")
        if not accepted:
            return
        self._act(
            "acknowledged", self._bench.be, "move", self.sofie, reference, event="acknowledge", codes={}
        )
        self._until("acknowledged", "ro", reference, "acknowledged")
        taken = {"worker": self.sofie, "conflict_check": "none"}
        self._act("accepted", self._bench.be, "move", self.sofie, reference, event="accept", codes=taken)
        self._until("accepted", "ro", reference, "accepted")
        self._until("released", "be", reference, "accepted", "identity_released")

    def loop(self, reference: str) -> None:
        """One referral from sending to closed."""
        self.reach(reference, accepted=True)
        given = {"outcomes": {"shelter": "given"}}
        self._act(
            "outcome", self._bench.be, "move", self.sofie, reference, event="record_outcome", codes=given
        )
        self._until("outcome", "ro", reference, "outcome_recorded")
        sure = {"confirmation": "confirmed"}
        self._act("closed", self._bench.ro, "move", self.ana, reference, event="close", codes=sure)
        self._until("closed", "be", reference, "closed")

    def _act(self, step: str, by: Driver, deed: str, member: str, reference: str, **more: Any) -> None:
        begun = time.perf_counter()
        by.do(deed, member=member, reference=reference, **more)
        self._bench.note(f"{step}, action", time.perf_counter() - begun)

    def _until(self, step: str, node: str, reference: str, state: str, flag: str = "") -> None:
        begun = time.perf_counter()
        while not self._stands(node, reference, state, flag):
            if time.perf_counter() - begun > PATIENCE:
                raise CannotRun(f"After {PATIENCE:.0f} s {reference} is still not {state} at {node}.")
            time.sleep(LOOK_EVERY)
        self._bench.note(f"{step}, delivery", time.perf_counter() - begun)

    def _stands(self, node: str, reference: str, state: str, flag: str) -> bool:
        row = (
            self._at[node]
            .execute("SELECT state, flags FROM referrals.referral WHERE reference = %s", [reference])
            .fetchone()
        )
        return row is not None and row[0] == state and (not flag or flag in row[1])


def _administered(node: Node) -> psycopg.Connection:
    if node.cluster is None:
        raise CannotRun("The measurements need the embedded PostgreSQL.")
    return node.cluster.connect(ADMINISTRATOR)
