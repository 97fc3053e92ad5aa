"""Keyed hashes of what is looked up and must not be read: whose tries, which address, which recovery code."""

import hashlib
import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from safeconduct.public import settings


def key_for(purpose: str) -> bytes:
    """A key of 32 bytes for one purpose, from the secret of the site's folder (HKDF, RFC 5869)."""
    told = f"safeconduct public editors {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=told).derive(settings.SECRET_KEY.encode())


def hashed(purpose: str, *parts: str) -> bytes:
    """32 bytes that say nothing without the site's secret. No part holds a zero character."""
    return hmac.digest(key_for(purpose), "\0".join(parts).encode(), hashlib.sha256)
