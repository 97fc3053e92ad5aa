"""Which numbers of a lane are behind and which are ahead after a restore, and how both sides go on. Pure.

"Ours" is the restored node here, "theirs" the other one. A lane's next number is the one that its sender takes next, or
that its receiver awaits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

NUMBERS_A_SECOND = 1000


def first_number(epoch: int) -> int:
    """With which number a lane goes on until both sides have agreed: above every number of an earlier epoch.

    An epoch is seconds since 1970 and only rises, and no lane takes a thousand numbers a second.
    """
    return epoch * NUMBERS_A_SECOND


@dataclass(frozen=True, slots=True)
class Sent:
    """One lane on which we send. `last` is the last number that we know to have taken; `next` the one we take next.

    `leap` is where it has begun anew since the restore, None once that was agreed. `unanswered` is the first number
    that waits for an answer as far as we know, None when there is none.
    """

    next: int
    last: int
    leap: int | None = None
    unanswered: int | None = None


@dataclass(frozen=True, slots=True)
class GoingOn:
    """How a lane on which we send goes on.

    `next` is the number to take next, None to leave it as it is. `goes_on` is told to them when numbers were taken
    since the restore: behind `last` comes this one. `known` is the last number whose fate we know; `ahead` is how many
    messages of ours they have and we do not.
    """

    next: int | None
    goes_on: int | None
    last: int
    known: int
    ahead: int

    @property
    def is_to_settle(self) -> bool:
        """Whether they have to know or to tell anything."""
        return self.goes_on is not None or self.ahead > 0 or self.known < self.last


def where_we_send(ours: Sent | None, awaited: int) -> GoingOn:
    """They await `awaited` on this lane; None for one that we do not know."""
    if ours is None:
        return GoingOn(next=awaited, goes_on=None, last=0, known=0, ahead=awaited - 1)
    ahead = max(0, awaited - 1 - ours.last)
    known = min(ours.last, ours.unanswered - 1 if ours.unanswered else ours.last)
    if ours.leap is None and awaited <= ours.next:  # agreed before, or never left
        return GoingOn(next=None, goes_on=None, last=ours.last, known=ours.last, ahead=0)
    if ours.leap is None:  # restored by a release that did not leap
        return GoingOn(next=awaited, goes_on=None, last=ours.last, known=known, ahead=ahead)
    if ours.next > ours.leap:
        return GoingOn(next=None, goes_on=ours.leap, last=ours.last, known=known, ahead=ahead)
    return GoingOn(next=max(awaited, ours.last + 1), goes_on=None, last=ours.last, known=known, ahead=ahead)


def behind(awaited: int, next_there: int) -> int:
    """How many messages of a lane on which they send we lack."""
    return max(0, next_there - awaited)


@dataclass(frozen=True, slots=True)
class Leap:
    """What the other node makes of its awaited number: `next` at once, or, behind `after`, `to`."""

    next: int | None = None
    after: int | None = None
    to: int | None = None


def leap(awaited: int, *, last: int, goes_on: int) -> Leap:
    """The sender's numbers end with `last` and go on with `goes_on`; numbers are never taken back."""
    if goes_on <= awaited:
        return Leap()
    return Leap(next=goes_on) if awaited > last else Leap(after=last, to=goes_on)


class Again(StrEnum):
    """What becomes of one number that a restored peer lacks."""

    AS_IT_WAS = "as_it_was"
    VOID = "void"
    NOTHING = "nothing"
    """It waits to go, or is none of ours."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the outbox has of one message under a number."""

    state: str
    is_sealed: bool
    """Whether its sealed bytes are still there: they go with the consent, with the key and with time."""
    expires: datetime


def again(kept: Iterable[Kept], *, now: datetime) -> Again:
    """A number is sent again as it was when it had been taken in over there and nothing has ended it since.

    What they had refused must not take effect the second time, so a void goes in its place; and so for what was
    withdrawn, has expired, or is kept no longer.
    """
    rows = list(kept)
    if not rows or any(row.state == "waiting" for row in rows):
        return Again.NOTHING
    if any(row.state == "sent" and row.is_sealed and row.expires > now for row in rows):
        return Again.AS_IT_WAS
    return Again.VOID
