"""How sure each part of a service is, as pages show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.timezone import localdate

from safeconduct.agencies.models import Agency
from safeconduct.directory.keeping.contents import contents
from safeconduct.directory.keeping.parts import CHECKED, Part
from safeconduct.directory.keeping.rules import Checked, Places, Standing, is_told, standings
from safeconduct.directory.models import Entry
from safeconduct.vocabulary.decisions import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a service: how sure it is, since when, and by which agency."""

    part: Part
    standing: Standing
    on: date | None
    by: str = ""
    says: tuple[str, ...] = ()
    """What the part says."""

    @property
    def title(self) -> Words:
        """Its heading."""
        return self.part.label


def holds() -> dict[Part, timedelta]:
    """How long each part counts as checked on this node."""
    days = {
        Part.TAKES: settings.STALE_TAKES_DAYS,
        Part.REACHED: settings.STALE_REACHED_DAYS,
        Part.WHERE: settings.STALE_WHERE_DAYS,
        Part.PLACES: settings.STALE_PLACES_DAYS,
    }
    return {part: timedelta(days=number) for part, number in days.items()}


def checked(entry: Entry) -> dict[Part, Checked]:
    """When each part was checked last, and by whom."""
    return {
        Part(part): Checked(date.fromisoformat(said["on"]), str(said["by"]))
        for part, said in entry.checks.items()
        if part in set(CHECKED)
    }


def places(entry: Entry) -> Places:
    """What a service says of its places."""
    said = localdate(entry.places_as_of) if entry.places_as_of else None
    return Places(entry.places_free, said, entry.doubted_at)


def lines(entry: Entry, agencies: Mapping[UUID, Agency], *, at: datetime) -> list[Line]:
    """Its parts in their order; `agencies` are those that checked (`agencies_of`)."""
    by_part, counted = checked(entry), places(entry)
    found = standings(by_part, counted, after=holds(), today=localdate(at))
    shown, says = [], contents(entry)
    for part, standing in found.items():
        if part is Part.PLACES:
            shown.append(Line(part, standing, counted.said_on, entry.agency.name))
        else:
            said = by_part.get(part, Checked())
            who = agencies.get(UUID(said.by)) if said.by else None
            shown.append(Line(part, standing, said.on, who.name if who else "", tuple(says[part])))
    return shown


def agencies_of(entries: Iterable[Entry]) -> set[UUID]:
    """Which agencies checked parts of these services."""
    return {UUID(said.by) for entry in entries for said in checked(entry).values()}


def days() -> dict[str, int]:
    """The same in days, as the database takes them."""
    after = holds()
    return {f"{part}_days": after[part].days for part in CHECKED}


def waiting_for(member: UUID, today: date) -> tuple[int, int]:
    """For the mail of the day to an administrator: parts to be checked, and what others say is wrong. Numbers.

    Parts are told once a week; Today says them every day.
    """
    asked: dict[str, Any] = {"member": member, "today": today, **days()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stale, wrong FROM directory.waiting_for(%(member)s, %(today)s, %(takes_days)s, %(reached_days)s, "
            "%(where_days)s)",
            asked,
        )
        found: tuple[int, int] | None = cursor.fetchone()
    stale, wrong = found or (0, 0)
    return (stale if is_told(today) else 0), wrong
