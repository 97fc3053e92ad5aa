"""HPKE (RFC 9180, base mode) as the node has it: MLKEM768-X25519, HKDF-SHA256, AES-256-GCM.

The site may import nothing of `keys`, so these few lines stand here once more; a test opens with each what the other
sealed. The library does all of the work.
"""

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from safeconduct.vocabulary.letters.form import HALF, Malformed

_MLKEM = 1184
_SEED = 64
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Reply:
    """The pair of keys that comes from a code: its public half goes with the question, the other is kept nowhere."""

    def __init__(self, seeds: bytes) -> None:
        self._mlkem = MLKEM768PrivateKey.from_seed_bytes(seeds[:_SEED])
        self._x25519 = X25519PrivateKey.from_private_bytes(seeds[_SEED:])

    @property
    def half(self) -> bytes:
        """The public half, to which an answer is sealed."""
        return self._mlkem.public_key().public_bytes_raw() + self._x25519.public_key().public_bytes_raw()

    @property
    def mark(self) -> bytes:
        """SHA-256 of it: by this the node finds the conversation when somebody is told the code."""
        return hashlib.sha256(self.half).digest()

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """What was sealed to this code. Raises Malformed, the same for whatever is wrong."""
        try:
            return _SUITE.decrypt(sealed, MLKEM768X25519PrivateKey(self._mlkem, self._x25519), info=info)
        except (InvalidTag, ValueError):
            raise Malformed("This was not sealed to this code.") from None

    def __repr__(self) -> str:
        return "<Reply>"


def seal(plain: bytes, half: bytes, info: bytes) -> bytes:
    """The letter for the node that has this public key. Raises Malformed for a key that is none."""
    if len(half) != HALF:
        raise Malformed("This is no key of a node.")
    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(half[:_MLKEM])
        key = MLKEM768X25519PublicKey(mlkem, X25519PublicKey.from_public_bytes(half[_MLKEM:]))
        return _SUITE.encrypt(plain, key, info=info)
    except ValueError:
        raise Malformed("This is no key of a node.") from None
