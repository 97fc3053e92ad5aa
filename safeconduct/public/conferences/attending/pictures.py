"""Bars as numbers for a picture that the server draws. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, STEP, BASE, TOP = 400, 80, 130, 20


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, with what stands under and over it."""

    label: str
    count: int
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        """Where its words stand."""
        return self.x + 24


def bars(labels: Sequence[str], counts: Sequence[int]) -> list[Bar]:
    """As high as their counts; the highest fills the picture."""
    most = max(counts, default=0) or 1
    drawn = []
    for place, (label, count) in enumerate(zip(labels, counts, strict=True)):
        height = round((BASE - TOP) * count / most)
        drawn.append(Bar(label, count, place * STEP + 16, BASE - height, height))
    return drawn
