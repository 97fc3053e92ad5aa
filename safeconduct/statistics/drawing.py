"""The course of a figure as bars, a quarter each: an SVG that the server draws, without a script or a style of its own.

Whoever does not see it reads the table beside it, which has the same numbers and one line more for each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from safeconduct.statistics.shown import Value

WIDTH, HEIGHT, FOOT = 40, 120, 22


@dataclass(frozen=True, slots=True)
class Bar:
    """One quarter: where its bar stands, how high it is, and what is written under it."""

    x: int
    y: int
    height: int
    middle: int
    name: str
    is_known: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The bars, and the size of all."""

    bars: list[Bar]
    width: int
    height: int
    floor: int


def picture(course: Sequence[tuple[str, Value]], chosen: str) -> Picture:
    """Bars of these quarters, the oldest first; one that says nothing has a dashed track."""
    bars = []
    for place, (name, value) in enumerate(course):
        height = round(HEIGHT * value.size / 100) if value.is_known else 0
        bars.append(
            Bar(
                x=place * WIDTH + 6,
                y=HEIGHT - height,
                height=height,
                middle=place * WIDTH + WIDTH // 2,
                name=name,
                is_known=value.is_known,
                is_chosen=name == chosen,
            )
        )
    return Picture(bars, max(1, len(course)) * WIDTH, HEIGHT + FOOT, HEIGHT)
