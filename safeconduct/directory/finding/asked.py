"""What is looked for, and what a service is, as the rules of matching see them. Pure: codes, days and numbers."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from safeconduct.directory.rules import Hours
from safeconduct.vocabulary.codes import AgeBand, Intake, Takes, Urgency


@dataclass(frozen=True, slots=True)
class Apart:
    """Whom the person keeps out: countries, regions, kinds of agencies, agencies by name."""

    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    """As the directory writes them; capitals and spaces do not count."""


@dataclass(frozen=True, slots=True)
class Who:
    """What of a person decides who takes them; what is empty or False has not been said and decides nothing."""

    takes: frozenset[Takes] = frozenset()
    age: AgeBand | None = None
    is_child: bool = False
    """A child, or somebody who may be one."""
    is_adult: bool = False
    """Somebody has said that the person is none."""
    with_children: bool = False
    step_free: bool = False
    without_papers: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """One search. Every hard condition that is empty leaves all services in."""

    needs: frozenset[str] = frozenset()
    known_needs: frozenset[str] = frozenset()
    """Needs that refuse nobody: what answers to more of them stands first."""
    country: str = ""
    region: str = ""
    languages: frozenset[str] = frozenset()
    """One of these is enough."""
    who: Who = field(default_factory=Who)
    urgency: Urgency | None = None
    open_now: bool = False
    from_abroad: bool = False
    apart: Apart = field(default_factory=Apart)
    in_conflict: frozenset[UUID] = frozenset()
    """Agencies that have said, or of whom is known, that they cannot act for this person."""
    no_authorities: bool = False
    """Nothing may come near an agency behind the firewall."""
    near: str = ""
    """From where nearness is counted when no region is asked for: a country, or a part of one."""
    wish: frozenset[UUID] = frozenset()
    """Services or agencies that the person wants."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One service, as far as it decides anything. None and empty: it has not said."""

    id: UUID
    agency: UUID
    agency_name: str
    country: str
    sector: str
    needs: frozenset[str]
    service: str = ""
    """The kind of service, a code; "" where it does not count."""
    languages: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    """What the team reads."""
    says_spoken: bool = True
    """Whether it has said who speaks what; otherwise `languages` are those that are read."""
    interpreters: bool | None = None
    takes: frozenset[Takes] = frozenset()
    min_age: int | None = None
    max_age: int | None = None
    takes_children: bool = False
    with_children: bool | None = None
    step_free: bool | None = None
    without_papers: bool | None = None
    from_abroad: bool | None = None
    regions: frozenset[str] = frozenset()
    intake: Intake | None = None
    hours: Hours = field(default_factory=Hours)
    places: int | None = None
    places_as_of: datetime | None = None
    doubted_at: datetime | None = None
    """When a referral was declined there for want of a place, and places were not said since."""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """How a service answers: of so many referrals, so many within a day."""

    asked: int = 0
    within_a_day: int = 0
