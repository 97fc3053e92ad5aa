"""The secrets of one registration: of the person's page, and of the ticket. Neither is kept; see ADR 0034.

Both are made from the site's key and the random number of the registration, so that a later mail can name the page
once more. Whoever has the database alone can make none of them.
"""

import base64
import hashlib
import hmac
from uuid import UUID

from safeconduct.public import settings

SIGNS = 32
"""Characters of a secret: 192 bits."""


def secret_for(pk: UUID) -> str:
    """What stands in the address of the person's page."""
    return derived(settings.SECRET_KEY, "page", pk)


def ticket_for(pk: UUID) -> str:
    """What the code on the ticket says: it opens no page, and says nothing to whoever reads it elsewhere."""
    return derived(settings.SECRET_KEY, "ticket", pk)


def derived(key: str, what: str, pk: UUID) -> str:
    """192 bits of HMAC-SHA-256 as 32 characters that may stand in an address. Pure."""
    said = hmac.digest(key.encode(), f"registration\0{what}\0{pk.hex}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(said[:24]).decode()
