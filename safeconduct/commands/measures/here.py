"""A fresh node whose web process is the measuring process itself: Django's own client asks its pages."""

import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import psycopg

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.roads import Ports
from safeconduct.keys.ring import Process, Ring, load
from safeconduct.vocabulary.identifiers import NodeId
from safeconduct.vocabulary.roles import APP, INBOX, OWNER, WORKER

ROLES = {"app": APP, "inbox": INBOX, "worker": WORKER, "owner": OWNER}
PROCESSES: tuple[Process, ...] = ("web", "inbox", "worker")

type Connections = dict[str, psycopg.Connection]
type Rings = dict[Process, Ring]


@contextmanager
def web_of(home: Path, name: NodeId) -> Iterator[tuple[Node, Connections, Rings]]:
    """The node, connections as each of its roles, and its keys. Once a process: Django reads its settings once."""
    node = Node(home, name, "RO", Ports(0, 0), demo=True)
    if node.cluster is None:
        raise CannotRun("The measurement needs the embedded PostgreSQL: unset DATABASE_URL.")
    node.prepare()
    with node.taken(), node.awake(), ExitStack() as open_ones:
        connections = {
            role: open_ones.enter_context(closing(node.connect(name))) for role, name in ROLES.items()
        }
        _become_web(node)
        yield node, connections, {process: load(home / "keys", process) for process in PROCESSES}
        from django.db import connections as of_django

        of_django.close_all()


def _become_web(node: Node) -> None:
    os.environ |= node.environment("web")
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)
    import django

    django.setup()
    logging.disable(logging.ERROR)  # thousands of pages that are rightly not there
