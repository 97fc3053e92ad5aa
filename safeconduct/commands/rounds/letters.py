"""When questions without a name are fetched: at moments that nobody can guess, so that times say little.

A question that somebody sent appears, and an answer that somebody wrote leaves, up to an hour and more later, together
with whatever else waited. In a demonstration nobody waits.
"""

import secrets
import time
from collections.abc import Callable

SHORTEST, LONGEST = 20 * 60, 70 * 60
"""Seconds between two exchanges with the site."""
_random = secrets.SystemRandom()


class Pace:
    """Says once that it is time, and then not before another moment that it has drawn."""

    def __init__(self, *, is_demo: bool = False, now: Callable[[], float] = time.monotonic) -> None:
        self._is_demo = is_demo
        self._now = now
        self._next = now() + _random.uniform(0, SHORTEST)

    def is_due(self) -> bool:
        """Whether it is time now."""
        if self._is_demo:
            return True
        if self._now() < self._next:
            return False
        self._next = self._now() + _random.uniform(SHORTEST, LONGEST)
        return True
