"""How much one peer may send at once. Sizes are checked before any cryptography.

A sealed object has one of four lengths, because what is sealed is padded to one of four classes.
"""

import threading
from dataclasses import dataclass

from safeconduct.keys.sealing import SIZE_CLASSES

MOST_MESSAGES = 50
MOST_REQUEST_BYTES = 2 * 1024 * 1024
MOST_ANSWER_BYTES = 512 * 1024
PADDED_SIZES = SIZE_CLASSES
"""What is sealed has one of these lengths, its length prefix of 4 bytes included."""

MOST_OBJECT_BYTES = PADDED_SIZES[-1]
SEALING_BYTES = 1088 + 32 + 16
"""What sealing adds: the ML-KEM-768 ciphertext, the X25519 share, the AES-256-GCM tag."""

SEALED_SIZES = tuple(size + SEALING_BYTES for size in PADDED_SIZES)
MOST_HELD_BYTES = 64 * 1024
"""The largest class of a held-back object: it must fit, in base64, into the message that releases it."""

MOST_DEPTH = 32
"""How deep lists and objects may be nested in a body."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Buckets:
    """A token bucket for each peer, or whoever is named; safe for threads, lives in one process, forgets the idle.

    `at` is a monotonic time in seconds, given by the caller.
    """

    def __init__(self, *, per_second: float, burst: int, most_peers: int = 1000) -> None:
        if per_second <= 0 or burst < 1:
            raise ValueError("A bucket needs a positive rate and room for one token.")
        self._per_second = per_second
        self._burst = float(burst)
        self._most_peers = most_peers
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def take(self, peer: str, *, at: float, tokens: int = 1) -> float:
        """Take tokens; 0.0 when they were there, else the seconds to wait, and nothing is taken.

        Raises ValueError for more tokens than the bucket ever holds.
        """
        if not 1 <= tokens <= self._burst:
            raise ValueError("No bucket ever holds that many tokens.")
        with self._lock:
            bucket = self._filled(peer, at)
            if bucket.tokens >= tokens:
                bucket.tokens -= tokens
                return 0.0
            return (tokens - bucket.tokens) / self._per_second

    def _filled(self, peer: str, at: float) -> _Bucket:
        bucket = self._buckets.get(peer)
        if bucket is None:
            self._make_room(at)
            bucket = self._buckets[peer] = _Bucket(self._burst, at)
        bucket.tokens = self._tokens(bucket, at)
        bucket.at = max(bucket.at, at)
        return bucket

    def _tokens(self, bucket: _Bucket, at: float) -> float:
        return min(self._burst, bucket.tokens + max(0.0, at - bucket.at) * self._per_second)

    def _make_room(self, at: float) -> None:
        """A full bucket says nothing that a new one would not say, so it can go; else the fullest goes."""
        if len(self._buckets) < self._most_peers:
            return
        fullest = max(self._buckets, key=lambda peer: self._tokens(self._buckets[peer], at))
        del self._buckets[fullest]
