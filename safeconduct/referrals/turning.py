"""Who else hears where a referral stands now: rooms above register, and act in the same transaction."""

from collections.abc import Callable

from safeconduct.referrals.history import History
from safeconduct.referrals.models import Referral

type Follows = Callable[[Referral, History | None], None]
"""`history` is None where a flag beside the state has changed and nobody has read the moves."""

_registered: list[Follows] = []


def register(follows: Follows) -> None:
    """Called once, when the application starts."""
    _registered.append(follows)


def turned(row: Referral, history: History | None = None) -> None:
    """The envelope is up to date, and its row locked."""
    for follows in _registered:
        follows(row, history)
