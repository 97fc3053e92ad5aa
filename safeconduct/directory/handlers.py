"""How services answer: a room above knows, which sees referrals; this room knows none."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from safeconduct.agencies.models import Member
from safeconduct.directory.finding.asked import Answered
from safeconduct.directory.models import Entry

type Answers = Callable[[Collection[Entry], Member, datetime], dict[UUID, Answered]]

_registered: list[Answers] = []


def register(answers: Answers) -> None:
    """Called once, when the application starts."""
    _registered.append(answers)


def answered(entries: Collection[Entry], by: Member, at: datetime) -> dict[UUID, Answered]:
    """By the id of each service of which something is known: how many were answered within a day, enquiries too."""
    found: dict[UUID, Answered] = {}
    for answers in _registered if entries else ():
        found |= answers(entries, by, at)
    return found
