"""Where a room above says who shares a section, and tells them of a new version: this room knows no referral."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from safeconduct.agencies.models import Member
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section

type Line = tuple[str, Words]
type Often = tuple[str, str, str]
"""A service that is asked often: its id in the directory, the code of the service, and who gives it."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """`shared(case)` counts, by section, who would be told of a new version; `tell` tells them in this transaction."""

    shared: Callable[[UUID], Counter[Section]]
    tell: Callable[[UUID, Section, Member, datetime], int]
    lines: Callable[[UUID], list[Line]]
    """The referrals of a case: reference and state in words, for the person's page."""
    often: Callable[[Member, datetime, bool], list[Often]]
    """What the member and the agency ask often; the last argument is whether the person may be a child."""
    named: Callable[[str], UUID | None]
    """The case that a reference of the own agency is about, for who only has that."""


_registered: list[Sharing] = []


def register(sharing: Sharing) -> None:
    """Called once, when the application starts."""
    _registered.append(sharing)


def shared(case: UUID) -> Counter[Section]:
    """How many others hold each section under a consent that lets later versions go too."""
    return sum((sharing.shared(case) for sharing in _registered), Counter())


def lines(case: UUID) -> list[Line]:
    """What was asked of others for this person, newest first."""
    return [line for sharing in _registered for line in sharing.lines(case)]


def often(by: Member, at: datetime, *, is_child: bool) -> list[Often]:
    """Services to begin a draft with by one press."""
    return [one for sharing in _registered for one in sharing.often(by, at, is_child)]


def tell(case: UUID, section: Section, by: Member, at: datetime) -> int:
    """Tell them of the version that stands now; how many were told."""
    return sum(sharing.tell(case, section, by, at) for sharing in _registered)


def named(reference: str) -> UUID | None:
    """The case behind a reference that somebody typed; None where there is none."""
    return next((case for sharing in _registered if (case := sharing.named(reference))), None)
