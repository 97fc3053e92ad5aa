"""A node to look at, and hands in its database whose changes are never committed."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from safeconduct.commands.examining.findings import Look
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.postgres import Cluster
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.commands.nodes.roads import Ports
from safeconduct.vocabulary.identifiers import NodeId


@pytest.fixture
def administrator(transactional_db: None, node_home: Path) -> Iterator[psycopg.Connection]:
    """The database's administrator, whom no row policy stops, in a transaction that is never committed."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the server's administrator is somebody else")
    with closing(Cluster(node_home).connect(ADMINISTRATOR, connection.settings_dict["NAME"])) as made:
        made.autocommit = False
        yield made
        made.rollback()


@pytest.fixture
def look(administrator: psycopg.Connection, tmp_path: Path) -> Look:
    """A served node of which nothing runs."""
    node = Node(tmp_path, NodeId("ro"), "RO", Ports(*free_ports(2)))
    return Look(node, administrator, served=True, ahead={})
