"""How soon a withdrawal blocks the holder: two real nodes, with other referrals on the way meanwhile.

Measured from the answer that the sender's member got until the holder's member is refused a reading, by asking again
and again; every referral could be read a moment before. The holder's signed answer is waited for, and its receipt's
signature is checked once more with the keys of its card.
"""

import statistics
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field

from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.drivers import Driver, driver
from safeconduct.commands.measures.loops import Bench, Client
from safeconduct.commands.measures.places import drafts, two_nodes

AT_ONCE, LOADING = 6, 2
"""Members who take back, and clients that walk other referrals meanwhile."""
LIMIT_SECONDS = 5.0
"""What is promised of the slowest hundredth."""
PATIENCE = 60.0
ASK_EVERY = 0.02
MAKERS = 3


@dataclass
class Taken:
    """What was measured of each withdrawal, in seconds."""

    blocked: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    asked: int = 0
    erased: int = 0
    signed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def measure(plan: Plan) -> Numbers:
    """Withdrawals of sent referrals, every fourth of an accepted one. Raises CannotRun when the promise is missed."""
    number, others = plan.of(500, short=24), plan.of(120, short=12)
    with two_nodes(plan) as pair, driver(pair.ro, 8) as ro, driver(pair.be, 8) as be:
        references = _drafts(pair, ro, number + others + 1, plan)
        bench, taken = Bench(pair, ro, be), Taken()
        with closing(Client(bench)) as warm:
            warm.loop(references.pop())
        plan.say(f"{number} withdrawals with {AT_ONCE} members, {LOADING} clients beside them")
        begun = time.perf_counter()
        loops, share = _under_load(bench, references[:number], references[number:], taken)
        seconds = time.perf_counter() - begun
    found = _numbers(taken, loops=loops, seconds=seconds, share=share)
    if taken.erased < number or taken.signed < number or _percentile(taken.blocked, 99) > LIMIT_SECONDS:
        raise CannotRun(f"What is promised of withdrawals does not hold: {found}")
    return found


def _drafts(pair: Pair, by: Driver, number: int, plan: Plan) -> list[str]:
    """One made on the pages, and the others like it without them: making them would take longer than measuring."""
    like, ana = drafts(pair, 1, plan)[0], pair.member("Ana Pop")
    service = pair.files["be"]["agencies"][0]["services"][0]["id"]

    def another(count: int) -> str:
        if count % 50 == 0:
            plan.say(f"people and consents: {count} of {number}")
        return str(by.do("another", member=ana, reference=like, service=service)["reference"])

    with ThreadPoolExecutor(MAKERS) as pool:
        return list(pool.map(another, range(number)))


def _under_load(bench: Bench, back: list[str], others: list[str], taken: Taken) -> tuple[int, float]:
    """Take all back while others walk; how many walked, and for which part of the time there was somebody walking."""
    over = threading.Event()
    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE + LOADING) as pool:
        walking = [pool.submit(_walk, bench, others[start::LOADING], over) for start in range(LOADING)]
        taking = [pool.submit(_take_all, bench, back[start::AT_ONCE], taken) for start in range(AT_ONCE)]
        try:
            _wait(taking)
        finally:
            over.set()
        whole = time.perf_counter() - begun
        walked = [found.result() for found in walking]
    return sum(loops for loops, _until in walked), min(
        1.0, min(until - begun for _loops, until in walked) / whole
    )


def _wait(futures: list[Future[None]]) -> None:
    for future in futures:
        future.result()


def _walk(bench: Bench, references: list[str], over: threading.Event) -> tuple[int, float]:
    """Loops until all is taken back or the referrals are used up; how many, and when it ended."""
    loops = 0
    with closing(Client(bench)) as client:
        for reference in references:
            if over.is_set():
                break
            client.loop(reference)
            loops += 1
    return loops, time.perf_counter()


def _take_all(bench: Bench, references: list[str], taken: Taken) -> None:
    with closing(Client(bench)) as client:
        for count, reference in enumerate(references):
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


def _numbers(taken: Taken, *, loops: int, seconds: float, share: float) -> Numbers:
    number = len(taken.blocked)
    return {
        "withdrawals": number,
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
        "part of the time under load": round(share, 2),
    }
