"""The other end of a driver: deeds are asked for from many threads, and answered in any order."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import REPOSITORY


class Driver:
    """A running driver of one node."""

    def __init__(self, node: Node, threads: int, process: str = "web") -> None:
        self._log = open(node.home / "logs" / "driver.log", "ab")  # noqa: SIM115 - closed with the driver
        self._process = subprocess.Popen(
            [sys.executable, "-m", "safeconduct.commands", "drive", str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            cwd=REPOSITORY,
            env=node.environment(process),
            text=True,
        )
        self._waiting: dict[int, Future[dict[str, Any]]] = {}
        self._lock = threading.Lock()
        self._number = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def do(self, deed: str, **asked: Any) -> dict[str, Any]:
        """Have it done, and wait. Raises CannotRun when the driver ended instead."""
        future: Future[dict[str, Any]] = Future()
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        with self._lock:
            self._number += 1
            self._waiting[self._number] = future
            print(
                json.dumps({"do": deed, "number": self._number, **asked}),
                file=self._process.stdin,
                flush=True,
            )
        return future.result(timeout=120)

    def close(self) -> None:
        """Let it end."""
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        self._process.stdin.close()
        self._process.wait(30)
        self._reader.join()
        assert self._process.stdout is not None  # noqa: S101 - asked for above
        self._process.stdout.close()
        self._log.close()

    def _read(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - asked for above
        for line in self._process.stdout:
            answer = json.loads(line)
            self._waiting.pop(answer["number"]).set_result(answer)
        for future in self._waiting.values():
            future.set_exception(
                CannotRun("A driver ended before its work was done: see logs/driver.log of its node.")
            )


@contextmanager
def driver(node: Node, threads: int, process: str = "web") -> Iterator[Driver]:
    """A driver for the length of a block, with the keys and the database role of this process of the node."""
    running = Driver(node, threads, process)
    try:
        yield running
    finally:
        running.close()
