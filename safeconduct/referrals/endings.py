"""Where a room above does what follows there when a referral is taken back: this room knows no lawyer."""

from collections.abc import Callable
from datetime import datetime

from safeconduct.referrals.models import Referral

type Ending = Callable[[Referral, datetime], None]
"""Called on each side in the transaction of the taking back, by whoever brings it about. It may be called again."""

_endings: list[Ending] = []


def register(ending: Ending) -> None:
    """Called once, when the application starts."""
    _endings.append(ending)


def taken_back(row: Referral, at: datetime) -> None:
    """The consent that this referral rests on is over: by the person, or by its day."""
    for ending in _endings:
        ending(row, at)
