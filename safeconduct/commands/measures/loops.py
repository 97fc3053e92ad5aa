"""Loops per second through two real nodes, beside the floor that the two databases set.

A loop is: offered, acknowledged, accepted (and what was held back released), outcome recorded, closed; each step
waits until the other side has it. Members act through a driver process on each node, without pages.
"""

import statistics
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers, Plan, floor, hanging, usage
from safeconduct.commands.measures.drivers import Driver, driver
from safeconduct.commands.measures.places import drafts, two_nodes
from safeconduct.commands.measures.watching import Watch, watched
from safeconduct.commands.nodes.node import Node

CLIENTS = (1, 8)
PATIENCE = 60.0


@dataclass
class Bench:
    """Two nodes with their drivers, and what each step took."""

    pair: Pair
    ro: Driver
    be: Driver
    watches: dict[str, Watch]
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
    """With one client and with eight, each beside its floor; then with a peer that hangs."""
    with (
        two_nodes(plan, seldom=True) as pair,
        driver(pair.ro, 8) as ro,
        driver(pair.be, 8) as be,
        watched(*pair.nodes) as watches,
    ):
        numbers: Numbers = {}
        amounts = {1: plan.of(40, short=8), 8: plan.of(160, short=24)}
        warm, beside = 8 * plan.of(4, short=2), 4 * plan.of(32, short=8)
        references = drafts(pair, sum(amounts.values()) + warm + beside + 1, plan)
        bench = Bench(pair, ro, be, watches)
        # Every thread asks each statement a few times before its plan is kept: that is not what is measured.
        timed(8, [references.pop() for _ in range(warm)], lambda: Client(bench))
        numbers["profile of sending"] = _profiled(bench, references.pop())
        for clients in CLIENTS:
            chosen = [references.pop() for _ in range(amounts[clients])]
            plan.say(f"{len(chosen)} loops with {clients} client(s)")
            numbers[f"{clients} client(s)"] = _run(bench, clients, chosen, plan)
        with hanging.peer(pair, plan) as other:
            numbers["one peer hangs, 8 clients"] = _beside(bench, other, references, plan)
        return numbers


def _beside(bench: Bench, other: hanging.Hanging, references: list[str], plan: Plan) -> Numbers:
    """The same loops in turns: while a third node refuses at once, and while it takes requests and never answers."""
    took: dict[bool, list[float]] = {False: [], True: []}
    quarter = len(references) // 4
    for hangs in (False, True, True, False):
        chosen = [references.pop() for _ in range(quarter)]
        plan.say(f"{quarter} loops, the third node {'hangs' if hangs else 'refuses'}")
        other.set_hanging(hangs)
        bench.took.clear()
        timed(8, chosen, lambda: Client(bench))
        took[hangs] += bench.took["loop"]
    refusing, hanging_ = (statistics.median(took[hangs]) * 1000 for hangs in (False, True))
    return {
        "loop, median ms while it refuses": round(refusing, 1),
        "loop, median ms while it hangs": round(hanging_, 1),
        "ratio (at most 1.2)": round(hanging_ / refusing, 2),
        "requests that it let hang": other.hung,
        "messages that wait for it": other.waiting(),
    }


def _run(bench: Bench, clients: int, references: list[str], plan: Plan) -> Numbers:
    bench.took.clear()
    before = {name: part.cpu_seconds() for name, part in bench.parts().items()}
    seconds = timed(clients, references, lambda: Client(bench))
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


def timed(clients: int, references: list[str], make: Callable[[], "Client"]) -> float:
    """Seconds that so many clients at once take for these referrals."""
    shares = [references[start::clients] for start in range(clients)]

    def work(share: list[str]) -> None:
        client = make()
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
    """One client: it acts on both sides, one referral after the other, and waits at the other."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.ana, self.sofie = bench.pair.member("Ana Pop"), bench.pair.member("Sofie Maes")

    def loop(self, reference: str) -> None:
        """One referral from sending to closed."""
        begun = time.perf_counter()
        self._steps(reference)
        self._bench.note("loop", time.perf_counter() - begun)

    def reach(self, reference: str, *, accepted: bool) -> None:
        """One referral until the other side has it, or has accepted it and got what was held back."""
        self._act("offered", self._bench.ro, "send", self.ana, reference)
        self.until("offered", "be", reference, "sent")
        if not accepted:
            return
        self._act(
            "acknowledged", self._bench.be, "move", self.sofie, reference, event="acknowledge", codes={}
        )
        self.until("acknowledged", "ro", reference, "acknowledged")
        taken = {"worker": self.sofie, "conflict_check": "none"}
        self._act("accepted", self._bench.be, "move", self.sofie, reference, event="accept", codes=taken)
        self.until("accepted", "ro", reference, "accepted")
        self.until("released", "be", reference, "accepted", "identity_released")

    def _steps(self, reference: str) -> None:
        self.reach(reference, accepted=True)
        given = {"outcomes": {"shelter": "given"}}
        self._act(
            "outcome", self._bench.be, "move", self.sofie, reference, event="record_outcome", codes=given
        )
        self.until("outcome", "ro", reference, "outcome_recorded")
        sure = {"confirmation": "confirmed"}
        self._act("closed", self._bench.ro, "move", self.ana, reference, event="close", codes=sure)
        self.until("closed", "be", reference, "closed")

    def _act(self, step: str, by: Driver, deed: str, member: str, reference: str, **more: Any) -> None:
        begun = time.perf_counter()
        by.do(deed, member=member, reference=reference, **more)
        self._bench.note(f"{step}, action", time.perf_counter() - begun)

    def until(self, step: str, node: str, reference: str, state: str, flag: str = "") -> None:
        """Wait until the node `node` has the referral in this state. Raises CannotRun when it never does."""
        begun = time.perf_counter()
        if not self._bench.watches[node].until(reference, state, flag, patience=PATIENCE):
            raise CannotRun(f"After {PATIENCE:.0f} s {reference} is still not {state} at {node}.")
        self._bench.note(f"{step}, delivery", time.perf_counter() - begun)
