"""Who may ask whom without a name, who may answer, and where an enquiry stands. Pure.

An enquiry names nobody and belongs to no case. It is asked, answered once, and over: turned into a referral by whoever
asked, withdrawn, or lapsed when its time has passed. Time answers nothing: an answer that comes late is still one.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.rules import may_have_cases
from safeconduct.referrals.moves import Side, State
from safeconduct.vocabulary.codes import Answer3, Feasibility, Profession, Urgency
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.scanner import LONGEST, normal, scan

MOST_AT_ONCE = 10
"""So many services may be asked at once."""
KEPT = timedelta(days=30)
"""So long after its last change an enquiry is kept, on either side (data-protection: unused enquiry)."""
LATEST = timedelta(days=366)
"""No further ahead may a service say that something is possible."""

HELPS = frozenset({Feasibility.POSSIBLE, Feasibility.POSSIBLE_FROM})
"""The answers from which a referral can be made."""


class Standing(StrEnum):
    """Where an enquiry stands, on both sides alike but for `converted`, which the asker alone knows."""

    OPEN = "open"
    ANSWERED = "answered"
    LAPSED = "lapsed"
    CONVERTED = "converted"
    WITHDRAWN = "withdrawn"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Facts:
    """An enquiry as the rules see it, on one side."""

    side: Side
    until: datetime
    answer: Feasibility | None = None
    is_withdrawn: bool = False
    is_converted: bool = False
    is_taken: bool = False
    """Several were asked at once, and another one was taken."""


NOT_YOUR_WORK = Reason(
    "enquiry_not_your_work",
    _("Your profession opens no case, and an enquiry is the beginning of one."),
    _("Ask a colleague who works with people."),
)
NOBODY_CHOSEN = Reason("no_service_chosen", _("No service is chosen."), _("Choose at least one."))
TOO_MANY_SERVICES = Reason(
    "too_many_services",
    _("More than ten services are chosen."),
    _("Ask those that fit best, and others when these have answered."),
)
OWN_SERVICE = Reason(
    "own_service", _("A service of your own agency needs no enquiry."), _("Ask your colleagues.")
)
NOT_FOR_CHILDREN = Reason(
    "not_for_children",
    _("A service that you chose has not said that it takes a child, and the person may be one."),
    _("Leave that service out. Only if you know that the person is an adult, say so."),
)
NOT_FOR_ADULTS = Reason(
    "not_for_adults",
    _("A service that you chose is for minors and has not said that it takes adults, and the person is one."),
    _("Leave that service out."),
)
PERSONAL_DATA = Reason(
    "personal_data",
    _("Something in the note looks as if it were about one particular person."),
    _("Take it out: an enquiry carries no name, number, date or address."),
)
TOO_LONG = Reason(
    "note_too_long", _("The note is longer than 300 characters."), _("Shorten it: codes say the rest.")
)
NOT_THE_ASKER = Reason(
    "not_the_asker",
    _("Only the agency that asked can take an enquiry back or make a referral of it."),
    _("Answer it instead."),
)
NOT_ASKED_OF_YOU = Reason(
    "not_asked_of_you",
    _("An enquiry is answered by the agency that was asked."),
    _("Wait, or telephone them."),
)
ANSWERED_ALREADY = Reason(
    "enquiry_answered_already",
    _("This enquiry has been answered."),
    _("Telephone them if something has changed."),
)
IS_OVER = Reason(
    "enquiry_is_over",
    _("This enquiry is over: it was withdrawn, or a referral was made of it."),
    _("Nothing is left to do."),
)
NO_DAY = Reason(
    "no_day_of_possible",
    _("A day is needed from which it is possible, today or within a year."),
    _("Enter it, or say that it is possible or not."),
)
NOT_A_YES = Reason(
    "enquiry_not_a_yes",
    _("A referral is made from an answer that says that it is possible."),
    _("Ask another service, or make a referral without an enquiry from the person's page."),
)
NO_ROOM = Reason(
    "enquiry_no_room",
    _("The needs of this file have no room for the situation, so no referral was begun."),
    _("Shorten what is asked there first, or leave the situation out."),
)


def clock_of(urgency: Urgency) -> State:
    """By which of a referral's clocks an answer is waited for: that of a decision, in an emergency that of an offer.

    Whoever needs a bed tonight cannot wait the day that a decision takes; the clock of an offer counts in hours.
    """
    return State.SENT if urgency is Urgency.EMERGENCY else State.ACKNOWLEDGED


def standing(facts: Facts, now: datetime) -> Standing:
    """Where it stands. What somebody did comes before what time did."""
    if facts.is_withdrawn:
        return Standing.WITHDRAWN
    if facts.is_converted:
        return Standing.CONVERTED
    if facts.is_taken:
        return Standing.TAKEN
    if facts.answer is not None:
        return Standing.ANSWERED
    return Standing.LAPSED if now >= facts.until else Standing.OPEN


def may_be_a_child(answer: Answer3) -> bool:
    """Doubt is treated as a child; only a plain no is none."""
    return answer is not Answer3.NO


def may_be_for(answer: Answer3, *, takes_children: bool) -> Decision:
    """Whether a service can be asked for somebody of whom this is known."""
    return Refused(NOT_FOR_CHILDREN) if may_be_a_child(answer) and not takes_children else Allowed()


def says_nobody(note: str) -> Decision:
    """Whether a note is short and nothing in it looks like personal data: asked on both nodes."""
    if len(normal(note)) > LONGEST:
        return Refused(TOO_LONG)
    return Refused(PERSONAL_DATA) if scan(note) else Allowed()


def may_take_part(profession: Profession) -> Decision:
    """Whether this profession asks and answers at all."""
    return Allowed() if may_have_cases(profession) else Refused(NOT_YOUR_WORK)


@dataclass(frozen=True, slots=True)
class Asked:
    """A service that is to be asked."""

    is_own: bool
    takes_children: bool
    is_for_minors: bool = False


def may_ask(profession: Profession, services: list[Asked], *, is_child: Answer3, note: str) -> Decision:
    """Whether these services may be asked at once."""
    decision = may_take_part(profession)
    if isinstance(decision, Refused):
        return decision
    if not services:
        return Refused(NOBODY_CHOSEN)
    if len(services) > MOST_AT_ONCE:
        return Refused(TOO_MANY_SERVICES)
    if any(service.is_own for service in services):
        return Refused(OWN_SERVICE)
    if not may_be_for(is_child, takes_children=all(service.takes_children for service in services)):
        return Refused(NOT_FOR_CHILDREN)
    if is_child is Answer3.NO and any(service.is_for_minors for service in services):
        return Refused(NOT_FOR_ADULTS)
    return says_nobody(note)


def may_answer(facts: Facts, now: datetime) -> Decision:
    """Whether this side can still answer: late too, and after somebody else said yes, when a yes is one in reserve."""
    if facts.side is not Side.RECEIVER:
        return Refused(NOT_ASKED_OF_YOU)
    match standing(facts, now):
        case Standing.TAKEN if facts.answer is None:
            return Allowed()
        case Standing.OPEN | Standing.LAPSED:
            return Allowed()
        case Standing.ANSWERED | Standing.TAKEN:
            return Refused(ANSWERED_ALREADY)
        case Standing.WITHDRAWN | Standing.CONVERTED:
            return Refused(IS_OVER)


def is_answer_whole(answer: Feasibility, *, possible_from: date | None, today: date) -> Decision:
    """Only "possible from" carries a day, and it needs one."""
    if answer is not Feasibility.POSSIBLE_FROM:
        return Allowed() if possible_from is None else Refused(NO_DAY)
    if possible_from is None or not today <= possible_from <= today + LATEST:
        return Refused(NO_DAY)
    return Allowed()


def may_withdraw(facts: Facts, now: datetime) -> Decision:
    """Whether this side can take it back: an answer does not hinder it, the end does."""
    if facts.side is not Side.SENDER:
        return Refused(NOT_THE_ASKER)
    over = standing(facts, now) in (Standing.CONVERTED, Standing.WITHDRAWN)
    return Refused(IS_OVER) if over else Allowed()


def may_stand_in_needs(length: int, *, longest: int) -> Decision:
    """Whether the situation fits behind what is asked in the file: nothing is stored that the form there refuses."""
    return Allowed() if length <= longest else Refused(NO_ROOM)


def may_convert(facts: Facts, now: datetime) -> Decision:
    """Whether a referral can be made of it in one step."""
    if facts.side is not Side.SENDER:
        return Refused(NOT_THE_ASKER)
    if standing(facts, now) in (Standing.CONVERTED, Standing.WITHDRAWN):
        return Refused(IS_OVER)
    return Allowed() if facts.answer in HELPS else Refused(NOT_A_YES)
