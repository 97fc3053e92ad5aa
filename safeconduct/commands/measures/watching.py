"""Who waits until a node has it: the node's database says so at the commit, by a trigger of the measurement's own.

To look every few milliseconds costs the machine that is measured as much as a step of the product does. Whoever waits
does so for what the other side has sent, so only what the inbox writes is told: a notice wakes everybody who listens.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from safeconduct.commands.measures.places import administered
from safeconduct.commands.nodes.node import Node

CLOSED_WITHIN = 0.5
"""Seconds after which a watch notices that nobody needs it any more."""
TOLD = """
CREATE SCHEMA IF NOT EXISTS bench;
CREATE OR REPLACE FUNCTION bench.tell() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM pg_notify('bench', concat_ws(' ', NEW.reference, NEW.state, array_to_string(NEW.flags, ' ')));
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER told_to_the_bench AFTER INSERT OR UPDATE ON referrals.referral
  FOR EACH ROW WHEN (session_user = 'safeconduct_inbox') EXECUTE FUNCTION bench.tell();
LISTEN bench;
"""
LOOK = "SELECT state, flags FROM referrals.referral WHERE reference = %s"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """How a referral is to stand, with this flag or with any."""

    state: str
    flag: str
    there: threading.Event = field(default_factory=threading.Event)

    def is_met(self, state: str, flags: list[str]) -> bool:
        return state == self.state and (not self.flag or self.flag in flags)


class Watch:
    """Hears from one node's database how each referral stands, for everybody who waits there."""

    def __init__(self, node: Node) -> None:
        self._connection, self._looking = administered(node), administered(node)
        self._connection.autocommit = self._looking.autocommit = True
        self._connection.execute(TOLD)
        self._wanted: dict[str, _Wanted] = {}
        self._stands: dict[str, tuple[str, list[str]]] = {}
        self._lock = threading.Lock()
        self._is_over = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def until(self, reference: str, state: str, flag: str, *, patience: float) -> bool:
        """Wait until the referral stands so; False when it does not within `patience` seconds."""
        wanted = _Wanted(state, flag)
        with self._lock:
            self._wanted[reference] = wanted
            known = self._stands.get(reference) or self._looking.execute(LOOK, [reference]).fetchone()
            if known is not None:
                self._note(reference, *known)
        return wanted.there.wait(patience)

    def close(self) -> None:
        """Listen no more."""
        self._is_over = True
        self._thread.join()
        self._connection.close()
        self._looking.close()

    def _run(self) -> None:
        while not self._is_over:
            for notice in self._connection.notifies(timeout=CLOSED_WITHIN):
                self._hear(notice.payload)

    def _hear(self, said: str) -> None:
        reference, state, *flags = said.split(" ")
        with self._lock:
            self._stands[reference] = (state, flags)
            self._note(reference, state, flags)

    def _note(self, reference: str, state: str, flags: list[str]) -> None:
        wanted = self._wanted.get(reference)
        if wanted is not None and wanted.is_met(state, flags):
            del self._wanted[reference]
            wanted.there.set()


@contextmanager
def watched(*nodes: Node) -> Iterator[dict[str, Watch]]:
    """A watch at each of these nodes, by name, for the length of a block."""
    watches: dict[str, Watch] = {}
    try:
        for node in nodes:
            watches[str(node.id)] = Watch(node)
        yield watches
    finally:
        for watch in watches.values():
            watch.close()
