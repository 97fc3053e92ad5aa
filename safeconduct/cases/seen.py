"""Who saw the person's data: when, which agency and role, which section, why. Read together with the person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import agencies, as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.queries import case_in_hand
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.sections import Section

COPIED_THERE = "section:copied_there"
GIVEN_AS_FILE = "section:given_as_file"
"""Recorded for each section by whoever makes a file or a document; the line names the agency that it was made for."""
TOLD = "section:told"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One role of one agency, one section, one day; how often, the first time and the last. A copy has its own line."""

    day: date
    first: datetime
    last: datetime
    agency: Agency | None
    role: str
    section: Section
    purpose: str
    times: int
    is_copy: bool = False
    """It was taken over into a file of that agency's own."""
    is_file: bool = False
    """A file or a document was made for that agency; whether anybody opened it is not known here."""
    is_told: bool = False
    """Somebody of that agency told it to whom the person had agreed to."""


def in_full(agency: Agency) -> str:
    """An agency as the person reads it: the country by its name, not by its code."""
    return f"{agency.name}, {country_in_full(agency.country)}"


def who_saw(case: UUID, *, by: Member, at: datetime) -> list[Sighting]:
    """The newest 500 readings, a line a day, role and section; no worker's name and no maintenance. Recorded.

    Raises NotFound for a case in which the member holds nothing, or reads in an emergency only.
    """
    case_in_hand(case)
    return lines_of(case, by=by, at=at)


def lines_of(case: UUID, *, by: Member, at: datetime) -> list[Sighting]:
    """The same of a case that the member is known to have in hand; of any other the database gives nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT at, agency_id, role, section, purpose, action FROM access.who_saw(%s)", [case])
        rows = cursor.fetchall()
    record("list:who_saw", by=as_actor(by), at=at, case=case)
    return _lines(rows)


def seen_by_paper() -> list[Sighting]:
    """The same for whoever looks by a paper code that shows it; nothing for anybody else. The look is recorded."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT at, agency_id, role, section, purpose, action FROM access.seen_by_paper()")
        return _lines(cursor.fetchall())


def _lines(rows: list[tuple[Any, ...]]) -> list[Sighting]:
    known = agencies({agency for _at, agency, *_rest in rows if agency})
    lines: dict[tuple[object, ...], Sighting] = {}
    for when, agency, role, section, purpose, action in rows:
        kind = action if action in (COPIED_THERE, GIVEN_AS_FILE, TOLD) else ""
        key = (when.date(), agency, role, section, purpose, kind)
        before = lines.get(key)
        first, last = (min(when, before.first), max(when, before.last)) if before else (when, when)
        times = before.times + 1 if before else 1
        lines[key] = Sighting(
            when.date(),
            first,
            last,
            known.get(agency),
            role,
            Section(section),
            purpose,
            times,
            is_copy=kind == COPIED_THERE,
            is_file=kind == GIVEN_AS_FILE,
            is_told=kind == TOLD,
        )
    return sorted(lines.values(), key=lambda line: line.last, reverse=True)
