"""A little work of the sender's telephone, by which a question need not stand in the queue of all. Pure.

A form brings a challenge: random, bound to the secret of this very form and to the minute in which it was made, and
marked by a key of the site. The work is a number with which SHA-256 of both begins with so many bits of nothing.
It says nothing about who sends, and needs nothing to be kept until it is used.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

GOOD_FOR = timedelta(hours=4)
"""From then on a form is as one without work; it is written slowly, by somebody who is interrupted."""
_SALT, _MARK = 16, 32
"""Characters: of what is random in a challenge, and of its mark."""
_LONGEST = 16
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """How much is asked, by a site that has this key; no bit is nothing, and then there is one queue."""

    key: bytes
    bits: int

    def challenge(self, bound: str, *, now: datetime) -> str:
        """A new one for a form whose secret this is; "" where none is asked."""
        if not self.bits:
            return ""
        begun = f"{int(now.timestamp()) // _MINUTE:x}.{secrets.token_hex(_SALT // 2)}"
        return f"{begun}.{self._mark(begun, bound)}"

    def done(self, challenge: str, answer: str, bound: str, *, now: datetime) -> bytes | None:
        """A mark of work that was done for this form, by which it is used once; None where it was not.

        Each part is looked at, whatever the others say, and marks are compared in constant time.
        """
        begun, _dot, mark = challenge[:200].rpartition(".")
        is_ours = hmac.compare_digest(self._mark(begun, bound).encode(), mark.encode("utf-8", "replace"))
        is_fresh = _is_fresh(begun, now)
        is_enough = answer.isascii() and answer.isdigit() and len(answer) <= _LONGEST
        is_enough &= _zeros(f"{challenge[:200]}:{answer[:_LONGEST]}") >= self.bits
        if not (self.bits and is_ours and is_fresh and is_enough):
            return None
        return hmac.digest(self.key, b"used " + challenge.encode(), hashlib.sha256)

    def _mark(self, begun: str, bound: str) -> str:
        said = f"safeconduct work, 1\0{self.bits}\0{begun}\0{bound}".encode("utf-8", "replace")
        return hmac.digest(self.key, said, hashlib.sha256).hex()[:_MARK]


def _zeros(text: str) -> int:
    """With how many bits of nothing its SHA-256 begins."""
    made = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return len(made) * 8 - int.from_bytes(made).bit_length()


def _is_fresh(begun: str, now: datetime) -> bool:
    """Whether a challenge is neither too old nor of the future, and is one."""
    try:
        made = int(begun.partition(".")[0][:12], 16) * _MINUTE
    except ValueError:
        return False
    return 0 <= int(now.timestamp()) - made <= GOOD_FOR.total_seconds()
