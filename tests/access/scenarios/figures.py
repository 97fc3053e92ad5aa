"""Policies of facts and tallies: read by a role of their own, for the agencies that named the coordinator."""

from tests.access.names import ID
from tests.access.scenarios.probes import Refusal, Scenario, sees

READ = ("statistics.loop", "statistics.tally", "statistics.person", "statistics.uncounted")
CLOSED = ("statistics.secret",)

SCENARIOS: dict[tuple[str, str], Scenario] = {
    **{
        (table, "of_agencies_that_named_me"): Scenario(
            "figures of cora", [sees(table, agency_id=ID("beta"))],
            [sees(table, agency_id=ID("alfa")), Refusal(sees(table), "figures of dan"),
             Refusal(sees(table), "figures of bea"), Refusal(sees(table), "figures of nobody")],
        )
        for table in READ
    },
    **{(table, "the_owner_counts"): Scenario("owner", [sees(table)], []) for table in (*READ, *CLOSED)},
}  # fmt: skip
