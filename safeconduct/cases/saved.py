"""Who else hears what was saved or erased of an own case: rooms above register, and act in the same transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from safeconduct.agencies.models import Member


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved: of a section its content, of a sheet or a claim what that room calls it."""

    case: UUID
    source: str
    """A section, or "rights", "follow_up", "claim"."""
    what: object


@dataclass(frozen=True, slots=True)
class Follows:
    """`saved` is told of several at once; `erased` of a section of a case, "" for the whole file."""

    saved: Callable[[Sequence[Saved], Member], None]
    erased: Callable[[UUID, str], None]


_registered: list[Follows] = []


def register(follows: Follows) -> None:
    """Called once, when the application starts."""
    _registered.append(follows)


def tell(*saved: Saved, by: Member) -> None:
    """This was saved by a member just now."""
    for follows in _registered:
        follows.saved(saved, by)


def tell_erased(case: UUID, section: str = "") -> None:
    """This is gone for good."""
    for follows in _registered:
        follows.erased(case, section)
