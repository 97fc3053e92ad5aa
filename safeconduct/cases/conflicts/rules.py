"""Who may ask for a conflict of interest, and how often. Pure.

Source: a lawyer, and by the same reason anybody who helps one person, does not act for and against somebody; the codes
of the professions (docs/reference/ethics.md). What is found is never shown, only whom to ask.
"""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.rules import may_have_cases
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused, Words

A_DAY = 20
"""Questions of one member in 24 hours: enough for work, too few to try a list of names."""


class Standing(StrEnum):
    """Where somebody stands in a case: helped, or against the person who is."""

    HELPED = "helped"
    OPPOSED = "opposed"

    @property
    def other(self) -> "Standing":
        """The standing with which this one is in conflict."""
        return Standing.OPPOSED if self is Standing.HELPED else Standing.HELPED


STANDINGS: dict[Standing, Words] = {
    Standing.HELPED: _("A person whom we would help"),
    Standing.OPPOSED: _("Somebody whose interests are against a person's"),
}

NOT_YOURS = Reason(
    "conflicts_are_for_those_who_help",
    _("Conflicts of interest are asked for by those who work with people."),
    _("Ask a colleague who would take the case."),
)
TOO_MANY = Reason(
    "too_many_conflict_questions",
    _("You have asked as often as one member may in a day."),
    _("Ask a colleague who supervises, or wait until tomorrow."),
)
NAME_TOO_SHORT = _(
    "Enter at least two parts of the name, such as given and family name: one alone fits too many."
)


def may_ask(profession: Profession) -> Decision:
    """Whether the question is for this profession at all."""
    return Allowed() if may_have_cases(profession) else Refused(NOT_YOURS)
