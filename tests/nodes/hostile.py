"""Where a hostile message goes, and what Belgium keeps and remembers of the stranger `mx` who sent it."""

from typing import Any
from uuid import UUID

from tests.nodes.peers import Offer
from tests.nodes.town import Town

SHELTER = UUID("be1c0001-0000-4000-8000-000000000001")
SHELTER_TEAM = UUID("be1c0001-0000-4000-8000-0000000000a1")
LAWYERS = UUID("be1c0002-0000-4000-8000-000000000001")
LAWYERS_TEAM = UUID("be1c0002-0000-4000-8000-0000000000a1")
POLICE = UUID("be1c0003-0000-4000-8000-000000000001")
POLICE_TEAM = UUID("be1c0003-0000-4000-8000-0000000000a1")
MARKER = "Unmistakable Marker"
"""Stands in what must leave no trace; `test_traces.py` looks for it."""

KEPT = {
    "referrals": "SELECT count(*) FROM referrals.referral WHERE peer = 'mx'",
    "moves": "SELECT count(*) FROM referrals.move m JOIN referrals.referral r ON r.id = m.referral_id "
    "WHERE r.peer = 'mx'",
    "cases": "SELECT count(*) FROM access.\"case\" WHERE peer = 'mx'",
    "versions": 'SELECT count(*) FROM cases.section_version v JOIN access."case" c ON c.id = v.case_id '
    "WHERE c.peer = 'mx'",
    "keys": "SELECT count(*) FROM keys.section_key k JOIN access.\"case\" c ON c.id = k.case_id WHERE c.peer = 'mx'",
    "answers": "SELECT count(*) FROM exchange.outgoing WHERE peer = 'mx'",
    "receipts": "SELECT count(*) FROM exchange.receipt WHERE peer = 'mx'",
}


def acted(town: Town, offer: Offer, event: str, **answers: str) -> None:
    """Sofie makes a move on the received referral."""
    town.hands("Sofie Maes").move(f"/referrals/{offer.reference}/", event, dict(answers))


def seen(town: Town) -> tuple[int, int]:
    """How many messages of the stranger were numbered, and how many set aside."""
    incoming = town.value("be", "SELECT count(*) FROM exchange.incoming WHERE peer = 'mx'")
    return incoming, len(set_aside(town))


def set_aside(town: Town) -> list[tuple[Any, ...]]:
    """What was set aside of the stranger's, oldest first: peer, fault, size."""
    return town.ask(
        "be", "SELECT peer, fault, size FROM exchange.quarantined WHERE peer = 'mx' ORDER BY received_at"
    )
