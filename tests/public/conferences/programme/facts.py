"""A conference and its sessions, made up for tests of what is pure."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from safeconduct.public.conferences.programme.facts import (
    EditionFacts,
    SessionFacts,
    SpeakerFacts,
    Text,
)

BEGINS = datetime(2031, 7, 1, 7, tzinfo=UTC)
EDITION = EditionFacts(
    code="cluj",
    series="Local circle",
    name=Text("Help in Cluj", "en"),
    state="open",
    scope="local",
    country="RO",
    place="Cluj-Napoca",
    time_zone="Europe/Bucharest",
    starts_at=BEGINS,
    ends_at=BEGINS + timedelta(hours=33),
    opens_at=BEGINS - timedelta(days=60),
    closes_at=BEGINS - timedelta(days=3),
    changed_at=BEGINS - timedelta(days=70),
    organiser="Casa Salcia (invented)",
    contact="conferences@example.org",
    revision=3,
    introduction=Text("Two days; one room, many questions", "en"),
)
SPEAKER = SpeakerFacts(7, "Doina Invented", "Cabinet Teiul")


def edition(**more: Any) -> EditionFacts:
    """The conference, with something else."""
    return replace(EDITION, **more)


def session(number: int, hours: float, minutes: int = 60, room: str = "Hall", **more: Any) -> SessionFacts:
    """A session so many hours after the beginning."""
    starts = BEGINS + timedelta(hours=hours)
    title = more.pop("title", Text(f"Session {number}", "en"))
    ends = starts + timedelta(minutes=minutes)
    return SessionFacts(number, more.pop("kind", "talk"), starts, ends, room, title, **more)
