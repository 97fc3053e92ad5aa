"""Policies of what two agencies share in conferences, and who holds what."""

from typing import Any

from tests.access.made import (
    holder,
    holder_ask,
    shared_entry,
    shared_item,
)
from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.scenarios.probes import (
    ALFA,
    BETA,
    Probe,
    Refusal,
    Scenario,
    adds,
    changes,
    deletes,
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


SCENARIOS: dict[tuple[str, str], Scenario] = {
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
}  # fmt: skip
