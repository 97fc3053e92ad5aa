"""Who enters, who decides, what may be given out, and what never. Pure; the row policies ask the same again.

The person's own request: Articles 12 and 15 of the GDPR, one month; what is left out is seen by two. An order or a
seizure: entered by one and decided by another, the person's lawyer told, the answers chosen one by one. No lawyer has
checked it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import GivingKind, GivingRefused, LawyerTold
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

ORDERED = frozenset({GivingKind.COURT_ORDER, GivingKind.PROSECUTOR_ORDER, GivingKind.SEIZURE})
"""What can oblige us. Whether it does, the one who decides says, with the lawyer."""

NEVER_PRODUCED = frozenset({"legal.privileged_notes"})
"""What no authority gets by this page, whatever its order says: it is fought over in court, not ticked."""

NUMBER = re.compile(r"[\w][\w ./()-]{0,39}")
"""The number of an order: it stands in clear, so no sentence fits in it."""

WAITS, NOT_NEEDED, AGREED, REFUSED = "", "not_needed", "agreed", "refused"
"""How it stands: for a second person, without need of one, agreed by one, refused by one."""

ANSWER_DAYS = 30
"""Article 12(3) says a month; thirty days are never later than that but in February."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was entered."""

    kind: GivingKind
    on: date
    number: str = ""
    until: date | None = None
    fields: frozenset[str] = frozenset()
    """As section and field. Of an order: the answers that would be given. Of the person: all that there were to decide
    about; they get these without what is left out."""
    withheld: dict[str, str] = field(default_factory=dict)
    """Of the person: what is left out, and why."""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules know of one that was entered."""

    kind: GivingKind
    verdict: str
    fields: frozenset[str]
    asked_by: UUID


NOT_YET_ASKED = Reason(
    "giving_in_the_future", _("This day lies ahead."), _("Enter the day on which it was asked.")
)
DUE_BEFORE = Reason("giving_due_before", _("It would be due before it was asked."), _("Enter a later day."))
NUMBER_MISSING = Reason(
    "giving_number_missing",
    _("An order has a number, and whoever decides looks at it."),
    _("Enter it: letters, digits and signs, 40 at most. No name of a person."),
)
NOTHING_CHOSEN = Reason(
    "giving_nothing_chosen",
    _("Nothing is chosen, so nothing would be given."),
    _("Tick what the order names, one by one, or refuse it."),
)
NEVER_BY_ORDER = Reason(
    "giving_privileged",
    _("Privileged notes are given to no authority here."),
    _("Take them out, and speak with the lawyer."),
)
WITHOUT_ORDER = Reason(
    "giving_without_an_order",
    _("Without an order nothing is given by this way."),
    _("Refuse it. With the person's yes one section can be opened: they ask under “Police and prosecution”."),
)
DECIDED = Reason("giving_decided", _("This was decided already."), _("Enter it anew if it is asked again."))
SAME_PERSON = Reason(
    "giving_same_person",
    _("Whoever entered it does not decide it."),
    _("Ask a colleague who supervises, or works on the case."),
)
WIDER = Reason("giving_wider", _("More than what was entered cannot be given."), _("Have it entered anew."))
WHY_MISSING = Reason("giving_why_missing", _("A refusal says why."), _("Choose the reason."))
LAWYER_NOT_TOLD = Reason(
    "giving_lawyer_not_told",
    _("The person's lawyer is told before an authority gets anything."),
    _("Tell the lawyer, or say why not."),
)
NO_LAWYER_HERE = Reason(
    "giving_no_lawyer_has_a_place",
    _("No lawyer has a place on this case, so it stands on no lawyer’s Today."),
    _("Telephone the person’s lawyer, or say that they have none."),
)
A_LAWYER_IS_HERE = Reason(
    "giving_a_lawyer_has_a_place",
    _("A lawyer has a place on this case."),
    _("Say that the lawyer sees it on Today, or that you have telephoned."),
)
NOT_AGREED = Reason(
    "giving_not_agreed",
    _("A second person has not agreed to this."),
    _("It can be printed when they have."),
)


def may_enter(asked: Asked, *, today: date) -> Decision:
    """Whether it can be entered so."""
    if asked.on > today:
        return Refused(NOT_YET_ASKED)
    if asked.until is not None and asked.until < asked.on:
        return Refused(DUE_BEFORE)
    if asked.kind is GivingKind.PERSON:
        return Allowed()
    if asked.kind in ORDERED and not NUMBER.fullmatch(asked.number):
        return Refused(NUMBER_MISSING)
    if asked.kind in ORDERED and not asked.fields:
        return Refused(NOTHING_CHOSEN)
    return Refused(NEVER_BY_ORDER) if asked.fields & NEVER_PRODUCED else Allowed()


def begins_as(asked: Asked) -> str:
    """Whether a second person is asked: always for an authority; for the person where something is left out."""
    return WAITS if asked.withheld or asked.kind is not GivingKind.PERSON else NOT_NEEDED


def may_decide(standing: Standing, by: UUID) -> Decision:
    """Whether this member is the second person."""
    if standing.verdict != WAITS:
        return Refused(DECIDED)
    return Refused(SAME_PERSON) if standing.asked_by == by else Allowed()


def may_agree(
    standing: Standing, by: UUID, *, fields: Collection[str], lawyer: str, has_lawyer: bool
) -> Decision:
    """Whether the second person may agree that these are given; `has_lawyer`: one has a place on the case."""
    decision = may_decide(standing, by)
    if isinstance(decision, Refused) or standing.kind is GivingKind.PERSON:
        return decision
    if standing.kind not in ORDERED:
        return Refused(WITHOUT_ORDER)
    if not fields:
        return Refused(NOTHING_CHOSEN)
    if not set(fields) <= standing.fields:
        return Refused(WIDER)
    if set(fields) & NEVER_PRODUCED:
        return Refused(NEVER_BY_ORDER)
    return may_say_of_the_lawyer(lawyer, has_lawyer=has_lawyer)


def may_say_of_the_lawyer(lawyer: str, *, has_lawyer: bool) -> Decision:
    """Whether this can be true of the person's lawyer, as far as the team is known here."""
    if lawyer not in set(LawyerTold):
        return Refused(LAWYER_NOT_TOLD)
    if lawyer == LawyerTold.ON_TODAY and not has_lawyer:
        return Refused(NO_LAWYER_HERE)
    return Refused(A_LAWYER_IS_HERE) if lawyer == LawyerTold.NO_LAWYER and has_lawyer else Allowed()


def may_refuse(standing: Standing, by: UUID, why: str) -> Decision:
    """Whether the second person may refuse it so."""
    decision = may_decide(standing, by)
    if isinstance(decision, Refused):
        return decision
    return Allowed() if why in set(GivingRefused) else Refused(WHY_MISSING)


def may_give(standing: Standing) -> Decision:
    """Whether a copy may be printed now."""
    return Allowed() if standing.verdict in (NOT_NEEDED, AGREED) else Refused(NOT_AGREED)
