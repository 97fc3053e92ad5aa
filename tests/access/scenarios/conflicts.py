"""Policies of who stands in a case, by marks, and of the one question that is asked of them."""

from typing import Any

import psycopg

from tests.access.names import ID
from tests.access.scenarios.probes import ALFA, BETA, Refusal, Scenario, adds, deletes, nobody, sees


def marked(case: str = "own_alfa", agency: str = "alfa", by: str = "ana") -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "standing": "opposed", "mark": b"xyz", "entered_by": ID(by),
    }  # fmt: skip


def meets(connection: psycopg.Connection) -> int:
    """Whether the mark of the lead's case is met by a colleague who sees no mark."""
    found = connection.execute(
        "SELECT cases.in_conflict(%s, 'opposed', gen_random_uuid(), 20)", [[b"abc"]]
    ).fetchone()
    return int(found == (True,))


def asks_once_more(connection: psycopg.Connection) -> int:
    """One question is allowed, and the next is one too many."""
    call = "SELECT cases.in_conflict(%s, 'opposed', gen_random_uuid(), 1)"
    first, then = (connection.execute(call, [[b"abc"]]).fetchone() for _ in range(2))
    return int((first, then) == ((True,), (None,)))


SCENARIOS: dict[tuple[str, str], Scenario] = {
    ("keys.blind_key", "blind_key_of_my_agency"): Scenario(
        "ana", [sees("keys.blind_key", **ALFA)], [sees("keys.blind_key", **BETA)],
    ),
    ("keys.blind_key", "blind_key_made_for_my_agency"): Scenario(
        "pavel", [adds("keys.blind_key", agency_id=ID("police"))], [adds("keys.blind_key", agency_id=ID("court"))],
    ),
    ("cases.party_mark", "marks_of_cases_in_hand"): Scenario(
        "ana", [sees("cases.party_mark", case_id=ID("own_alfa"))],
        [sees("cases.party_mark", case_id=ID("own_beta")), Refusal(sees("cases.party_mark"), "dan")],
    ),
    ("cases.party_mark", "marks_that_i_make"): Scenario(
        "ana", [adds("cases.party_mark", **marked())],
        [adds("cases.party_mark", **marked("own_beta")), adds("cases.party_mark", **marked(agency="beta")),
         adds("cases.party_mark", **marked(by="dan")), Refusal(adds("cases.party_mark", **marked(by="dan")), "dan")],
    ),
    ("cases.party_mark", "marks_that_i_take_away"): Scenario(
        "ana", [deletes("cases.party_mark")], [Refusal(deletes("cases.party_mark"), "dan")],
    ),
    ("cases.party_mark", "marks_without_a_file"): Scenario(
        "worker", [deletes("cases.party_mark")],
        [Refusal(deletes("cases.party_mark"), "worker", own=4), nobody(deletes("cases.party_mark"))],
    ),
    ("cases.party_mark", "the_owner_compares_marks"): Scenario("dan", [meets], []),
    ("cases.conflict_question", "the_owner_counts_questions"): Scenario("dan", [asks_once_more], []),
    ("cases.conflict_question", "possible_conflicts_of_my_agency"): Scenario(
        "sara", [sees("cases.conflict_question", **ALFA)],
        [sees("cases.conflict_question", **BETA), Refusal(sees("cases.conflict_question"), "dan")],
    ),
    ("cases.conflict_question", "questions_long_asked"): Scenario(
        "worker", [deletes("cases.conflict_question")],
        [Refusal(deletes("cases.conflict_question"), "worker", own=2), nobody(deletes("cases.conflict_question"))],
    ),
    ("cases.party_mark", "the_owner_erases_marks"): Scenario("owner", [deletes("cases.party_mark")], []),
}  # fmt: skip
