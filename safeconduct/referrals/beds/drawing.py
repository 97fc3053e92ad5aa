"""The bars and lines of the bed count as numbers for an SVG; the table beside it says the same. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

DAYS = 30
WIDTH, HEIGHT = 300, 40
"""Of the line, in its own units."""


def share(free: int, total: int | None) -> int | None:
    """How long the bar is, in percent of its own places; None, and no bar, where it did not say how many there are."""
    if total is None:
        return None
    return round(100 * free / total) if total else 0


def line(history: Sequence[tuple[date, int]], today: date, most: int) -> str:
    """The points of thirty days, oldest first: a day that was not counted has none."""
    first = today - timedelta(days=DAYS)
    points = [
        (round(WIDTH * (day - first).days / DAYS), round(HEIGHT - (HEIGHT - 4) * free / (most or 1)) - 2)
        for day, free in history
        if first <= day <= today
    ]
    return " ".join(f"{x},{y}" for x, y in points)
