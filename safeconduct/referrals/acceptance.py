"""What a room above holds against accepting a referral, beside the rules of this one: until something is cleared."""

from collections.abc import Callable
from datetime import datetime

from safeconduct.agencies.models import Member
from safeconduct.referrals.models import Referral
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

type Guard = Callable[[Referral, Member, datetime], Reason | None]
"""The referral, who accepts and when; why not, or None."""

_guards: list[Guard] = []


def register(guard: Guard) -> None:
    """Called once, when the application starts."""
    _guards.append(guard)


def may_be_accepted(row: Referral, *, by: Member, at: datetime) -> Decision:
    """Whether nothing is held against it. The reason is one, on the page, for software and in the record."""
    said = next((reason for guard in _guards if (reason := guard(row, by, at))), None)
    return Refused(said) if said else Allowed()
