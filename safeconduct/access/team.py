"""The team of an own case, as the database keeps it: the lead, places, the offer of the lead, and who took it over.

Grants come and go by these doors and those of `doors.py` only. Each raises AccessRefused with the database's own code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from safeconduct.access.doors import called
from safeconduct.access.rules import Basis
from safeconduct.vocabulary.codes import Profession, TakeOverReason
from safeconduct.vocabulary.sections import Section


@dataclass(frozen=True, slots=True)
class Seated:
    """One section that one member holds of the case as its lead or by a place, or held until a short while ago."""

    member: UUID
    name: str
    profession: Profession
    section: Section
    can_edit: bool
    basis: Basis
    since: datetime
    until: datetime | None
    ended_at: datetime | None
    ended_why: str
    """What ended it, as the doors say it; "" while it stands."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The lead is offered to a colleague; `stays` says whether who offers keeps a place."""

    id: UUID
    from_member: UUID
    to_member: UUID
    from_name: str
    to_name: str
    stays: bool
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class TakenOver:
    """One time that the lead was taken over, as the person is told of it: agency and role, and never the member."""

    at: datetime
    agency: UUID
    role: Profession
    reason: TakeOverReason


def team_of(case: UUID) -> list[Seated]:
    """Who leads and who has a place, with what ended in the last thirty days; empty for whom it does not concern."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.team_of(%s)", [case])
        rows = cursor.fetchall()
    return [
        Seated(
            member, name, Profession(profession), Section(section), can_edit, Basis(basis), since, until, ended_at,
            why or "",
        )
        for member, name, profession, section, can_edit, basis, since, until, ended_at, why in rows
    ]  # fmt: skip


def end_place(case: UUID, member: UUID) -> int:
    """A place on an own case ends at once; how many sections close."""
    return int(called("SELECT access.end_place(%s, %s)", [case, member]))


def offer_lead(offer: UUID, case: UUID, member: UUID, *, stays: bool) -> datetime:
    """The acting lead offers the lead; until when it can be accepted."""
    until: datetime = called("SELECT access.offer_lead(%s, %s, %s, %s)", [offer, case, member, stays])
    return until


def accept_lead(offer: UUID) -> None:
    """The acting member leads from now on."""
    called("SELECT access.accept_lead(%s)", [offer])


def offer_received(offer: UUID, cases: Sequence[UUID]) -> int:
    """With the offer go these received cases, of those that the acting lead holds; how many."""
    return int(called("SELECT access.offer_received(%s, %s::uuid[])", [offer, list(cases)]))


def offered_received(offer: UUID) -> int:
    """How many received cases come with an open offer, for who offers and to whom."""
    return int(called("SELECT access.offered_received(%s)", [offer]))


def take_received(offer: UUID) -> list[UUID]:
    """The received cases that came over with a lead that was accepted just now, each handed on by who held it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.take_received(%s)", [offer])
        return [row[0] for row in cursor.fetchall()]


def end_offer(offer: UUID) -> str:
    """The offer is over: "declined" or "taken_back", by who acts."""
    return str(called("SELECT access.end_offer(%s)", [offer]))


def lead_offered(case: UUID) -> Offer | None:
    """The offer of a case that can still be accepted, for who has the case in hand."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.lead_offered(%s)", [case])
        row = cursor.fetchone()
    return Offer(*row) if row else None


def beside(case: UUID) -> tuple[list[datetime], Offer | None]:
    """For a page that asks much already: when the file was read in an emergency, newest first, and the open offer."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ARRAY(SELECT e.at FROM access.emergencies_of(%s) e ORDER BY e.at DESC), o.*"
            " FROM (SELECT) one LEFT JOIN access.lead_offered(%s) o ON true",
            [case, case],
        )
        row = cursor.fetchone()
    if row is None:
        return [], None
    times, *offer = row
    return times, Offer(*offer) if offer[0] else None


def supervised(case: UUID) -> bool:
    """Whether this is an own case of the agency in which the acting member supervises."""
    return bool(called("SELECT access.supervised(%s)", [case]))


def supervised_number(number: str) -> UUID | None:
    """The own agency's file of this number, for whoever supervises."""
    found: UUID | None = called("SELECT access.supervised_number(%s)", [number])
    return found


def takeovers_of(case: UUID) -> list[TakenOver]:
    """Each time that the lead of a case in hand was taken over, newest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.takeovers_of(%s)", [case])
        rows = cursor.fetchall()
    return [
        TakenOver(at, agency, Profession(role), TakeOverReason(reason)) for at, agency, role, reason in rows
    ]


type TeamMoment = tuple[UUID, datetime, str, str]
"""Which, when, what (`lead_begun`, `place_over`, `taken_over`, `emergency` and so on), and the profession."""


def team_moments(case: UUID, before: tuple[datetime, UUID] | None, most: int) -> list[TeamMoment]:
    """When the team of a case in hand changed, newest first, those before a moment; at most so many."""
    at, mark = before or (None, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.team_moments(%s, %s, %s, %s)", [case, at, mark, most])
        return list(cursor.fetchall())
