"""How often one address may ask: a bucket that fills by the second. In memory only; no address is written anywhere."""

import hashlib
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from math import ceil

HOLDS = 300.0
FILLS = 5.0
"""A second."""
MOST = 10_000
"""Addresses that are remembered; the one that asked longest ago is forgotten first."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Buckets:
    """One for each address, of this process alone."""

    def __init__(self, *, holds: float = HOLDS, fills: float = FILLS, most: int = MOST) -> None:
        self._holds, self._fills, self._most = holds, fills, most
        self._key = secrets.token_bytes(16)
        self._buckets: OrderedDict[bytes, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, address: str, cost: float, *, now: float) -> int:
        """Take `cost`, and 0; or take nothing, and the seconds after which there is enough. `now` is monotonic."""
        under = hashlib.blake2b(address.encode(), key=self._key, digest_size=16).digest()
        with self._lock:
            bucket = self._buckets.setdefault(under, _Bucket(self._holds, now))
            self._buckets.move_to_end(under)
            while len(self._buckets) > self._most:
                self._buckets.popitem(last=False)
            bucket.left = min(self._holds, bucket.left + (now - bucket.at) * self._fills)
            bucket.at = now
            if bucket.left >= cost:
                bucket.left -= cost
                return 0
            return max(1, ceil((cost - bucket.left) / self._fills))
