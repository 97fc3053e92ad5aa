"""Calendars as RFC 5545 wants them: folded at 75 octets, escaped, all times in UTC. Pure.

Written by hand: the library that reads it back in the tests is no dependency of the site.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from safeconduct.public.conferences.programme.facts import EditionFacts, SessionFacts, Text

WIDEST = 75
"""Octets of a line, its end not counted (section 3.1)."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
NO_EVENT = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""A calendar holds one component at least (section 3.4), also when there is nothing to tell."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry; `revision` grows with each change that calendars must learn of."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    revision: int
    summary: Text
    place: str
    about: str
    address: str
    is_cancelled: bool = False


def of_edition(edition: EditionFacts, *, host: str, address: str) -> Event:
    """A whole conference as one entry."""
    return Event(
        uid=f"{edition.code}@{host}",
        starts_at=edition.starts_at,
        ends_at=edition.ends_at,
        changed_at=edition.changed_at,
        revision=edition.revision,
        summary=edition.name,
        place=edition.place,
        about=edition.introduction.words,
        address=address,
        is_cancelled=edition.is_cancelled,
    )


def of_session(session: SessionFacts, edition: EditionFacts, *, host: str, address: str) -> Event:
    """One session of its programme as an entry; `address` is that of the conference."""
    people = ", ".join(each.name for each in session.speakers)
    return Event(
        uid=f"{edition.code}-{session.id}@{host}",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        changed_at=edition.changed_at,
        revision=edition.revision,
        summary=session.title,
        place=", ".join(part for part in (session.room, edition.place) if part),
        about="\n\n".join(part for part in (people, session.about.words) if part),
        address=f"{address}#session-{session.id}",
        is_cancelled=edition.is_cancelled,
    )


def calendar(events: Iterable[Event], *, name: str, of: str) -> str:
    """The text of a calendar file; `of` is the name of the site."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(of)}//Safeconduct//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    told = [line for event in events for line in _event(event)]
    return "".join(map(folded, [*lines, *(told or NO_EVENT), "END:VCALENDAR"]))


def _event(event: Event) -> list[str]:
    tongue = f";LANGUAGE={event.summary.language}" if event.summary.language else ""
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"DTSTAMP:{_utc(event.changed_at)}",
        f"LAST-MODIFIED:{_utc(event.changed_at)}",
        f"SEQUENCE:{event.revision}",
        f"DTSTART:{_utc(event.starts_at)}",
        f"DTEND:{_utc(event.ends_at)}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        f"SUMMARY{tongue}:{_text(event.summary.words)}",
        f"LOCATION:{_text(event.place)}",
        *([f"DESCRIPTION:{_text(event.about)}"] if event.about else []),
        f"URL:{event.address}",
        "END:VEVENT",
    ]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    plain = _CONTROLS.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_ESCAPED.get(each, each) for each in plain)


def folded(line: str) -> str:
    """A line with its end, in parts of at most 75 octets; no letter is cut in two."""
    parts, part, width = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if width + octets > WIDEST:
            parts.append(part)
            part, width = " ", 1
        part, width = part + letter, width + octets
    return "\r\n".join([*parts, part]) + "\r\n"
