"""Policies of what lies under the plan: follow-ups, rights and their last days."""

from typing import Any

from tests.access.made import counted_day
from tests.access.names import ID
from tests.access.scenarios.probes import Refusal, Scenario, adds, changes, deletes, nobody, sees


def sheet(case: str = "own_alfa", agency: str = "alfa", who: str = "ana") -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "section": "plan", "saved_by": ID(who), "version": 2,
    }  # fmt: skip


def last_day(case: str = "own_alfa", agency: str = "alfa", who: str = "ana") -> dict[str, Any]:
    """One of a right that has none yet."""
    whose = {"case_id": ID(case), "agency_id": ID(agency), "section": "plan", "saved_by": ID(who)}
    return counted_day(right_code="legal_aid", **whose)


def ends_day(who: str) -> str:
    return f"state = 'done', ended_why = 'done', ended_at = now(), ended_by = '{ID(who)}'"


SCENARIOS: dict[tuple[str, str], Scenario] = {
    # follow-ups: whoever writes the plan writes them, whoever reads it reads them
    ("cases.follow_up", "follow_ups_open_to_me"): Scenario(
        "ana", [sees("cases.follow_up", case_id=ID("own_alfa"))],
        [sees("cases.follow_up", case_id=ID("own_beta")), Refusal(sees("cases.follow_up"), "dan"),
         Refusal(sees("cases.follow_up"), "sara")],
    ),
    ("cases.follow_up", "follow_ups_that_i_write"): Scenario(
        "ana", [adds("cases.follow_up", **sheet())],
        [adds("cases.follow_up", **sheet("own_beta")), adds("cases.follow_up", **sheet("got_alfa")),
         adds("cases.follow_up", **sheet(agency="beta")), adds("cases.follow_up", **sheet(who="dan")),
         Refusal(adds("cases.follow_up", **sheet(who="nora")), "nora")],
    ),
    ("cases.follow_up", "follow_ups_without_a_key"): Scenario(
        "worker", [deletes("cases.follow_up")],
        [Refusal(deletes("cases.follow_up"), "worker", own=2), nobody(deletes("cases.follow_up"))],
    ),
    ("cases.follow_up", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("cases.follow_up")], []),
    # rights: as follow-ups, under the plan
    ("rights.sheet", "rights_open_to_me"): Scenario(
        "ana", [sees("rights.sheet", case_id=ID("own_alfa"))],
        [sees("rights.sheet", case_id=ID("own_beta")), Refusal(sees("rights.sheet"), "dan"),
         Refusal(sees("rights.sheet"), "sara")],
    ),
    ("rights.sheet", "rights_that_i_write"): Scenario(
        "ana", [adds("rights.sheet", **sheet())],
        [adds("rights.sheet", **sheet("own_beta")), adds("rights.sheet", **sheet("got_alfa")),
         adds("rights.sheet", **sheet(agency="beta")), adds("rights.sheet", **sheet(who="dan")),
         Refusal(adds("rights.sheet", **sheet(who="nora")), "nora")],
    ),
    ("rights.sheet", "rights_without_a_key"): Scenario(
        "worker", [deletes("rights.sheet")],
        [Refusal(deletes("rights.sheet"), "worker", own=2), nobody(deletes("rights.sheet"))],
    ),
    # last days: read with the plan, written with it, and never in the name of a colleague
    ("rights.deadline", "deadlines_open_to_me"): Scenario(
        "ana", [sees("rights.deadline", case_id=ID("own_alfa"))],
        [sees("rights.deadline", case_id=ID("own_beta")), Refusal(sees("rights.deadline"), "dan"),
         Refusal(sees("rights.deadline"), "sara")],
    ),
    ("rights.deadline", "deadlines_that_i_write"): Scenario(
        "ana", [adds("rights.deadline", **last_day())],
        [adds("rights.deadline", **last_day("own_beta")), adds("rights.deadline", **last_day("got_alfa")),
         adds("rights.deadline", **last_day(agency="beta")), adds("rights.deadline", **last_day(who="dan")),
         Refusal(adds("rights.deadline", **last_day(who="nora")), "nora")],
    ),
    ("rights.deadline", "deadlines_that_i_move_or_end"): Scenario(
        "ana", [changes("rights.deadline", ends_day("ana"))],
        [changes("rights.deadline", ends_day("dan")), Refusal(changes("rights.deadline", ends_day("nora")), "nora"),
         Refusal(changes("rights.deadline", ends_day("ana")), "ana", own=1)],
    ),
    ("rights.deadline", "days_that_a_rule_gave"): Scenario(
        "worker", [sees("rights.deadline")], [nobody(sees("rights.deadline"))],
    ),
    ("rights.deadline", "days_that_are_counted_anew"): Scenario(
        "worker", [changes("rights.deadline", "rule_hash = 'other'")],
        [nobody(changes("rights.deadline", "rule_hash = 'other'"))],
    ),
    ("rights.deadline", "deadlines_without_a_key"): Scenario(
        "worker", [deletes("rights.deadline")],
        [Refusal(deletes("rights.deadline"), "worker", own=2), nobody(deletes("rights.deadline"))],
    ),
    ("rights.deadline", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("rights.deadline")], []),
    ("rights.feed", "the_owner_of_the_doors_keeps"): Scenario("owner", [sees("rights.feed")], []),
}  # fmt: skip
