"""When a mail that was not taken is tried again, and when nobody tries any more. Pure."""

from datetime import datetime, timedelta

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 720, 840))
"""After each failure; two days in all, which is longer than an offered seat waits by default."""
KEPT = timedelta(days=7)
"""So long it can be seen that a mail was sent; not to whom, nor what it said."""


def next_try(tries: int, *, now: datetime) -> datetime | None:
    """When a mail is tried again that has failed so often (one is the first time); None when it is given up."""
    return now + WAITS[tries - 1] if tries <= len(WAITS) else None
