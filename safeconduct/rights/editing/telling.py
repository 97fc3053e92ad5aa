"""Whoever computes from rules is told when one changes: a registry, since the room knows nobody above it.

`changed.register(handler)` once, in an `AppConfig.ready`. The handler is called in the transaction of the signature,
with the names of the rules; what takes long belongs into a job of its own.
"""

from collections.abc import Callable
from datetime import datetime

type Handler = Callable[[frozenset[str], datetime], None]


class Changed:
    """The handlers, each called once for each signature."""

    def __init__(self) -> None:
        self._handlers: list[Handler] = []

    def register(self, handler: Handler) -> None:
        """Tell this one too; a second time changes nothing."""
        if handler not in self._handlers:
            self._handlers.append(handler)

    def tell(self, rules: frozenset[str], at: datetime) -> None:
        """A version of these rules was signed. What a handler raises undoes the signature."""
        for handler in self._handlers:
            handler(rules, at)


changed = Changed()
