"""Messages between nodes: a CloudEvent outside, a signed and sealed object inside.

Promised to the rooms above: `open_message` returns only what its named sender signed for this recipient, for
this case, number, lane and term; anything else is WireError with one code. Nothing is trusted before, and
shape, lengths and times are looked at before any cryptography. Order and repetition are the inbox's matter.
The protocol is described in docs/reference/exchange-protocol.md.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from safeconduct.exchange import strict
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.limits import MOST_OBJECT_BYTES
from safeconduct.exchange.objects import Fields, open_object, seal_object
from safeconduct.keys.card import Card
from safeconduct.keys.errors import KeyMayNotSign, NotOnTheCard
from safeconduct.keys.sealing import ExchangeKey
from safeconduct.keys.signing import key_id
from safeconduct.vocabulary.canonical import digest
from safeconduct.vocabulary.identifiers import AgencyId, CaseHandle, ConsentId, MessageId, NodeId

type Event = dict[str, str]
"""A CloudEvent in structured JSON; every member is a text."""

type CardFor = Callable[[NodeId], Card | None]
"""The card of a node that a person has confirmed, or None."""

type ExchangeKeysFor = Callable[[AgencyId], Sequence[ExchangeKey]]
"""The exchange key of an agency of this node, or None."""

LONGEST_LIFE = timedelta(days=5 * 366)
"""A message that may be delivered for longer than this is taken for a mistake."""

_FIXED = {"specversion": "1.0", "datacontenttype": "application/json"}
_ATTRIBUTES = (
    *_FIXED,
    "id",
    "source",
    "type",
    "subject",
    "time",
    "sequence",
    "lane",
    "senderagency",
    "recipientagency",
    "kid",
    "expires",
)
_CONSENT = ("consent_id", "consent_version", "purpose")


class Lane(StrEnum):
    """Messages keep their order within a lane; a lane never waits for another."""

    MAIN = "main"
    WITHDRAWAL = "withdrawal"
    RECEIPTS = "receipts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """What stands outside: no person, no content. Times are cut to whole seconds when they are written."""

    id: MessageId
    source: NodeId
    type: str
    subject: CaseHandle
    time: datetime
    sequence: int
    lane: Lane
    sender: AgencyId
    recipient: AgencyId
    kid: str
    expires: datetime

    def attributes(self) -> Event:
        """The CloudEvent's attributes, all but the data. Their canonical form is the HPKE info."""
        return {
            **_FIXED,
            "id": str(self.id),
            "source": self.source,
            "type": self.type,
            "subject": self.subject,
            "time": strict.wire_time(self.time),
            "sequence": str(self.sequence),
            "lane": self.lane.value,
            "senderagency": str(self.sender),
            "recipientagency": str(self.recipient),
            "kid": self.kid,
            "expires": strict.wire_time(self.expires),
        }


@dataclass(frozen=True, slots=True)
class ConsentRef:
    """On which consent a message rests: its id, version and purpose code."""

    id: ConsentId
    version: int
    purpose: str

    def members(self) -> Fields:
        """As the header carries it."""
        return {"consent_id": str(self.id), "consent_version": self.version, "purpose": self.purpose}


@dataclass(frozen=True, slots=True)
class Header:
    """What is signed: the routing again, the consent (None where none is needed), the hash of the body."""

    routing: Routing
    consent: ConsentRef | None
    body_hash: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A message whose every check has passed."""

    header: Header
    body: Fields
    object_hash: str

    @property
    def routing(self) -> Routing:
        return self.header.routing

    @property
    def consent(self) -> ConsentRef | None:
        return self.header.consent


def seal_message(
    routing: Routing,
    *,
    consent: ConsentRef | None,
    body: Mapping[str, object],
    signer: Ed25519PrivateKey,
    recipient_key: bytes,
) -> Event:
    """Sign and seal a message; what would be refused on arrival is refused here with the same WireError.

    `signer` is the private key that `routing.kid` names; `recipient_key` the agency's public exchange key
    (1216 bytes). Raises ValueError when the key and its name do not belong together.
    """
    if key_id(signer.public_key()) != routing.kid:
        raise ValueError("The key that signs is not the one that the routing names.")
    attributes = routing.attributes()
    _read_attributes(dict(attributes))
    secret = dict.fromkeys(_CONSENT) if consent is None else consent.members()
    _read_consent(secret)
    sealed = seal_object(
        attributes,
        secret=secret,
        body=body,
        signer=signer,
        recipient_key=recipient_key,
        most=MOST_OBJECT_BYTES,
    )
    return {**attributes, "data_base64": strict.base64_text(sealed)}


def read_routing(event: object) -> Routing:
    """The routing of a message that nobody has believed yet. Raises WireError(malformed, too_large)."""
    return _read_event(event)[0]


def object_hash(event: Event) -> str:
    """The SHA-256 by which receipts name a message: over the canonical form of the whole CloudEvent."""
    return digest(event)


def open_message(
    event: object,
    *,
    exchange_keys_for: ExchangeKeysFor,
    card_for: CardFor,
    sent_by: NodeId,
    now: datetime,
) -> Opened:
    """Check and open a message that node `sent_by` has handed over. Raises WireError."""
    routing, attributes, sealed = _read_event(event)
    signed_by = _sender_key(routing, card_for, sent_by)
    keys = exchange_keys_for(routing.recipient)
    if not keys:
        raise WireError(Fault.UNKNOWN_RECIPIENT, "recipientagency is no agency of this node")
    if routing.expires <= now:
        raise WireError(Fault.EXPIRED, "expires has passed")
    unsealed = open_object(sealed, attributes, secret=_CONSENT, keys=keys, signed_by=signed_by)
    consent = _read_consent(unsealed.header)
    header = Header(routing, consent, str(unsealed.header["body_hash"]))
    return Opened(header, unsealed.body, digest(event))


def _read_event(event: object) -> tuple[Routing, Event, bytes]:
    fields = strict.fields_of(event, (*_ATTRIBUTES, "data_base64"), "the message")
    sealed = strict.sealed_bytes(fields)
    routing = _read_attributes(fields)
    return routing, routing.attributes(), sealed


def _read_attributes(fields: Fields) -> Routing:
    """Every attribute has one spelling, so `Routing.attributes()` of the result is what was read."""
    for name, value in _FIXED.items():
        strict.fixed(fields, name, value)
    routing = Routing(
        id=MessageId(strict.identifier(fields, "id", version_7=True)),
        source=NodeId(strict.text(fields, "source", strict.NODE)),
        type=strict.text(fields, "type", strict.TYPE),
        subject=CaseHandle(strict.text(fields, "subject", strict.HANDLE)),
        time=strict.moment(fields, "time"),
        sequence=int(strict.text(fields, "sequence", strict.NUMBER)),
        lane=Lane(strict.text(fields, "lane", "|".join(Lane))),
        sender=AgencyId(strict.identifier(fields, "senderagency")),
        recipient=AgencyId(strict.identifier(fields, "recipientagency")),
        kid=strict.text(fields, "kid", strict.KEY_ID),
        expires=strict.moment(fields, "expires"),
    )
    if not timedelta() < routing.expires - routing.time <= LONGEST_LIFE:
        raise strict.malformed("expires does not follow time within five years")
    if routing.sender == routing.recipient:
        raise WireError(Fault.MIS_ADDRESSED, "senderagency and recipientagency are the same")
    return routing


def _sender_key(routing: Routing, card_for: CardFor, sent_by: NodeId) -> Ed25519PublicKey:
    card = card_for(routing.source)
    if card is None:
        raise WireError(Fault.UNKNOWN_PEER, "source is no confirmed peer")
    if routing.source != sent_by:
        raise WireError(Fault.MIS_ADDRESSED, "source is not the node that handed the message over")
    return signing_key(card, routing.sender, routing.kid, routing.type)


def signing_key(card: Card, agency: AgencyId, kid: str, signed_type: str) -> Ed25519PublicKey:
    """The key of the card that speaks for this agency and may sign this type. Raises WireError."""
    try:
        card.agency(agency)
        return card.key_for(kid, signed_type)
    except NotOnTheCard as error:
        raise WireError(Fault.MIS_ADDRESSED, "the agency is not on the node's card") from error
    except KeyMayNotSign as error:
        raise WireError(Fault.KEY_MAY_NOT_SIGN, "kid may not sign this type") from error


def _read_consent(header: Fields) -> ConsentRef | None:
    if all(header[name] is None for name in _CONSENT):
        return None
    return ConsentRef(
        ConsentId(strict.identifier(header, "consent_id")),
        strict.whole(header, "consent_version"),
        strict.text(header, "purpose", strict.CODE),
    )
