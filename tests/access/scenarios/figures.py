"""Policies of facts and tallies: read by a role of their own, for the agencies that named the coordinator."""

from tests.access.facts import EMBARGO, answer, edition
from tests.access.names import ID
from tests.access.scenarios.probes import Refusal, Scenario, adds, sees

READ = ("statistics.loop", "statistics.tally", "statistics.person", "statistics.uncounted")
CLOSED = ("statistics.secret", "statistics.once", "statistics.compound", "statistics.pair")

SCENARIOS: dict[tuple[str, str], Scenario] = {
    **{
        (table, "of_agencies_that_named_me"): Scenario(
            "figures of cora", [sees(table, agency_id=ID("beta"))],
            [sees(table, agency_id=ID("alfa")), Refusal(sees(table), "figures of dan"),
             Refusal(sees(table), "figures of bea"), Refusal(sees(table), "figures of nobody")],
        )
        for table in READ
    },
    **{
        (table, "the_owner_counts"): Scenario("owner", [sees(table)], [])
        for table in (*READ, *CLOSED, "statistics.preparation")
    },
    **{
        (table, "who_sees_editions"): Scenario(
            "cora", [sees(table)], [Refusal(sees(table), who) for who in ("ana", "sara", "adam", "dan", "pavel")]
        )
        for table in ("statistics.preparation", "statistics.said", "statistics.answer")
    },
    ("statistics.edition", "after_the_embargo"): Scenario(
        "cora", [sees("statistics.edition", id=EMBARGO)],
        [Refusal(sees("statistics.edition", id=EMBARGO), who) for who in ("ana", "adam", "dan", "pavel")],
    ),
    ("statistics.edition", "all_to_the_worker"): Scenario("worker", [sees("statistics.edition")], []),
    **{
        (table, "the_owner_reads"): Scenario("owner", [sees(table)], [])
        for table in ("statistics.edition", "statistics.said", "statistics.answer")
    },
    ("statistics.edition", "the_owner_releases"): Scenario("owner", [adds("statistics.edition", **edition())], []),
    ("statistics.said", "the_owner_says"): Scenario("owner", [adds("statistics.said", state="new")], []),
    ("statistics.answer", "the_owner_says"): Scenario("owner", [adds("statistics.answer", **answer())], []),
    ("keys.year_key", "year_key_for_who_acts"): Scenario(
        "ana", [sees("keys.year_key")], [Refusal(sees("keys.year_key"), "nobody app")]
    ),
    ("keys.year_key", "year_key_made_by_who_acts"): Scenario(
        "ana", [adds("keys.year_key", year=2031, wrapped=b"k")],
        [Refusal(adds("keys.year_key", year=2032, wrapped=b"k"), "nobody app")],
    ),
    ("keys.year_key", "the_owner_destroys"): Scenario("owner", [sees("keys.year_key")], []),
}  # fmt: skip
