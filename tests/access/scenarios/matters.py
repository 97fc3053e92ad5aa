"""Policies of a lawyer's room: matters, their sheets, and the checks for conflicts of interest."""

from tests.access.made import matter, matter_sheet
from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.scenarios.probes import Refusal, Scenario, adds, changes, deletes, nobody, sees

SCENARIOS: dict[tuple[str, str], Scenario] = {
    # Neither who leads, nor another lawyer of the case, who supervises, administers or has lost the place.
    ("counsel.matter", "matters_of_mine"): Scenario(
        "lou", [sees("counsel.matter", case_id=ID("own_alfa"))],
        [sees("counsel.matter", case_id=ID("own_beta")),
         *(Refusal(sees("counsel.matter"), who) for who in ("ana", "lin", "sara", "adam", "cora", "lea", "nora"))],
    ),
    ("counsel.matter", "matters_that_i_open"): Scenario(
        "lou", [adds("counsel.matter", **matter())],
        [adds("counsel.matter", **matter("own_beta")), adds("counsel.matter", **matter(agency="beta")),
         adds("counsel.matter", **matter(lawyer="lin")), adds("counsel.matter", **matter(deputy_id=ID("lin"))),
         adds("counsel.matter", **matter(state="closed", closed_at=NOW)),
         Refusal(adds("counsel.matter", **matter(lawyer="ana")), "ana"),
         Refusal(adds("counsel.matter", **matter(lawyer="lea")), "lea")],
    ),
    ("counsel.matter", "matters_that_i_move"): Scenario(
        "lou", [changes("counsel.matter", "next_on = now()")],
        [Refusal(changes("counsel.matter", "next_on = now()"), "lou", own=2),
         *(Refusal(changes("counsel.matter", "next_on = now()"), who) for who in ("ana", "lin", "lea"))],
    ),
    ("counsel.matter", "matters_without_a_key"): Scenario(
        "worker", [deletes("counsel.matter")],
        [Refusal(deletes("counsel.matter"), "worker", own=6), nobody(deletes("counsel.matter"))],
    ),
    ("counsel.matter", "the_owner_hands_over"): Scenario("owner", [sees("counsel.matter")], []),
    ("counsel.sheet", "sheets_of_my_matters"): Scenario(
        "lou", [sees("counsel.sheet", case_id=ID("own_alfa"))],
        [sees("counsel.sheet", case_id=ID("own_beta")),
         *(Refusal(sees("counsel.sheet"), who) for who in ("ana", "lin", "sara", "adam", "lea"))],
    ),
    ("counsel.sheet", "sheets_that_i_write"): Scenario(
        "lou", [adds("counsel.sheet", **matter_sheet())],
        [adds("counsel.sheet", **matter_sheet("closed_alfa")), adds("counsel.sheet", **matter_sheet("left_alfa")),
         adds("counsel.sheet", **matter_sheet("matter_beta", "own_beta")),
         adds("counsel.sheet", **matter_sheet(agency="beta")), adds("counsel.sheet", **matter_sheet(who="lin")),
         Refusal(adds("counsel.sheet", **matter_sheet(who="lin")), "lin")],
    ),
    ("counsel.sheet", "sheets_without_a_key"): Scenario(
        "worker", [deletes("counsel.sheet")],
        [Refusal(deletes("counsel.sheet"), "worker", own=6), nobody(deletes("counsel.sheet"))],
    ),
    # What the check has said is for who asked alone; who supervises clears it by a function that shows no case.
    ("counsel.conflict_check", "checks_that_i_asked"): Scenario(
        "lou", [sees("counsel.conflict_check", case_id=ID("own_alfa"))],
        [sees("counsel.conflict_check", case_id=ID("own_beta")),
         *(Refusal(sees("counsel.conflict_check"), who) for who in ("ana", "lin", "sara"))],
    ),
    ("counsel.conflict_check", "checks_without_a_file"): Scenario(
        "worker", [deletes("counsel.conflict_check")],
        [Refusal(deletes("counsel.conflict_check"), "worker", own=2), nobody(deletes("counsel.conflict_check"))],
    ),
    ("counsel.conflict_check", "the_owner_writes_checks"): Scenario("owner", [sees("counsel.conflict_check")], []),
}  # fmt: skip
