"""Services that change on all nodes while everything fails: in the end each node has the others' as they are there."""

import threading
import time
from random import Random

import psycopg

from safeconduct.commands.measures.faults.trio import Trio
from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary.roles import OWNER

EVERY = 0.5
PATIENCE = 90.0
CHANGE = (
    "UPDATE directory.entry e SET hours = %s, offered_to = CASE WHEN e.id = %s THEN 'peers' ELSE %s END "
    "FROM agencies.agency a "
    "WHERE a.id = e.agency_id AND a.node = %s AND e.id = (SELECT o.id FROM directory.entry o JOIN agencies.agency b "
    "ON b.id = o.agency_id WHERE b.node = %s ORDER BY o.id OFFSET %s LIMIT 1)"
)
THERE = (
    "SELECT e.id::text, e.hours, e.takes::text FROM directory.entry e JOIN agencies.agency a ON a.id = e.agency_id "
    "WHERE a.node = %s AND e.offered_to = 'peers' ORDER BY e.id"
)
HERE = THERE.replace(" AND e.offered_to = 'peers'", "")


class Editing:
    """Somebody edits the first services of each node, takes one from peers and gives it back, until told to stop."""

    def __init__(self, trio: Trio, seed: int) -> None:
        self._trio, self._random = trio, Random(seed)  # noqa: S311  (no secret hangs on it)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.changes = 0

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """The last edit is made; every service is offered to every node again."""
        self._over.set()
        self._thread.join()
        for node in self._trio.nodes:
            with node.connect(OWNER) as connection:
                connection.execute(
                    "UPDATE directory.entry SET offered_to = 'peers' WHERE offered_to <> 'peers'"
                )

    def _run(self) -> None:
        while not self._over.wait(EVERY):
            node = self._random.choice(self._trio.nodes)
            offered = self._random.choice(["peers", "peers", "own"])
            try:
                with node.connect(OWNER) as connection:
                    asked = self._trio.service(node.id)  # stories go to this one: it stays offered
                    nth = self._random.randrange(3)
                    values = [f"Edit {self.changes}", asked, offered, node.id, node.id, nth]
                    self.changes += connection.execute(CHANGE, values).rowcount
            except psycopg.Error:
                continue  # its database was just ended, or its disk is full


def apart(trio: Trio, patience: float = PATIENCE) -> list[str]:
    """Between which nodes services are not the same after so many seconds, in sentences."""
    end = time.monotonic() + patience
    while (found := _apart(trio)) and time.monotonic() < end:
        time.sleep(0.5)
    return found


def _apart(trio: Trio) -> list[str]:
    told = {node.id: _rows(node, THERE, node.id) for node in trio.nodes}
    return [
        f"services of {origin} are not at {node.id} as they are there"
        for node in trio.nodes
        for origin, rows in told.items()
        if origin != node.id and _rows(node, HERE, origin) != rows
    ]


def _rows(node: Node, sql: str, origin: str) -> list[tuple[object, ...]]:
    with node.connect(OWNER) as connection:
        return connection.execute(sql, [origin]).fetchall()
