"""Which numbers are behind and which ahead after a restore; and that no number is taken twice, whatever happened."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.exchange.catching_up.rules import (
    Again,
    GoingOn,
    Kept,
    Leap,
    Sent,
    again,
    behind,
    first_number,
    leap,
    where_we_send,
)

EPOCH = 1_790_000_000
FIRST = first_number(EPOCH)
NOW = datetime(2026, 11, 25, tzinfo=UTC)


def test_an_epoch_begins_above_every_number_of_the_one_before() -> None:
    assert first_number(EPOCH + 1) - first_number(EPOCH) == 1000
    assert len(str(first_number(9_999_999_999))) < 15, "a number of the protocol has at most fifteen digits"


@pytest.mark.parametrize("ours, awaited, goes", [
    # nothing was posted since the restore: the leap is taken back
    (Sent(FIRST, 4, FIRST), 5, GoingOn(next=5, goes_on=None, last=4, known=4, ahead=0)),
    # and they have two messages that we have forgotten
    (Sent(FIRST, 4, FIRST), 7, GoingOn(next=7, goes_on=None, last=4, known=4, ahead=2)),
    # what waited when the backup was taken has not arrived
    (Sent(FIRST, 6, FIRST, unanswered=5), 5, GoingOn(next=7, goes_on=None, last=6, known=4, ahead=0)),
    # or has arrived all the same
    (Sent(FIRST, 6, FIRST, unanswered=5), 7, GoingOn(next=7, goes_on=None, last=6, known=4, ahead=0)),
    # something was posted before they were asked: they are told where it goes on
    (Sent(FIRST + 2, 4, FIRST), 7, GoingOn(next=None, goes_on=FIRST, last=4, known=4, ahead=2)),
    # a lane that is not in the backup at all
    (None, 3, GoingOn(next=3, goes_on=None, last=0, known=0, ahead=2)),
    (None, 1, GoingOn(next=1, goes_on=None, last=0, known=0, ahead=0)),
    # agreed on before
    (Sent(9, 8), 9, GoingOn(next=None, goes_on=None, last=8, known=8, ahead=0)),
    (Sent(9, 8), 5, GoingOn(next=None, goes_on=None, last=8, known=8, ahead=0)),
    # restored by a release in which nothing leapt
    (Sent(9, 8), 12, GoingOn(next=12, goes_on=None, last=8, known=8, ahead=3)),
])  # fmt: skip
def test_how_a_lane_on_which_we_send_goes_on(ours: Sent | None, awaited: int, goes: GoingOn) -> None:
    assert where_we_send(ours, awaited) == goes


@pytest.mark.parametrize("goes, is_to_settle", [
    (GoingOn(next=5, goes_on=None, last=4, known=4, ahead=0), False),
    (GoingOn(next=7, goes_on=None, last=4, known=4, ahead=2), True),
    (GoingOn(next=7, goes_on=None, last=6, known=4, ahead=0), True),
    (GoingOn(next=None, goes_on=FIRST, last=4, known=4, ahead=0), True),
])  # fmt: skip
def test_a_lane_is_settled_only_where_something_is_open(goes: GoingOn, is_to_settle: bool) -> None:
    assert goes.is_to_settle is is_to_settle


@pytest.mark.parametrize("awaited, next_there, number", [(1, 1, 0), (3, 3, 0), (3, 7, 4), (7, 3, 0)])
def test_how_many_we_lack(awaited: int, next_there: int, number: int) -> None:
    assert behind(awaited, next_there) == number


@pytest.mark.parametrize("awaited, found", [
    (5, Leap(next=FIRST)),  # all that they had sent is here
    (7, Leap(next=FIRST)),  # more than they know of
    (4, Leap(after=4, to=FIRST)),  # one has still to come
    (FIRST, Leap()),  # told twice
    (FIRST + 3, Leap()),
])  # fmt: skip
def test_where_the_other_side_leaps(awaited: int, found: Leap) -> None:
    assert leap(awaited, last=4, goes_on=FIRST) == found


SENT, LATER = Kept("sent", True, NOW + timedelta(days=1)), timedelta(days=2)


@pytest.mark.parametrize("kept, becomes", [
    ([SENT], Again.AS_IT_WAS),
    ([Kept("voided", False, NOW + LATER), SENT], Again.AS_IT_WAS),  # a void went in its place then
    ([Kept("refused", True, NOW + LATER)], Again.VOID),  # it must not take effect the second time
    ([Kept("sent", False, NOW + LATER)], Again.VOID),  # taken back, erased, or kept long enough
    ([Kept("sent", True, NOW)], Again.VOID),  # expired
    ([Kept("waiting", True, NOW + LATER)], Again.NOTHING),
    ([], Again.NOTHING),
])  # fmt: skip
def test_what_becomes_of_a_number_that_they_lack(kept: list[Kept], becomes: Again) -> None:
    assert again(kept, now=NOW) is becomes


# --- One lane, with everything that can happen to it --------------------------------------------------------------


@dataclass
class Lane:
    """A sender that may be restored, and a receiver that takes a number only in its turn."""

    next: int = 1
    leap: tuple[int, int] | None = None
    """On the sender's side: the last number that it knows, and where it has begun anew."""
    posted: dict[int, str] = field(default_factory=dict)
    awaited: int = 1
    leaps: tuple[int, int] | None = None
    """On the receiver's side: behind which number comes which."""
    taken: dict[int, str] = field(default_factory=dict)

    def post(self, what: str) -> None:
        self.posted[self.next] = what
        self.next += 1

    def carry(self, most: int) -> None:
        """So many of what waits arrive, in order; a number out of turn is refused."""
        for number in sorted(self.posted)[:most]:
            if number == self.awaited:
                assert number not in self.taken, "a number is taken once"
                self.taken[number] = self.posted[number]
                self.awaited += 1
                if self.leaps and self.awaited > self.leaps[0]:
                    self.awaited, self.leaps = self.leaps[1], None
            if number in self.taken:
                assert self.taken[number] == self.posted[number], "two messages under one number"
                del self.posted[number]

    def restored(self, backup: "Lane", first: int) -> None:
        self.posted = dict(backup.posted)
        self.leap, self.next = (backup.next - 1, first), first

    def agree(self) -> None:
        assert self.leap is not None
        goes = where_we_send(Sent(self.next, *self.leap, min(self.posted, default=None)), self.awaited)
        if goes.next is not None:
            self.next = goes.next
        if goes.goes_on is not None:
            found = leap(self.awaited, last=goes.last, goes_on=goes.goes_on)
            self.awaited = found.next or self.awaited
            self.leaps = (found.after or 0, found.to) if found.to else None
        self.leap = None


@given(
    before=st.integers(0, 5), arrived=st.integers(0, 5), since=st.integers(0, 5), arrived_since=st.integers(0, 9),
    during=st.integers(0, 3), arrived_during=st.integers(0, 3), after=st.integers(1, 4),
)  # fmt: skip
def test_whatever_was_sent_before_and_since_everything_arrives_once(
    before: int, arrived: int, since: int, arrived_since: int, during: int, arrived_during: int, after: int
) -> None:
    lane = Lane()
    for number in range(before):
        lane.post(f"before {number}")
    lane.carry(arrived)
    backup = Lane(next=lane.next, posted=dict(lane.posted))
    for number in range(since):
        lane.post(f"since {number}")
    lane.carry(arrived_since)
    forgotten = lane.next

    lane.restored(backup, FIRST)
    for number in range(during):
        lane.post(f"during {number}")
    lane.carry(arrived_during)
    lane.agree()
    for number in range(after):
        lane.post(f"after {number}")
    lane.carry(99)

    assert lane.posted == {}, "nothing waits for ever"
    taken = list(lane.taken.values())
    assert [one for one in taken if one.startswith("before")] == [
        f"before {number}" for number in range(before)
    ]
    assert taken[-(during + after) :] == [
        *(f"during {number}" for number in range(during)),
        *(f"after {number}" for number in range(after)),
    ]
    assert during == 0 or FIRST in lane.taken
    assert forgotten <= FIRST
