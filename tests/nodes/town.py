"""What tests need of two running nodes: members' browsers, a look into both databases, and patience."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg

from safeconduct.commands.demonstration.browser import Browser, Page
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.measures.drivers import Driver
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node

PATIENCE = 20.0
OFTEN, SELDOM = 0.03, 0.5
"""Seconds between two looks."""


class WatchedBrowser(Browser):
    """A browser that remembers every address and every title that it was shown."""

    def __init__(self, node: str, port: int) -> None:
        super().__init__(node, port)
        self.shown: set[tuple[str, str]] = set()

    def _follow(
        self,
        method: str,
        path: str,
        body: str | bytes | None,
        kind: str = "application/x-www-form-urlencoded",
    ) -> Page:
        page = super()._follow(method, path, body, kind)
        titles = re.findall(r"<title>(.*?)</title>", page.html, re.DOTALL)
        self.shown |= {(path, ""), (page.path, "".join(titles))}
        return page


@dataclass
class Town:
    """Both nodes and the people in them."""

    pair: Pair
    people: dict[str, Hands] = field(default_factory=dict)
    browsers: list[WatchedBrowser] = field(default_factory=list)
    _connections: dict[str, psycopg.Connection] = field(default_factory=dict)
    _drivers: dict[str, Driver] = field(default_factory=dict)

    def node(self, name: str) -> Node:
        """The node `ro` or `be`."""
        return next(node for node in self.pair.nodes if node.id == name)

    def agency(self, name: str) -> dict[str, Any]:
        """An agency of the story by its name."""
        return next(
            agency
            for story in self.pair.files.values()
            for agency in story["agencies"]
            if agency["name"] == name
        )

    def hands(self, member: str) -> Hands:
        """The member at a browser, signed in at the first use."""
        if member not in self.people:
            hands = Hands(self.pair, member)
            node = self.pair.place(member).node
            hands.browser = WatchedBrowser(node.id, node.ports.web)
            self.browsers.append(hands.browser)
            self.people[member] = hands
        self.people[member].sign_in()
        return self.people[member]

    def ask(self, node: str, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """A statement at a node's database as its administrator, whom no row policy stops; its rows."""
        if node not in self._connections:
            cluster = self.node(node).cluster
            assert cluster is not None
            self._connections[node] = cluster.connect(ADMINISTRATOR)
        cursor = self._connections[node].execute(sql, values)
        return cursor.fetchall() if cursor.description else []

    def value(self, node: str, sql: str, *values: object) -> Any:
        """The one value that a statement returns; None without a row."""
        rows = self.ask(node, sql, *values)
        return rows[0][0] if rows else None

    def driver(self, node: Node) -> Driver:
        """A process of this node that does what it is told; it starts once, which takes seconds."""
        if node.id not in self._drivers:
            self._drivers[node.id] = Driver(node, 1)
        return self._drivers[node.id]

    def hang_up(self, node: str) -> None:
        """Close our connections to a database that is about to stop."""
        if node in self._connections:
            self._connections.pop(node).close()
        if node in self._drivers:
            self._drivers.pop(node).close()

    def close(self) -> None:
        """Close all of them."""
        for name in {*self._connections, *self._drivers}:
            self.hang_up(name)

    def history(self, node: str, shared: UUID, side: str) -> list[tuple[str, int | None]]:
        """The moves of a referral as one side holds them: hash and place, None where it yielded."""
        return self.ask(
            node,
            "SELECT m.hash, m.ordinal FROM referrals.move m JOIN referrals.referral r ON r.id = m.referral_id "
            "WHERE r.shared = %s AND r.side = %s ORDER BY m.ordinal, m.hash",
            shared,
            side,
        )


def until(what: str, holds: Callable[[], bool], *, patience: float = PATIENCE) -> None:
    """Wait for something that must come true; fails with its name when it does not.

    Each look costs a node a page or a statement: so the longer it takes, the less often it is looked.
    """
    begun = time.monotonic()
    while not holds():
        waited = time.monotonic() - begun
        assert waited < patience, f"After {patience:.0f} s it is still not so: {what}."
        time.sleep(min(SELDOM, OFTEN + waited / 5))
