"""Numbers of a lane: taken one after the other under its lock, in one statement each.

A lane is one direction of one case between two agencies; what overtakes has a lane of its own.
"""

from dataclasses import dataclass
from uuid import UUID, uuid4

from safeconduct.exchange.catching_up.epochs import first_of
from safeconduct.exchange.models import Lane as LaneRow
from safeconduct.exchange.wire import Lane
from safeconduct.vocabulary.identifiers import AgencyId, CaseHandle
from safeconduct.vocabulary.together import asked, asked_last, later

# The conflict's update locks the row as well where nothing changes, and waits for whoever is making it.
_LANE = """
    INSERT INTO exchange.lane (id, inward, handle, sender, recipient, lane, next) VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (inward, handle, sender, recipient, lane) DO UPDATE SET next = exchange.lane.next + %s
    RETURNING id, next
"""
_THERE = """
    SELECT id, next FROM exchange.lane
     WHERE inward AND handle = %s AND sender = %s AND recipient = %s AND lane = %s FOR UPDATE
"""
_GO_ON = "UPDATE exchange.lane SET next = %s WHERE id = %s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Which lane: a case between two agencies, in this direction."""

    handle: CaseHandle
    sender: AgencyId
    recipient: AgencyId
    lane: Lane


def take_number(way: Way) -> int:
    """The next number of what we send this way; it is ours when the transaction commits."""
    first = first_of(way.recipient)
    lane, following = _locked(way, is_inward=False, first=first + 1, step=1)
    if first > 1 and following == first + 1:  # a lane that is new here, before a restore is agreed on
        LaneRow.objects.filter(id=lane, leap_to=None).update(leap_after=0, leap_to=first)
    return following - 1


def awaited(way: Way, *, is_known: bool = False) -> tuple[UUID, int]:
    """The lane that a peer sends on, locked: its id, and the number that is awaited.

    `is_known` where something seems to have come on it before: then it is looked for first, which writes nothing.
    """
    if is_known:
        found = asked(_THERE, (way.handle, way.sender, way.recipient, way.lane.value))
        if found:
            lane, following = found[0]
            return lane, following
    return _locked(way, is_inward=True, first=1, step=0)


def go_on(lane: UUID, *, after: int) -> None:
    """The number after this one is awaited from now on; the lane is locked."""
    later(_GO_ON, [after + 1, lane], table=LaneRow._meta.db_table, is_change=True)


def _locked(way: Way, *, is_inward: bool, first: int, step: int) -> tuple[UUID, int]:
    place = (uuid4(), is_inward, way.handle, way.sender, way.recipient, way.lane.value)
    lane, following = asked_last(_LANE, (*place, first, step), table=LaneRow._meta.db_table)
    return lane, following
