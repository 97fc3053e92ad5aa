"""Whether a node's key signed what it is said to have signed: Ed25519 (RFC 8032) over a purpose and canonical bytes."""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from safeconduct.vocabulary.errors import NotCanonical


class Said(Protocol):
    """Something that a node signs: a statement, the list of its keys, an edition of tables."""

    def payload(self) -> bytes:
        """The bytes that are signed. Raises NotCanonical."""
        ...


def signer(what: Said, kid: object, signature: object, among: Iterable[str]) -> str | None:
    """The key (hex) of those given that has this id and signed exactly this; None where there is none."""
    key = next((each for each in among if key_id(each) == kid), None)
    if key is None or not isinstance(signature, str):
        return None
    try:
        raw = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(raw, what.payload())
    except (InvalidSignature, NotCanonical, binascii.Error, ValueError):
        return None
    return key


def key_id(key: str) -> str:
    """The short name of a key, as its node writes it: the first 16 hex digits of the SHA-256 of its bytes."""
    return hashlib.sha256(bytes.fromhex(key)).hexdigest()[:16]
