"""Policies of what is asked of whoever holds a section, of complaints, and of what is given out."""

from typing import Any

from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.scenarios.probes import Probe, Refusal, Scenario, adds, changes, deletes, nobody, sees


def ask(case: str = "own_alfa", agency: str = "alfa", asker: str = "ana", **more: Any) -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "asked_by": ID(asker), "section": "health", "ask_for": "journey",
    } | more  # fmt: skip


def complaint(
    case: str = "own_alfa", agency: str = "alfa", by: str = "ana", to: str = "sara", **more: Any
) -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "written_by": ID(by), "heard_by": ID(to), "about": "service",
        "kind": "pressed", "wish": "answer",
    } | more  # fmt: skip


def giving(case: str = "own_alfa", agency: str = "alfa", by: str = "ana", **more: Any) -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "asked_by": ID(by), "kind": "court_order", "verdict": "",
        "why": "", "lawyer": "",
    } | more  # fmt: skip


def printed(
    case: str = "own_alfa", agency: str = "alfa", by: str = "ana", of: str = "ready_alfa", **more: Any
) -> dict[str, Any]:
    return {"case_id": ID(case), "agency_id": ID(agency), "given_by": ID(by), "giving_id": ID(of)} | more


def decides(as_whom: str) -> Probe:
    said = f"verdict = 'refused', why = 'too_wide', decided_by = '{ID(as_whom)}', decided_at = now()"
    return changes("cases.giving", said)


def puts_right() -> Probe:
    return changes("cases.complaint", "answer = 'put_right', answered_at = now()")


TOLD = {"answer": "told", "answered_by": ID("dan"), "answered_at": NOW}


def tells(who: str) -> Probe:
    return changes("cases.ask", f"answer = 'told', answered_at = now(), answered_by = '{ID(who)}'")


SCENARIOS: dict[tuple[str, str], Scenario] = {
    # what is asked of whoever holds a section
    ("cases.ask", "asks_that_i_made"): Scenario(
        "ana", [sees("cases.ask", case_id=ID("own_alfa"), section="health")],
        [sees("cases.ask", case_id=ID("own_beta")), Refusal(sees("cases.ask"), "dan")],
    ),
    ("cases.ask", "asks_of_what_i_hold"): Scenario(
        "ana", [sees("cases.ask", case_id=ID("own_alfa"), section="needs")],
        [sees("cases.ask", case_id=ID("own_beta")), Refusal(sees("cases.ask"), "dan")],
    ),
    ("cases.ask", "asks_that_i_make"): Scenario(
        "ana", [adds("cases.ask", **ask())],
        [adds("cases.ask", **ask("own_beta")), adds("cases.ask", **ask(agency="beta")),
         adds("cases.ask", **ask(asker="dan")), adds("cases.ask", **ask(section="needs")),
         adds("cases.ask", **ask(), **TOLD)],
    ),
    ("cases.ask", "asks_that_i_answer"): Scenario(
        "ana", [tells("ana")], [tells("sara")],
    ),
    ("cases.ask", "asks_without_a_file"): Scenario(
        "worker", [deletes("cases.ask")],
        [Refusal(deletes("cases.ask"), "worker", own=2), nobody(deletes("cases.ask"))],
    ),
    ("cases.complaint", "complaints_that_i_wrote"): Scenario(
        "ana", [sees("cases.complaint", case_id=ID("own_alfa"))],
        [sees("cases.complaint", case_id=ID("own_beta")), Refusal(sees("cases.complaint"), "dan")],
    ),
    ("cases.complaint", "complaints_that_i_hear"): Scenario(
        "sara", [sees("cases.complaint", written_by=ID("ana"))],
        [sees("cases.complaint", case_id=ID("own_beta")), Refusal(sees("cases.complaint"), "adam")],
    ),
    ("cases.complaint", "complaints_that_i_write"): Scenario(
        "ana", [adds("cases.complaint", **complaint())],
        [adds("cases.complaint", **complaint("own_beta")), adds("cases.complaint", **complaint(agency="beta")),
         adds("cases.complaint", **complaint(by="dan")), adds("cases.complaint", **complaint(to="dan")),
         adds("cases.complaint", **complaint(answer="put_right", answered_at=NOW))],
    ),
    ("cases.complaint", "complaints_that_i_answer"): Scenario(
        "sara", [puts_right()], [Refusal(puts_right(), "ana")],
    ),
    ("cases.complaint", "complaints_long_over"): Scenario(
        "worker", [deletes("cases.complaint")],
        [Refusal(deletes("cases.complaint"), "worker", own=2), nobody(deletes("cases.complaint"))],
    ),
    # what is given out
    ("cases.giving", "givings_of_cases_in_hand"): Scenario(
        "ana", [sees("cases.giving", id=ID("giving_alfa"))],
        [sees("cases.giving", id=ID("giving_beta")), Refusal(sees("cases.giving"), "dan")],
    ),
    ("cases.giving", "givings_that_i_supervise"): Scenario(
        "sara", [sees("cases.giving", id=ID("giving_alfa"))],
        [sees("cases.giving", id=ID("giving_beta")), Refusal(sees("cases.giving"), "dan"),
         Refusal(sees("cases.giving"), "adam")],
    ),
    ("cases.giving", "givings_that_i_enter"): Scenario(
        "ana", [adds("cases.giving", **giving())],
        [adds("cases.giving", **giving("own_beta")), adds("cases.giving", **giving(agency="beta")),
         adds("cases.giving", **giving(by="dan")),
         adds("cases.giving", **giving(verdict="refused", why="too_wide", decided_by=ID("sara"), decided_at=NOW))],
    ),
    ("cases.giving", "givings_that_another_decides"): Scenario(
        "sara", [decides("sara")], [decides("dan"), Refusal(decides("dan"), "dan")],
    ),
    ("cases.giving", "givings_long_over"): Scenario(
        "worker", [deletes("cases.giving")],
        [Refusal(deletes("cases.giving"), "worker", own=2), nobody(deletes("cases.giving"))],
    ),
    ("cases.given", "copies_of_what_i_see"): Scenario(
        "ana", [sees("cases.given", case_id=ID("own_alfa"))],
        [sees("cases.given", case_id=ID("own_beta")), Refusal(sees("cases.given"), "dan")],
    ),
    ("cases.given", "copies_that_i_print"): Scenario(
        "ana", [adds("cases.given", **printed())],
        [adds("cases.given", **printed("own_beta")), adds("cases.given", **printed(agency="beta")),
         adds("cases.given", **printed(by="dan")), adds("cases.given", **printed(of="giving_alfa"))],
    ),
    ("cases.given", "copies_long_over"): Scenario(
        "worker", [deletes("cases.given")],
        [Refusal(deletes("cases.given"), "worker", own=2), nobody(deletes("cases.given"))],
    ),
}  # fmt: skip
