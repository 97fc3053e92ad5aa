"""Where a room above says who shares a section, and tells them of a new version: this room knows no referral."""

from collections import Counter
from collections.abc import Callable, Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models.expressions import RawSQL

from safeconduct.agencies.models import Member
from safeconduct.cases.asking.elsewhere import Across
from safeconduct.cases.beside.queries import Link
from safeconduct.cases.queries import Reading
from safeconduct.cases.team.others import Asker, Other
from safeconduct.cases.timeline.moments import Before, Kind, Moment
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section

type Line = tuple[str, Words, date | None]
"""A referral of a case: its reference, its state in words, and when it was begun; None for a draft."""
type Often = tuple[str, str, str]
"""A service that is asked often: its id in the directory, the code of the service, and who gives it."""


class Over(StrEnum):
    """Why nothing of what was received is read on the page of the own file."""

    NO = ""
    ENDED = "ended"
    ELSEWHERE = "elsewhere"
    """A colleague works on it."""
    WAITS = "waits"
    """There is nothing to read of it now, or its sender could not be told."""


@dataclass(frozen=True, slots=True)
class Theirs:
    """What another agency sent about the person of an own file, for the page of that file."""

    agency: str
    """Its name, with its country in full."""
    reference: str
    held: list[Section]
    """What the member holds of it now."""
    until: date
    """The last day that the person has set."""
    over: Over
    """Why nothing of it can be read here now."""
    ended_at: datetime | None
    copied: list[Section]
    """Of which something was taken over into the own file, and stays there."""
    readings: dict[Section, Reading] = field(default_factory=dict)
    conflict: str = ""
    """What the check of conflicts says of the name, where it is read here for the first time and one is possible."""
    country: str = ""
    """In which country it is: what an authority decided there was decided there."""

    @property
    def held_words(self) -> list[Words]:
        """What is held, by its names."""
        return [label(section) for section in self.held]

    @property
    def copied_words(self) -> list[Words]:
        """What was taken over, by its names."""
        return [label(section) for section in self.copied]


@dataclass(frozen=True, slots=True)
class Sharing:
    """`shared(case)` counts, by section, who would be told of a new version; `tell` tells them in this transaction."""

    shared: Callable[[UUID], Counter[Section]]
    tell: Callable[[UUID, Section, Member, datetime], int]
    lines: Callable[[UUID], list[Line]]
    """The referrals of a case, for the person's page."""
    often: Callable[[Member, datetime, bool], list[Often]]
    """What the member and the agency ask often; the last argument is whether the person may be a child."""
    tasks: Callable[[UUID, Member, datetime], list[Any]]
    """The tasks in common of a case, open ones first, as lines for its page; who may not read their words has none."""
    named: Callable[[str], UUID | None]
    """The case that a reference of the own agency is about, for who only has that."""
    others: Callable[[UUID, datetime], list[Other]]
    """The other agencies that hold something of a case, or did until a short while ago."""
    askers: Callable[[UUID, datetime], list[Asker]]
    """The authorities that ask for a section of a case, or to whom one is open."""
    follow: Callable[[UUID, AbstractSet[UUID], Member, datetime], int]
    """The lead of a case is another: what nobody in the set works on goes to that member; how many went."""
    follow_received: Callable[[list[UUID], Member, datetime], int]
    """Received cases have gone to that member with a lead: their referrals too; how many."""
    beside: Callable[[list[Link], Member, datetime, Collection[Section]], list[Theirs]]
    """What others sent of what lies beside an own file, as far as the member may read it; each reading is recorded.
    Of these sections alone."""
    moments: Callable[[UUID, Before, int], list[Moment]]
    """What happened with the referrals of a case before a moment, newest first; at most so many."""
    across: Callable[[UUID, Member, datetime], Across]
    """Who holds what of the person in other agencies, by their word, and what is asked across."""
    across_asked: Callable[[UUID, Member, datetime], RawSQL]
    across_read: Callable[[str], Across]
    """The same as one value of a page's question, and what stands in it."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What a room above keeps under the key of a section, for the timeline of whoever opens that section."""

    kind: Kind
    section: Section
    moments: Callable[[UUID, Before, int], list[Moment]]


_registered: list[Sharing] = []
_entries: list[Entries] = []
_followers: list[Callable[[UUID, Member, datetime], None]] = []


def register(sharing: Sharing) -> None:
    """Called once, when the application starts."""
    _registered.append(sharing)


def register_entries(entries: Entries) -> None:
    """Called once, when the application starts."""
    _entries.append(entries)


def register_follower(follows: Callable[[UUID, Member, datetime], None]) -> None:
    """Called once, when the application starts: what goes along when a case has another lead. It is not counted."""
    _followers.append(follows)


def entries(kind: Kind | None, opened: AbstractSet[Section]) -> list[Entries]:
    """What belongs to sections that are open to the reader, of one kind or of all."""
    return [one for one in _entries if kind in (None, one.kind) and one.section in opened]


def shared(case: UUID) -> Counter[Section]:
    """How many others hold each section under a consent that lets later versions go too."""
    return sum((sharing.shared(case) for sharing in _registered), Counter())


def lines(case: UUID) -> list[Line]:
    """What was asked of others for this person, newest first."""
    return [line for sharing in _registered for line in sharing.lines(case)]


def often(by: Member, at: datetime, *, is_child: bool) -> list[Often]:
    """Services to begin a draft with by one press."""
    return [one for sharing in _registered for one in sharing.often(by, at, is_child)]


def tasks(case: UUID, by: Member, at: datetime) -> list[Any]:
    """What this agency and others have agreed to do for the person, the earliest day first."""
    return [line for sharing in _registered for line in sharing.tasks(case, by, at)]


def tell(case: UUID, section: Section, by: Member, at: datetime) -> int:
    """Tell them of the version that stands now; how many were told."""
    return sum(sharing.tell(case, section, by, at) for sharing in _registered)


def others(case: UUID, at: datetime) -> list[Other]:
    """Which teams of other agencies hold something of a case."""
    return [one for sharing in _registered for one in sharing.others(case, at)]


def follow(case: UUID, keep: AbstractSet[UUID], by: Member, at: datetime) -> int:
    """`by` leads the case now: what is asked for the person goes along, but for what those in `keep` work on."""
    for follows in _followers:
        follows(case, by, at)
    return sum(sharing.follow(case, keep, by, at) for sharing in _registered)


def named(reference: str) -> UUID | None:
    """The case behind a reference that somebody typed; None where there is none."""
    return next((case for sharing in _registered if (case := sharing.named(reference))), None)


def beside(
    links: list[Link], by: Member, at: datetime, only: Collection[Section] = tuple(Section)
) -> list[Theirs]:
    """What others sent of what lies beside an own file; nothing is asked where nothing does. `only` these sections."""
    return [one for sharing in _registered for one in sharing.beside(links, by, at, only)] if links else []


def moments(case: UUID, before: Before, most: int) -> list[Moment]:
    """What happened with what was asked of others, for the timeline."""
    return [one for sharing in _registered for one in sharing.moments(case, before, most)]


def across(case: UUID, by: Member, at: datetime) -> Across:
    """Who holds what of the person in other agencies, as they said, and what they ask whoever acts."""
    return _registered[0].across(case, by, at) if _registered else Across()


def across_asked(case: UUID, by: Member, at: datetime) -> RawSQL | None:
    """The same, to be asked with something else; None where no room above knows of it."""
    return _registered[0].across_asked(case, by, at) if _registered else None


def across_read(value: str) -> Across:
    """What that gave; nothing where it was not asked."""
    return _registered[0].across_read(value) if _registered and value else Across()


def follow_received(cases: list[UUID], by: Member, at: datetime) -> int:
    """`by` works on what was received in these cases from now on."""
    return sum(sharing.follow_received(cases, by, at) for sharing in _registered)


def askers(case: UUID, at: datetime) -> list[Asker]:
    """The authorities that ask for something of a case now."""
    return [one for sharing in _registered for one in sharing.askers(case, at)]
