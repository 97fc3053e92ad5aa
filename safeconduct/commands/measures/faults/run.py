"""`./run bench faults`: the nodes are made, the stories run, everything fails, all is drained, and the two accounts are
compared.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from random import Random

from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.walk import Walk
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import WRONG, Numbers, Plan
from safeconduct.commands.measures.faults.asked import Read, read_there
from safeconduct.commands.measures.faults.away import Away
from safeconduct.commands.measures.faults.broken import what_broke
from safeconduct.commands.measures.faults.crashes import Hand, schedule
from safeconduct.commands.measures.faults.directories import Directories
from safeconduct.commands.measures.faults.disk import take_away_abandoned
from safeconduct.commands.measures.faults.oracle import Oracle
from safeconduct.commands.measures.faults.patient import Patient
from safeconduct.commands.measures.faults.reading import carried_by, held_by, waiting
from safeconduct.commands.measures.faults.scripts import Script, script
from safeconduct.commands.measures.faults.software import Offices, with_tokens
from safeconduct.commands.measures.faults.stories import Players
from safeconduct.commands.measures.faults.trio import DESKS, Trio, three_nodes
from safeconduct.commands.measures.faults.verdict import Verdict, judge
from safeconduct.commands.measures.faults.writing import Writer
from safeconduct.commands.measures.places import fresh_folder
from safeconduct.commands.nodes.node import DATABASE_URL, Node

CRASHES, SHORT = 1000, 60
CAREFUL: Mapping[str, str] = {}
"""PostgreSQL as a node for real people has it."""
QUICK = {"fsync": "off", "full_page_writes": "off"}
"""An ended server loses nothing by this, a cut of power might; no run claims anything about those."""
LONGEST_DRAIN = 60.0


def measure(plan: Plan, template: Path | None = None) -> Numbers:
    """Crash, drain, compare. What does not hold stands under WRONG, and the door ends with 1.

    With `template`, on copies of nodes that were prepared and stopped.
    """
    if os.environ.get(DATABASE_URL):
        raise CannotRun(f"The faults need three servers of their own: unset {DATABASE_URL}.")
    crashes = plan.amount or plan.of(CRASHES, short=SHORT)
    take_away_abandoned()
    plan.say("making three nodes")
    database, megabytes = (QUICK, 320) if plan.short else (CAREFUL, 1024)  # a thousand crashes write a lot
    with three_nodes(fresh_folder(), database=database, megabytes=megabytes, template=template) as trio:
        return Run(plan, trio, crashes).all()


class Run:
    """One run on three nodes that are up."""

    def __init__(self, plan: Plan, trio: Trio, crashes: int) -> None:
        self.plan, self.trio, self.oracle = plan, trio, Oracle()
        self.stories = plan.of(12, short=6)
        self.people = plan.of(6, short=3)
        share, rest = divmod(crashes, len(trio.nodes))
        self.hands = [self._hand(node, share + (number < rest)) for number, node in enumerate(trio.nodes)]
        self.crashes = crashes
        self.begun = time.monotonic()
        self.read: Read = {}
        """What receivers' software read of what was saved anew, when all was drained."""

    def _hand(self, node: Node, crashes: int) -> Hand:
        disk = self.trio.disks.get(node.id)
        planned = schedule(self.plan.seed, node.id, crashes, disk=disk is not None, calm=self.plan.short)
        return Hand(self.trio, node, planned, self._said, self.oracle.answered[node.id], disk)

    def all(self) -> Numbers:
        """The whole run."""
        self.plan.say("people, and programs for the members")
        players = self._players()
        self.plan.say(f"{self.crashes} crashes, {self.stories} stories at a time")
        players.start(self.stories)
        directories = self._directories(players)
        directories.start()
        try:
            for hand in self.hands:
                hand.start()
            for hand in self.hands:
                hand.join()
        finally:
            for road in self.trio.roads.values():
                road.be_kind()
        last = max(hand.last for hand in self.hands)
        for hand in self.hands:
            hand.wait_until_up()
        directories.stop()
        players.stop()
        drain = self._drained(last)
        self.plan.say("comparing")
        self.read = read_there(self.oracle, players.offices)
        self._drained(time.monotonic())  # a reading is told to the sender
        apart, verdict = directories.wrong(), self._judged()
        numbers = {**self._numbers(players, verdict, drain), **directories.numbers()}
        away = Away(self.trio, players.again(), self.plan.say)
        numbers["a node away"] = away.all()
        wrong = [*apart, *self._wrong(players, verdict, drain), *away.wrong]
        wrong += [f"after three days: {found}" for found in self._settled().findings if found not in wrong]
        return {**numbers, **({WRONG: [{"what": sentence} for sentence in wrong]} if wrong else {})}

    def _settled(self) -> Verdict:
        """As it is once the clocks, which were moved by days, have done what they do by themselves."""
        end = time.monotonic() + LONGEST_DRAIN
        while (verdict := self._judged()).findings and time.monotonic() < end:
            time.sleep(1.0)
        return verdict

    def _judged(self) -> Verdict:
        return judge(
            self.oracle,
            {node.id: held_by(node) for node in self.trio.nodes},
            {node.id: carried_by(node) for node in self.trio.nodes},
            self.read,
        )

    def _players(self) -> Players:
        people: dict[str, list[str]] = {}
        programs, writers = {}, {}
        for node, (_agency, sender, receiver) in DESKS.items():
            hands = Hands(self.trio, sender)
            walk = Walk(self.trio, lambda _step: None)
            walk.ana = hands
            people[node] = [walk._case().split("/")[2] for _ in range(self.people)]
            programs[sender] = with_tokens(hands, self.stories + 1)
            programs[receiver] = with_tokens(Hands(self.trio, receiver), self.stories)
            writers[node] = Writer(Patient(hands))
        offices = Offices(programs)
        return Players(self.trio, self.oracle, offices, people, writers, self._scripts(), self.plan.seed)

    def _directories(self, players: Players) -> Directories:
        """Each sender's last program says how many places are free; the others are left to the stories."""
        programs = {node: players.offices.free[sender].pop() for node, (_a, sender, _r) in DESKS.items()}
        return Directories(self.trio, programs, self.plan.seed)

    def _scripts(self) -> Iterator[Script]:
        random = Random(self.plan.seed)  # noqa: S311  (no secret hangs on it)
        return (script(number, random, people=self.people) for number in count(1))

    def _said(self) -> None:
        done = sum(sum(hand.done.values()) for hand in self.hands)
        seconds = time.monotonic() - self.begun
        self.plan.bar(done, self.crashes, f"{self.oracle.committed} changes, {seconds:.0f} s")

    def _drained(self, last: float) -> float:
        """Seconds from the last crash until nothing waits to leave any node."""
        while any(waiting(node) for node in self.trio.nodes):
            if time.monotonic() - last > 5 * LONGEST_DRAIN:
                raise CannotRun(f"After {5 * LONGEST_DRAIN:.0f} s something still waits to leave.")
            time.sleep(0.1)
        return time.monotonic() - last

    def _numbers(self, players: Players, verdict: Verdict, drain: float) -> Numbers:
        kinds = sum((hand.done for hand in self.hands), Counter[str]())
        roads = sum((road.met for road in self.trio.roads.values()), Counter())
        oracle = self.oracle
        return {
            "crashes": sum(kinds.values()),
            "crashes by kind": dict(sorted(kinds.items())),
            "disk full": "done" if self.trio.disks else "NOT DONE: no small disk can be mounted here",
            "named points that nobody passed": sum(hand.not_reached for hand in self.hands),
            "requests between nodes that met a fault": {str(name): roads[name] for name in sorted(roads)},
            "stories": len(oracle.referrals),
            "stories played to their end": players.ended,
            "committed": oracle.committed,
            "later versions of sections, of these": oracle.saved_anew,
            "later versions taken in by other nodes": sum(carried_by(node).later for node in self.trio.nodes),
            "referrals in which software read them there": len(self.read),
            "asked more than once": oracle.repeated,
            "answered a second time": oracle.replayed,
            "met by members' software": dict(self._met(players)) or 0,
            "refused to members": dict(oracle.refused) or 0,
            "refused between nodes": dict(self._refused()) or 0,
            "lost": len(verdict.lost),
            "twice": len(verdict.twice),
            "out of order": len(verdict.out_of_order),
            "histories apart": len(verdict.apart),
            "neither receipt nor alarm": len(verdict.without_end),
            "drain, seconds": round(drain, 1),
            "longest time until a node was up, seconds": round(
                max(hand.longest_down for hand in self.hands), 1
            ),
            "seconds": round(time.monotonic() - self.begun),
        }

    def _met(self, players: Players) -> Counter[str]:
        """What stood in the place of an answer, by its status or kind; each was followed by an answer."""
        programs = [program for some in players.offices.free.values() for program in some]
        met = [*(one.met for one in programs), *(one.by.met for one in players.writers.values())]
        return sum(met, Counter[str]())

    def _refused(self) -> Counter[str]:
        """Messages that a peer understood and refused, by its reason: what meets a taking back on its way."""
        return sum((Counter(carried_by(node).refused) for node in self.trio.nodes), Counter[str]())

    def _wrong(self, players: Players, verdict: Verdict, drain: float) -> list[str]:
        wrong = [*verdict.findings, *(f"stuck: {sentence}" for sentence in players.stuck)]
        if broken := self._met(players)["500"]:
            wrong.append(
                f"a node answered {broken} times that something broke in it: {what_broke(self.trio.nodes)}"
            )
        if drain > LONGEST_DRAIN:
            wrong.append(f"the drain took {drain:.0f} s, more than {LONGEST_DRAIN:.0f} s")
        return wrong
