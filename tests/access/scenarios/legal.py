"""Policies of what only a lawyer opens. The lawyer has no place in the small world: the lead gives one first."""

from typing import Any

import psycopg

from safeconduct.keys.context import member_token
from safeconduct.keys.ring import load
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import ID
from tests.access.scenarios.probes import Probe, Refusal, Scenario, adds, deletes, nobody, sees
from tests.conftest import HOME

type Policy = tuple[str, str]


def by_the_lawyer(probe: Probe) -> Probe:
    """Ana gives Lea a place in her case, and Lea tries it."""

    def tried(connection: psycopg.Connection) -> int:
        connection.execute("SELECT access.place(%s, %s, 'assessment', NULL)", [ID("own_alfa"), ID("lea")])
        token = member_token(load(HOME / "keys", "web"), MemberId(ID("lea")), 60)
        connection.execute("SELECT set_config('safeconduct.context', %s, true)", [token])
        return probe(connection)

    return tried


def claim(case: str = "own_alfa", agency: str = "alfa", who: str = "lea") -> dict[str, Any]:
    """A saved state of a claim."""
    return {
        "case_id": ID(case), "claim_id": ID("a claim"), "agency_id": ID(agency), "section": "legal",
        "saved_by": ID(who), "version": 2,
    }  # fmt: skip


SCENARIOS: dict[Policy, Scenario] = {
    ("rights.claim", "claims_open_to_me"): Scenario(
        "ana", [by_the_lawyer(sees("rights.claim", case_id=ID("own_alfa")))],
        [sees("rights.claim"), Refusal(sees("rights.claim"), "sara"), Refusal(sees("rights.claim"), "lea"),
         by_the_lawyer(sees("rights.claim", case_id=ID("own_beta")))],
    ),
    ("rights.claim", "claims_that_i_write"): Scenario(
        "ana", [by_the_lawyer(adds("rights.claim", **claim()))],
        [adds("rights.claim", **claim(who="ana")), by_the_lawyer(adds("rights.claim", **claim("own_beta"))),
         by_the_lawyer(adds("rights.claim", **claim("got_alfa"))),
         by_the_lawyer(adds("rights.claim", **claim(agency="beta"))),
         by_the_lawyer(adds("rights.claim", **claim(who="ana")))],
    ),
    ("rights.claim", "claims_without_a_key"): Scenario(
        "worker", [deletes("rights.claim")],
        [Refusal(deletes("rights.claim"), "worker", own=2), nobody(deletes("rights.claim"))],
    ),
    ("rights.claim", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("rights.claim")], []),
}  # fmt: skip
