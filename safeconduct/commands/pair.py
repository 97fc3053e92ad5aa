"""The two nodes of the demonstration: made, introduced to each other, started and stopped together."""

import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from safeconduct.commands.introduce import load_card, load_coordinators, load_members
from safeconduct.commands.node import Node, Ports
from safeconduct.commands.processes import free_ports
from safeconduct.keys.card import AgencyEntry
from safeconduct.vocabulary.identifiers import NodeId
from safeconduct.vocabulary.roles import OWNER

STORY = Path(__file__).with_name("story")
ENTRY = ("id", "name", "country", "sector", "languages", "duty_number", "teams", "services")


@dataclass(frozen=True)
class Place:
    """Where somebody works: the node, and the agency and member as the story's file has them."""

    node: Node
    agency: dict[str, Any]
    member: dict[str, Any]


@dataclass(frozen=True)
class Pair:
    """Both nodes, and the file each was made from."""

    ro: Node
    be: Node
    files: dict[str, dict[str, Any]]

    @property
    def nodes(self) -> tuple[Node, Node]:
        """In the order of the story."""
        return self.ro, self.be

    def member(self, name: str) -> str:
        """The id of a member by name."""
        return str(self.place(name).member["id"])

    def place(self, name: str) -> Place:
        """Where the member of this name works. Raises KeyError."""
        for node in self.nodes:
            for agency in self.files[node.id]["agencies"]:
                for entry in agency["members"]:
                    if entry["name"] == name:
                        return Place(node, agency, entry)
        raise KeyError(name)

    def services(self, node: Node) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """The node's services, each with its agency."""
        return [
            (agency, service) for agency in self.files[node.id]["agencies"] for service in agency["services"]
        ]

    def address(self, node: Node) -> str:
        """The address for a browser: each node has a name of its own, since cookies ignore ports."""
        return f"http://{node.id}.localhost:{node.ports.web}"


def pair_in(folder: Path, *, template: Path | None = None) -> Pair:
    """Two nodes below this folder on free ports; nothing is started. With `template`, copies of a prepared pair."""
    ports = free_ports(4)
    files = {name: tomllib.loads((STORY / f"{name}.toml").read_text()) for name in ("ro", "be")}
    for name, story in files.items():
        _give_addresses(name, story)
    nodes = {
        name: Node(
            folder / name,
            NodeId(name),
            story["country"],
            Ports(ports[2 * number], ports[2 * number + 1]),
            name=story["name"],
            demo=True,
            agencies=[cast(AgencyEntry, {key: entry[key] for key in ENTRY}) for entry in story["agencies"]],
            template=template / name if template else None,
        )
        for number, (name, story) in enumerate(files.items())
    }
    return Pair(nodes["ro"], nodes["be"], files)


def _give_addresses(node: str, story: dict[str, Any]) -> None:
    """An address for each member's reminders, below a name that can never be anybody's."""
    for agency in story["agencies"]:
        for entry in agency["members"]:
            entry.setdefault("email", f"{entry['name'].lower().replace(' ', '.')}@{node}.example")


@contextmanager
def running(pair: Pair) -> Iterator[Pair]:
    """Both nodes prepared, started and introduced; stopped at the end, whatever happens."""
    try:
        for node in pair.nodes:
            node.prepare()
        for node in pair.nodes:
            node.start()
        introduce(pair)
        yield pair
    finally:
        for node in pair.nodes:
            node.stop()


def introduce(pair: Pair) -> None:
    """Each node gets its members, and the cards of both: agencies of one node take the same road."""
    cards = [node.card() for node in pair.nodes]
    for node in pair.nodes:
        with closing(node.connect(OWNER)) as connection:
            for agency in pair.files[node.id]["agencies"]:
                load_members(connection, UUID(agency["id"]), agency["members"])
            for agency in pair.files[node.id]["agencies"]:
                named = [pair.member(name) for name in agency.get("coordinators", [])]
                load_coordinators(connection, UUID(agency["id"]), named)
            for card in cards:
                load_card(connection, card)
