"""The sealed object: what messages and held-back parts have in common.

A label stands outside, readable by every node on the way. Inside, sealed to one agency, stand the header
(the label again, and what only the recipient may know), the body, and the signature over the header. The
label is bound to the sealing (HPKE info) and to the signature; the body is bound by its hash in the header,
and a salt in the body keeps that hash from telling anything.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.strict import (
    HASH,
    SALT,
    base64_text,
    fields_of,
    malformed,
    read_canonical,
    signature_bytes,
    text,
)
from safeconduct.keys.errors import BadSignature, CannotOpen, TooLarge
from safeconduct.keys.sealing import ExchangeKey, pad, seal, unpad, unseal
from safeconduct.keys.signing import sign, verify
from safeconduct.vocabulary.canonical import canonical, digest

type Fields = dict[str, object]


@dataclass(frozen=True, slots=True)
class Unsealed:
    """What was inside, with signature, label and body hash already checked; the salt is taken off."""

    header: Fields
    body: Fields


def seal_object(
    label: Mapping[str, object],
    *,
    secret: Mapping[str, object],
    body: Mapping[str, object],
    signer: Ed25519PrivateKey,
    recipient_key: bytes,
    most: int,
) -> bytes:
    """Sign and seal; `secret` are the header's members that stay inside. Raises WireError(too_large).

    `most` is the largest padding class in bytes that the object may take.
    """
    if "salt" in body:
        raise malformed("the body's salt is added when it is sealed")
    salted = {**body, "salt": secrets.token_hex(16)}
    header = {**label, **secret, "body_hash": digest(salted)}
    signature = base64_text(sign(signer, canonical(header)))
    padded = _padded(canonical({"header": header, "body": salted, "signature": signature}), most)
    return seal(padded, recipient_key, canonical(dict(label)))


def open_object(
    sealed: bytes,
    label: Mapping[str, object],
    *,
    secret: Collection[str],
    keys: Sequence[ExchangeKey],
    signed_by: Ed25519PublicKey,
) -> Unsealed:
    """Unseal with whichever of the keys fits, and check everything that is inside.

    Raises WireError with the first fault found.
    """
    plain = _unsealed(sealed, keys, canonical(dict(label)))
    inside = fields_of(read_canonical(plain), ("header", "body", "signature"), "the object")
    header = fields_of(inside["header"], {*label, *secret, "body_hash"}, "the header")
    if any(type(header[name]) is not type(value) or header[name] != value for name, value in label.items()):
        raise WireError(Fault.MIS_ADDRESSED, "the header inside is not the one outside")
    check_signature(signed_by, header, signature_bytes(inside))
    return Unsealed(header, _checked_body(inside["body"], text(header, "body_hash", HASH)))


def check_signature(signed_by: Ed25519PublicKey, signed: Fields, signature: bytes) -> None:
    """Return when the key signed the canonical form of these members. Raises WireError(bad_signature)."""
    try:
        verify(signed_by, canonical(signed), signature)
    except BadSignature as error:
        raise WireError(Fault.BAD_SIGNATURE, "the signature is not by the key that is named") from error


def _padded(plain: bytes, most: int) -> bytes:
    try:
        padded = pad(plain)
    except TooLarge as error:
        raise WireError(Fault.TOO_LARGE, f"the object does not fit into {most} bytes") from error
    if len(padded) > most:
        raise WireError(Fault.TOO_LARGE, f"the object does not fit into {most} bytes")
    return padded


def _unsealed(sealed: bytes, keys: Sequence[ExchangeKey], info: bytes) -> bytes:
    for key in keys:
        with suppress(CannotOpen):
            return unpad(unseal(sealed, key, info))
    raise WireError(Fault.CANNOT_OPEN, "not sealed to this agency with this routing")


def _checked_body(value: object, body_hash: str) -> Fields:
    if not isinstance(value, dict) or digest(value) != body_hash:
        raise WireError(Fault.WRONG_BODY, "the body is not the one that was signed")
    if "salt" not in value:
        raise malformed("the body has no salt")
    text(value, "salt", SALT)
    return {name: member for name, member in value.items() if name != "salt"}
