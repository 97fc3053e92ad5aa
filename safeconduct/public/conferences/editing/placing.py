"""Where a session may stand in a programme, and when people must be told that a conference moved. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.public.conferences.editing.states import State
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

TURNED_ROUND = Reason("turned_round", _("It ends before it begins."), _("Choose a later end."))
OUTSIDE = _("“{title}” would be on {day}, and the conference is from {first} to {last}.")
OUTSIDE_HOURS = Reason(
    "outside_the_hours",
    _("It would begin before the conference does, or end after it."),
    _("Choose another time, or change the times of the conference first."),
)
ANOTHER_DAY = _("Choose a day of the conference, or change its days first.")
TAKEN = _("In {room} there is “{title}” from {start} to {end}.")
ANOTHER_ROOM = _("Choose another room or another time.")


@dataclass(frozen=True, slots=True)
class Slot:
    """A session in its room; `id` is None while it is new, `room` None where it has none."""

    id: int | None
    title: str
    room: str | None
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class When:
    """When and where a conference is."""

    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str


def may_stand(slot: Slot, others: Iterable[Slot], conference: When) -> Decision:
    """Within the conference, and alone in its room; else says what is in the way."""
    if slot.ends_at <= slot.starts_at:
        return Refused(TURNED_ROUND)
    outside = _outside(slot, conference)
    if outside is not None:
        return Refused(outside)
    if slot.starts_at < conference.starts_at or conference.ends_at < slot.ends_at:
        return Refused(OUTSIDE_HOURS)
    for other in others:
        if _are_in_each_others_way(slot, other):
            return Refused(_taken(other, conference.zone))
    return Allowed()


def _outside(slot: Slot, conference: When) -> Reason | None:
    there = ZoneInfo(conference.zone)
    first, last = (at.astimezone(there).date() for at in (conference.starts_at, conference.ends_at))
    for at in (slot.starts_at, slot.ends_at):
        day = at.astimezone(there).date()
        if not first <= day <= last:
            said = format_lazy(OUTSIDE, title=slot.title, day=f"{day}", first=f"{first}", last=f"{last}")
            return Reason("outside_the_days", said, ANOTHER_DAY)
    return None


def _are_in_each_others_way(one: Slot, other: Slot) -> bool:
    if one.room is None or one.room != other.room or (one.id is not None and one.id == other.id):
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _taken(other: Slot, zone: str) -> Reason:
    start, end = (f"{at.astimezone(ZoneInfo(zone)):%H:%M}" for at in (other.starts_at, other.ends_at))
    said = format_lazy(TAKEN, room=other.room or "", title=other.title, start=start, end=end)
    return Reason("room_is_taken", said, ANOTHER_ROOM)


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Who or what stands in two sessions at one time: a speaker or a room, and the two."""

    name: str
    both: tuple[Slot, Slot]


def at_once(stands: Iterable[tuple[int, str, Slot]]) -> list[AtOnce]:
    """Each pair of sessions at one time in which the same stands, by its number; in the order of names and of time."""
    found, before = [], dict[int, list[Slot]]()
    for number, name, slot in sorted(stands, key=lambda each: (each[1], each[0], each[2].starts_at)):
        running = [other for other in before.get(number, []) if other.ends_at > slot.starts_at]
        found += [AtOnce(name, (other, slot)) for other in running]
        before[number] = [*running, slot]
    return found


def all_fit(slots: Iterable[Slot], conference: When) -> Decision:
    """Whether a programme lies within the days of a conference that is being changed; says which session does not.

    Days alone: what lies outside its hours after a change is shown in the list of the programme, to be mended there.
    """
    for slot in slots:
        outside = _outside(slot, conference)
        if outside is not None:
            return Refused(outside)
    return Allowed()


def are_told(before: When, after: When, state: State, opens_at: datetime, *, now: datetime) -> bool:
    """Whether those who registered learn of it: the time or the place changed after registration had opened.

    Nobody is told of what is over by then.
    """
    if state not in (State.OPEN, State.CLOSED) or now < opens_at or after.ends_at <= now:
        return False
    same_time = (before.starts_at, before.ends_at) == (after.starts_at, after.ends_at)
    return not (same_time and before.place == after.place)
