"""Policies of referrals: envelopes, moves, texts, tasks, partners without a node."""

from typing import Any

from tests.access.made import (
    by_hand,
    task,
)
from tests.access.names import ID
from tests.access.scenarios.probes import (
    ALFA,
    BE,
    BETA,
    SE,
    Refusal,
    Scenario,
    adds,
    changes,
    deletes,
    move,
    nobody,
    sees,
)


def envelope(agency: str, peer: str = "be") -> dict[str, Any]:
    return {
        "agency_id": ID(agency), "other_agency_id": ID("gent"), "peer": peer, "reference": "new", "side": "sender",
        "state": "sent", "consent_id": ID("consent"), "consent_version": 1,
    }  # fmt: skip


def text(row: str, case: str, agency: str) -> dict[str, Any]:
    return {"referral_id": ID(row), "case_id": ID(case), "agency_id": ID(agency), "section": "needs"}


ENDS = "ended = 'done', ended_at = now()"


SCENARIOS: dict[tuple[str, str], Scenario] = {
    ("referrals.referral", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("referrals.referral")], []),
    ("referrals.referral", "envelopes_of_my_agency_seen"): Scenario(
        "dan", [sees("referrals.referral", **ALFA)], [sees("referrals.referral", **BETA)]
    ),
    ("referrals.referral", "envelopes_of_my_agency_made"): Scenario(
        "dan", [adds("referrals.referral", **envelope("alfa"))],
        [adds("referrals.referral", **envelope("beta"))],
    ),
    ("referrals.referral", "envelopes_of_my_agency_moved"): Scenario(
        "dan", [changes("referrals.referral", "preview_seen = true")],
        [Refusal(changes("referrals.referral", "preview_seen = true"), "dan", own=4),
         changes("referrals.referral", f"agency_id = '{ID('police')}'")],
    ),
    ("referrals.referral", "only_drafts_are_deleted"): Scenario(
        "dan", [deletes("referrals.referral")], [Refusal(deletes("referrals.referral"), "dan", own=1)]
    ),
    ("referrals.referral", "envelopes_shared_with_the_peer"): Scenario(
        "peer be", [sees("referrals.referral", **BE), adds("referrals.referral", **envelope("alfa", "be"))],
        [sees("referrals.referral", **SE), adds("referrals.referral", **envelope("alfa", "se"))],
    ),
    ("referrals.referral", "envelopes_with_a_clock"): Scenario(
        "worker", [sees("referrals.referral"), changes("referrals.referral", "due_at = NULL")],
        [nobody(probe) for probe in [sees("referrals.referral"), changes("referrals.referral", "due_at = NULL")]],
    ),
    ("referrals.move", "moves_at_my_agency"): Scenario(
        "dan", [sees("referrals.move", **ALFA), adds("referrals.move", **move("row_own_alfa", "alfa"))],
        [sees("referrals.move", **BETA), adds("referrals.move", **move("row_own_beta", "beta")),
         adds("referrals.move", **move("row_own_beta", "alfa"))],
    ),
    ("referrals.move", "moves_shared_with_the_peer"): Scenario(
        "peer be", [sees("referrals.move", referral_id=ID("row_own_alfa")),
                    adds("referrals.move", **move("row_own_alfa", "alfa"))],
        [sees("referrals.move", referral_id=ID("row_own_beta")),
         adds("referrals.move", **move("row_own_beta", "beta"))],
    ),
    ("referrals.move", "moves_of_the_clock"): Scenario(
        "worker", [sees("referrals.move"), adds("referrals.move", **move("row_own_alfa", "alfa"))],
        [nobody(probe) for probe in [sees("referrals.move"), adds("referrals.move", **move("row_own_alfa", "alfa"))]],
    ),
    ("referrals.text", "texts_of_sections_open_to_me"): Scenario(
        "ana", [sees("referrals.text", case_id=ID("own_alfa"))],
        [sees("referrals.text", case_id=ID("own_beta")), sees("referrals.text", id=ID("untold_proposal_alfa")),
         sees("referrals.text", id=ID("came_proposal_alfa"))],
    ),
    ("referrals.text", "texts_about_sections_open_to_me"): Scenario(
        "ana", [adds("referrals.text", **text("row_own_alfa", "own_alfa", "alfa"))],
        [adds("referrals.text", **text("row_own_alfa", "own_beta", "alfa")),
         adds("referrals.text", **text("row_own_alfa", "own_alfa", "beta")),
         adds("referrals.text", **text("row_own_beta", "own_alfa", "alfa"))],
    ),
    ("referrals.text", "texts_that_the_peer_brings"): Scenario(
        "peer be", [adds("referrals.text", **text("row_own_alfa", "own_alfa", "alfa"))],
        [adds("referrals.text", **text("row_own_beta", "own_beta", "beta"))],
    ),
    ("referrals.task", "tasks_of_my_agency_seen"): Scenario(
        "dan", [sees("referrals.task", **ALFA)],
        [sees("referrals.task", **BETA), Refusal(sees("referrals.task"), "adam")],
    ),
    ("referrals.task", "tasks_whose_words_are_mine_to_read_made"): Scenario(
        "ana", [adds("referrals.task", **task("spare_own_alfa", "row_own_alfa", "alfa"))],
        [adds("referrals.task", **task("spare_own_alfa", "row_own_beta", "alfa")),
         adds("referrals.task", **task("spare_own_beta", "row_own_beta", "alfa")),
         adds("referrals.task", **task("spare_own_alfa", "row_own_alfa", "beta")),
         Refusal(adds("referrals.task", **task("spare_own_alfa", "row_own_alfa", "alfa")), "dan")],
    ),
    ("referrals.task", "tasks_whose_words_are_mine_to_read_ended"): Scenario(
        "ana", [changes("referrals.task", ENDS)],
        [Refusal(changes("referrals.task", ENDS), "ana", own=2), Refusal(changes("referrals.task", ENDS), "dan")],
    ),
    ("referrals.task", "tasks_shared_with_the_peer"): Scenario(
        "peer be", [sees("referrals.task", **ALFA), changes("referrals.task", ENDS),
                    adds("referrals.task", **task("spare_own_alfa", "row_own_alfa", "alfa"))],
        [sees("referrals.task", **BETA), adds("referrals.task", **task("spare_own_beta", "row_own_beta", "beta")),
         adds("referrals.task", **task("spare_own_alfa", "row_own_alfa", "beta")),
         Refusal(changes("referrals.task", ENDS), "peer be", own=2)],
    ),
    ("referrals.by_hand", "told_by_my_agency_seen"): Scenario(
        "dan", [sees("referrals.by_hand", **ALFA)],
        [sees("referrals.by_hand", **BETA), Refusal(sees("referrals.by_hand"), "adam")],
    ),
    ("referrals.by_hand", "told_by_my_agency_entered"): Scenario(
        "dan", [adds("referrals.by_hand", **by_hand("draft_own_alfa", "alfa"))],
        [adds("referrals.by_hand", **by_hand("row_own_alfa", "alfa")),  # it has a node
         adds("referrals.by_hand", **by_hand("draft_own_beta", "alfa")),
         adds("referrals.by_hand", **by_hand("draft_own_alfa", "beta")),
         Refusal(adds("referrals.by_hand", **by_hand("draft_own_alfa", "alfa")), "adam")],
    ),
    ("referrals.by_hand", "told_back_seen_by_the_clock"): Scenario(
        "worker", [sees("referrals.by_hand", step="told_back")],
        [sees("referrals.by_hand", step="received"), nobody(sees("referrals.by_hand", step="told_back"))],
    ),
    # what who leaves hands on
    ("cases.ask", "the_owner_hands_on"): Scenario("owner", [sees("cases.ask")], []),
    ("cases.complaint", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("cases.complaint")], []),
    ("referrals.enquiry", "the_owner_hands_on"): Scenario("owner", [sees("referrals.enquiry")], []),
}  # fmt: skip
