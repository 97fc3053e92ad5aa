"""Receipts: the issuer's signed word that a message reached one step of its delivery.

A receipt names its message twice, by id and by hash, so it can stand for no other. It describes delivery, not
the decision, and holds no personal data.
"""

from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeconduct.exchange import strict
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.objects import Fields, check_signature
from safeconduct.exchange.wire import CardFor, signing_key
from safeconduct.keys.signing import key_id, sign
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.identifiers import AgencyId, MessageId, NodeId

_SIGNED = ("v", "step", "message", "object_hash", "issuer", "agency", "at", "kid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a receipt says; `at` is cut to whole seconds when it is written."""

    step: ReceiptStep
    message: MessageId
    object_hash: str
    issuer: NodeId
    agency: AgencyId
    at: datetime
    kid: str

    def members(self) -> Fields:
        """All but the signature; the signature is over the canonical form of these."""
        return {
            "v": 1,
            "step": self.step.value,
            "message": str(self.message),
            "object_hash": self.object_hash,
            "issuer": self.issuer,
            "agency": str(self.agency),
            "at": strict.wire_time(self.at),
            "kid": self.kid,
        }


def receipt_type(step: ReceiptStep) -> str:
    """The type that the card must allow to the key that signs this step."""
    return f"safeconduct.receipt.{step.value}.v1"


def make_receipt(
    *,
    step: ReceiptStep,
    message: MessageId,
    object_hash: str,
    issuer: NodeId,
    agency: AgencyId,
    at: datetime,
    signer: Ed25519PrivateKey,
) -> Fields:
    """A signed receipt as a JSON value. `agency` is the issuer's agency that the message concerns."""
    receipt = Receipt(
        step=step,
        message=message,
        object_hash=object_hash,
        issuer=issuer,
        agency=agency,
        at=at,
        kid=key_id(signer.public_key()),
    )
    members = receipt.members()
    _read(dict(members))
    return {**members, "signature": strict.base64_text(sign(signer, canonical(members)))}


def read_receipt(receipt: object) -> Receipt:
    """What a receipt claims, before anybody believes it: to find the message it is about."""
    return _read(strict.fields_of(receipt, (*_SIGNED, "signature"), "the receipt"))


def verify_receipt(
    receipt: object,
    *,
    message: MessageId,
    object_hash: str,
    issuer: NodeId,
    agency: AgencyId,
    card_for: CardFor,
) -> Receipt:
    """The receipt, if this issuer gave it for this agency and this very message. Raises WireError."""
    said = read_receipt(receipt)
    if (said.message, said.issuer, said.agency) != (message, issuer, agency):
        raise WireError(Fault.MIS_ADDRESSED, "the receipt is of another message, issuer or agency")
    if said.object_hash != object_hash:
        raise WireError(Fault.WRONG_BODY, "the receipt is of another object")
    card = card_for(said.issuer)
    if card is None:
        raise WireError(Fault.UNKNOWN_PEER, "issuer is no confirmed peer")
    signed_by = signing_key(card, said.agency, said.kid, receipt_type(said.step))
    fields = strict.fields_of(receipt, (*_SIGNED, "signature"), "the receipt")
    check_signature(signed_by, said.members(), strict.signature_bytes(fields))
    return said


def _read(fields: Fields) -> Receipt:
    strict.fixed(fields, "v", 1)
    return Receipt(
        step=ReceiptStep(strict.text(fields, "step", "|".join(ReceiptStep))),
        message=MessageId(strict.identifier(fields, "message", version_7=True)),
        object_hash=strict.text(fields, "object_hash", strict.HASH),
        issuer=NodeId(strict.text(fields, "issuer", strict.NODE)),
        agency=AgencyId(strict.identifier(fields, "agency")),
        at=strict.moment(fields, "at"),
        kid=strict.text(fields, "kid", strict.KEY_ID),
    )
