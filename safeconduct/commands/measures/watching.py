"""Who waits until a node has it: one look for all who wait, every few milliseconds.

A look for each of eight clients would cost the machine that is measured more than a step of the product does.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from safeconduct.commands.measures.places import administered
from safeconduct.commands.nodes.node import Node

LOOK_EVERY = 0.004
MOST_LOOKS_APART = 3
"""Where several wait the machine is full and a look takes from all of them: then it is at most so many times rarer."""
_LOOK = "SELECT reference, state, flags FROM referrals.referral WHERE reference = ANY(%s)"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """How a referral is to stand, with this flag or with any."""

    state: str
    flag: str
    there: threading.Event = field(default_factory=threading.Event)

    def is_met(self, state: str, flags: list[str]) -> bool:
        return state == self.state and (not self.flag or self.flag in flags)


class Watch:
    """Looks into one node's database for everybody who waits there."""

    def __init__(self, node: Node) -> None:
        self._connection = administered(node)
        self._wanted: dict[str, _Wanted] = {}
        self._changed = threading.Condition()
        self._is_over = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def until(self, reference: str, state: str, flag: str, *, patience: float) -> bool:
        """Wait until the referral stands so; False when it does not within `patience` seconds."""
        wanted = _Wanted(state, flag)
        with self._changed:
            self._wanted[reference] = wanted
            self._changed.notify()
        return wanted.there.wait(patience)

    def close(self) -> None:
        """Look no more."""
        with self._changed:
            self._is_over = True
            self._changed.notify()
        self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_over or self._wanted)
                if self._is_over:
                    return
                wanted = dict(self._wanted)
            self._look(wanted)
            threading.Event().wait(LOOK_EVERY * min(len(wanted), MOST_LOOKS_APART))

    def _look(self, wanted: dict[str, _Wanted]) -> None:
        for reference, state, flags in self._connection.execute(_LOOK, [list(wanted)]):
            if wanted[reference].is_met(state, flags):
                with self._changed:
                    self._wanted.pop(reference, None)
                wanted[reference].there.set()


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
