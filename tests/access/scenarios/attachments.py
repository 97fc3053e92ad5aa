"""Policies of files of a section: added by whoever writes it, seen by whoever reads it; not in an emergency."""

from typing import Any

from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.scenarios.probes import Refusal, Scenario, adds, changes, deletes, nobody, sees


def file(
    case: str = "own_alfa", section: str = "needs", agency: str = "alfa", by: str = "ana"
) -> dict[str, Any]:
    return {"case_id": ID(case), "agency_id": ID(agency), "section": section, "added_by": ID(by)}


def takes_away(who: str) -> str:
    """What is set as somebody takes a file away."""
    return f"sealed = '', removed_by = '{ID(who)}', removed_at = now(), removed_why = 'replaced'"


def part(of: str = "paper_alfa", case: str = "own_alfa", section: str = "needs") -> dict[str, Any]:
    return {
        "attachment_id": ID(of), "case_id": ID(case), "section": section, "generation": 1, "number": 1,
    }  # fmt: skip


SCENARIOS: dict[tuple[str, str], Scenario] = {
    ("cases.attachment", "attachments_open_to_me"): Scenario(
        "ana", [sees("cases.attachment", id=ID("paper_alfa"))],
        [sees("cases.attachment", case_id=ID("own_beta")), Refusal(sees("cases.attachment"), "dan"),
         Refusal(sees("cases.attachment"), "sara")],
    ),
    ("cases.attachment", "attachments_that_i_add"): Scenario(
        "ana", [adds("cases.attachment", **file())],
        [adds("cases.attachment", **file("own_beta")), adds("cases.attachment", **file("got_alfa")),
         adds("cases.attachment", **file(agency="beta")), adds("cases.attachment", **file(by="dan")),
         adds("cases.attachment", **file(section="health")),
         adds("cases.attachment", **file(), removed_by=ID("ana"), removed_at=NOW, removed_why="replaced"),
         Refusal(adds("cases.attachment", **file(by="nora")), "nora")],
    ),
    ("cases.attachment", "attachments_that_i_take_away"): Scenario(
        "ana", [changes("cases.attachment", takes_away("ana"))],
        [changes("cases.attachment", takes_away("dan")),
         Refusal(changes("cases.attachment", takes_away("nora")), "nora"),
         Refusal(changes("cases.attachment", takes_away("ana")), "ana", own=1)],
    ),
    ("cases.attachment", "attachments_without_a_key"): Scenario(
        "worker", [deletes("cases.attachment")],
        [Refusal(deletes("cases.attachment"), "worker", own=4), nobody(deletes("cases.attachment"))],
    ),
    ("cases.attachment_part", "parts_open_to_me"): Scenario(
        "ana", [sees("cases.attachment_part", attachment_id=ID("paper_alfa"))],
        [sees("cases.attachment_part", case_id=ID("own_beta")), Refusal(sees("cases.attachment_part"), "dan"),
         Refusal(sees("cases.attachment_part"), "sara")],
    ),
    ("cases.attachment_part", "parts_that_i_add"): Scenario(
        "ana", [adds("cases.attachment_part", **part())],
        [adds("cases.attachment_part", **part("paper_beta", "own_beta")),
         adds("cases.attachment_part", **part("paper_beta")), adds("cases.attachment_part", **part("gone_alfa")),
         adds("cases.attachment_part", **part(section="profile")),
         Refusal(adds("cases.attachment_part", **part()), "nora")],
    ),
    ("cases.attachment_part", "parts_of_what_was_taken_away"): Scenario(
        "ana", [deletes("cases.attachment_part")],
        [Refusal(deletes("cases.attachment_part"), "ana", own=1), Refusal(deletes("cases.attachment_part"), "nora")],
    ),
    ("cases.attachment_part", "parts_without_a_key"): Scenario(
        "worker", [deletes("cases.attachment_part")],
        [Refusal(deletes("cases.attachment_part"), "worker", own=4), nobody(deletes("cases.attachment_part"))],
    ),
}  # fmt: skip
