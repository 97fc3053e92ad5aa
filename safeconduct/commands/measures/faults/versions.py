"""What each node has of the others' services is looked at again and again: a word never gives way to an older one."""

import threading

import psycopg

from safeconduct.commands.measures.faults.reading import looking_into
from safeconduct.commands.measures.faults.trio import Trio
from safeconduct.commands.nodes.node import Node

EVERY = 0.5
VERSIONS = "SELECT node, entry_id::text, version FROM directory.heard"


class Watching:
    """Looks until told to stop; `wrong` has what went back, in sentences."""

    def __init__(self, trio: Trio) -> None:
        self._trio = trio
        self._newest: dict[tuple[str, str], int] = {}
        self.wrong: list[str] = []
        self.looks = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="versions of services", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """No further look."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(EVERY):
            for node in self._trio.nodes:
                try:
                    self._look(node)
                except psycopg.Error:
                    continue  # its database was just ended

    def _look(self, node: Node) -> None:
        with looking_into(node) as connection:
            rows = connection.execute(VERSIONS).fetchall()
        self.looks += 1
        for origin, service, version in rows:
            self.seen(node.id, origin, service, version)

    def seen(self, node: str, origin: str, service: str, version: int) -> None:
        """A node has this version of a service."""
        newest = self._newest.get((node, service), 0)
        if version < newest:
            self.wrong.append(
                f"{node} went back from version {newest} of service {service} of {origin} to {version}"
            )
        self._newest[node, service] = max(newest, version)
