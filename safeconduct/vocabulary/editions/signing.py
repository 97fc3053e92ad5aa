"""The bytes that a node signs when it freezes an edition. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from safeconduct.vocabulary.canonical import canonical

SAYS: Final = b"safeconduct edition of tables, 1\0"
"""No object of the exchange and no statement of an agency begins so: none of their signatures stands for this one."""
MEMBERS: Final = frozenset({"document", "digest", "signature", "key"})
"""Of a signed edition: `digest` is the SHA-256 of the canonical document in hex, `key` the short name of the key (the
first 16 hex digits of the SHA-256 of its public half), `signature` Ed25519 over `payload`, as base64."""


def payload(document: Mapping[str, Any]) -> bytes:
    """The purpose, and the document in its canonical form. Raises NotCanonical."""
    return SAYS + canonical(dict(document))
