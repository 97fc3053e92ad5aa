"""Services that change on all nodes while everything fails: in the end each node has the others' as they are there.

Three accounts are compared: what administrators were told, what the nodes hold, and what was heard on the roads.
"""

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from safeconduct.commands.measures import Numbers
from safeconduct.commands.measures.faults.account import ALWAYS, Account, Said, differences
from safeconduct.commands.measures.faults.administrator import Administrator
from safeconduct.commands.measures.faults.broken import what_broke
from safeconduct.commands.measures.faults.editing import Editor
from safeconduct.commands.measures.faults.listening import ADDRESS, Listening
from safeconduct.commands.measures.faults.reading import looking_into
from safeconduct.commands.measures.faults.software import Software
from safeconduct.commands.measures.faults.trio import Trio
from safeconduct.commands.measures.faults.versions import Watching
from safeconduct.commands.nodes.node import Node

PATIENCE = 90.0
ROWS = """
    SELECT a.node, e.id::text, e.hours, e.places_free, directory.as_told(e) - 'doubted_at'
      FROM directory.entry e JOIN agencies.agency a ON a.id = e.agency_id
"""
"""All that a node tells of a service, but for doubts about places: of these each node may have its own."""


@dataclass
class Held:
    """The services of one origin as a node has them, by their ids."""

    facts: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    """Hours and places."""
    whole: dict[str, Any] = field(default_factory=dict)


class Directories:
    """The services of three nodes, with somebody who edits those of one agency at each, until told to stop."""

    def __init__(self, trio: Trio, programs: dict[str, Software], seed: int) -> None:
        self._trio, self.account, self.listening = trio, Account(), Listening()
        self._watching = Watching(trio)
        everybody = frozenset(node.id for node in trio.nodes)
        for node in trio.nodes:
            for own, (hours, places) in _held(node)[node.id].facts.items():
                said = Said(hours, places, everybody - {node.id})
                self.account.note(node.id, own, said, begun=ALWAYS, known=ALWAYS)
            trio.roads[node.id].listener = self.listening.at(node.id)
        self.editors = [
            Editor(Administrator(trio, node.id), programs[node.id], self.account, self.listening, seed)
            for node in trio.nodes
        ]

    def start(self) -> None:
        """Begin; returns at once."""
        self._watching.start()
        for editor in self.editors:
            editor.start()

    def stop(self) -> None:
        """What was begun comes to its answer. Raises what ended a thread."""
        for editor in self.editors:
            editor.stop()
        for road in self._trio.roads.values():
            road.be_kind()

    def wrong(self, patience: float = PATIENCE) -> list[str]:
        """What is not as it must be after so many seconds, and what should never have travelled; in sentences."""
        end = time.monotonic() + patience
        while (found := self._apart()) and time.monotonic() < end:
            time.sleep(0.5)
        self._watching.stop()
        found += [*self._watching.wrong, *self.account.wrong_in(list(self.listening.tellings))]
        broken = sum(editor.by.met["500"] for editor in self.editors)
        if broken:
            found.append(
                f"a page answered {broken} times that something broke in it: {what_broke(self._trio.nodes)}"
            )
        return found

    def numbers(self) -> Numbers:
        """What was done, and how often a node told another one of a service."""
        done = sum((editor.done for editor in self.editors), Counter[str]())
        met = sum((editor.by.met for editor in self.editors), Counter[str]())
        return {
            "edits of services": dict(sorted(done.items())),
            "tried again, by what stood in the place of an answer": dict(sorted(met.items())) or 0,
            "questions about services that met a fault": sum(
                road.met_at[ADDRESS] for road in self._trio.roads.values()
            ),
            "looks at their versions": self._watching.looks,
            "services told from node to node": len(self.listening.tellings),
        }

    def _apart(self) -> list[str]:
        found: list[str] = []
        held = {node.id: _held(node) for node in self._trio.nodes}
        for node, origins in held.items():
            for origin, at_home in held.items():
                what, here, there = f"services of {origin} at {node}", origins[origin], at_home[origin]
                found += differences(what, self.account.at(node, origin), here.facts)
                found += [
                    f"{what}: service {own} is not in all as it is there"
                    for own, said in here.whole.items()
                    if said != there.whole.get(own)
                ]
        return found


def _held(node: Node) -> dict[str, Held]:
    """What a node has, by the node whose services they are."""
    found: dict[str, Held] = defaultdict(Held)
    with looking_into(node) as connection:
        for origin, own, hours, places, whole in connection.execute(ROWS):
            found[origin].facts[own], found[origin].whole[own] = (hours, places), whole
    return found
