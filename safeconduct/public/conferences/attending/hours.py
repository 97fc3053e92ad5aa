"""How long somebody was in sessions. Pure: times with their zone, whatever it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

BREAK = "break"


@dataclass(frozen=True, slots=True)
class Held:
    """A session as it stands in the programme; `kind` is a code of SessionKind."""

    kind: str
    starts_at: datetime
    ends_at: datetime


def length(session: Held) -> timedelta:
    """What a session counts: from its beginning to its end, and nothing for a break."""
    return timedelta() if session.kind == BREAK else session.ends_at - session.starts_at


def within(session: Held, begins: datetime, ends: datetime) -> Held:
    """The part of it that lies in the hours of the conference: nobody was where nothing was held."""
    starts_at = min(max(session.starts_at, begins), ends)
    return Held(session.kind, starts_at, max(starts_at, min(session.ends_at, ends)))


def length_of_all(sessions: Iterable[Held]) -> timedelta:
    """What they count together: an hour in which two of them run is one hour."""
    whole, until = timedelta(), None
    for each in sorted((one for one in sessions if one.kind != BREAK), key=lambda one: one.starts_at):
        begins = each.starts_at if until is None else max(each.starts_at, until)
        if each.ends_at > begins:
            whole += each.ends_at - begins
            until = each.ends_at
    return whole
