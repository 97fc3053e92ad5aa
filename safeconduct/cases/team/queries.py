"""The team of a case as its page shows it. Promised: a fixed number of statements, whoever is on it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from uuid import UUID

from safeconduct.access import team
from safeconduct.access.rules import Basis
from safeconduct.access.team import Offer, Seated
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import case_colleagues
from safeconduct.cases.queries import case_in_hand
from safeconduct.cases.team.rules import Asker, Colleague
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.sections import Section

UNTOLD = frozenset({"leads_now"})
"""Ends that only made room for something else of the same colleague's."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A colleague who leads the case or has a place on it, or did until a short while ago."""

    member: UUID
    name: str
    profession: Profession
    leads: bool
    since: datetime
    until: datetime | None
    sections: dict[Section, bool]
    """What they open, and whether they may edit it."""
    ended_at: datetime | None = None
    ended_why: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """Of one own case: who holds something here now, and what has ended lately."""

    now: list[Holder]
    ended: list[Holder]

    @property
    def leads(self) -> list[Holder]:
        """Who leads it: one, or nobody."""
        return [one for one in self.now if one.leads]

    def holder(self, member: UUID) -> Holder | None:
        """What this member has of the case now."""
        return next((one for one in self.now if one.member == member), None)


def team_in_hand(case: UUID) -> Team:
    """The team, for who has the own case in hand by another right than an emergency. Raises NotFound."""
    if case_in_hand(case).kind != "own":
        raise NotFound
    return team_of(case)


def team_of(case: UUID) -> Team:
    """The team, as far as the database shows it to whoever acts."""
    rows = team.team_of(case)
    standing = _holders((row for row in rows if row.ended_at is None), lambda row: row.member)
    over = _holders(
        (row for row in rows if row.ended_at is not None and row.ended_why not in UNTOLD),
        lambda row: (row.member, row.basis, row.ended_at, row.ended_why),
    )
    return Team(
        sorted(standing, key=lambda one: (not one.leads, one.since, one.name)),
        sorted(over, key=lambda one: (one.ended_at or one.since, one.name), reverse=True),
    )


def _holders(rows: Iterable[Seated], one: Callable[[Seated], object]) -> list[Holder]:
    ordered = sorted(rows, key=lambda row: repr(one(row)))
    return [_holder(list(found)) for _key, found in groupby(ordered, key=one)]


def _holder(rows: list[Seated]) -> Holder:
    leading = [row for row in rows if row.basis is Basis.LEAD]
    first = min(leading or rows, key=lambda row: row.since)
    sections: dict[Section, bool] = {}
    for row in rows:
        sections[row.section] = sections.get(row.section, False) or row.can_edit
    return Holder(
        member=first.member,
        name=first.name,
        profession=first.profession,
        leads=bool(leading),
        since=first.since,
        until=None if leading else first.until,
        sections=sections,
        ended_at=first.ended_at,
        ended_why=first.ended_why,
    )


def asker(by: Member, found: Team) -> Asker:
    """The facts about who acts that the rules want."""
    mine = found.holder(by.id)
    return Asker(
        Sector(by.agency.sector), Profession(by.profession), bool(mine and mine.leads), by.supervises
    )


def colleague(one: Member, found: Team) -> Colleague:
    """The facts about a colleague that the rules want."""
    held = found.holder(one.id)
    facts = Colleague(Profession(one.profession))
    return replace(facts, leads=held.leads, has_place=not held.leads) if held else facts


def members_here(by: Member) -> list[Member]:
    """Who of the member's agency could be named for a case at all."""
    return case_colleagues(by.agency_id)


def member_here(member: UUID, *, by: Member) -> Member:
    """One of them. Raises NotFound."""
    found = next((one for one in members_here(by) if one.id == member), None)
    if found is None:
        raise NotFound
    return found


def offer_of(case: UUID) -> Offer | None:
    """The offer of the lead that waits for its answer."""
    return team.lead_offered(case)
