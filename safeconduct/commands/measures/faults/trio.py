"""Three real nodes that know each other, each behind a road that may fail, ready to lose any process at any time."""

import shutil
import tomllib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from safeconduct.commands.demonstration.pair import ENTRY, STORY, Nodes, give_addresses, introduce
from safeconduct.commands.measures.faults.disk import SmallDisk
from safeconduct.commands.measures.faults.road import FaultyRoad
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.postgres import Cluster
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.nodes.roads import Ports
from safeconduct.commands.nodes.templates import copy_of
from safeconduct.commands.places import closed_folder
from safeconduct.keys.card import AgencyEntry
from safeconduct.vocabulary.identifiers import NodeId

FILES = {"ro": STORY / "ro.toml", "be": STORY / "be.toml", "es": Path(__file__).with_name("es.toml")}
DESKS = {
    "ro": ("Casa Salcia", "Ana Pop", "Dan Rusu"),
    "be": ("Maison Lierre", "Sofie Maes", "Karim Haddad"),
    "es": ("Casa Retama", "Lucia Vega", "Mateo Rios"),
}
"""At each node: the agency, who sends for it, and who takes in for it."""
ADMINISTRATORS = {"ro": "Andrei Oprea", "be": "Anouk Peeters", "es": "Ines Prado"}
"""Who edits the services of that agency."""
SOON = 0.2
"""Seconds after which a killed process is started again, however often it was killed before."""
SMALL_LOG = {"max_wal_size": "64MB", "min_wal_size": "32MB"}
"""A write-ahead log that a small disk has room for."""


@dataclass(frozen=True)
class Trio(Nodes):
    """The three nodes, the road to each, and the folder by which processes are asked to end."""

    all: tuple[Node, ...]
    roads: Mapping[str, FaultyRoad]
    points: Path
    disks: dict[str, SmallDisk] = field(default_factory=dict)
    """The nodes whose database lies on a disk that can be filled."""

    @property
    def nodes(self) -> tuple[Node, ...]:
        """In the order of FILES."""
        return self.all

    def node(self, name: str) -> Node:
        """The node of this name."""
        return next(node for node in self.all if node.id == name)

    def agency(self, node: str) -> dict[str, Any]:
        """The agency whose members work at this node."""
        named = DESKS[node][0]
        return next(agency for agency in self.files[node]["agencies"] if agency["name"] == named)

    def service(self, node: str) -> str:
        """The id of the service that is asked for at this node."""
        return str(self.agency(node)["services"][0]["id"])

    def service_name(self, node: str) -> str:
        """What kind of service that is."""
        return str(self.agency(node)["services"][0]["service"])


@contextmanager
def three_nodes(
    folder: Path, *, database: Mapping[str, str], megabytes: int, template: Path | None = None
) -> Iterator[Trio]:
    """Fresh, introduced and running, each with its own embedded PostgreSQL, set up with `database`.

    The last one's database has a disk of so many megabytes, where one can be mounted. With `template`, copies of nodes
    that were prepared and stopped.
    """
    with ExitStack() as held:
        held.callback(shutil.rmtree, folder, ignore_errors=True)
        trio = held.enter_context(on_roads(folder, database))
        if template is None:
            prepare(trio)
        else:
            _copy(trio, template)
        disk = SmallDisk(trio.nodes[-1].home / "postgres", megabytes)
        held.callback(disk.unmount)
        trio.disks.update({trio.nodes[-1].id: disk} if disk.mount() else {})
        for node in trio.nodes:
            held.callback(node.stop)
            node.start()
        introduce(trio)
        yield trio


def prepare(trio: Trio) -> None:
    """Make all nodes, side by side."""
    with ThreadPoolExecutor(len(trio.nodes)) as pool:
        for done in [pool.submit(node.prepare) for node in trio.nodes]:
            done.result()


def _copy(trio: Trio, template: Path) -> None:
    for node in trio.nodes:
        copy_of(template / node.id, node.home)
        assert node.cluster is not None  # noqa: S101  (given above)
        node.cluster.address.write(node.home)


@contextmanager
def on_roads(folder: Path, database: Mapping[str, str]) -> Iterator[Trio]:
    """The nodes below this folder with their roads; nothing of them is made yet."""
    files = {name: tomllib.loads(path.read_text()) for name, path in FILES.items()}
    ports = free_ports(3 * len(FILES))
    roads: dict[str, FaultyRoad] = {}
    nodes: list[Node] = []
    points = closed_folder(folder / "points")
    for name, story in files.items():
        give_addresses(name, story)
        web, inbox, road = ports.pop(), ports.pop(), ports.pop()
        roads[name] = FaultyRoad(road, inbox)
        nodes.append(
            _node(folder / name, story, Ports(web, inbox), road, closed_folder(points / name), database)
        )
    try:
        yield Trio(files, tuple(nodes), roads, points)
    finally:
        for way in roads.values():
            way.close()


def _node(
    home: Path, story: dict[str, Any], ports: Ports, road: int, points: Path, database: Mapping[str, str]
) -> Node:
    node = Node(
        home,
        NodeId(story["node"]),
        story["country"],
        ports,
        name=story["name"],
        demo=True,
        agencies=[cast(AgencyEntry, {key: entry[key] for key in ENTRY}) for entry in story["agencies"]],
        endpoint=f"http://127.0.0.1:{road}/",
        settings={"SAFECONDUCT_CRASH_POINTS": str(points)},
        database_url=None,
        soon=SOON,
    )
    node.cluster = Cluster(home, {**SMALL_LOG, **database})
    return node
