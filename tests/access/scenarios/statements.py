"""Policies of what agencies say in public: each reads its own with who pressed, and all of it goes out without."""

import psycopg

from tests.access.names import ID
from tests.access.scenarios.probes import Scenario, sees

TABLE = "agencies.statement"


def goes_out(connection: psycopg.Connection) -> int:
    """The statements of every agency of the node, as the public site gets them."""
    return len(connection.execute("SELECT * FROM agencies.statements_said()").fetchall())


SCENARIOS: dict[tuple[str, str], Scenario] = {
    (TABLE, "statements_of_my_agency"): Scenario(
        "ana", [sees(TABLE, agency_id=ID("alfa"))], [sees(TABLE, agency_id=ID("beta"))],
    ),
    (TABLE, "the_owner_of_the_doors"): Scenario("adam", [goes_out], []),
}  # fmt: skip
