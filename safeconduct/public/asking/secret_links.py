"""A page of one person: whoever has its address has the page. Only the hash of the secret in it is kept."""

import hashlib
import secrets


def new_secret() -> str:
    """A secret for an address: 192 bits, as 32 characters that may stand there."""
    return secrets.token_urlsafe(24)


def hash_of(secret: str) -> bytes:
    """What is kept: SHA-256. A secret of so many bits needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).digest()
