"""Policies of what police and prosecution ask, and of a statement that was offered."""

from typing import Any

from tests.access.made import authority_ask
from tests.access.names import ID, UNTIL
from tests.access.rows import NOW
from tests.access.scenarios.probes import (
    Probe,
    Refusal,
    Scenario,
    adds,
    changes,
    deletes,
    nobody,
    sees,
)

SAID_NO = {"answer": "no", "reason": "not_safe", "answered_by": ID("dan"), "answered_at": NOW}


def says_no(who: str) -> Probe:
    said = f"answer = 'no', reason = 'not_safe', answered_at = now(), answered_by = '{ID(who)}'"
    return changes("referrals.authority_ask", said)


TOLD_TO_PAVEL = {"told_to": ID("pavel"), "told_by": ID("ana"), "told_at": NOW, "told_until": UNTIL}
TELLS = f"told_to = '{ID('pavel')}', told_by = '{ID('ana')}', told_at = now(), told_until = now()"


def ends(why: str) -> Probe:
    return changes("referrals.authority_ask", f"ended_at = now(), ended_why = '{why}'")


def statement(case: str = "own_alfa", agency: str = "alfa", by: str = "ana") -> dict[str, Any]:
    who = {"agency_id": ID(agency), "team_id": ID("team_police"), "recorded_by": ID(by)}
    return {"case_id": ID(case), **who, "answer": "yes"}


SCENARIOS: dict[tuple[str, str], Scenario] = {
    ("referrals.authority_ask", "asks_of_mine"): Scenario(
        "pavel", [sees("referrals.authority_ask", asked_by=ID("pavel"))],
        [sees("referrals.authority_ask", asked_by=ID("pia")), Refusal(sees("referrals.authority_ask"), "dan")],
    ),
    ("referrals.authority_ask", "asks_for_files_in_hand"): Scenario(
        "ana", [sees("referrals.authority_ask", asked_by=ID("pavel"))],
        [sees("referrals.authority_ask", asked_by=ID("pia")), Refusal(sees("referrals.authority_ask"), "dan")],
    ),
    ("referrals.authority_ask", "asks_by_an_authority"): Scenario(
        "pavel", [adds("referrals.authority_ask", **authority_ask("own_alfa", "pavel"))],
        [adds("referrals.authority_ask", **authority_ask("own_alfa", "pia")),
         adds("referrals.authority_ask", **authority_ask("own_alfa", "pavel", "alfa")),
         adds("referrals.authority_ask", **{**authority_ask("own_alfa", "pavel"), **SAID_NO}),
         Refusal(adds("referrals.authority_ask", **authority_ask("own_alfa", "bea", "beta")), "bea")],
    ),
    ("referrals.authority_ask", "asks_answered"): Scenario(
        "ana", [says_no("ana")],
        [says_no("dan"), Refusal(says_no("ana"), "ana", own=2),
         Refusal(says_no("dan"), "dan")],
    ),
    ("referrals.authority_ask", "asks_taken_back"): Scenario(
        "ana", [ends("taken_back")],
        [Refusal(ends("taken_back"), "ana", own=2), Refusal(ends("taken_back"), "pavel")],
    ),
    ("referrals.authority_ask", "asks_given_back"): Scenario(
        "pavel", [ends("given_back")],
        [Refusal(ends("given_back"), "pavel", own=2), Refusal(ends("given_back"), "ana")],
    ),
    ("referrals.authority_ask", "the_owner_hands_on"): Scenario("owner", [ends("given_back")], []),
    ("referrals.authority_ask", "the_owner_of_the_doors_reads"): Scenario(
        "owner", [sees("referrals.authority_ask")], []
    ),
    ("referrals.authority_ask", "asks_long_over"): Scenario(
        "worker", [deletes("referrals.authority_ask")],
        [Refusal(deletes("referrals.authority_ask"), "worker", own=2), nobody(deletes("referrals.authority_ask"))],
    ),
    ("referrals.statement", "statements_of_cases_in_hand"): Scenario(
        "ana", [sees("referrals.statement", case_id=ID("own_alfa"))],
        [sees("referrals.statement", case_id=ID("own_beta")), Refusal(sees("referrals.statement"), "dan"),
         Refusal(sees("referrals.statement"), "pavel")],
    ),
    ("referrals.statement", "statements_recorded"): Scenario(
        "ana", [adds("referrals.statement", **statement())],
        [adds("referrals.statement", **statement("own_beta")),
         adds("referrals.statement", **statement(agency="beta")),
         adds("referrals.statement", **statement(by="dan")),
         adds("referrals.statement", **statement(), **TOLD_TO_PAVEL)],
    ),
    ("referrals.statement", "statements_told"): Scenario(
        "ana", [changes("referrals.statement", TELLS)],
        [Refusal(changes("referrals.statement", TELLS), "ana", own=1),
         Refusal(changes("referrals.statement", TELLS), "dan")],
    ),
    ("referrals.statement", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("referrals.statement")], []),
    ("referrals.statement", "statements_without_a_file"): Scenario(
        "worker", [deletes("referrals.statement")],
        [Refusal(deletes("referrals.statement"), "worker", own=2), nobody(deletes("referrals.statement"))],
    ),
}  # fmt: skip
