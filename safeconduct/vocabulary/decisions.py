"""What a rule answers: allowed, or refused with a reason. Pure: nothing of Django at run time.

The same reason is the hint beside the missing button, the text of the 409 and the code in the audit.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safeconduct.vocabulary.errors import NotPossible

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["Allowed", "Decision", "NotPossible", "Reason", "Refused", "Words", "require"]

type Words = str | _StrPromise
"""A text for people: plain, or translated when it is shown."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not (`sentence`) and what is possible instead; two reasons are equal when their codes are."""

    code: str
    sentence: Words = field(compare=False)
    instead: Words = field(default="", compare=False)

    @property
    def whole(self) -> str:
        """As one text, in the language of now: what is not possible, and what is instead."""
        return f"{self.sentence} {self.instead}".strip()


@dataclass(frozen=True, slots=True)
class Allowed:
    """The rule has no objection."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Refused:
    """The rule said no. False in a condition, so that a template may ask `{% if decision %}`."""

    reason: Reason

    def __bool__(self) -> bool:
        return False


type Decision = Allowed | Refused


def require(decision: Decision) -> None:
    """Go on when allowed; raises NotPossible with the rule's own reason."""
    if isinstance(decision, Refused):
        raise NotPossible(decision.reason)
