"""Policies of what the directory keeps beside its services: counts, versions, what is wrong, imports."""

import uuid

import psycopg
from psycopg.types.json import Jsonb

from tests.access.names import ID
from tests.access.scenarios.probes import ALFA, BETA, Refusal, Scenario, sees


def counts(connection: psycopg.Connection) -> int:
    """Whether a search that found nothing is counted."""
    connection.execute("SELECT directory.count_gap('safety', 'NO')")
    row = connection.execute("SELECT count(*) FROM directory.gap WHERE country = 'NO'").fetchone()
    return int(row[0]) if row else 0


def _count(connection: psycopg.Connection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM directory.{table}").fetchone()
    return int(row[0]) if row else 0


def changes_a_service(connection: psycopg.Connection) -> int:
    """How it stood is kept before it is changed."""
    before = _count(connection, "version")
    connection.execute("SELECT directory.begin_change(%s)", [ID("entry_alfa")])
    return _count(connection, "version") - before


def says_wrong(connection: psycopg.Connection) -> int:
    """Say that a service is wrong, of an agency elsewhere."""
    said = [uuid.uuid4(), ID("entry_beta"), "takes", "Only men"]
    connection.execute("SELECT directory.say_wrong(%s, %s, %s, %s)", said)
    return 1


def begins_an_import(connection: psycopg.Connection) -> int:
    """Begin to bring a file in."""
    said = {"form": "csv", "digest": "x", "source": "x", "confidence": "unverified", "country": "", "place": "",
            "mapping": {}, "columns": []}  # fmt: skip
    connection.execute("SELECT directory.begin_bringing(%s, %s)", [uuid.uuid4(), Jsonb(said)])
    return 1


def declines(connection: psycopg.Connection) -> int:
    """Decline a proposal that waits."""
    asked = "SELECT directory.decline_proposals(%s::uuid[])"
    row = connection.execute(asked, [[ID("proposal")]]).fetchone()
    return int(row[0]) if row else 0


def drops(connection: psycopg.Connection) -> int:
    """Drop an import; what was wrong in its file goes."""
    before = _count(connection, "fault")
    connection.execute("SELECT directory.move_bringing(%s, 'dropped', '')", [ID("bringing_checked")])
    return before - _count(connection, "fault")


OF_KEEPERS = {
    (f"directory.{table}", "of_who_keeps_the_node"): Scenario(
        "kim", [sees(f"directory.{table}")], [Refusal(sees(f"directory.{table}"), "adam")]
    )
    for table in ("bringing", "proposal", "fault")
}

SCENARIOS: dict[tuple[str, str], Scenario] = {
    ("directory.gap", "owner_counts"): Scenario("dan", [counts], []),
    ("directory.gap", "own_or_of_the_node"): Scenario(
        "dan", [sees("directory.gap", **ALFA)],
        [sees("directory.gap", **BETA), Refusal(sees("directory.gap", **ALFA), "bea")],
    ),
    ("directory.version", "owner_keeps"): Scenario("adam", [changes_a_service], []),
    ("directory.version", "own_or_of_the_node"): Scenario(
        "dan", [sees("directory.version", **ALFA)], [sees("directory.version", **BETA)]
    ),
    ("directory.wrong", "owner_keeps"): Scenario("dan", [says_wrong], []),
    ("directory.wrong", "said_or_answered_by"): Scenario(
        "dan", [sees("directory.wrong", id=ID("wrong_elsewhere")), sees("directory.wrong", id=ID("wrong_here"))],
        [Refusal(sees("directory.wrong", id=ID("wrong_elsewhere")), "bea")],
    ),
    ("directory.bringing", "owner_writes"): Scenario("kim", [begins_an_import], []),
    ("directory.proposal", "owner_writes"): Scenario("kim", [declines], []),
    ("directory.fault", "owner_writes"): Scenario("kim", [drops], []),
    **OF_KEEPERS,
}  # fmt: skip
