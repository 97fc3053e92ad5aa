"""A programme by day and by the hour: what begins together or overlaps stands side by side. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from safeconduct.public.conferences.programme.facts import SessionFacts


@dataclass(frozen=True, slots=True)
class Block:
    """Sessions of which each overlaps another one of the block, in the order of their beginnings."""

    starts: datetime
    ends: datetime
    sessions: tuple[SessionFacts, ...]

    @property
    def are_parallel(self) -> bool:
        """Whether a participant has to choose."""
        return len(self.sessions) > 1


@dataclass(frozen=True, slots=True)
class Day:
    """One day by the clocks of the place."""

    day: date
    blocks: tuple[Block, ...]


def by_day(sessions: Iterable[SessionFacts], zone: ZoneInfo) -> tuple[Day, ...]:
    """The days in order. A session belongs to the day on which it begins there."""
    ordered = sorted(sessions, key=lambda each: (each.starts_at, each.room, each.id))
    days = groupby(ordered, key=lambda each: each.starts_at.astimezone(zone).date())
    return tuple(Day(day, _blocks(tuple(of_day), zone)) for day, of_day in days)


def _blocks(sessions: tuple[SessionFacts, ...], zone: ZoneInfo) -> tuple[Block, ...]:
    blocks: list[list[SessionFacts]] = []
    for session in sessions:
        if blocks and session.starts_at < max(each.ends_at for each in blocks[-1]):
            blocks[-1].append(session)
        else:
            blocks.append([session])
    return tuple(_block(each, zone) for each in blocks)


def _block(sessions: list[SessionFacts], zone: ZoneInfo) -> Block:
    starts = sessions[0].starts_at.astimezone(zone)
    return Block(starts, max(each.ends_at for each in sessions).astimezone(zone), tuple(sessions))
