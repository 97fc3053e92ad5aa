"""Yearly editions of Article 19a: prepared, looked at, approved by a second person, signed, never changed.

`released()` is what other rooms read (`editions/released.py`).
"""

from typing import Any


def released() -> list[dict[str, Any]]:
    """Every edition that was released, the newest first: {"signed": {...}, "embargo": an ISO moment or ""}."""
    from safeconduct.statistics.editions.released import released as read  # here: Django is set up by now

    return read()
