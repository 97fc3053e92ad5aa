"""The names of the small world, and what every part of it needs. `world.py` says who is who."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg

from tests.access.rows import NOW, named_table

SHARED = ["profile", "identity", "safe_contact", "safety", "needs"]
UNTIL = NOW + timedelta(days=10)
LONG_AGO = NOW - timedelta(days=31)

AGENCIES = {
    "alfa": ("ro", "ngo"),
    "beta": ("ro", "shelter"),
    "police": ("ro", "police"),
    "gent": ("be", "ngo"),
    "lund": ("se", "ngo"),
}
MEMBERS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "ana": ("alfa", "social_worker", {}),
    "dan": ("alfa", "social_worker", {}),
    "sara": ("alfa", "social_worker", {"supervises": True}),
    "nora": ("alfa", "nurse", {}),
    "lea": ("alfa", "lawyer", {}),
    "lou": ("alfa", "lawyer", {}),
    "lin": ("alfa", "lawyer", {}),
    "adam": ("alfa", "administrator", {"supervises": True}),
    "jude": ("alfa", "judge", {}),
    "sam": ("alfa", "social_worker", {"suspended_at": NOW}),
    "cora": ("alfa", "coordinator", {}),
    "bea": ("beta", "social_worker", {}),
    "kim": ("beta", "administrator", {"keeps_node": True}),
    "pavel": ("police", "police_officer", {"supervises": True}),
}
TEAMS = {
    "team_alfa": ("alfa", ["social_worker", "nurse"], ["ana", "nora", "sam", "lea"]),
    "team_beta": ("beta", ["social_worker"], ["bea"]),
    "team_police": ("police", ["police_officer", "social_worker"], ["pavel"]),
    "team_gent": ("gent", ["social_worker"], []),
    "team_lund": ("lund", ["social_worker"], []),
    "team_lund_police": ("lund", ["police_officer"], []),
}
SHARED_OVER_PEERS = ["be", "se"]


def ID(name: str) -> UUID:  # noqa: N802  (a word of the tables below, like a constant)
    """The id that this name stands for."""
    return uuid.uuid5(uuid.NAMESPACE_OID, name)


@contextmanager
def unforced(owner: psycopg.Connection, *tables: str) -> Iterator[None]:
    """Inside, the owner sees and writes the rows of these tables; in one transaction that commits."""
    with owner.transaction():
        for table in tables:
            owner.execute(f"ALTER TABLE {named_table(table)} NO FORCE ROW LEVEL SECURITY")
        yield
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            owner.execute(f"ALTER TABLE {named_table(table)} FORCE ROW LEVEL SECURITY")
