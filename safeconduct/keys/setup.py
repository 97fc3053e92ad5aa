"""The key of a node that is being set up: a secret of the node's folder, and the link that is printed for it."""

import hashlib
import hmac

SECRET = "setup"  # noqa: S105  (the name of the file)


def link_of(key: str) -> str:
    """The last part of the printed address. From it nobody gets back to the key."""
    return hmac.new(key.encode(), b"link", hashlib.sha256).hexdigest()[:32]


def mark_of(key: str) -> str:
    """What a browser's session keeps to show that it came by the link of this key."""
    return hmac.new(key.encode(), b"session", hashlib.sha256).hexdigest()
