"""The floor: the steps of a loop as bare SQL on the same two databases, ten commits, no pages, keys or policies.

What a loop costs above this is what the product adds.
"""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from uuid import uuid4

import psycopg

from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node

TABLES = """
CREATE SCHEMA IF NOT EXISTS bench;
CREATE TABLE IF NOT EXISTS bench.referral (id uuid PRIMARY KEY, state text NOT NULL, head text, since timestamptz);
CREATE TABLE IF NOT EXISTS bench.move (id uuid PRIMARY KEY, referral uuid REFERENCES bench.referral, data text);
CREATE TABLE IF NOT EXISTS bench.message (id uuid PRIMARY KEY, referral uuid, number bigint, state text, sealed bytea);
CREATE INDEX IF NOT EXISTS message_waiting ON bench.message (number) WHERE state = 'waiting';
CREATE TABLE IF NOT EXISTS bench.receipt (id uuid PRIMARY KEY, message uuid, data text);
CREATE TABLE IF NOT EXISTS bench.record (id uuid PRIMARY KEY, referral uuid, at timestamptz, what text);
"""
STEPS = (("ro", 17_000), ("be", 5_200), ("be", 5_200), ("be", 5_200), ("ro", 5_200))
"""Who writes each of the five messages, and how long it is."""


def loops_a_second(pair: Pair, clients: int, loops: int) -> float:
    """Bare loops per second with so many clients, each with a connection to either database."""
    for node in pair.nodes:
        with closing(_connect(node)) as connection:
            connection.execute(TABLES)
            connection.commit()

    def work(share: int) -> None:
        connections = {str(node.id): _connect(node) for node in pair.nodes}
        for _loop in range(share):
            _one(connections)
        for connection in connections.values():
            connection.close()

    each = max(1, loops // clients)
    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        for done in [pool.submit(work, each) for _ in range(clients)]:
            done.result()
    return each * clients / (time.perf_counter() - begun)


def _one(connections: dict[str, psycopg.Connection]) -> None:
    referral = uuid4()
    for number, (author, size) in enumerate(STEPS, start=1):
        message, sealed = uuid4(), os.urandom(size)
        other = "be" if author == "ro" else "ro"
        for name, state in ((author, "waiting"), (other, "stored")):
            connection = connections[name]
            connection.execute(
                "INSERT INTO bench.referral VALUES (%s, %s, '', now()) "
                "ON CONFLICT (id) DO UPDATE SET state = excluded.state, since = excluded.since",
                [referral, str(number)],
            )
            connection.execute("INSERT INTO bench.move VALUES (%s, %s, %s)", [uuid4(), referral, "x" * 300])
            connection.execute(
                "INSERT INTO bench.message VALUES (%s, %s, %s, %s, %s)",
                [message, referral, number, state, sealed],
            )
            connection.execute("INSERT INTO bench.receipt VALUES (%s, %s, %s)", [uuid4(), message, "x" * 400])
            connection.execute(
                "INSERT INTO bench.record VALUES (%s, %s, now(), 'moved')", [uuid4(), referral]
            )
            connection.commit()


def _connect(node: Node) -> psycopg.Connection:
    assert node.cluster is not None  # noqa: S101 - refused before
    connection = node.cluster.connect(ADMINISTRATOR)
    connection.autocommit = False
    return connection
