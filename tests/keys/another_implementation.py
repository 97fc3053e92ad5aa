"""HPKE with MLKEM768-X25519 written down a second time, from the texts and not from the code under test.

From RFC 9180 (key schedule, base mode), draft-ietf-hpke-pq and draft-connolly-cfrg-xwing-kem (the combiner).
Only primitives come from a library: ML-KEM-768, X25519, HMAC, SHA-3 and the AEADs.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305

ENC_BYTES = 1120
KEM_ID, HKDF_SHA256_ID = 0x647A, 0x0001
AES_256_GCM_ID: Literal[2] = 2
CHACHA20_POLY1305_ID: Literal[3] = 3
XWING_LABEL = bytes.fromhex("5c2e2f2f5e5c")

type AeadId = Literal[2, 3]


@dataclass(frozen=True)
class Schedule:
    key: bytes
    base_nonce: bytes
    aead: AeadId

    def open(self, sealed: bytes, associated: bytes = b"") -> bytes:
        return self._aead().decrypt(self.base_nonce, sealed, associated)

    def seal(self, plain: bytes, associated: bytes = b"") -> bytes:
        return self._aead().encrypt(self.base_nonce, plain, associated)

    def _aead(self) -> AESGCM | ChaCha20Poly1305:
        return AESGCM(self.key) if self.aead == AES_256_GCM_ID else ChaCha20Poly1305(self.key)


def expanded(seed: bytes) -> tuple[bytes, bytes]:
    """A private key of 32 bytes, as the drafts write it, in the two seeds of our key files."""
    both = hashlib.shake_256(seed).digest(96)
    return both[:64], both[64:]


def decapsulate(enc: bytes, mlkem_seed: bytes, x25519_seed: bytes) -> bytes:
    mlkem, x25519 = (
        MLKEM768PrivateKey.from_seed_bytes(mlkem_seed),
        X25519PrivateKey.from_private_bytes(x25519_seed),
    )
    ephemeral = enc[1088:]
    return _combined(
        mlkem.decapsulate(enc[:1088]),
        x25519.exchange(X25519PublicKey.from_public_bytes(ephemeral)),
        ephemeral,
        x25519.public_key().public_bytes_raw(),
    )


def encapsulate(public: bytes) -> tuple[bytes, bytes]:
    """The shared secret and `enc` for a public key of 1216 bytes."""
    secret, ciphertext = MLKEM768PublicKey.from_public_bytes(public[:1184]).encapsulate()
    ephemeral = X25519PrivateKey.generate()
    own = ephemeral.public_key().public_bytes_raw()
    other = ephemeral.exchange(X25519PublicKey.from_public_bytes(public[1184:]))
    return _combined(secret, other, own, public[1184:]), ciphertext + own


def schedule(shared_secret: bytes, info: bytes, aead: AeadId) -> Schedule:
    suite = b"HPKE" + b"".join(part.to_bytes(2, "big") for part in (KEM_ID, HKDF_SHA256_ID, aead))
    context = b"\0" + _extract(suite, b"", b"psk_id_hash", b"") + _extract(suite, b"", b"info_hash", info)
    secret = _extract(suite, shared_secret, b"secret", b"")
    return Schedule(
        _expand(suite, secret, b"key", context, 32), _expand(suite, secret, b"base_nonce", context, 12), aead
    )


def _combined(mlkem_secret: bytes, x25519_secret: bytes, ephemeral: bytes, public: bytes) -> bytes:
    return hashlib.sha3_256(mlkem_secret + x25519_secret + ephemeral + public + XWING_LABEL).digest()


def _extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + material, "sha256")


def _expand(suite: bytes, secret: bytes, label: bytes, context: bytes, length: int) -> bytes:
    info = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + context
    return hmac.digest(secret, info + b"\x01", "sha256")[:length]  # one block is enough for 32 bytes
