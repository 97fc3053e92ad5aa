"""Keeps the processes of a node running: each is started again when it ends, after a growing wait."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.logfiles import follow
from safeconduct.commands.nodes.processes import end_group, kill_group, start_bound
from safeconduct.commands.places import REPOSITORY

SHORTEST_WAIT = 0.2
LONGEST_WAIT = 10.0
STEADY = 30.0  # seconds after which a process counts as healthy and its next wait is short again
PATIENCE = 10.0  # seconds that a process has to end by itself


@dataclass
class Service:
    """One process of a node: how it is started, where its log lines go, how often it had to be started again."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    longest_wait: float = LONGEST_WAIT
    restarts: int = 0
    process: subprocess.Popen[bytes] | None = None
    _writer: threading.Thread | None = None
    _wait: float = SHORTEST_WAIT
    _started: float = 0.0
    _due: float = 0.0

    def look(self, now: float) -> None:
        """Start the process when it is not there and its wait is over. Called from one long-lived thread only."""
        if self.process is not None:
            if self.process.poll() is None:
                return
            self._ended(now)
        if now >= self._due:
            self._start(now)

    def end(self) -> None:
        """End the process and everything that it started."""
        if self.process is not None:
            end_group(self.process, PATIENCE)
            self.process = None
        self._hear_out()

    def last_line(self) -> str:
        """What the process said last, for a sentence to the operator."""
        self._hear_out()
        lines = self.log.read_text(errors="replace").strip().splitlines() if self.log.exists() else []
        return lines[-1][:500] if lines else "it said nothing"

    def _hear_out(self) -> None:
        """Wait a moment until what an ended process said stands in its file."""
        if self._writer is not None and self.process is None:
            self._writer.join(1.0)

    def _start(self, now: float) -> None:
        writing, self._writer = follow(self.log)
        try:
            self.process = start_bound(
                self.command,
                environment=self.environment,
                folder=REPOSITORY,
                at_our_end=signal.SIGTERM,
                output=writing,
            )
        finally:
            os.close(writing)
        self._started = now

    def _ended(self, now: float) -> None:
        assert self.process is not None  # noqa: S101 - only called with one
        kill_group(self.process)
        self.process = None
        self.restarts += 1
        if now - self._started > STEADY:
            self._wait = SHORTEST_WAIT
        self._due = now + self._wait
        self._wait = min(self._wait * 2, self.longest_wait)


@dataclass
class Supervisor:
    """Watches services, and by `database` the database server, from one thread that lives until `stop`."""

    services: Sequence[Service]
    database: Callable[[], None] = lambda: None
    _stopping: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Start all services; they end with this process, whatever ends it."""
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End all services. After this nothing of them is left."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        # Forking here and nowhere else: the kernel ties a child to the thread that made it.
        try:
            while not self._stopping.wait(0.05):
                self._look()
        finally:
            for service in self.services:
                if service.process is not None and service.process.poll() is None:
                    service.process.terminate()
            for service in self.services:
                service.end()

    def _look(self) -> None:
        try:
            self.database()
        except CannotRun:
            return  # looked at again in a moment; the services wait for it as well
        now = time.monotonic()
        for service in self.services:
            service.look(now)
