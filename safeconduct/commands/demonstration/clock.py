"""The demonstration's clock: domain time of both nodes, moved together by their owner. The rest keeps real time.

Only the owner may write the offset, and only this parent process holds the owner's password. So the page that
offers "3 days later" does not move anything: it sends a NOTIFY on its node's own database, with a number of hours,
and this process listens there. That needs no port, no token and no new right; what does not listen cannot be asked.
"""

import re
import selectors
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg
from psycopg import sql

from safeconduct.access.clock import CHANNEL
from safeconduct.commands.demonstration.pair import Nodes
from safeconduct.vocabulary.roles import OWNER

MOST_HOURS = 60 * 24
"""The furthest that one step may go."""


@dataclass(frozen=True)
class Clock:
    """The clock of running nodes."""

    pair: Nodes

    def moved(self) -> timedelta:
        """By how much domain time is ahead of real time."""
        with closing(self.pair.nodes[0].connect(OWNER)) as connection:
            row = connection.execute("SELECT moved FROM access.node").fetchone()
        found: timedelta = row[0] if row else timedelta(0)
        return found

    def now(self) -> datetime:
        """Domain time."""
        return datetime.now(UTC) + self.moved()

    def set(self, moved: timedelta) -> None:
        """Put all nodes at this distance from real time."""
        with ExitStack() as held:
            connections = [held.enter_context(closing(node.connect(OWNER))) for node in self.pair.nodes]
            for connection in connections:
                held.enter_context(connection.transaction())
            # All are changed before any is committed: a fault in one leaves all as they were.
            for connection in connections:
                connection.execute("UPDATE access.node SET moved = %s", [moved])

    def forward(self, by: timedelta) -> None:
        """So much later, on all nodes at once."""
        self.set(self.moved() + by)


def serve(clock: Clock, say: Callable[[str], None]) -> None:
    """Move the clock whenever a page asks for it, until interrupted. A database that restarts is listened to again."""
    while True:
        try:
            with ExitStack() as held:
                nodes = clock.pair.nodes
                _listen([held.enter_context(closing(node.connect(OWNER))) for node in nodes], clock, say)
        except psycopg.OperationalError:
            time.sleep(1.0)


def _listen(connections: list[psycopg.Connection], clock: Clock, say: Callable[[str], None]) -> None:
    with selectors.DefaultSelector() as selector:
        for connection in connections:
            connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
            selector.register(connection.fileno(), selectors.EVENT_READ, connection)
        while True:
            for key, _events in selector.select():
                for notice in key.data.notifies(timeout=0):
                    _asked(notice.payload, clock, say)


def _asked(payload: str, clock: Clock, say: Callable[[str], None]) -> None:
    hours = hours_in(payload)
    if hours is None:
        return
    clock.forward(timedelta(hours=hours))
    say(f"The clock of both nodes: {hours} hours later, {clock.now():%a %d %b %Y, %H:%M} UTC.")


def hours_in(payload: str) -> int | None:
    """The hours that were asked for; None for anything but a whole number within bounds."""
    hours = int(payload) if re.fullmatch(r"[0-9]{1,5}", payload) else 0
    return hours if 1 <= hours <= MOST_HOURS else None
