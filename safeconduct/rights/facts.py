"""What is known of a person, as far as rules ask for it. Pure. What is not known is None, and never a no.

There is no field for co-operation, and none may be added: nothing that a person is entitled to is asked of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from safeconduct.rights.codes import Trigger
from safeconduct.vocabulary.codes import Answer3


class Part(StrEnum):
    """One thing that a rule may ask for."""

    AGE = "age"
    CITIZENSHIP = "citizenship"
    EXPLOITED_IN = "exploited_in"
    TREATED_ALIKE = "treated_alike"
    """A citizen of a state near the Union: whether they count like its citizens is for a lawyer to say."""
    COOPERATION = "cooperation"
    """The law itself asks for it, or that was not read. Nothing here says whether somebody co-operates."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One person on one day."""

    country: str
    """In which country the person is."""
    child: Answer3 = Answer3.UNKNOWN
    citizenships: frozenset[str] | None = None
    exploited_in: frozenset[str] | None = None
    is_identified: bool = False
    """By the file, whether or not the day is known."""
    is_denied: bool = False
    """By the file somebody has decided that the person was not trafficked. It takes no right away here."""
    events: Mapping[Trigger, date] = field(default_factory=dict)

    @property
    def is_presumed_child(self) -> bool:
        """Who is not known to be an adult is treated as a child: Article 13(2) of Directive 2011/36/EU, and wider."""
        return self.child is Answer3.UNKNOWN

    def has_happened(self, trigger: Trigger) -> bool:
        """Whether a right that waits for this is open. What comes later says that the earlier has come."""
        if trigger is Trigger.FIRST_CONTACT:
            return True
        if trigger is Trigger.IDENTIFIED and self.is_identified:
            return True
        if trigger is Trigger.REASONABLE_GROUNDS:
            return self.is_identified or any(one in self.events for one in GROUNDS)
        return trigger in self.events or (
            trigger is Trigger.PROCEEDINGS and Trigger.PROCEEDINGS_ENDED in self.events
        )


GROUNDS = (
    Trigger.REASONABLE_GROUNDS,
    Trigger.IDENTIFIED,
    Trigger.REFLECTION_GRANTED,
    Trigger.REFLECTION_UNTIL,
)
"""What an authority does only with reasonable grounds."""
