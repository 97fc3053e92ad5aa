"""Who asks about a closed section, until when, and who answers. Pure; the row policies ask the same again."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

LONGEST = timedelta(days=90)
"""Nobody needs an answer for longer than this without asking again."""

NO_PLACE = Reason(
    "asks_without_a_place",
    _("Only whoever leads the case or has a place in it asks about a closed section."),
    _("Ask whoever leads the case for a place."),
)
OPEN_ALREADY = Reason(
    "section_is_open", _("This section is open to you."), _("Read it on the person's page.")
)
NOBODY_HOLDS = Reason(
    "nobody_holds_it",
    _("Nobody of this agency holds this section, so nobody could answer."),
    _("Ask whoever leads the case to bring in a colleague of that profession."),
)
WAITS_ALREADY = Reason(
    "asked_already",
    _("You have asked about this section, and the answer is not there yet."),
    _("Speak with the colleague."),
)
NOT_THE_HOLDER = Reason(
    "not_the_holder",
    _("Only whoever holds the section answers."),
    _("Leave it to them."),
)
OWN_ASK = Reason(
    "answers_own_ask", _("Nobody answers what they asked themselves."), _("Leave it to a colleague.")
)
ANSWERED = Reason(
    "answered_already", _("This was answered already."), _("Read the answer on the person's page.")
)
OVER = Reason(
    "need_is_over", _("The day until which the answer was needed is over."), _("Speak with the colleague.")
)
NO_DAY = Reason(
    "no_day_of_need", _("Until when it is needed is not said."), _("Enter a day, such as 2027-03-31.")
)
PAST_DAY = Reason("past_day_of_need", _("This day is over."), _("Enter today or a later day."))
TOO_LATE_A_DAY = Reason(
    "too_late_a_day_of_need",
    _("Nothing is asked for more than 90 days ahead."),
    _("Enter an earlier day, and ask again then."),
)


@dataclass(frozen=True, slots=True)
class Asking:
    """What the rule knows of who asks about one section of one case."""

    has_place: bool
    """By leading the own agency's case or by a place in it; never by an emergency or by what was received."""
    opens_it: bool
    is_held: bool
    is_waiting: bool
    """Whether the member has asked about it and waits for the answer."""


@dataclass(frozen=True, slots=True)
class Answering:
    """What the rule knows of who answers."""

    holds_it: bool
    is_own: bool
    is_answered: bool
    until: date


def may_ask(asking: Asking) -> Decision:
    """Whether the page offers to ask about this section. Nothing in it tells whether something is written there."""
    if not asking.has_place:
        return Refused(NO_PLACE)
    if asking.opens_it:
        return Refused(OPEN_ALREADY)
    if not asking.is_held:
        return Refused(NOBODY_HOLDS)
    return Refused(WAITS_ALREADY) if asking.is_waiting else Allowed()


def may_need_until(until: date | None, *, today: date) -> Decision:
    """Whether an answer may be asked for until this day."""
    if until is None:
        return Refused(NO_DAY)
    if until < today:
        return Refused(PAST_DAY)
    return Refused(TOO_LATE_A_DAY) if until > today + LONGEST else Allowed()


def may_answer(answering: Answering, *, today: date) -> Decision:
    """Whether this member answers it now."""
    if answering.is_own:
        return Refused(OWN_ASK)
    if not answering.holds_it:
        return Refused(NOT_THE_HOLDER)
    if answering.is_answered:
        return Refused(ANSWERED)
    return Refused(OVER) if answering.until < today else Allowed()
