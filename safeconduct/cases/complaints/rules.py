"""Who writes a complaint down, who hears it, and when it is answered. Pure; the row policies ask the same again.

That victims are told how to complain: Directive 2012/29/EU, Article 4(1)(h). That whoever hears it has no part in the
case is this project's rule, after the codes of the helping professions; nobody competent has reviewed it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

ANSWERED_WITHIN = timedelta(days=14)
"""Then it is late, and stays on the hearer's Today."""

NOBODY_OUTSIDE = Reason(
    "nobody_outside",
    _("Everybody who supervises or administers in this agency has a part in this case."),
    _("Give the person the address of somebody outside the agency, for example the national ombudsman."),
)
HAS_A_PART = Reason(
    "hearer_has_a_part",
    _("Only somebody who has no part in the case hears a complaint about it."),
    _("Choose one of the colleagues from the list."),
)
NOT_TO_YOU = Reason(
    "complaint_not_to_you",
    _("Only the colleague who was chosen answers."),
    _("Speak with them."),
)
COMPLAINT_ANSWERED = Reason(
    "complaint_answered", _("This complaint was answered already."), _("Write down a new one.")
)
NOT_TOLD = Reason(
    "complaint_answer_not_told",
    _("An answer counts when the person has heard it."),
    _("Tell the person in a safe way, then tick that they know."),
)


YOURS_NOW = Reason(
    "complaint_about_your_case",
    _("You have a part in this case by now, so you do not judge a complaint about it."),
    _(
        "Write it down anew, to a colleague who has no part in the case; then answer here that it was passed on."
    ),
)


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the rule knows of who answers."""

    is_to_you: bool
    is_answered: bool
    person_knows: bool
    judges_own_case: bool = False
    """The hearer has got a part in the case since, and says more than that it was passed on."""


def may_complain(outside: Collection[UUID]) -> Decision:
    """Whether there is anybody who could hear it."""
    return Allowed() if outside else Refused(NOBODY_OUTSIDE)


def may_be_heard_by(hearer: UUID | None, outside: Collection[UUID]) -> Decision:
    """Whether this colleague can hear it. Nothing is asked of the person: no proof, no name, no signature."""
    possible = may_complain(outside)
    if isinstance(possible, Refused):
        return possible
    return Allowed() if hearer in outside else Refused(HAS_A_PART)


def may_answer(hearing: Hearing) -> Decision:
    """Whether this member answers it now."""
    if not hearing.is_to_you:
        return Refused(NOT_TO_YOU)
    if hearing.is_answered:
        return Refused(COMPLAINT_ANSWERED)
    if hearing.judges_own_case:
        return Refused(YOURS_NOW)
    return Allowed() if hearing.person_knows else Refused(NOT_TOLD)


def due_on(written: date) -> date:
    """The last day of an answer that is in time."""
    return written + ANSWERED_WITHIN
