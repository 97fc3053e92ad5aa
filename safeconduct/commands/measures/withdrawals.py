"""How soon a withdrawal blocks the holder: two real nodes, with other referrals on the way meanwhile.

Measured from the answer that the sender's member got until the holder's member is refused a reading, by asking again
and again; every referral could be read a moment before. The holder's signed answer is waited for, and its receipt's
signature is checked once more with the keys of its card.
"""

import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.drivers import driver
from safeconduct.commands.measures.loops import Bench, Client
from safeconduct.commands.measures.places import drafts, two_nodes
from safeconduct.commands.measures.watching import watched

AT_ONCE, LOADING = 5, 3
"""Members who take back, and clients that walk other referrals meanwhile."""
LIMIT_SECONDS = 5.0
"""What is promised of the slowest hundredth."""
PATIENCE = 60.0
ASK_EVERY = 0.02
LONGEST = 220.0
"""Seconds after which no other withdrawal begins."""


@dataclass
class Taken:
    """What was measured of each withdrawal, in seconds."""

    wanted: int
    begun: int = 0
    blocked: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    asked: int = 0
    erased: int = 0
    signed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> int | None:
        """The number of the next one; None when there are enough."""
        with self.lock:
            self.begun += 1
            return self.begun - 1 if self.begun <= self.wanted else None


def measure(plan: Plan) -> Numbers:
    """Withdrawals of sent referrals, every fourth of an accepted one. Raises CannotRun when the promise is missed.

    On a machine that is busy with other things it ends after `LONGEST` with fewer, and says how many.
    """
    wanted = plan.of(500, short=24)
    with (
        two_nodes(plan) as pair,
        driver(pair.ro, 8) as ro,
        driver(pair.be, 8) as be,
        watched(*pair.nodes) as watches,
    ):
        bench, taken = Bench(pair, ro, be, watches), Taken(wanted)
        like = drafts(pair, 1, plan)[0]
        Client(bench).loop(_another(bench, like))
        plan.say(f"{wanted} withdrawals by {AT_ONCE} members, {LOADING} clients beside them")
        begun = time.perf_counter()
        loops = _under_load(bench, like, taken, plan)
        seconds = time.perf_counter() - begun
    found = _numbers(taken, loops=loops, seconds=seconds)
    number = len(taken.blocked)
    if min(taken.erased, taken.signed) < number or _percentile(taken.blocked, 99) > LIMIT_SECONDS:
        raise CannotRun(f"What is promised of withdrawals does not hold: {found}")
    return found


def _another(bench: Bench, like: str) -> str:
    """A new person and a draft with its consent, as the one that was made on the pages; its reference."""
    service = bench.pair.files["be"]["agencies"][0]["services"][0]["id"]
    ana = bench.pair.member("Ana Pop")
    return str(bench.ro.do("another", member=ana, reference=like, service=service)["reference"])


def _under_load(bench: Bench, like: str, taken: Taken, plan: Plan) -> int:
    """Take back while others walk; how many walked."""
    over, end = threading.Event(), time.perf_counter() + LONGEST
    with ThreadPoolExecutor(AT_ONCE + LOADING) as pool:
        walking = [pool.submit(_walk, bench, like, over) for _ in range(LOADING)]
        taking = [pool.submit(_take_all, bench, like, taken, plan, end) for _ in range(AT_ONCE)]
        try:
            for found in taking:
                found.result()
        finally:
            over.set()
        return sum(found.result() for found in walking)


def _walk(bench: Bench, like: str, over: threading.Event) -> int:
    """Loops from the draft to the closing until all is taken back; how many."""
    loops, client = 0, Client(bench)
    while not over.is_set():
        client.loop(_another(bench, like))
        loops += 1
    return loops


def _take_all(bench: Bench, like: str, taken: Taken, plan: Plan, end: float) -> None:
    client = Client(bench)
    while (count := taken.next()) is not None and time.perf_counter() < end:
        if count % 50 == 0:
            plan.say(f"withdrawals: {count} of {taken.wanted}")
        reference = _another(bench, like)
        client.reach(reference, accepted=count % 4 == 3)
        _take_back(bench, client, reference, taken)


def _take_back(bench: Bench, client: Client, reference: str, taken: Taken) -> None:
    """One withdrawal: readable before, then refused, then answered."""
    if not _readable(bench, client, reference):
        raise CannotRun(f"{reference} could not be read before it was taken back: nothing would be measured.")
    bench.ro.do("withdraw", member=client.ana, reference=reference)
    accepted, asked = time.perf_counter(), 1
    while _readable(bench, client, reference):
        if time.perf_counter() - accepted > PATIENCE:
            raise CannotRun(f"{reference} can still be read {PATIENCE:.0f} s after it was taken back.")
        asked += 1
        time.sleep(ASK_EVERY)
    blocked = time.perf_counter() - accepted
    said = bench.ro.do("answered", member=client.ana, reference=reference)
    while not (said["answer"] and said["signed"]) and time.perf_counter() - accepted < PATIENCE:
        time.sleep(ASK_EVERY * 5)
        said = bench.ro.do("answered", member=client.ana, reference=reference)
    with taken.lock:
        taken.blocked.append(blocked)
        taken.answered.append(time.perf_counter() - accepted)
        taken.asked += asked
        taken.erased += said["answer"] == "erased"
        taken.signed += said["signed"] > 0


def _readable(bench: Bench, client: Client, reference: str) -> int:
    found: int = bench.be.do("read", member=client.sofie, reference=reference)["readable"]
    return found


def _percentile(values: list[float], part: int) -> float:
    """The value below which this part of a hundred lies, rounded up to a measured one."""
    ordered = sorted(values)
    return ordered[-(-len(ordered) * part // 100) - 1]


def _numbers(taken: Taken, *, loops: int, seconds: float) -> Numbers:
    number = len(taken.blocked)
    return {
        "withdrawals": number,
        "asked for": taken.wanted,
        "reads refused": number,
        "blocked, median ms": round(statistics.median(taken.blocked) * 1000, 1),
        "blocked, p99 ms": round(_percentile(taken.blocked, 99) * 1000, 1),
        "blocked, slowest ms": round(max(taken.blocked) * 1000, 1),
        "answered, median ms": round(statistics.median(taken.answered) * 1000, 1),
        "answered, slowest ms": round(max(taken.answered) * 1000, 1),
        "answered erased": taken.erased,
        "with a signed receipt": taken.signed,
        "readings asked meanwhile": taken.asked,
        "other loops meanwhile": loops,
        "other loops a second": round(loops / seconds, 2),
    }
