"""The site's own signature under what it releases: Ed25519 (RFC 8032) over the canonical form of the document.

The key is drawn from a secret of the site's own folder; no key of the case application is ever here.
"""

import base64
import binascii
import hashlib
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.errors import NotCanonical

PURPOSE = b"safeconduct public site, releases, 1\0"


def key_of(secret: str) -> Ed25519PrivateKey:
    """The signing key that belongs to this secret (256 random bits as a text)."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(PURPOSE + secret.encode()).digest())


def public_part(key: Ed25519PrivateKey) -> bytes:
    """32 bytes, to be handed out."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def signed(document: dict[str, Any], key: Ed25519PrivateKey) -> dict[str, Any]:
    """The document with its signature beside it. Raises NotCanonical."""
    signature = base64.b64encode(key.sign(canonical(document))).decode()
    return {"document": document, "signature": signature}


def is_signed(document: object, signature: object, public: bytes) -> bool:
    """Whether whoever has this key signed exactly this."""
    if not isinstance(signature, str):
        return False
    try:
        raw = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(raw, canonical(document))
    except (InvalidSignature, NotCanonical, binascii.Error, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """Of a key, to be read aloud: eight groups of four signs."""
    digits = hashlib.sha256(public).hexdigest()[:32]
    return " ".join(digits[start : start + 4] for start in range(0, 32, 4))
