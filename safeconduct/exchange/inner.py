"""Held-back objects: sections that the recipient may read only after it has accepted.

They are sealed to the recipient and signed when the referral is sent, have no number, and lie at the sender,
who cannot open them either. Acceptance releases one by carrying it in the body of an ordinary message;
withdrawal destroys it. `open_held` promises that it comes from the sender of the message that carried it, for
the same recipient; whether referral, revision and consent are still current is for the handler to say.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeconduct.exchange import strict
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.limits import MOST_HELD_BYTES, PADDED_SIZES, SEALING_BYTES
from safeconduct.exchange.objects import Fields, open_object, seal_object
from safeconduct.exchange.wire import CardFor, ConsentRef, ExchangeKeysFor, Routing, signing_key
from safeconduct.keys.sealing import ExchangeKey
from safeconduct.keys.signing import key_id
from safeconduct.vocabulary.identifiers import AgencyId, ConsentId, NodeId, ReferralId
from safeconduct.vocabulary.sections import NEVER_SENT, Section

HELD_TYPE = "safeconduct.referral.held.v1"
"""The type that the signing key's card entry must allow."""

_HELD_SIZES = [size + SEALING_BYTES for size in PADDED_SIZES if size <= MOST_HELD_BYTES]

_LABEL = (
    "type",
    "referral",
    "revision",
    "consent_id",
    "consent_version",
    "purpose",
    "source",
    "senderagency",
    "recipientagency",
    "recipientkey",
    "kid",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLabel:
    """What a held-back object is good for; `recipient_key` is the id of the exchange key it is sealed to."""

    referral: ReferralId
    revision: int
    consent: ConsentRef
    source: NodeId
    sender: AgencyId
    recipient: AgencyId
    recipient_key: str
    kid: str

    def members(self) -> Fields:
        """As written. The canonical form is the HPKE info."""
        return {
            "type": HELD_TYPE,
            "referral": str(self.referral),
            "revision": self.revision,
            **self.consent.members(),
            "source": self.source,
            "senderagency": str(self.sender),
            "recipientagency": str(self.recipient),
            "recipientkey": self.recipient_key,
            "kid": self.kid,
        }


@dataclass(frozen=True, slots=True)
class Held:
    """An opened held-back object: its label, and the content of each section."""

    label: HeldLabel
    sections: dict[Section, Fields]


def exchange_key_id(public: bytes) -> str:
    """The short name of a public exchange key: the first 16 hex digits of the SHA-256 of its 1216 bytes."""
    return hashlib.sha256(public).hexdigest()[:16]


def seal_held(
    label: HeldLabel,
    *,
    sections: Mapping[Section, Mapping[str, object]],
    signer: Ed25519PrivateKey,
    recipient_key: bytes,
) -> Fields:
    """Sign and seal the sections to the recipient; the result is a JSON value for a message's body.

    Raises WireError(malformed, too_large); ValueError when a key is not the one that the label names.
    """
    if key_id(signer.public_key()) != label.kid or exchange_key_id(recipient_key) != label.recipient_key:
        raise ValueError("A key is not the one that the label names.")
    members = label.members()
    _read_label(members)
    _sections_in(sections)
    sealed = seal_object(
        members,
        secret={},
        body={"sections": {section.value: dict(content) for section, content in sections.items()}},
        signer=signer,
        recipient_key=recipient_key,
        most=MOST_HELD_BYTES,
    )
    return {**members, "data_base64": strict.base64_text(sealed)}


def open_held(
    held: object, *, carried_by: Routing, exchange_keys_for: ExchangeKeysFor, card_for: CardFor
) -> Held:
    """Check and open what an accepted message (`carried_by` is its routing) brought. Raises WireError."""
    fields = strict.fields_of(held, (*_LABEL, "data_base64"), "the held-back object")
    label = _read_label(fields)
    sealed = strict.sealed_bytes(fields)
    if len(sealed) not in _HELD_SIZES:
        raise WireError(Fault.TOO_LARGE, f"a held-back object has at most {MOST_HELD_BYTES} bytes")
    if _parties(label) != _parties(carried_by):
        raise WireError(Fault.MIS_ADDRESSED, "the message that carried it has another sender or recipient")
    card = card_for(label.source)
    if card is None:
        raise WireError(Fault.UNKNOWN_PEER, "source is no confirmed peer")
    signed_by = signing_key(card, label.sender, label.kid, HELD_TYPE)
    key = _own_key(label, exchange_keys_for)
    unsealed = open_object(sealed, label.members(), secret=(), keys=[key], signed_by=signed_by)
    return Held(label, _read_sections(unsealed.body))


def _own_key(label: HeldLabel, exchange_keys_for: ExchangeKeysFor) -> ExchangeKey:
    keys = exchange_keys_for(label.recipient)
    if not keys:
        raise WireError(Fault.UNKNOWN_RECIPIENT, "recipientagency is no agency of this node")
    for key in keys:
        if exchange_key_id(key.public_bytes()) == label.recipient_key:
            return key
    raise WireError(Fault.CANNOT_OPEN, "sealed to a key that is no longer the agency's")


def _parties(of: HeldLabel | Routing) -> tuple[NodeId, AgencyId, AgencyId]:
    return of.source, of.sender, of.recipient


def _read_label(fields: Fields) -> HeldLabel:
    strict.fixed(fields, "type", HELD_TYPE)
    return HeldLabel(
        referral=ReferralId(strict.identifier(fields, "referral")),
        revision=strict.whole(fields, "revision"),
        consent=ConsentRef(
            ConsentId(strict.identifier(fields, "consent_id")),
            strict.whole(fields, "consent_version"),
            strict.text(fields, "purpose", strict.CODE),
        ),
        source=NodeId(strict.text(fields, "source", strict.NODE)),
        sender=AgencyId(strict.identifier(fields, "senderagency")),
        recipient=AgencyId(strict.identifier(fields, "recipientagency")),
        recipient_key=strict.text(fields, "recipientkey", strict.KEY_ID),
        kid=strict.text(fields, "kid", strict.KEY_ID),
    )


def _read_sections(body: Fields) -> dict[Section, Fields]:
    content = strict.fields_of(body, ("sections",), "the body")["sections"]
    if not isinstance(content, dict):
        raise strict.malformed("sections is not an object")
    sections: dict[Section, Fields] = {}
    for name in _sections_in(content):
        if not isinstance(content[name], dict):
            raise strict.malformed("a section's content is not an object")
        sections[name] = content[name]
    return sections


def _sections_in(names: Iterable[str]) -> list[Section]:
    """At least one, each known, none that is never sent."""
    try:
        sections = [Section(name) for name in names]
    except ValueError as error:
        raise strict.malformed("a section has an unknown name") from error
    if not sections or NEVER_SENT.intersection(sections):
        raise strict.malformed("no section, or one that is never sent")
    return sections
