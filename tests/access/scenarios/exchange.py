"""Policies of the exchange: lanes, messages, receipts, peers, and what follows a restore."""

from typing import Any

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
    lane,
    nobody,
    sees,
)


def outgoing(agency: str, peer: str) -> dict[str, Any]:
    return {"agency_id": ID(agency), "peer": peer, "state": "voided"}


SCENARIOS: dict[tuple[str, str], Scenario] = {
    # exchange
    ("exchange.handle", "handles_we_made"): Scenario(
        "dan", [sees("exchange.handle", sender=ID("alfa")), adds("exchange.handle", sender=ID("alfa"))],
        [sees("exchange.handle", sender=ID("beta")), adds("exchange.handle", sender=ID("beta"))],
    ),
    ("exchange.lane", "lanes_we_send_on"): Scenario(
        "dan", [sees("exchange.lane", sender=ID("alfa")),
                adds("exchange.lane", **lane("alfa", "gent", inward=False)),
                changes("exchange.lane", "next = 7")],
        [sees("exchange.lane", sender=ID("beta")), sees("exchange.lane", inward=True),
         adds("exchange.lane", **lane("beta", "lund", inward=False)),
         adds("exchange.lane", **lane("gent", "alfa", inward=True))],
    ),
    ("exchange.lane", "lanes_of_the_peer"): Scenario(
        "peer be", [sees("exchange.lane", sender=ID("gent"), inward=True),
                    sees("exchange.lane", recipient=ID("gent"), inward=False),
                    adds("exchange.lane", **lane("gent", "alfa", inward=True))],
        [sees("exchange.lane", sender=ID("lund")), sees("exchange.lane", recipient=ID("lund")),
         adds("exchange.lane", **lane("lund", "alfa", inward=True)),
         adds("exchange.lane", **lane("gent", "lund", inward=False))],
    ),
    ("exchange.outgoing", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("exchange.outgoing")], []),
    ("exchange.outgoing", "messages_of_my_agency"): Scenario(
        "dan", [sees("exchange.outgoing", **ALFA), adds("exchange.outgoing", **outgoing("alfa", "be"))],
        [sees("exchange.outgoing", **BETA), adds("exchange.outgoing", **outgoing("beta", "be"))],
    ),
    ("exchange.outgoing", "answers_to_the_peer"): Scenario(
        "peer be", [sees("exchange.outgoing", **BE), adds("exchange.outgoing", **outgoing("alfa", "be"))],
        [sees("exchange.outgoing", **SE), adds("exchange.outgoing", **outgoing("alfa", "se"))],
    ),
    ("exchange.outgoing", "messages_on_their_way"): Scenario(
        "worker", [sees("exchange.outgoing"), changes("exchange.outgoing", "attempts = 7"),
                   adds("exchange.outgoing", **outgoing("alfa", "be"))],
        [nobody(probe) for probe in [sees("exchange.outgoing"), changes("exchange.outgoing", "attempts = 7"),
         adds("exchange.outgoing", **outgoing("alfa", "be"))]],
    ),
    ("exchange.incoming", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("exchange.incoming")], []),
    ("exchange.incoming", "messages_to_my_agency"): Scenario(
        "dan", [sees("exchange.incoming", **ALFA)], [sees("exchange.incoming", **BETA)]
    ),
    ("exchange.incoming", "messages_of_the_peer"): Scenario(
        "peer be", [sees("exchange.incoming", **BE), adds("exchange.incoming", **BE, **ALFA)],
        [sees("exchange.incoming", **SE), adds("exchange.incoming", **SE, **ALFA)],
    ),
    ("exchange.receipt", "receipts_of_my_agency"): Scenario(
        "dan", [sees("exchange.receipt", **ALFA), adds("exchange.receipt", **ALFA)],
        [sees("exchange.receipt", **BETA), adds("exchange.receipt", **BETA)],
    ),
    ("exchange.receipt", "receipts_with_the_peer"): Scenario(
        "peer be", [sees("exchange.receipt", **BE), adds("exchange.receipt", **BE)],
        [sees("exchange.receipt", **SE), adds("exchange.receipt", **SE)],
    ),
    ("exchange.receipt", "receipts_brought_back"): Scenario(
        "worker", [sees("exchange.receipt"), adds("exchange.receipt")],
        [nobody(probe) for probe in [sees("exchange.receipt"), adds("exchange.receipt")]],
    ),
    ("exchange.held_back", "parts_that_we_hold_back"): Scenario(
        "dan", [sees("exchange.held_back", **ALFA), adds("exchange.held_back", **ALFA, state="void"),
                changes("exchange.held_back", "state = 'void'")],
        [sees("exchange.held_back", **BETA), adds("exchange.held_back", **BETA, state="void")],
    ),
    ("exchange.held_back", "parts_held_for_the_peer"): Scenario(
        "peer be", [sees("exchange.held_back", **BE), changes("exchange.held_back", "state = 'void'")],
        [sees("exchange.held_back", **SE), Refusal(changes("exchange.held_back", "state = 'void'"), "peer be", own=1)],
    ),
    ("exchange.quarantined", "the_owner_of_the_doors_reads"): Scenario(
        "owner", [sees("exchange.quarantined")], []
    ),
    ("exchange.quarantined", "set_aside_from_the_peer"): Scenario(
        "peer be", [adds("exchange.quarantined", **BE)], [adds("exchange.quarantined", **SE)]
    ),
    # after a restore
    ("exchange.catching_up", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("exchange.catching_up")], []),
    ("exchange.catching_up", "the_peer_catches_up"): Scenario(
        "peer be", [sees("exchange.catching_up", **BE, ours=False), changes("exchange.catching_up", "again = 7")],
        [sees("exchange.catching_up", **SE), adds("exchange.catching_up", peer="fi", ours=False),
         Refusal(changes("exchange.catching_up", "again = 7"), "peer be", own=1)],
    ),
    ("exchange.catching_up", "the_worker_catches_up"): Scenario(
        "worker", [sees("exchange.catching_up"), changes("exchange.catching_up", "again = 7"),
                   deletes("exchange.catching_up"), adds("exchange.catching_up", peer="fi", ours=True)],
        [nobody(sees("exchange.catching_up")), nobody(changes("exchange.catching_up", "again = 7")),
         nobody(deletes("exchange.catching_up")), nobody(adds("exchange.catching_up", peer="fi", ours=True))],
    ),
    ("exchange.asked_back", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("exchange.asked_back")], []),
    ("exchange.asked_back", "asked_back_by_the_peer"): Scenario(
        "peer be", [sees("exchange.asked_back", **BE), adds("exchange.asked_back", **BE)],
        [sees("exchange.asked_back", **SE), adds("exchange.asked_back", **SE)],
    ),
    ("exchange.asked_back", "asked_back_for_the_worker"): Scenario(
        "worker", [sees("exchange.asked_back"), deletes("exchange.asked_back")],
        [nobody(sees("exchange.asked_back")), nobody(deletes("exchange.asked_back"))],
    ),
    ("exchange.lane", "lanes_compared_by_the_worker"): Scenario(
        "worker", [sees("exchange.lane", inward=True)], [nobody(sees("exchange.lane", inward=True))]
    ),
    ("exchange.incoming", "messages_told_back"): Scenario(
        "worker", [sees("exchange.incoming")], [nobody(sees("exchange.incoming"))]
    ),
    ("exchange.outgoing", "sealed_bytes_are_destroyed"): Scenario(
        "owner", [changes("exchange.outgoing", "event = '{}'")],
        [changes("exchange.outgoing", "event = '{\"other\": 1}'")],
    ),
    ("referrals.gap", "gaps_that_the_peer_tells_of"): Scenario(
        "peer be", [sees("referrals.gap", **BE), adds("referrals.gap", **BE, other_agency_id=ID("gent"))],
        [sees("referrals.gap", **SE), adds("referrals.gap", **SE, other_agency_id=ID("lund")),
         adds("referrals.gap", **BE, other_agency_id=ID("lund"))],
    ),
    ("referrals.gap", "gaps_known_to_the_worker"): Scenario(
        "worker", [sees("referrals.gap"), adds("referrals.gap")],
        [nobody(sees("referrals.gap")), nobody(adds("referrals.gap"))],
    ),
    ("referrals.gap", "gaps_of_my_agency"): Scenario(
        "dan", [sees("referrals.gap", **ALFA), deletes("referrals.gap")],
        [sees("referrals.gap", **BETA), Refusal(deletes("referrals.gap"), "dan", own=1),
         Refusal(sees("referrals.gap", **ALFA), "adam")],
    ),
}  # fmt: skip
