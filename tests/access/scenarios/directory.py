"""Policies of what the directory counts of searches that found nothing."""

import psycopg

from tests.access.scenarios.probes import ALFA, BETA, Refusal, Scenario, sees


def counts(connection: psycopg.Connection) -> int:
    """Whether a search that found nothing is counted."""
    connection.execute("SELECT directory.count_gap('safety', 'NO')")
    row = connection.execute("SELECT count(*) FROM directory.gap WHERE country = 'NO'").fetchone()
    return int(row[0]) if row else 0


SCENARIOS: dict[tuple[str, str], Scenario] = {
    ("directory.gap", "owner_counts"): Scenario("dan", [counts], []),
    ("directory.gap", "own_or_of_the_node"): Scenario(
        "dan", [sees("directory.gap", **ALFA)],
        [sees("directory.gap", **BETA), Refusal(sees("directory.gap", **ALFA), "bea")],
    ),
}  # fmt: skip
