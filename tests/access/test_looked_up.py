"""What is asked by a file or a referral has an index for it, and what time it is a policy asks once a statement."""

import re

from tests.access.world import World

BY = ("case_id", "own_case", "received_case", "referral_id")
COLUMNS = """
SELECT n.nspname || '.' || c.relname || '.' || a.attname
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'public')
   AND a.attname = ANY (%s) AND NOT a.attisdropped
   AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum AND i.indpred IS NULL)
"""
NOT_ASKED = {
    "access.case.referral_id": "together with the agency, which comes first in its index",
    "access.lead_offer.case_id": "only the one that is open, which has a partial index",
    "cases.attachment_part.case_id": "by the file that it is a part of",
    "cases.complaint.case_id": "by who wrote or hears it",
    "cases.copied.received_case": "by the own file",
    "cases.given.case_id": "by what was asked",
    "cases.unsaved.case_id": "by its author, and all of them when a week is over",
    "consent.review.case_id": "by the agency, and only those that wait",
    "consent.withdrawal.referral_id": "by the consent or the case",
    "exchange.held_back.case_id": "by the referral",
    "exchange.outgoing.case_id": "by the referral",
    "keys.tombstone.case_id": "by the key",
}
"""Columns without an index of all their rows, and how their rows are found instead."""
POLICIES = "SELECT tablename || ': ' || policyname, COALESCE(qual, '') FROM pg_policies"
"""What chooses rows; what is checked of a row that is written, is asked of that row alone."""
ONCE = re.compile(r"\( SELECT access\.\w+\([^()]*\)")
OF_TIME = re.compile(r"access\.(domain_now|days_kept)\(")


def test_whatever_names_a_file_or_a_referral_is_looked_up_by_it(world: World) -> None:
    found = {name for (name,) in world.owner.execute(COLUMNS, [list(BY)]).fetchall()}
    assert found == set(NOT_ASKED)


def test_no_policy_asks_what_time_it_is_for_each_row(world: World) -> None:
    policies = world.owner.execute(POLICIES).fetchall()
    assert len(policies) > 100
    assert [name for name, said in policies if OF_TIME.search(ONCE.sub("", said))] == []
