"""How sure a counted last day is: as the least sure of its parts, and who has checked the rule behind it. Pure."""

from dataclasses import dataclass
from datetime import date

from safeconduct.rights.evaluating import COUNTED_BY, weakest
from safeconduct.rights.rule import Rule
from safeconduct.vocabulary.codes import Confidence


@dataclass(frozen=True, slots=True)
class Sure:
    """What is said beside a day that was counted."""

    confidence: Confidence
    is_checked: bool
    """Whether a lawyer has checked exactly this rule, within twelve months. How a country counts nobody has."""
    checked_on: date | None
    checked_by: str

    @property
    def is_secondary(self) -> bool:
        """Whether one of its parts comes from a secondary source."""
        return self.confidence is Confidence.SECONDARY


def sure_of(rule: Rule, today: date, *parts: Confidence) -> Sure:
    """Of a day by this rule, as it stands in the book in force; `parts` are what else the day was made from."""
    counted = [COUNTED_BY[rule.counting]] if rule.counting else []
    confidence = weakest(rule.confidence, *counted, *parts)
    return Sure(confidence, rule.is_checked(today), rule.checked_on, rule.checked_by)


def unchecked(confidence: Confidence) -> Sure:
    """Of a day whose rule is not in the book any more as it was when the day was counted."""
    return Sure(confidence, False, None, "")
