"""A calendar as a file (RFC 5545): all-day events of a reference and a right, without a name. Pure.

Written here and not by a library: five hundred events cost a library more than the page may take, and no text of a
person comes in. A library of others reads it back in the tests.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from safeconduct.rights.deadlines.rules import FIRST, SECOND

PRODUCT = "-//Safeconduct//Deadlines//EN"
LONGEST = 75
"""Bytes of a line; a longer one goes on in the next, after a space."""


@dataclass(frozen=True, slots=True)
class Event:
    """One all-day event."""

    id: UUID
    day: date
    says: str
    changed_at: datetime


def written(name: str, events: Iterable[Event]) -> bytes:
    """The file."""
    return b"".join(_folded(line) for line in _lines(name, events))


def _lines(name: str, events: Iterable[Event]) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{PRODUCT}"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{_escaped(name)}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:PT6H"
    for one in events:
        yield from _event(one)
    yield "END:VCALENDAR"


def _event(one: Event) -> Iterator[str]:
    says = _escaped(one.says)
    yield "BEGIN:VEVENT"
    yield f"UID:{one.id}"
    yield f"DTSTAMP:{one.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{says}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    for before in (FIRST, SECOND):
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{says}"
        yield f"TRIGGER:-P{before.days}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """No sign of several bytes is cut."""
    if len(whole := line.encode()) <= LONGEST:
        return whole + b"\r\n"
    parts: list[bytes] = []
    part = b""
    for sign in line:
        raw = sign.encode()
        if len(part) + len(raw) > (LONGEST if not parts else LONGEST - 1):
            parts.append(part)
            part = b""
        part += raw
    return b"\r\n ".join([*parts, part]) + b"\r\n"
