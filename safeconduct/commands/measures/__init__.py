"""What `./run bench` can measure: each measure is a function of `Plan` that returns numbers with names."""

from collections.abc import Callable
from dataclasses import dataclass

type Numbers = dict[str, object]
"""Names and numbers, nested where that reads better; written to JSON as they are."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to measure, with which seed, and where progress is said."""

    short: bool
    seed: int
    say: Callable[[str], None]
    seconds: int | None = None
    """How long, for what is measured as long as one likes; None for its own time."""

    def of(self, whole: int, *, short: int) -> int:
        """One of two amounts."""
        return short if self.short else whole
