"""HPKE (RFC 9180, base mode): only the receiver can read this. MLKEM768-X25519, HKDF-SHA256, AES-256-GCM.

Sealing hides and does not say who sealed: the signature inside does. `info` is the routing header; a sealed
object under another header does not open. Everything on the road is padded to one of four sizes.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

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

from safeconduct.keys.errors import BadKey, CannotOpen, TooLarge
from safeconduct.vocabulary.marking import mark as _

PUBLIC_BYTES: Final = 1216
"""Length of a public exchange key: ML-KEM-768 (1184 bytes), then X25519 (32)."""

SIZE_CLASSES: Final = (4 * 1024, 16 * 1024, 64 * 1024, 256 * 1024)
"""The only lengths, in bytes, that a padded plain text can have."""

_MLKEM_BYTES = 1184
_PREFIX = 4
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, repr=False, eq=False, slots=True)
class ExchangeKey:
    """An agency's private key for receiving; only the inbox process holds one."""

    _mlkem: MLKEM768PrivateKey
    _x25519: X25519PrivateKey

    @classmethod
    def generate(cls) -> "ExchangeKey":
        """A new key from the system's randomness."""
        return cls(MLKEM768PrivateKey.generate(), X25519PrivateKey.generate())

    @classmethod
    def from_seeds(cls, mlkem: bytes, x25519: bytes) -> "ExchangeKey":
        """The key of an ML-KEM seed (64 bytes) and an X25519 key (32 bytes). Raises BadKey."""
        if len(mlkem) != 64 or len(x25519) != 32:
            raise BadKey("An exchange key has a seed of 64 bytes and one of 32.")
        return cls(MLKEM768PrivateKey.from_seed_bytes(mlkem), X25519PrivateKey.from_private_bytes(x25519))

    def seeds(self) -> tuple[bytes, bytes]:
        """What `from_seeds` takes: secret, only for the key file."""
        return self._mlkem.private_bytes_raw(), self._x25519.private_bytes_raw()

    def public_bytes(self) -> bytes:
        """The 1216 bytes that the node's card publishes."""
        return self._mlkem.public_key().public_bytes_raw() + self._x25519.public_key().public_bytes_raw()

    def _opener(self) -> MLKEM768X25519PrivateKey:
        return MLKEM768X25519PrivateKey(self._mlkem, self._x25519)

    def __repr__(self) -> str:
        return "<ExchangeKey>"


def seal(plain: bytes, public: bytes, info: bytes) -> bytes:
    """The plain text for the holder of `public`, bound to `info`; 1136 bytes longer. Raises BadKey."""
    key = _public(public)
    try:
        return _SUITE.encrypt(plain, key, info=info)
    except ValueError as error:  # a point of small order in the X25519 half
        raise BadKey(_("This exchange key cannot be used. Ask the peer for a new card.")) from error


def unseal(sealed: bytes, key: ExchangeKey, info: bytes) -> bytes:
    """The plain text. Raises CannotOpen, the same for a wrong key, a wrong `info` and changed bytes."""
    try:
        return _SUITE.decrypt(sealed, key._opener(), info=info)
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def check_public(raw: bytes) -> bytes:
    """The same bytes when something can be sealed to them. Raises BadKey."""
    seal(b"", raw, b"")
    return raw


def pad(plain: bytes) -> bytes:
    """Length (4 bytes, big-endian), plain text, zeros up to the next size class. Raises TooLarge."""
    needed = _PREFIX + len(plain)
    for size in SIZE_CLASSES:
        if needed <= size:
            return len(plain).to_bytes(_PREFIX, "big") + plain + bytes(size - needed)
    raise TooLarge("This is too long to be sent at once: 256 KiB is the most. Send it in parts.")


def unpad(padded: bytes) -> bytes:
    """What `pad` was given. Raises CannotOpen for anything that `pad` would not have made."""
    length = int.from_bytes(padded[:_PREFIX], "big")
    plain = padded[_PREFIX : _PREFIX + length]
    if len(plain) != length or len(padded) not in SIZE_CLASSES or pad(plain) != padded:
        raise CannotOpen
    return plain


@lru_cache(maxsize=64)
def _public(raw: bytes) -> MLKEM768X25519PublicKey:
    if len(raw) != PUBLIC_BYTES:
        raise BadKey(_("An exchange key has 1216 bytes. Ask the peer for a new card."))
    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(raw[:_MLKEM_BYTES])
    except ValueError as error:  # a coefficient that is out of range
        raise BadKey(_("This exchange key cannot be used. Ask the peer for a new card.")) from error
    return MLKEM768X25519PublicKey(mlkem, X25519PublicKey.from_public_bytes(raw[_MLKEM_BYTES:]))
