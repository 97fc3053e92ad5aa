"""A node written anew for these tests: it signs by the words of the documentation, and not by our code."""

import base64
import hashlib
import json
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def canonical(value: object) -> bytes:
    """RFC 8785 for what has ASCII keys and whole numbers."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class TestNode:
    """Its keys, and what its agencies said."""

    __test__ = False

    def __init__(self, name: str = "ro") -> None:
        self.name = name
        self.key = Ed25519PrivateKey.generate()
        self.statements: list[dict[str, Any]] = []

    def says(self, text: dict[str, Any], **more: Any) -> dict[str, Any]:
        """One statement about a text of a release; `more` changes its members before it is signed."""
        said = {
            "v": 1,
            "node": self.name,
            "agency": {"id": str(uuid4()), "name": "Casa Arin (invented)"},
            **{name: text[name] for name in ("kind", "code", "version", "digest")},
            "says": "stands",
            "number": 1,
            "day": "2026-11-30",
        }
        one = self.signed(said | more)
        self.statements.append(one)
        return one

    def signed(self, said: dict[str, Any], key: Ed25519PrivateKey | None = None) -> dict[str, Any]:
        """The same with a signature."""
        by = key or self.key
        return {
            "statement": said,
            "kid": _kid(by),
            "signature": _sign(by, b"safeconduct public statement of an agency, 1\0", said),
        }

    def shown(self, *keys: Ed25519PrivateKey, by: Ed25519PrivateKey | None = None) -> dict[str, Any]:
        """Its keys, signed by the one in use, or by another one."""
        halves = [key.public_key().public_bytes_raw().hex() for key in keys or (self.key,)]
        said = {"v": 1, "node": self.name, "keys": halves}
        signer = by or self.key
        return {
            "keys": said,
            "kid": _kid(signer),
            "signature": _sign(signer, b"safeconduct public statement of keys, 1\0", said),
        }


def _kid(key: Ed25519PrivateKey) -> str:
    return hashlib.sha256(key.public_key().public_bytes_raw()).hexdigest()[:16]


def _sign(key: Ed25519PrivateKey, purpose: bytes, said: object) -> str:
    return base64.b64encode(key.sign(purpose + canonical(said))).decode()
