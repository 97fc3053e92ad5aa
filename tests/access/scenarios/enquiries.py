"""Policies of enquiries, rounds of them, beds, and counts of who refused."""

import psycopg

from tests.access.made import (
    asked_at_once,
    bed_agreement,
    bed_count,
    bed_wish,
    enquiry,
)
from tests.access.names import ID
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


def counted(connection: psycopg.Connection) -> int:
    """Somebody of beta counts an adult who refused; how many statements went through."""
    lists = "ARRAY['north'], ARRAY['f'], ARRAY['unknown'], ARRAY['shelter'], ARRAY['shelter']"
    return connection.execute(f"SELECT referrals.count_refusal({lists})").rowcount


TWO = {"first_by": ID("sara"), "second_by": ID("adam")}


def gives(enquiry: str) -> Probe:
    """Whatever round can be reached is this one's."""
    return changes("referrals.round", f"won_by = '{ID(enquiry)}', won_at = now()")


SCENARIOS: dict[tuple[str, str], Scenario] = {
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
}  # fmt: skip
