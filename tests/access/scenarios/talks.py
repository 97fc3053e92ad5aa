"""Policies of talks for identification, of conferences, and of who interprets."""

from typing import Any

from tests.access.made import interpreter
from tests.access.names import ID, UNTIL
from tests.access.rows import NOW
from tests.access.scenarios.probes import ALFA, BETA, Refusal, Scenario, adds, changes, deletes, nobody, sees


def screening(case: str = "own_alfa", agency: str = "alfa", author: str = "ana") -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "section": "exploitation", "author_id": ID(author),
        "begun_at": NOW,
    }  # fmt: skip


def interview(case: str = "own_alfa", agency: str = "alfa", who: str = "ana") -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "section": "narrative", "entered_by": ID(who),
        "subject": "health", "who": "police",
    }  # fmt: skip


def conference(case: str = "own_alfa", agency: str = "alfa", by: str = "ana") -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "section": "profile", "opened_by": ID(by), "opened_at": NOW,
        "ends_at": UNTIL,
    }  # fmt: skip


def item(
    section: str = "needs",
    case: str = "own_alfa",
    agency: str = "alfa",
    by: str = "ana",
    of: str = "talk_alfa",
) -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "section": section, "added_by": ID(by), "conference_id": ID(of),
    }  # fmt: skip


def entry(
    kind: str, item: str = "untold_alfa", section: str = "needs", agency: str = "alfa", author: str = "ana"
) -> dict[str, Any]:
    return {
        "case_id": ID("own_alfa"), "agency_id": ID(agency), "section": section, "author_id": ID(author), "kind": kind,
        "item_id": ID(item),
    }  # fmt: skip


def spoken(case: str = "own_alfa", agency: str = "alfa", who: str = "ana") -> dict[str, Any]:
    return {"case_id": ID(case), "agency_id": ID(agency), "section": "safe_contact", "made_by": ID(who)}


def registered(agency: str = "alfa", by: str = "sara") -> dict[str, Any]:
    return {**interpreter(agency, "new"), "entered_by": ID(by)}


SCENARIOS: dict[tuple[str, str], Scenario] = {
    # talks for identification, and who asked the person about what
    ("cases.screening", "screenings_open_to_me"): Scenario(
        "ana", [sees("cases.screening", case_id=ID("own_alfa"), author_id=ID("dan"))],
        [sees("cases.screening", case_id=ID("own_beta")), Refusal(sees("cases.screening"), "dan"),
         Refusal(sees("cases.screening"), "nora")],
    ),
    ("cases.screening", "screenings_that_i_begin"): Scenario(
        "ana", [adds("cases.screening", **screening())],
        [adds("cases.screening", **screening("own_beta")), adds("cases.screening", **screening("got_alfa")),
         adds("cases.screening", **screening(agency="beta")), adds("cases.screening", **screening(author="dan")),
         Refusal(adds("cases.screening", **screening(author="nora")), "nora")],
    ),
    ("cases.screening", "drafts_that_i_change"): Scenario(
        "ana", [changes("cases.screening", "finished_at = now()")],
        [Refusal(changes("cases.screening", "saved_at = now()"), "ana", own=1),
         Refusal(changes("cases.screening", "saved_at = now()"), "dan")],
    ),
    ("cases.screening", "screenings_without_a_key"): Scenario(
        "worker", [deletes("cases.screening")],
        [Refusal(deletes("cases.screening"), "worker", own=6), nobody(deletes("cases.screening"))],
    ),
    ("cases.conference", "conferences_open_to_me"): Scenario(
        "ana", [sees("cases.conference", case_id=ID("own_alfa"))],
        [sees("cases.conference", case_id=ID("own_beta")), Refusal(sees("cases.conference"), "dan"),
         Refusal(sees("cases.conference"), "nora")],
    ),
    ("cases.conference", "conferences_that_i_open"): Scenario(
        "ana", [adds("cases.conference", **conference())],
        [adds("cases.conference", **conference("own_beta")), adds("cases.conference", **conference("got_alfa")),
         adds("cases.conference", **conference(agency="beta")), adds("cases.conference", **conference(by="dan"))],
    ),
    ("cases.conference", "conferences_that_i_lead"): Scenario(
        "ana", [changes("cases.conference", "meets_at = now()")],
        [Refusal(changes("cases.conference", "meets_at = now()"), "dan"),
         Refusal(changes("cases.conference", "meets_at = now()"), "ana", own=1)],
    ),
    ("cases.conference", "conferences_without_a_key"): Scenario(
        "worker", [deletes("cases.conference")],
        [Refusal(deletes("cases.conference"), "worker", own=2), nobody(deletes("cases.conference"))],
    ),
    ("cases.conference", "the_owner_of_the_doors_reads"): Scenario(
        "owner", [sees("cases.conference", case_id=ID("own_alfa"))], [],
    ),
    ("cases.conference_item", "items_open_to_me"): Scenario(
        "ana", [sees("cases.conference_item", id=ID("told_alfa"))],
        [sees("cases.conference_item", case_id=ID("own_beta")), Refusal(sees("cases.conference_item"), "dan"),
         Refusal(sees("cases.conference_item"), "nora")],
    ),
    ("cases.conference_item", "items_that_i_add"): Scenario(
        "ana", [adds("cases.conference_item", **item())],
        [adds("cases.conference_item", **item("health")), adds("cases.conference_item", **item(case="own_beta")),
         adds("cases.conference_item", **item(case="got_alfa")), adds("cases.conference_item", **item(agency="beta")),
         adds("cases.conference_item", **item(by="dan")), adds("cases.conference_item", **item(of="talk_beta"))],
    ),
    ("cases.conference_item", "items_without_a_key"): Scenario(
        "worker", [deletes("cases.conference_item")],
        [Refusal(deletes("cases.conference_item"), "worker", own=4), nobody(deletes("cases.conference_item"))],
    ),
    ("cases.conference_item", "the_owner_of_the_doors_reads"): Scenario(
        "owner", [sees("cases.conference_item", id=ID("told_alfa"))], [],
    ),
    ("cases.conference_entry", "entries_open_to_me"): Scenario(
        "ana",
        [sees("cases.conference_entry", item_id=ID("told_alfa"), author_id=ID("dan")),
         sees("cases.conference_entry", item_id=ID("told_alfa"), author_id=ID("ana"))],
        [sees("cases.conference_entry", item_id=ID("untold_alfa")),
         sees("cases.conference_entry", case_id=ID("own_beta")), Refusal(sees("cases.conference_entry"), "dan"),
         Refusal(sees("cases.conference_entry"), "nora")],
    ),
    ("cases.conference_entry", "entries_that_i_write"): Scenario(
        "ana",
        [adds("cases.conference_entry", **entry(kind)) for kind in ("proposal", "wish", "minutes")],
        [adds("cases.conference_entry", **entry("decision", "told_alfa")),
         adds("cases.conference_entry", **entry("proposal", section="profile")),
         adds("cases.conference_entry", **entry("proposal", "told_beta")),
         adds("cases.conference_entry", **entry("proposal", agency="beta")),
         adds("cases.conference_entry", **entry("minutes", author="dan")),
         Refusal(adds("cases.conference_entry", **entry("minutes", author="dan")), "dan")],
    ),
    ("cases.conference_entry", "entries_without_a_key"): Scenario(
        "worker", [deletes("cases.conference_entry")],
        [Refusal(deletes("cases.conference_entry"), "worker", own=6), nobody(deletes("cases.conference_entry"))],
    ),
    ("cases.conference_entry", "the_owner_of_the_doors_reads"): Scenario(
        "owner", [sees("cases.conference_entry", item_id=ID("told_alfa"))], [],
    ),
    ("cases.interview", "interviews_open_to_me"): Scenario(
        "ana", [sees("cases.interview", case_id=ID("own_alfa"))],
        [sees("cases.interview", case_id=ID("own_beta")), Refusal(sees("cases.interview"), "dan"),
         Refusal(sees("cases.interview"), "nora")],
    ),
    ("cases.interview", "interviews_that_i_enter"): Scenario(
        "ana", [adds("cases.interview", **interview())],
        [adds("cases.interview", **interview("own_beta")), adds("cases.interview", **interview("got_alfa")),
         adds("cases.interview", **interview(agency="beta")), adds("cases.interview", **interview(who="dan"))],
    ),
    ("cases.interview", "interviews_without_a_file"): Scenario(
        "worker", [deletes("cases.interview")],
        [Refusal(deletes("cases.interview"), "worker", own=2), nobody(deletes("cases.interview"))],
    ),
    # who interprets: the register of an agency, and talks that lie beside how the person can be reached
    ("cases.interpreter", "interpreters_of_my_agency"): Scenario(
        "ana", [sees("cases.interpreter", **ALFA)],
        [sees("cases.interpreter", **BETA), Refusal(sees("cases.interpreter", **ALFA), "pavel")],
    ),
    ("cases.interpreter", "interpreters_that_i_enter"): Scenario(
        "sara", [adds("cases.interpreter", **registered())],
        [adds("cases.interpreter", **registered("beta")), adds("cases.interpreter", **registered(by="ana")),
         Refusal(adds("cases.interpreter", **registered(by="ana")), "ana"),
         Refusal(adds("cases.interpreter", **registered(by="adam")), "adam")],
    ),
    ("cases.interpreter", "interpreters_that_i_keep"): Scenario(
        "cora", [changes("cases.interpreter", "note = 'new'")],
        [Refusal(changes("cases.interpreter", "note = 'new'"), "cora", own=2),
         Refusal(changes("cases.interpreter", "note = 'new'"), "ana"),
         Refusal(changes("cases.interpreter", "note = 'new'"), "adam")],
    ),
    ("cases.interpreter", "interpreters_that_i_take_out"): Scenario(
        "sara", [deletes("cases.interpreter")],
        [Refusal(deletes("cases.interpreter"), "sara", own=1), Refusal(deletes("cases.interpreter"), "ana")],
    ),
    ("cases.interpreting", "interpreting_open_to_me"): Scenario(
        "ana", [sees("cases.interpreting", case_id=ID("own_alfa"))],
        [sees("cases.interpreting", case_id=ID("own_beta")), Refusal(sees("cases.interpreting"), "dan"),
         Refusal(sees("cases.interpreting"), "sara")],
    ),
    ("cases.interpreting", "interpreting_that_i_arrange"): Scenario(
        "ana", [adds("cases.interpreting", **spoken())],
        [adds("cases.interpreting", **spoken("own_beta")), adds("cases.interpreting", **spoken("got_alfa")),
         adds("cases.interpreting", **spoken(agency="beta")), adds("cases.interpreting", **spoken(who="dan"))],
    ),
    ("cases.interpreting", "interpreting_that_i_change"): Scenario(
        "ana", [changes("cases.interpreting", "changed_at = now()")],
        [Refusal(changes("cases.interpreting", "changed_at = now()"), "dan")],
    ),
    ("cases.interpreting", "interpreting_that_i_take_back"): Scenario(
        "ana", [deletes("cases.interpreting")], [Refusal(deletes("cases.interpreting"), "dan")],
    ),
    ("cases.interpreting", "interpreting_without_a_key"): Scenario(
        "worker", [deletes("cases.interpreting")],
        [Refusal(deletes("cases.interpreting"), "worker", own=2), nobody(deletes("cases.interpreting"))],
    ),
}  # fmt: skip
