"""The secret in the address of a person's page. It is kept nowhere; see ADR 0034.

It is made from the site's key and the random number of the registration, so that a later mail can name the page once
more. Whoever has the database alone cannot make it.
"""

import base64
import hashlib
import hmac
from uuid import UUID

from safeconduct.public import settings


def secret_for(pk: UUID) -> str:
    """What stands in the address of the person's page."""
    return derived(settings.SECRET_KEY, pk)


def derived(key: str, pk: UUID) -> str:
    """192 bits of HMAC-SHA-256 as 32 characters that may stand in an address. Pure."""
    said = hmac.digest(key.encode(), b"page of a registration\0" + pk.bytes, hashlib.sha256)
    return base64.urlsafe_b64encode(said[:24]).decode()
