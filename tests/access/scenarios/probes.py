"""What the scenarios of the row policies are made of: who tries what, and the rows that they try it with.

`mine` is possible with the policy and not without it; `theirs` is not possible, and would be if its condition
were `true`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.access.names import ID
from tests.access.rows import insert, named_table

type Probe = Callable[[psycopg.Connection], int]


@dataclass(frozen=True)
class Refusal:
    """A statement that must reach nothing but `own` rows of the caller, when this person tries it."""

    probe: Probe
    who: str
    own: int = 0


@dataclass(frozen=True)
class Scenario:
    """Who can do `mine` by the policy, and what it must keep out; where nobody is named, it keeps it from `who`."""

    who: str
    mine: list[Probe]
    theirs: list[Probe | Refusal]

    @property
    def refusals(self) -> list[Refusal]:
        """All of `theirs`, each with who tries it."""
        return [one if isinstance(one, Refusal) else Refusal(one, self.who) for one in self.theirs]


def sees(table: str, **where: Any) -> Probe:
    """How many rows with these values are visible."""
    condition = " AND ".join(f"{column} IS NOT DISTINCT FROM %s" for column in where) or "true"

    def probe(connection: psycopg.Connection) -> int:
        statement = f"SELECT count(*) FROM {named_table(table)} WHERE {condition}"
        row = connection.execute(statement, list(where.values())).fetchone()
        return int(row[0]) if row else 0

    return probe


def adds(table: str, **given: Any) -> Probe:
    """Insert a row with these values."""
    return lambda connection: insert(connection, table, **given)


def changes(table: str, assignment: str) -> Probe:
    """Update whatever can be reached: no condition, so that no other policy helps."""
    return lambda connection: connection.execute(f"UPDATE {named_table(table)} SET {assignment}").rowcount


def deletes(table: str) -> Probe:
    """Delete whatever can be reached."""
    return lambda connection: connection.execute(f"DELETE FROM {named_table(table)}").rowcount


def key(case: str, **more: Any) -> dict[str, Any]:
    return {"case_id": ID(case), "section": "needs", "generation": 9, "intake": False} | more


def audit(kind: str, actor: str, agency: str | None = None) -> dict[str, Any]:
    return {"actor_kind": kind, "actor_id": actor, "agency_id": ID(agency) if agency else None}


def move(row: str, agency: str) -> dict[str, Any]:
    return {"referral_id": ID(row), "agency_id": ID(agency), "hash": "new", "ordinal": 9}


def lane(sender: str, recipient: str, *, inward: bool) -> dict[str, Any]:
    return {"handle": "new", "sender": ID(sender), "recipient": ID(recipient), "inward": inward}


ALFA, BETA = {"agency_id": ID("alfa")}, {"agency_id": ID("beta")}
BE, SE = {"peer": "be"}, {"peer": "se"}


def nobody(probe: Probe) -> Refusal:
    """Kept from the worker's role when its token is missing."""
    return Refusal(probe, "nobody worker")
