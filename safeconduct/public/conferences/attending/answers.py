"""Answers from one to five, counted. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

SCALE = (1, 2, 3, 4, 5)
FEWEST = 5
"""So many answers become visible at once, and never fewer: a difference between two looks is five people."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each answer was given to one question."""

    question: str
    counts: tuple[int, ...]

    @property
    def answers(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @property
    def mean(self) -> float:
        """The mean, 0 where nobody answered."""
        points = sum(step * count for step, count in zip(SCALE, self.counts, strict=True))
        return points / self.answers if self.answers else 0.0


def counted(question: str, values: Iterable[int]) -> Counted:
    """The answers to one question."""
    found = list(values)
    return Counted(question, tuple(found.count(step) for step in SCALE))


def may_be_shown(waiting: int) -> bool:
    """Whether the answers that wait are enough to be shown together."""
    return waiting >= FEWEST
