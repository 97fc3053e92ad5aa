"""Policies of the files: sections, what was typed and not saved, and a file of one's own beside what was received."""

from typing import Any

import psycopg

from tests.access.names import ID
from tests.access.rows import insert
from tests.access.scenarios.probes import Probe, Refusal, Scenario, adds, deletes, nobody, sees


def version(case: str) -> dict[str, Any]:
    return {"case_id": ID(case), "section": "needs", "version": 9}


def typed(case: str = "own_alfa", who: str = "ana", section: str = "safety") -> dict[str, Any]:
    return {"case_id": ID(case), "section": section, "member_id": ID(who), "base": 0}


def lays(own: str, received: str, agency: str) -> Probe:
    """Lay a file beside a received case; beside what lies there already once that is taken apart."""

    def probe(connection: psycopg.Connection) -> int:
        connection.execute("DELETE FROM cases.beside")
        both = {"own_case": ID(own), "received_case": ID(received)}
        return insert(connection, "cases.beside", **both, agency_id=ID(agency))

    return probe


def copy(**more: Any) -> dict[str, Any]:
    """Something that was received at alfa and shared there is taken over into the own file."""
    both = {"own_case": ID("own_alfa"), "received_case": ID("got_alfa"), "agency_id": ID("alfa")}
    return {**both, "section": "needs", "own_version": 9, "fields": ["wish"]} | more


SCENARIOS: dict[tuple[str, str], Scenario] = {
    ("cases.section_version", "sections_open_to_me"): Scenario(
        "ana", [sees("cases.section_version", case_id=ID("own_alfa")),
                sees("cases.section_version", case_id=ID("got_alfa"))],
        [sees("cases.section_version", case_id=ID("own_beta"))],
    ),
    ("cases.section_version", "sections_that_i_edit"): Scenario(
        "ana", [adds("cases.section_version", **version("own_alfa"))],
        [adds("cases.section_version", **version("own_beta")),
         adds("cases.section_version", **version("got_alfa"))],
    ),
    ("cases.section_version", "replicas_of_the_peers_cases"): Scenario(
        "peer be", [adds("cases.section_version", **version("got_alfa"))],
        [adds("cases.section_version", **version("got_beta")),
         adds("cases.section_version", **version("own_alfa"))],
    ),
    ("cases.section_version", "the_owner_erases_versions"): Scenario("owner", [deletes("cases.section_version")], []),
    # what was typed and not saved: of whoever typed it, as long as the section may be edited
    ("cases.unsaved", "unsaved_of_mine"): Scenario(
        "ana", [sees("cases.unsaved", case_id=ID("own_alfa"))],
        [sees("cases.unsaved", case_id=ID("own_beta")), Refusal(sees("cases.unsaved"), "nora"),
         Refusal(sees("cases.unsaved"), "dan"), Refusal(sees("cases.unsaved"), "sara")],
    ),
    ("cases.unsaved", "unsaved_that_i_type"): Scenario(
        "ana", [adds("cases.unsaved", **typed())],
        [adds("cases.unsaved", **typed("own_beta")), adds("cases.unsaved", **typed("got_alfa")),
         adds("cases.unsaved", **typed(who="nora")), adds("cases.unsaved", **typed(section="legal")),
         Refusal(adds("cases.unsaved", **typed(who="dan")), "dan")],
    ),
    ("cases.unsaved", "unsaved_that_i_throw_away"): Scenario(
        "ana", [deletes("cases.unsaved")],
        [Refusal(deletes("cases.unsaved"), "ana", own=1), Refusal(deletes("cases.unsaved"), "nora"),
         Refusal(deletes("cases.unsaved"), "dan")],
    ),
    ("cases.unsaved", "unsaved_that_is_over"): Scenario(
        "worker", [deletes("cases.unsaved")],
        [Refusal(deletes("cases.unsaved"), "worker", own=2), nobody(deletes("cases.unsaved"))],
    ),
    # a file of one's own beside what was received
    ("cases.beside", "files_beside_what_i_hold"): Scenario(
        "ana", [sees("cases.beside", own_case=ID("own_alfa"))],
        [sees("cases.beside", own_case=ID("own_beta")),
         Refusal(sees("cases.beside", own_case=ID("own_alfa")), "dan"),
         Refusal(sees("cases.beside", received_case=ID("got_alfa")), "sara")],
    ),
    ("cases.beside", "files_that_i_lay_beside"): Scenario(
        "ana", [lays("own_alfa", "got_alfa", "alfa")],
        [lays("own_alfa", "another", "alfa"), lays("own_alfa", "got_alfa", "beta"),
         lays("own_beta", "got_alfa", "alfa"), lays("got_alfa", "own_alfa", "alfa")],
    ),
    ("cases.beside", "files_that_i_take_apart"): Scenario(
        "ana", [deletes("cases.beside")],
        [Refusal(deletes("cases.beside"), "ana", own=1), Refusal(deletes("cases.beside"), "nora")],
    ),
    ("cases.copied", "what_was_taken_over_into_my_files"): Scenario(
        "ana", [sees("cases.copied", own_case=ID("own_alfa"))],
        [sees("cases.copied", own_case=ID("own_beta")),
         Refusal(sees("cases.copied", own_case=ID("own_alfa")), "nora")],
    ),
    ("cases.copied", "what_i_take_over"): Scenario(
        "ana", [adds("cases.copied", **copy())],
        [adds("cases.copied", **copy(own_case=ID("own_beta"))), adds("cases.copied", **copy(agency_id=ID("beta"))),
         adds("cases.copied", **copy(received_case=ID("another"))),
         adds("cases.copied", **copy(section="exploitation")),
         Refusal(adds("cases.copied", **copy()), "nora")],
    ),
    ("cases.beside", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("cases.beside")], []),
}  # fmt: skip
