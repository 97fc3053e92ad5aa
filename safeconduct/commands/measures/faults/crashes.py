"""The faults of one node, one after the other, drawn from the seed before the first; and how each is done."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from random import Random

from safeconduct.access.crash_points import Point, asked_by
from safeconduct.commands.measures.faults.disk import SmallDisk
from safeconduct.commands.measures.faults.road import RoadFault
from safeconduct.commands.measures.faults.trio import Trio
from safeconduct.commands.measures.reloads import children
from safeconduct.commands.nodes.node import Node

PROCESSES = ("web", "inbox", "worker")
PLACES = {
    "web": (Point.POSTED, Point.WRITTEN, Point.COMMITTED),
    "inbox": (Point.POSTED, Point.TAKEN_IN, Point.STORED, Point.ANSWERING),
    "worker": (Point.BEFORE_SENDING, Point.ANSWERED, Point.NOTED),
}
"""The points that each process passes with every change or message."""
REACHED_WITHIN = 3.0
"""Seconds in which somebody must come by a point; after that the process is killed where it is."""
UP_WITHIN = 90.0
FULL_FOR = 2.0
"""Seconds for which no block is free."""
DATABASE, DISK = "database stopped at once", "disk full"
AT_AN_ANSWER = "database stopped right after an answer"


@dataclass(frozen=True)
class Crash:
    """One crash: after a pause a process ends at a point or wherever it is, or the database does, or its disk is full.

    `road` is what the next requests to this node meet meanwhile. Of web and inbox, which are a main process and one
    that works, the whole goes or only the one that works.
    """

    what: str
    point: Point | None
    pause: float
    road: tuple[RoadFault, ...] = ()
    is_whole: bool = True

    @property
    def kind(self) -> str:
        """As the table names it."""
        if self.what not in PROCESSES:
            return self.what
        if self.point is None and not self.is_whole:
            return f"{self.what}'s worker killed anywhere"
        return f"{self.what} killed {self.point or 'anywhere'}"


def schedule(seed: int, node: str, number: int, *, disk: bool, calm: bool) -> list[Crash]:
    """So many crashes of this node: the same for the same seed. Pure.

    `calm` is for a short run: shorter pauses, and nothing that keeps a connection waiting for its time to run out.
    """
    random = Random(f"{seed}/{node}")  # noqa: S311  (no secret hangs on it)
    kinds = [fault for fault in RoadFault if not (calm and fault is RoadFault.HALF_OPEN)]
    found: list[Crash] = []
    for count in range(number):
        roads = tuple(random.choice(kinds) for _ in range(random.choice((0, 0, 1, 1, 2))))
        pause = random.uniform(0.02, 0.25 if calm else 0.5)
        what = random.choices((*PROCESSES, DATABASE, AT_AN_ANSWER), weights=(30, 30, 30, 7, 10))[0]
        point = random.choice((None, *PLACES[what])) if what in PROCESSES else None
        if disk and count % max(4, number // 8) == 3:
            what, point = DISK, None
        is_whole = what == "worker" or random.random() < 0.5
        found.append(Crash(what, point, pause, roads, is_whole))
    return found


@dataclass
class Hand:
    """Whoever makes one node crash. What it did is counted by kind."""

    trio: Trio
    node: Node
    crashes: list[Crash]
    on_crash: Callable[[], None]
    answered: threading.Event
    """Set whenever a member of this node was told that something is done."""
    disk: SmallDisk | None = None
    done: Counter[str] = field(default_factory=Counter)
    not_reached: int = 0
    longest_down: float = 0.0
    last: float = 0.0
    """When the last crash was done, by the monotonic clock."""
    fault: BaseException | None = None
    _thread: threading.Thread = field(init=False)

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, name=f"crashes of {self.node.id}", daemon=True)
        self._thread.start()

    def join(self) -> None:
        """Wait until all are done. Raises what went wrong."""
        self._thread.join()
        if self.fault is not None:
            raise self.fault

    def wait_until_up(self) -> None:
        """Until every process is there again. Raises StaysDown."""
        begun = time.monotonic()
        while not self.node.is_ready():
            if time.monotonic() - begun > UP_WITHIN:
                states = {name: service.last_line() for name, service in self.node.services.items()}
                raise StaysDown(f"After {UP_WITHIN:.0f} s {self.node.id} is not up again: {states}")
            time.sleep(0.02)
        self.longest_down = max(self.longest_down, time.monotonic() - begun)

    def _run(self) -> None:
        try:
            for crash in self.crashes:
                self.wait_until_up()
                for fault in crash.road:
                    self.trio.roads[self.node.id].treat_next(fault)
                time.sleep(crash.pause)
                kind = self._do(crash)
                self.last = time.monotonic()
                self.done[kind] += 1
                self.on_crash()
        except BaseException as fault:  # noqa: BLE001  (raised again where it is waited for)
            self.fault = fault

    @property
    def deeds(self) -> dict[str, Callable[[], None]]:
        """What else than the end of a process can happen to a node, by its name in the schedule."""
        return {
            DATABASE: self._stop_database,
            AT_AN_ANSWER: self._stop_database_at_an_answer,
            DISK: self._fill_disk,
        }

    def _do(self, crash: Crash) -> str:
        """Do it; its kind, as it came out."""
        if crash.what in self.deeds:
            self.deeds[crash.what]()
        elif crash.point is None or not self._ends_at(crash.what, crash.point):
            self._kill(crash.what, is_whole=crash.is_whole)
            return replace(crash, point=None).kind
        return crash.kind

    def _kill(self, name: str, *, is_whole: bool) -> None:
        """A service with all its processes, or only the one of them that works: its main process starts another."""
        process = self.node.services[name].process
        working = children(process.pid) if process is not None else set()
        with suppress(ProcessLookupError):
            if process is not None and (is_whole or not working):
                os.killpg(process.pid, signal.SIGKILL)
            for pid in working if not is_whole else ():
                os.kill(pid, signal.SIGKILL)

    def _stop_database_at_an_answer(self) -> None:
        """A member has read that something is done: from now on it must be there, whatever the server still held."""
        self.answered.clear()
        self.answered.wait(REACHED_WITHIN)
        self._stop_database()

    def _fill_disk(self) -> None:
        if self.disk is not None:
            self.disk.fill_for(FULL_FOR)

    def _stop_database(self) -> None:
        """What `pg_ctl stop -m immediate` sends: the server ends without writing anything; recovery follows."""
        pid = self.node.cluster.pid if self.node.cluster is not None else None
        with suppress(ProcessLookupError):
            if pid is not None:
                os.kill(pid, signal.SIGQUIT)

    def _ends_at(self, process: str, point: Point) -> bool:
        """Ask for the end at this point; False when nobody came by, and nobody will."""
        asked = self.trio.points / self.node.id / asked_by(process, point)
        asked.touch()
        end = time.monotonic() + REACHED_WITHIN
        while asked.exists():
            if time.monotonic() > end:
                break
            time.sleep(0.01)
        else:
            return True
        try:
            asked.unlink()
        except FileNotFoundError:
            return True  # at the last moment
        self.not_reached += 1
        return False


class StaysDown(Exception):
    """A node did not come up again after a crash."""
