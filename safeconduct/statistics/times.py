"""How long something took, in steps that grow: what is kept of it, and the median of many. Pure.

A step says "within so many hours", nights and weekends counted. The exact time is kept nowhere: a moment to
the second would find its referral.
"""

from bisect import bisect_left
from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil

HOURS = (1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720, 1080, 1440, 2160, 4320)
"""The ends of the steps; what took longer than the last has no number in hours."""
LONGER = len(HOURS)
"""The step of what took longer than all of them."""
DAY = 24
MEDIAN, NINE_OF_TEN = 50, 90


def step(begun: datetime, ended: datetime) -> int:
    """In which step a time lies; what ended before it began, as clocks of two nodes may say, took no time."""
    return bisect_left(HOURS, max(ended - begun, timedelta(0)) / timedelta(hours=1))


def percentile(percent: int, steps: Mapping[int, int], of: int) -> int | None:
    """The step within which that many of all were there; None while fewer have got there.

    `of` counts those too that wait: they count as longer than every other one. Raises ValueError for no share.
    """
    if not 0 < percent <= 100:
        raise ValueError(f"{percent} is no share of a hundred.")
    wanted, reached = ceil(of * percent / 100), 0
    for one in sorted(steps):
        reached += steps[one]
        if wanted and reached >= wanted:
            return one
    return None
