"""Policies of referrals: envelopes, moves, texts, enquiries, what an authority asks."""

from typing import Any

import psycopg

from tests.access.made import (
    asked_at_once,
    bed_agreement,
    bed_count,
    bed_wish,
    by_hand,
    enquiry,
    holder,
    holder_ask,
    shared_entry,
    shared_item,
    task,
)
from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.scenarios.probes import (
    ALFA,
    BE,
    BETA,
    SE,
    Probe,
    Refusal,
    Scenario,
    adds,
    changes,
    deletes,
    move,
    nobody,
    sees,
)

ANSWERED = {"answer": "not_shared", "answered_at": NOW}


def answers(who: str) -> Probe:
    said = f"answer = 'not_shared', answered_at = now(), answered_by = '{ID(who)}'"
    return changes("referrals.holder_ask", said)


def shares(**other: Any) -> Probe:
    """Ana gives an item of her conference to another agency."""
    given = {**shared_item("new_words_alfa", "late_own_alfa", "alfa"), "local": ID("told_alfa")}
    return adds("referrals.shared_item", **given | other)


def says(**other: Any) -> Probe:
    """Ana answers an item that came, for her profession."""
    given = shared_entry("came_words_alfa", "row_got_alfa", "alfa", "no_part", "social_worker")
    return adds("referrals.shared_entry", **given | {"author_id": ID("ana")} | other)


def envelope(agency: str, peer: str = "be") -> dict[str, Any]:
    return {
        "agency_id": ID(agency), "other_agency_id": ID("gent"), "peer": peer, "reference": "new", "side": "sender",
        "state": "sent", "consent_id": ID("consent"), "consent_version": 1,
    }  # fmt: skip


def text(row: str, case: str, agency: str) -> dict[str, Any]:
    return {"referral_id": ID(row), "case_id": ID(case), "agency_id": ID(agency), "section": "needs"}


ENDS = "ended = 'done', ended_at = now()"


def counted(connection: psycopg.Connection) -> int:
    """Somebody of beta counts an adult who refused; how many statements went through."""
    lists = "ARRAY['north'], ARRAY['f'], ARRAY['unknown'], ARRAY['shelter'], ARRAY['shelter']"
    return connection.execute(f"SELECT referrals.count_refusal({lists})").rowcount


TWO = {"first_by": ID("sara"), "second_by": ID("adam")}


def gives(enquiry: str) -> Probe:
    """Whatever round can be reached is this one's."""
    return changes("referrals.round", f"won_by = '{ID(enquiry)}', won_at = now()")


SCENARIOS: dict[tuple[str, str], Scenario] = {
    # referrals
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
        "dan", [sees("referrals.task", **ALFA)], [sees("referrals.task", **BETA)]
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
    # conferences with other agencies
    ("referrals.shared_item", "shared_items_of_sections_that_i_hold"): Scenario(
        "ana", [sees("referrals.shared_item", **ALFA)],
        [sees("referrals.shared_item", **BETA), Refusal(sees("referrals.shared_item"), "dan"),
         Refusal(sees("referrals.shared_item"), "adam")],
    ),
    ("referrals.shared_item", "items_of_my_conference_shared"): Scenario(
        "ana", [shares()],
        [shares(agency_id=ID("beta")), shares(local=ID("told_beta")), shares(local=None), shares(section="safety"),
         shares(text_id=ID("spare_own_alfa")), shares(text_id=ID("new_words_beta")),
         shares(text_id=ID("plain_words_alfa")),
         shares(referral_id=ID("row_got_alfa")), Refusal(shares(), "dan")],
    ),
    ("referrals.shared_item", "shared_items_told_on"): Scenario(
        "ana", [changes("referrals.shared_item", "came = true")],
        [Refusal(changes("referrals.shared_item", "came = true"), "ana", own=2),
         Refusal(changes("referrals.shared_item", "came = true"), "dan")],
    ),
    ("referrals.shared_item", "items_shared_with_the_peer"): Scenario(
        "peer be", [sees("referrals.shared_item", **ALFA), changes("referrals.shared_item", "came = true"),
                    adds("referrals.shared_item", **shared_item("new_words_alfa", "row_own_alfa", "alfa"))],
        [sees("referrals.shared_item", **BETA),
         adds("referrals.shared_item", **shared_item("new_words_beta", "row_own_beta", "beta")),
         adds("referrals.shared_item", **shared_item("new_words_alfa", "row_own_alfa", "beta")),
         Refusal(changes("referrals.shared_item", "came = true"), "peer be", own=3)],
    ),
    ("referrals.shared_item", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("referrals.shared_item")], []),
    ("referrals.shared_entry", "entries_of_shared_items_open_to_me"): Scenario(
        "ana", [sees("referrals.shared_entry", item_id=ID("told_words_alfa"))],
        [sees("referrals.shared_entry", item_id=ID("untold_words_alfa")),
         sees("referrals.shared_entry", item_id=ID("came_words_alfa")), sees("referrals.shared_entry", **BETA),
         Refusal(sees("referrals.shared_entry"), "dan"), Refusal(sees("referrals.shared_entry"), "adam")],
    ),
    ("referrals.shared_entry", "my_answer_to_a_shared_item"): Scenario(
        "ana", [says()],
        [says(kind="decided", text_id=ID("spare_own_alfa")), says(role="lawyer"), says(author_id=ID("dan")),
         says(agency_id=ID("beta")), says(item_id=ID("told_words_alfa"), referral_id=ID("row_own_alfa")),
         says(item_id=ID("came_words_beta")), says(referral_id=ID("row_own_alfa")), Refusal(says(), "dan")],
    ),
    ("referrals.shared_entry", "entries_shared_with_the_peer"): Scenario(
        "peer be", [sees("referrals.shared_entry", **ALFA), says()],
        [sees("referrals.shared_entry", **BETA), says(agency_id=ID("beta")), says(referral_id=ID("row_own_beta"))],
    ),
    ("referrals.shared_entry", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("referrals.shared_entry")], []),
    ("referrals.named_holder", "holders_named_of_files_in_hand"): Scenario(
        "ana", [sees("referrals.named_holder", **ALFA, profession="lawyer"), deletes("referrals.named_holder"),
                adds("referrals.named_holder", **holder("own_alfa", "alfa", "doctor"))],
        [sees("referrals.named_holder", **BETA), sees("referrals.named_holder", **ALFA, profession="nurse"),
         Refusal(deletes("referrals.named_holder"), "ana", own=1), Refusal(sees("referrals.named_holder"), "dan"),
         adds("referrals.named_holder", **holder("own_beta", "beta", "doctor")),
         adds("referrals.named_holder", **holder("own_alfa", "alfa", "doctor", "row_own_beta")),
         adds("referrals.named_holder", **holder("own_alfa", "alfa", "doctor", "late_own_alfa"))],
    ),
    ("referrals.named_holder", "holders_named_with_the_peer"): Scenario(
        "peer be", [sees("referrals.named_holder", **ALFA),
                    adds("referrals.named_holder", **holder("own_alfa", "alfa", "doctor"))],
        [sees("referrals.named_holder", **BETA), adds("referrals.named_holder", **holder("own_beta", "beta", "doctor")),
         adds("referrals.named_holder", **holder("own_alfa", "beta", "doctor"))],
    ),
    ("referrals.named_holder", "holders_named_that_are_over"): Scenario(
        "worker", [deletes("referrals.named_holder")],
        [Refusal(deletes("referrals.named_holder"), "worker", own=2), nobody(deletes("referrals.named_holder"))],
    ),
    ("referrals.holder_ask", "what_i_asked_a_holder_there"): Scenario(
        "ana", [sees("referrals.holder_ask", asked_by=ID("ana"))],
        [sees("referrals.holder_ask", asked_by=ID("dan")), sees("referrals.holder_ask", **BETA),
         Refusal(sees("referrals.holder_ask"), "dan")],
    ),
    ("referrals.holder_ask", "what_a_holder_here_is_asked"): Scenario(
        "ana", [sees("referrals.holder_ask", case_id=ID("own_alfa"), section="needs", asked_by=None)],
        [sees("referrals.holder_ask", section="health"), sees("referrals.holder_ask", **BETA)],
    ),
    ("referrals.holder_ask", "what_i_ask_a_holder_there"): Scenario(
        "ana", [adds("referrals.holder_ask", **holder_ask("own_alfa", "alfa", "ana"))],
        [adds("referrals.holder_ask", **holder_ask("own_alfa", "alfa", "dan")),
         adds("referrals.holder_ask", **holder_ask("own_beta", "beta", "ana")),
         adds("referrals.holder_ask", **holder_ask("own_alfa", "alfa", "ana", row="row_own_beta")),
         adds("referrals.holder_ask", **holder_ask("own_alfa", "alfa", "ana", row="late_own_alfa")),
         adds("referrals.holder_ask", **holder_ask("own_alfa", "alfa", "ana") | ANSWERED)],
    ),
    ("referrals.holder_ask", "what_a_holder_here_answers"): Scenario(
        "ana", [answers("ana")], [answers("dan"), Refusal(answers("ana"), "ana", own=1)],
    ),
    ("referrals.holder_ask", "holders_asked_with_the_peer"): Scenario(
        "peer be", [sees("referrals.holder_ask", **ALFA),
                    adds("referrals.holder_ask", **holder_ask("own_alfa", "alfa", None))],
        [sees("referrals.holder_ask", **BETA), adds("referrals.holder_ask", **holder_ask("own_beta", "beta", None)),
         adds("referrals.holder_ask", **holder_ask("own_alfa", "beta", None))],
    ),
    ("referrals.holder_ask", "asks_of_holders_that_are_over"): Scenario(
        "worker", [deletes("referrals.holder_ask")],
        [Refusal(deletes("referrals.holder_ask"), "worker", own=2), nobody(deletes("referrals.holder_ask"))],
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
    ("referrals.enquiry", "enquiries_of_my_agency_seen"): Scenario(
        "dan", [sees("referrals.enquiry", **ALFA)],
        [sees("referrals.enquiry", **BETA), Refusal(sees("referrals.enquiry"), "adam")],
    ),
    ("referrals.enquiry", "enquiries_asked_by_my_agency"): Scenario(
        "dan", [adds("referrals.enquiry", **enquiry("alfa", "gent", "be", side="sender"))],
        [adds("referrals.enquiry", **enquiry("alfa", "gent", "be", side="receiver")),
         adds("referrals.enquiry", **enquiry("beta", "gent", "be", side="sender")),
         Refusal(adds("referrals.enquiry", **enquiry("alfa", "gent", "be", side="sender")), "adam")],
    ),
    ("referrals.enquiry", "enquiries_of_my_agency_changed"): Scenario(
        "dan", [changes("referrals.enquiry", "withdrawn_at = now()")],
        [Refusal(changes("referrals.enquiry", "withdrawn_at = now()"), "dan", own=3),
         Refusal(changes("referrals.enquiry", "withdrawn_at = now()"), "adam")],
    ),
    ("referrals.enquiry", "enquiries_shared_with_the_peer"): Scenario(
        "peer be", [sees("referrals.enquiry", **ALFA)], [sees("referrals.enquiry", **BETA)],
    ),
    ("referrals.enquiry", "enquiries_asked_by_the_peer"): Scenario(
        "peer be", [adds("referrals.enquiry", **enquiry("alfa", "gent", "be", side="receiver"))],
        [adds("referrals.enquiry", **enquiry("alfa", "gent", "be", side="sender")),
         adds("referrals.enquiry", **enquiry("alfa", "lund", "be", side="receiver")),
         adds("referrals.enquiry", **enquiry("alfa", "lund", "se", side="receiver"))],
    ),
    ("referrals.enquiry", "enquiries_changed_by_the_peer"): Scenario(
        "peer be", [changes("referrals.enquiry", "withdrawn_at = now()")],
        [Refusal(changes("referrals.enquiry", "withdrawn_at = now()"), "peer be", own=3)],
    ),
    ("referrals.enquiry", "enquiries_kept_long_enough"): Scenario(
        "worker", [deletes("referrals.enquiry")],
        [Refusal(deletes("referrals.enquiry"), "worker", own=2), nobody(deletes("referrals.enquiry"))],
    ),
    ("referrals.enquiry", "enquiries_of_decided_rounds_seen"): Scenario(
        "worker", [sees("referrals.enquiry", side="sender")],
        [sees("referrals.enquiry", side="receiver"), nobody(sees("referrals.enquiry", side="sender"))],
    ),
    ("referrals.enquiry", "enquiries_of_decided_rounds_closed"): Scenario(
        "worker", [changes("referrals.enquiry", "taken_at = now()")],
        [Refusal(changes("referrals.enquiry", "taken_at = now()"), "worker", own=2),
         nobody(changes("referrals.enquiry", "taken_at = now()"))],
    ),
    ("referrals.bed_agreement", "bed_agreements_of_my_agency_seen"): Scenario(
        "dan", [sees("referrals.bed_agreement", **ALFA)], [sees("referrals.bed_agreement", **BETA)],
    ),
    ("referrals.bed_agreement", "bed_agreements_wanted_by_my_agency"): Scenario(
        "sara", [adds("referrals.bed_agreement", **bed_wish("alfa", "lund", "se", by="sara"))],
        [adds("referrals.bed_agreement", **bed_wish("beta", "gent", "be", by="sara")),
         adds("referrals.bed_agreement", **bed_agreement("alfa", "lund", "se", "agreed")),
         adds("referrals.bed_agreement", **bed_wish("alfa", "lund", "se", by="adam")),
         adds("referrals.bed_agreement", **bed_wish("alfa", "lund", "se", by="sara", second="adam")),
         Refusal(adds("referrals.bed_agreement", **bed_wish("alfa", "lund", "se", by="dan")), "dan")],
    ),
    ("referrals.bed_agreement", "bed_agreements_of_my_agency_changed"): Scenario(
        "dan", [changes("referrals.bed_agreement", "changed_at = now()")],
        [Refusal(changes("referrals.bed_agreement", "changed_at = now()"), "dan", own=2)],
    ),
    ("referrals.bed_agreement", "bed_agreements_of_my_agency_ended"): Scenario(
        "sara", [deletes("referrals.bed_agreement")],
        [Refusal(deletes("referrals.bed_agreement"), "sara", own=2),
         Refusal(deletes("referrals.bed_agreement"), "dan")],
    ),
    ("referrals.bed_agreement", "bed_agreements_with_the_peer_seen"): Scenario(
        "peer be", [sees("referrals.bed_agreement", **ALFA)], [sees("referrals.bed_agreement", **BETA)],
    ),
    ("referrals.bed_agreement", "bed_agreements_asked_by_the_peer"): Scenario(
        "peer be", [adds("referrals.bed_agreement", **bed_agreement("beta", "gent", "be", "came"))],
        [adds("referrals.bed_agreement", **bed_agreement("beta", "gent", "be", "agreed")),
         adds("referrals.bed_agreement", **bed_agreement("beta", "gent", "be", "came") | TWO),
         adds("referrals.bed_agreement", **bed_agreement("alfa", "lund", "be", "came")),
         adds("referrals.bed_agreement", **bed_agreement("alfa", "lund", "se", "came"))],
    ),
    ("referrals.bed_agreement", "bed_agreements_agreed_by_the_peer"): Scenario(
        "peer be", [changes("referrals.bed_agreement", "changed_at = now()")],
        [Refusal(changes("referrals.bed_agreement", "changed_at = now()"), "peer be", own=1)],
    ),
    ("referrals.bed_agreement", "bed_agreements_ended_by_the_peer"): Scenario(
        "peer be", [deletes("referrals.bed_agreement")],
        [Refusal(deletes("referrals.bed_agreement"), "peer be", own=1)],
    ),
    ("referrals.bed_agreement", "ended_bed_agreements_kept_long_enough"): Scenario(
        "worker", [deletes("referrals.bed_agreement")],
        [Refusal(deletes("referrals.bed_agreement"), "worker", own=2), nobody(deletes("referrals.bed_agreement"))],
    ),
    ("referrals.bed_count", "bed_counts_by_agreement_seen"): Scenario(
        "dan", [sees("referrals.bed_count", **ALFA, of_agency=ID("gent"))],
        [sees("referrals.bed_count", **BETA), sees("referrals.bed_count", **ALFA, of_agency=ID("police"))],
    ),
    ("referrals.bed_count", "beds_counted_by_my_agency"): Scenario(
        "dan", [adds("referrals.bed_count", **bed_count("alfa", "alfa", service="crisis_shelter"))],
        [adds("referrals.bed_count", **bed_count("alfa", "gent", service="crisis_shelter")),
         adds("referrals.bed_count", **bed_count("beta", "beta", service="crisis_shelter"))],
    ),
    ("referrals.bed_count", "beds_counted_anew_by_my_agency"): Scenario(
        "dan", [changes("referrals.bed_count", "free = 2")],
        [Refusal(changes("referrals.bed_count", "free = 2"), "dan", own=2)],
    ),
    ("referrals.bed_count", "bed_counts_of_an_ended_agreement"): Scenario(
        "dan", [deletes("referrals.bed_count")], [Refusal(deletes("referrals.bed_count"), "dan", own=2)],
    ),
    ("referrals.bed_count", "beds_counted_by_the_peer"): Scenario(
        "peer be", [adds("referrals.bed_count", **bed_count("alfa", "gent", service="crisis_shelter"))],
        [adds("referrals.bed_count", **bed_count("alfa", "lund", service="crisis_shelter")),
         adds("referrals.bed_count", **bed_count("alfa", "alfa", service="crisis_shelter")),
         adds("referrals.bed_count", **bed_count("beta", "gent", service="crisis_shelter"))],
    ),
    ("referrals.bed_agreement", "bed_agreements_that_stand"): Scenario(
        "worker", [sees("referrals.bed_agreement", **ALFA)], [nobody(sees("referrals.bed_agreement"))],
    ),
    ("referrals.bed_agreement", "bed_agreements_that_begin"): Scenario(
        "worker", [changes("referrals.bed_agreement", "has_begun = true")],
        [nobody(changes("referrals.bed_agreement", "has_begun = true"))],
    ),
    ("referrals.bed_count", "bed_counts_to_begin_with"): Scenario(
        "worker", [sees("referrals.bed_count", **ALFA, of_agency=ID("alfa"))],
        [sees("referrals.bed_count", **ALFA, of_agency=ID("gent")), nobody(sees("referrals.bed_count"))],
    ),
    ("referrals.bed_count", "bed_counts_kept_long_enough"): Scenario(
        "worker", [deletes("referrals.bed_count")],
        [Refusal(deletes("referrals.bed_count"), "worker", own=6), nobody(deletes("referrals.bed_count"))],
    ),
    ("referrals.round", "rounds_of_my_agency_seen"): Scenario(
        "dan", [sees("referrals.round", **ALFA)],
        [sees("referrals.round", **BETA), Refusal(sees("referrals.round"), "adam")],
    ),
    ("referrals.round", "rounds_of_my_agency_begun"): Scenario(
        "dan", [adds("referrals.round", **asked_at_once("alfa"))],
        [adds("referrals.round", **asked_at_once("beta")),
         adds("referrals.round", **asked_at_once("alfa", is_won=True)),
         Refusal(adds("referrals.round", **asked_at_once("alfa")), "adam")],
    ),
    ("referrals.round", "rounds_of_my_agency_changed"): Scenario(
        "dan", [changes("referrals.round", "until = now()")],
        [Refusal(changes("referrals.round", "until = now()"), "dan", own=2),
         Refusal(changes("referrals.round", "until = now()"), "adam")],
    ),
    ("referrals.round", "rounds_in_which_the_peer_was_asked"): Scenario(
        "peer be", [sees("referrals.round", id=ID("round_alfa"))], [sees("referrals.round", id=ID("round_beta"))],
    ),
    ("referrals.round", "rounds_decided_by_an_answer"): Scenario(
        "peer be", [gives("yes_alfa")],
        [Refusal(gives("yes_alfa"), "peer be", own=1), gives("yes_beta"),
         changes("referrals.round", "won_by = NULL, won_at = NULL")],
    ),
    ("referrals.round", "rounds_seen_by_the_clock"): Scenario(
        "worker", [sees("referrals.round")], [nobody(sees("referrals.round"))],
    ),
    ("referrals.round", "rounds_kept_long_enough"): Scenario(
        "worker", [deletes("referrals.round")],
        [Refusal(deletes("referrals.round"), "worker", own=2), nobody(deletes("referrals.round"))],
    ),
    ("referrals.refusal_count", "counts_for_their_coordinator"): Scenario(
        "cora", [sees("referrals.refusal_count", **BETA)],
        [sees("referrals.refusal_count", **ALFA), Refusal(sees("referrals.refusal_count", **BETA), "bea"),
         Refusal(sees("referrals.refusal_count", **ALFA), "sara")],
    ),
    ("referrals.refusal_count", "the_owner_counts"): Scenario("bea", [counted], []),
    # what who leaves hands on
    ("cases.ask", "the_owner_hands_on"): Scenario("owner", [sees("cases.ask")], []),
    ("cases.complaint", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("cases.complaint")], []),
    ("referrals.enquiry", "the_owner_hands_on"): Scenario("owner", [sees("referrals.enquiry")], []),
}  # fmt: skip
