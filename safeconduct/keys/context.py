"""Tokens that tell the database who is acting: `subject|expiry|mac`, set anew in every transaction.

The serving role can set any setting, so a bare identifier would let injected SQL be whoever it likes. The
mac is HMAC-SHA256 under a key that the role cannot read; each process has its own. Expiry is real time in
Unix seconds, whatever the demo's clock says.
"""

import hashlib
import hmac
import time
from uuid import UUID

from safeconduct.keys.parsing import node_id
from safeconduct.keys.ring import Ring
from safeconduct.vocabulary.identifiers import MemberId, MessageId, NodeId

_BLOCK = 64


def member_token(ring: Ring, member: MemberId, seconds: int = 60, *, sign_in: str = "") -> str:
    """`member|expiry|mac`, minted by the web process only. Raises KeyNotHeld elsewhere.

    With `sign_in` the subject is `member/sign-in`: what is bound to that sign-in is open, too.
    """
    return _token(ring.context_key("web"), f"{member}/{sign_in}" if sign_in else str(member), seconds)


def look_token(ring: Ring, look: UUID, seconds: int = 60) -> str:
    """`look|id|expiry|mac`, of a person who looks by a paper code. Raises KeyNotHeld outside the web process."""
    return _token(ring.context_key("web"), f"look|{look}", seconds)


def peer_token(ring: Ring, peer: NodeId, message: MessageId, seconds: int = 60) -> str:
    """`peer|message|expiry|mac`, minted by the inbox for a verified message. Raises KeyNotHeld elsewhere."""
    return _token(ring.context_key("inbox"), f"{node_id(peer)}|{message}", seconds)


def worker_token(ring: Ring, seconds: int = 60) -> str:
    """`worker|expiry|mac`, minted by the worker only. Raises KeyNotHeld elsewhere."""
    return _token(ring.context_key("worker"), "worker", seconds)


def hmac_pads(key: bytes) -> tuple[bytes, bytes]:
    """The inner and the outer block (64 bytes each) of a 32-byte key, for a database without HMAC.

    HMAC is then sha256(outer || sha256(inner || message)). As secret as the key itself.
    """
    if len(key) != 32:
        raise ValueError("A context key has 32 bytes.")
    block = key.ljust(_BLOCK, b"\0")
    return bytes(byte ^ 0x36 for byte in block), bytes(byte ^ 0x5C for byte in block)


def _token(key: bytes, subject: str, seconds: int) -> str:
    signed = f"{subject}|{int(time.time()) + seconds}"
    return f"{signed}|{hmac.new(key, signed.encode('ascii'), hashlib.sha256).hexdigest()}"
