"""An app for one-time codes, written anew after RFC 6238 so that the site is not compared with itself."""

import hashlib
import hmac
import struct
import time


def code_of(secret: bytes, *, at: float | None = None) -> str:
    """The six digits of now, or of another moment in seconds."""
    step = int(time.time() if at is None else at) // 30
    digest = hmac.digest(secret, struct.pack(">Q", step), hashlib.sha1)
    begin = digest[-1] & 15
    number = int.from_bytes(digest[begin : begin + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06d}"
