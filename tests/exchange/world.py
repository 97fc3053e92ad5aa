"""Two nodes with invented keys that never change: ro with one agency, be with two.

The keys are made from names, for tests and the published vectors only.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from safeconduct.exchange.inner import HeldLabel, exchange_key_id
from safeconduct.exchange.wire import ConsentRef, Event, Lane, Opened, Routing, open_message, seal_message
from safeconduct.keys.card import AgencyEntry, Card, NodeCard, build, verify_card
from safeconduct.keys.ring import PublicKeys, Ring
from safeconduct.keys.sealing import ExchangeKey
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.identifiers import AgencyId, CaseHandle, ConsentId, MessageId, NodeId, ReferralId

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
RO, BE = NodeId("ro"), NodeId("be")
SHELTER = AgencyId(UUID("018f3c00-0000-7000-8000-00000000a001"))
"""On node ro."""
CLINIC = AgencyId(UUID("018f3c00-0000-7000-8000-00000000b001"))
"""On node be."""
LAWYERS = AgencyId(UUID("018f3c00-0000-7000-8000-00000000b002"))
"""On node be, too."""
AGENCIES = {RO: (SHELTER,), BE: (CLINIC, LAWYERS)}
ENDPOINTS = {RO: "https://ro.safeconduct.example/exchange/", BE: "https://be.safeconduct.example/exchange/"}


def seed(name: str, length: int = 32) -> bytes:
    """Bytes that depend on the name only."""
    return hashlib.shake_256(f"safeconduct test vectors, {name}".encode()).digest(length)


def exchange_seeds(agency: AgencyId) -> tuple[bytes, bytes]:
    """The ML-KEM-768 and the X25519 seed of an agency."""
    return seed(f"{agency} mlkem768", 64), seed(f"{agency} x25519")


EXCHANGE_KEYS = {
    agency: ExchangeKey.from_seeds(*exchange_seeds(agency)) for agency in (SHELTER, CLINIC, LAWYERS)
}


@dataclass(frozen=True)
class Node:
    """One node with all its keys in one ring, as no process ever holds them."""

    ring: Ring
    card: Card
    card_json: NodeCard

    def key(self, use: Use) -> Ed25519PrivateKey:
        return signing_key(self.ring.node, use)


def signing_key(node: NodeId, use: Use) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed(f"{node} {use}"))


def _agency(agency: AgencyId, node: NodeId) -> AgencyEntry:
    return {
        "id": str(agency),
        "name": f"Agency {str(agency)[-4:]}",
        "country": node.upper(),
        "sector": "ngo",
        "languages": ["en"],
        "duty_number": "+00 000 000",
        "teams": [],
        "services": [],
    }


def _node(name: NodeId) -> Node:
    signing: dict[Use, Ed25519PublicKey] = {use: signing_key(name, use).public_key() for use in Use}
    exchange = {agency: EXCHANGE_KEYS[agency].public_bytes() for agency in AGENCIES[name]}
    keys = {use.value: signing_key(name, use) for use in Use}
    ring = Ring("web", PublicKeys(name, signing, exchange), keys)
    card = build(
        ring,
        name=f"Node {name}",
        country=name.upper(),
        endpoint=ENDPOINTS[name],
        agencies=[_agency(agency, name) for agency in AGENCIES[name]],
        at=NOW - timedelta(days=30),
    )
    return Node(ring, verify_card(card), card)


NODES = {RO: _node(RO), BE: _node(BE)}


def card_for(node: NodeId) -> Card | None:
    return NODES[node].card if node in NODES else None


def exchange_keys_for(agency: AgencyId) -> list[ExchangeKey]:
    """As node be answers: it has the keys of its own agencies only."""
    return [EXCHANGE_KEYS[agency]] if agency in AGENCIES[BE] else []


CONSENT = ConsentRef(ConsentId(UUID("018f3c00-0000-7000-8000-0000000c0001")), 2, "referral_service")
BODY: dict[str, object] = {
    "referral": "018f3c00-0000-7000-8000-0000000d0001",
    "urgency": "urgent",
    "needs": [{"need": "accommodation", "text": {"uk": "Тепле місце", "ro": "Un loc cald"}}],
    "adult": True,
    "worker": None,
}
ROUTING = Routing(
    id=MessageId(UUID("019cacd8-0b00-7000-8000-000000000001")),
    source=RO,
    type="safeconduct.referral.offered.v1",
    subject=CaseHandle("mfrggzdfmztwq2lknnwg23tpoa"),
    time=NOW - timedelta(minutes=1),
    sequence=1,
    lane=Lane.MAIN,
    sender=SHELTER,
    recipient=CLINIC,
    kid=key_id(signing_key(RO, Use.OBJECT).public_key()),
    expires=NOW + timedelta(days=90),
)


def sealed(
    routing: Routing = ROUTING,
    *,
    use: Use = Use.OBJECT,
    by: NodeId | None = None,
    body: dict[str, object] = BODY,
    consent: ConsentRef | None = CONSENT,
) -> Event:
    """A message as node `by` (else the source) seals it with its key of this use, whether it may or not."""
    signer = signing_key(by or routing.source, use)
    recipient_key = EXCHANGE_KEYS[routing.recipient].public_bytes()
    routing = replace(routing, kid=key_id(signer.public_key()))
    return seal_message(routing, consent=consent, body=body, signer=signer, recipient_key=recipient_key)


def opened(event: object, *, sent_by: NodeId = RO, now: datetime = NOW) -> Opened:
    """As node be opens what ro handed over."""
    return open_message(
        event, exchange_keys_for=exchange_keys_for, card_for=card_for, sent_by=sent_by, now=now
    )


HELD_LABEL = HeldLabel(
    referral=ReferralId(UUID("018f3c00-0000-7000-8000-0000000d0001")),
    revision=1,
    consent=CONSENT,
    source=RO,
    sender=SHELTER,
    recipient=CLINIC,
    recipient_key=exchange_key_id(EXCHANGE_KEYS[CLINIC].public_bytes()),
    kid=ROUTING.kid,
)
