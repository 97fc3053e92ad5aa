"""What a room above keeps closed although the policy opens it: until something is done that must come first."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from safeconduct.agencies.models import Member
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.sections import Section

type Guard = Callable[[UUID, Section, str, Member, datetime], Reason | None]
"""Case, section, the purpose for which it is held, who reads and when; why it stays closed, or None."""

_guards: list[Guard] = []


def register(guard: Guard) -> None:
    """Called once, when the application starts."""
    _guards.append(guard)


def why_closed(case: UUID, section: Section, purpose: str, *, by: Member, at: datetime) -> Reason | None:
    """Why the section stays closed to this reader for now; None where nothing speaks against opening it."""
    return next((said for guard in _guards if (said := guard(case, section, purpose, by, at))), None)
