"""A member at a browser who tries until the node has answered, as people do: no page has an idempotency key."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import urllib3

from safeconduct.commands.demonstration.browser import Page, WalkFailed
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.measures.faults.software import AGAIN_AFTER, PATIENCE, Unanswered


@dataclass
class Patient:
    """Hands that do not give up; `met` counts what stood in the place of an answer."""

    hands: Hands
    met: Counter[str] = field(default_factory=Counter)

    def until[T](self, deed: Callable[[], T | None]) -> T:
        """What the deed gives, once it gives something. Raises Unanswered."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if found := deed():
                    return found
            except (urllib3.exceptions.HTTPError, WalkFailed) as fault:
                self.met[type(fault).__name__] += 1
            time.sleep(AGAIN_AFTER)
        raise Unanswered(f"{self.hands.name} had no answer within {PATIENCE:.0f} s: {self.met}")

    def see(self, path: str) -> Page | None:
        """The page, where it is answered with one."""
        page = self.hands.see(path)
        if page.status == 200:
            return page
        self.met[str(page.status)] += 1
        return None
