"""Ed25519 (RFC 8032): who said this. Payloads are canonical bytes; the caller decides what they name."""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from safeconduct.keys.errors import BadKey, BadSignature
from safeconduct.vocabulary.marking import mark as _

# The points of small order (sign bit cleared). Under such a key one signature fits many payloads, so that
# whoever publishes it can deny everything it signed: a peer's card must not bring one.
_SMALL_ORDER = frozenset(
    bytes.fromhex(point)
    for point in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
)


def sign(private: Ed25519PrivateKey, payload: bytes) -> bytes:
    """The signature over the payload, 64 bytes."""
    return private.sign(payload)


def verify(public: Ed25519PublicKey, payload: bytes, signature: bytes) -> None:
    """Return when the signature is by this key over exactly these bytes; raises BadSignature."""
    try:
        public.verify(signature, payload)
    except InvalidSignature:
        raise BadSignature from None


def key_id(public: Ed25519PublicKey) -> str:
    """The short name of a key: the first 16 hex digits of the SHA-256 of its 32 bytes."""
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16]


def public_key(raw: bytes) -> Ed25519PublicKey:
    """The key with these 32 bytes. Raises BadKey, also for a point of small order."""
    if len(raw) != 32 or raw[:31] + bytes([raw[31] & 0x7F]) in _SMALL_ORDER:
        raise BadKey(_("These bytes are no safe Ed25519 key. Ask the peer for a new card."))
    return Ed25519PublicKey.from_public_bytes(raw)
