"""What the person's own file lacks before the talk about consent: said first, so that no talk is held twice. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from safeconduct.cases.child.rules import GUARDIAN_IN_CONFLICT
from safeconduct.referrals import reasons
from safeconduct.referrals.sending import SafetyAnswer, wrong_with_safety
from safeconduct.vocabulary.codes import Answer3, Sector
from safeconduct.vocabulary.decisions import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What stands in the file, as far as the member may open it."""

    has_needs: bool
    is_safety_open: bool
    """Whether the member may see the safety answer; of what is closed nothing is said."""
    safety: SafetyAnswer | None
    is_child: Answer3
    has_guardian: bool
    recipient_sector: Sector
    is_guardian_in_conflict: bool = False
    """Of everybody who stands for the child a conflict of interest is known or suspected."""
    kept_out: Reason | None = None
    """Why the person's own list keeps the recipient out; None where it does not, or is closed to the member."""


def lacking_in_file(facts: FileFacts, *, now: datetime) -> list[Reason]:
    """All that would stand in the way of sending, whatever the person agrees to (`rules.missing_to_send`)."""
    return [
        *([facts.kept_out] if facts.kept_out else []),
        *([] if facts.has_needs else [reasons.NEEDS_EMPTY]),
        *(wrong_with_safety(facts.safety, localdate(now)) if facts.is_safety_open else []),
        *_child(facts),
    ]


def _child(facts: FileFacts) -> Iterable[Reason]:
    if facts.is_guardian_in_conflict and facts.is_child is not Answer3.NO:
        yield GUARDIAN_IN_CONFLICT
        return
    if facts.has_guardian or facts.recipient_sector is Sector.CHILD_PROTECTION:
        return
    if facts.is_child is Answer3.YES:
        yield reasons.GUARDIAN_IN_THE_TALK
    elif facts.is_child is not Answer3.NO:
        yield reasons.NOT_KNOWN_TO_BE_NO_CHILD
