"""The two nodes of the demonstration: made, introduced to each other, started and stopped together."""

import os
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.databases import address_of, drop_databases, with_database
from safeconduct.commands.nodes.introduce import load_card, load_coordinators, load_members
from safeconduct.commands.nodes.node import DATABASE_URL, Node
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.nodes.roads import Ports
from safeconduct.commands.places import open_folder, state_folder
from safeconduct.keys.card import AgencyEntry
from safeconduct.vocabulary.identifiers import NodeId
from safeconduct.vocabulary.roles import OWNER

NODES = ("ro", "be")
STORY = Path(__file__).with_name("story")
ENTRY = ("id", "name", "country", "sector", "languages", "duty_number", "teams", "services")


@dataclass(frozen=True)
class Place:
    """Where somebody works: the node, and the agency and member as the story's file has them."""

    node: Node
    agency: dict[str, Any]
    member: dict[str, Any]


@dataclass(frozen=True)
class Nodes:
    """Nodes of one machine with the file that each was made from, by the node's name."""

    files: dict[str, dict[str, Any]]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All of them, in the order in which they are started."""
        raise NotImplementedError

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


@dataclass(frozen=True)
class Pair(Nodes):
    """The two nodes of the demonstration."""

    ro: Node
    be: Node

    @property
    def nodes(self) -> tuple[Node, Node]:
        """In the order of the story."""
        return self.ro, self.be


@dataclass(frozen=True)
class Server:
    """The server of DATABASE_URL: a database for each node, and roles that both share.

    `url` names an account that may make roles and databases; a node's database is the one named there with the
    node's name behind it. `walk` sets the databases of one walk apart from those that are kept.
    """

    url: str
    walk: str = ""

    def database(self, node: str) -> str:
        """The name of a node's database."""
        return "_".join(filter(None, (address_of(self.url).name, self.walk, node)))

    @property
    def databases(self) -> list[str]:
        """Both names, and that of the public site."""
        return [*(self.database(node) for node in NODES), self.database(NODES[0]) + public.ENDING]

    @property
    def mark(self) -> str:
        """A short name of the place, for folders."""
        place = address_of(self.url)
        return sha256(f"{place.host}:{place.port}/{place.name}".encode()).hexdigest()[:8]

    @property
    def roles(self) -> Path:
        """The folder with the passwords of the roles: the roles are the server's, and outlive every demonstration."""
        place = address_of(self.url)
        return open_folder(state_folder() / "servers" / f"{place.host.replace('/', '_')}:{place.port}")

    def remove(self) -> None:
        """Drop the databases."""
        drop_databases(self.url, self.databases)


def server(walk: str = "") -> Server | None:
    """The server named in DATABASE_URL; None when each node has its own embedded one."""
    url = os.environ.get(DATABASE_URL)
    return Server(url, walk) if url else None


def pair_in(
    folder: Path, *, template: Path | None = None, on: Server | None = None, with_site: bool = False
) -> Pair:
    """Two nodes below this folder on free ports; nothing is started. With `template`, copies of a prepared pair.

    The first one has a public site as well, where that is wanted.

    Each has its own embedded PostgreSQL, or its own database `on` a server.
    """
    ports = free_ports(5)
    files = {name: tomllib.loads((STORY / f"{name}.toml").read_text()) for name in NODES}
    for name, story in files.items():
        give_addresses(name, story)
    nodes = {
        name: Node(
            folder / name,
            NodeId(name),
            story["country"],
            Ports(ports[2 * number], ports[2 * number + 1]),
            name=story["name"],
            demo=True,
            agencies=[cast(AgencyEntry, {key: entry[key] for key in ENTRY}) for entry in story["agencies"]],
            database_url=with_database(on.url, on.database(name)) if on else None,
            template=template / name if template else None,
            roles=on.roles if on else None,
            site=public.Site(ports[4]) if with_site and name == NODES[0] else None,
        )
        for number, (name, story) in enumerate(files.items())
    }
    return Pair(files, nodes["ro"], nodes["be"])


def give_addresses(node: str, story: dict[str, Any]) -> None:
    """An address for each member's reminders, below a name that can never be anybody's."""
    for agency in story["agencies"]:
        for entry in agency["members"]:
            entry.setdefault("email", f"{entry['name'].lower().replace(' ', '.')}@{node}.example")


@contextmanager
def running[N: Nodes](pair: N) -> Iterator[N]:
    """All nodes prepared, started and introduced; stopped at the end, whatever happens."""
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


def introduce(pair: Nodes) -> None:
    """Each node gets its members, and the cards of all: agencies of one node take the same road."""
    settle(pair)
    cards = [node.card() for node in pair.nodes]
    for node in pair.nodes:
        with closing(node.connect(OWNER)) as connection:
            for card in cards:
                load_card(connection, card)


def settle(pair: Nodes) -> None:
    """Each node gets its members; the nodes do not know each other."""
    for node in pair.nodes:
        with closing(node.connect(OWNER)) as connection:
            for agency in pair.files[node.id]["agencies"]:
                load_members(connection, UUID(agency["id"]), agency["members"])
            for agency in pair.files[node.id]["agencies"]:
                named = [pair.member(name) for name in agency.get("coordinators", [])]
                load_coordinators(connection, UUID(agency["id"]), named)
