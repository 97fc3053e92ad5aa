"""Policies of the rooms at the bottom: access, keys, audit and consent."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg

from tests.access.names import ID, UNTIL
from tests.access.rows import NOW, insert
from tests.access.scenarios.probes import (
    ALFA,
    BETA,
    Probe,
    Refusal,
    Scenario,
    adds,
    audit,
    changes,
    deletes,
    key,
    nobody,
    sees,
)


def forgets(case: UUID | None, *, days: int = 31) -> Probe:
    """Delete a record of so many days ago about this case, where the node keeps its records for thirty."""

    def probe(connection: psycopg.Connection) -> int:
        connection.execute("INSERT INTO setup.retention VALUES ('audit', 30)")
        connection.execute("ALTER TABLE audit.record NO FORCE ROW LEVEL SECURITY")
        connection.execute("ALTER TABLE audit.record DISABLE TRIGGER stamped")
        at = datetime.now(UTC) - timedelta(days=days)
        insert(connection, "audit.record", case_id=case, action="test:old", recorded_at=at)
        connection.execute("ALTER TABLE audit.record ENABLE TRIGGER stamped")
        connection.execute("ALTER TABLE audit.record FORCE ROW LEVEL SECURITY")
        return connection.execute("DELETE FROM audit.record WHERE action = 'test:old'").rowcount

    return probe


def consent(case: str, agency: str) -> dict[str, Any]:
    return {"case_id": ID(case), "agency_id": ID(agency), "expires_at": UNTIL, "previous_hash": ""}


def heard(case: str, agency: str, by: str) -> dict[str, Any]:
    """A withdrawal of the consent under which a referral of this case is shared, heard by the agency there."""
    return {
        "case_id": ID(case), "agency_id": ID(agency), "heard_by": ID(by), "consent_id": ID("consent"),
        "referral_id": ID(f"shared_{case}"),
    }  # fmt: skip


STONE = {
    "key_id": ID("a key"),
    "case_id": ID("own_alfa"),
    "section": "needs",
    "generation": 1,
    "destroyed_at": NOW,
}


SCENARIOS: dict[tuple[str, str], Scenario] = {
    # access
    ("access.case", "the_owner_of_the_doors"): Scenario("owner", [sees("access.case")], []),
    ("access.case", "cases_that_i_hold"): Scenario(
        "ana", [sees("access.case", id=ID("own_alfa"))], [sees("access.case", id=ID("own_beta"))]
    ),
    ("access.case", "cases_of_the_peer"): Scenario(
        "peer be", [sees("access.case", id=ID("got_alfa"))],
        [sees("access.case", id=ID("got_beta")), sees("access.case", id=ID("own_alfa"))],
    ),
    # keys
    ("keys.section_key", "the_owner_of_the_doors"): Scenario("owner", [sees("keys.section_key")], []),
    ("keys.tombstone", "the_owner_of_the_stones"): Scenario("owner", [adds("keys.tombstone", **STONE)], []),
    ("keys.section_key", "keys_that_i_may_use"): Scenario(
        "ana", [sees("keys.section_key", case_id=ID("own_alfa"))],
        [sees("keys.section_key", case_id=ID("own_beta"))],
    ),
    ("keys.section_key", "keys_that_i_made"): Scenario(
        "ana", [adds("keys.section_key", **key("own_alfa"))],
        [adds("keys.section_key", **key("own_beta")), adds("keys.section_key", **key("got_alfa"))],
    ),
    ("keys.section_key", "keys_of_the_peers_cases"): Scenario(
        "peer be", [changes("keys.section_key", "due = now()")],
        [Refusal(changes("keys.section_key", "due = now()"), "peer be", own=1),
         adds("keys.section_key", **key("got_alfa", intake=False))],
    ),
    ("keys.section_key", "keys_that_are_due"): Scenario(
        "worker", [sees("keys.section_key", section="needs")], [nobody(sees("keys.section_key", section="needs"))]
    ),
    ("keys.section_key", "keys_that_get_a_term"): Scenario(
        "worker", [changes("keys.section_key", "due = now()")],
        [Refusal(changes("keys.section_key", "due = now()"), "worker", own=4),
         nobody(changes("keys.section_key", "due = now()"))],
    ),
    ("keys.section_key", "keys_whose_time_has_come"): Scenario(
        "worker", [deletes("keys.section_key")],
        [Refusal(deletes("keys.section_key"), "worker", own=4), nobody(deletes("keys.section_key"))],
    ),
    ("keys.section_key", "keys_found_for_the_peers_texts"): Scenario(
        "peer be", [sees("keys.section_key", case_id=ID("own_alfa"), section="needs")],
        [sees("keys.section_key", case_id=ID("own_beta"))],
    ),
    ("keys.section_key", "keys_made_for_the_peers_texts"): Scenario(
        "peer be", [adds("keys.section_key", **key("own_alfa", intake=True))],
        [adds("keys.section_key", **key("own_beta", intake=True)),
         adds("keys.section_key", **key("own_alfa", intake=False))],
    ),
    # audit
    ("audit.record", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("audit.record")], []),
    ("audit.record", "what_is_past_its_term"): Scenario(
        "owner", [forgets(None), forgets(ID("a case that is gone"))], [forgets(ID("own_alfa")), forgets(None, days=29)]
    ),
    ("audit.record", "the_owner_is_recorded_as_itself"): Scenario(
        "owner", [adds("audit.record", **audit("owner", ""))],
        [adds("audit.record", **audit("member", str(ID("ana")), "alfa")), adds("audit.record", **audit("clock", "")),
         adds("audit.record", **audit("owner", "", "alfa"))],
    ),
    ("audit.record", "a_member_records_for_itself"): Scenario(
        "ana", [adds("audit.record", **audit("member", str(ID("ana")), "alfa")),
                adds("audit.record", **audit("anonymous", ""))],
        [adds("audit.record", **audit("member", str(ID("dan")), "alfa")),
         adds("audit.record", **audit("member", str(ID("ana")), "beta")),
         adds("audit.record", **audit("anonymous", str(ID("ana")))),
         adds("audit.record", **audit("anonymous", "", "beta")),
         adds("audit.record", **audit("peer", "be")), adds("audit.record", **audit("clock", ""))],
    ),
    ("audit.record", "a_peer_is_recorded_as_itself"): Scenario(
        "peer be", [adds("audit.record", **audit("peer", "be"))],
        [adds("audit.record", **audit("peer", "se")), adds("audit.record", **audit("member", "be"))],
    ),
    ("audit.record", "the_clock_records_for_itself"): Scenario(
        "worker", [adds("audit.record", **audit("clock", ""))],
        [adds("audit.record", **audit("member", str(ID("ana")), "alfa"))],
    ),
    # consent
    ("consent.review", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("consent.review")], []),
    ("consent.version", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("consent.version")], []),
    ("consent.withdrawal", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("consent.withdrawal")], []),
    ("consent.version", "consents_of_my_cases"): Scenario(
        "ana", [sees("consent.version", case_id=ID("own_alfa"))],
        [sees("consent.version", case_id=ID("own_beta"))],
    ),
    ("consent.version", "consents_that_i_record"): Scenario(
        "ana", [adds("consent.version", **consent("own_alfa", "alfa"))],
        [adds("consent.version", **consent("own_beta", "alfa")),
         adds("consent.version", **consent("own_alfa", "beta"))],
    ),
    ("consent.withdrawal", "withdrawals_at_my_agency"): Scenario(
        "dan", [sees("consent.withdrawal", **ALFA)], [sees("consent.withdrawal", **BETA)]
    ),
    ("consent.withdrawal", "withdrawals_that_i_record"): Scenario(
        "dan", [adds("consent.withdrawal", **ALFA)], [adds("consent.withdrawal", **BETA)]
    ),
    ("consent.withdrawal", "withdrawals_that_the_receiver_heard"): Scenario(
        "peer be", [adds("consent.withdrawal", **heard("own_alfa", "alfa", "gent"))],
        [adds("consent.withdrawal", **heard("own_beta", "beta", "lund")),
         adds("consent.withdrawal", **heard("got_alfa", "alfa", "gent")),
         adds("consent.withdrawal", **heard("own_alfa", "beta", "gent")),
         adds("consent.withdrawal", **heard("own_alfa", "alfa", "alfa")),
         adds("consent.withdrawal", **heard("own_alfa", "alfa", "gent") | {"case_id": ID("got_alfa")}),
         adds("consent.withdrawal", **heard("own_alfa", "alfa", "gent") | {"consent_id": ID("consent_own_alfa")}),
         adds("consent.withdrawal", **heard("own_alfa", "alfa", "gent") | {"referral_id": None})],
    ),
}  # fmt: skip
