"""What `./run bench` can measure: each measure is a function of `Plan` that returns numbers with names."""

from collections.abc import Callable
from dataclasses import dataclass

WRONG = "does not hold"
"""The name under which a measure lists what must not be; the door then ends with 1."""

type Numbers = dict[str, object]
"""Names and numbers, nested where that reads better; written to JSON as they are."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to measure, with which seed, and where progress is said."""

    short: bool
    seed: int
    say: Callable[[str], None]
    bar: Callable[[int, int, str], None] = lambda _done, _of, _said: None
    """Shows how far a long run is."""
    amount: int | None = None
    """How much was asked for by number, in place of both usual amounts."""
    seconds: int | None = None
    """How long, for what is measured as long as one likes; None for its own time."""

    def of(self, whole: int, *, short: int) -> int:
        """One of two amounts."""
        return short if self.short else whole
