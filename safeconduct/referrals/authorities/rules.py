"""Who asks for a section of somebody else's file, who answers, and when it is over. Pure; the database asks it again.

That police and prosecution get nothing unless a version of a consent names them, the section and the purpose, and that
a statement is told one way only, is this project's rule after the codes of the field; nobody competent has reviewed it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.access.rules import Action, Basis, Cell, Policy, may
from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.sections import Section

LONGEST = timedelta(days=90)
"""Nothing is open to an authority for longer without its asking again."""
PURPOSES = (Purpose.CRIMINAL_PROCEEDINGS, Purpose.PROTECTION)

NOT_AN_AUTHORITY = Reason(
    "not_an_authority",
    _("Only prosecutors and police officers of an agency of this node ask for a section in this way."),
    _("Ask whoever leads the case for a place, or for a referral."),
)
NOT_THIS_SECTION = Reason(
    "not_for_an_authority",
    _("This section is never open to your profession for this purpose."),
    _("Choose another section. What somebody treats or defends, and notes of the work, nobody asks for."),
)
NO_TEAM = Reason(
    "asks_without_a_team",
    _("You have a seat in no team, and a consent names a team."),
    _("Ask your agency's administrator for a seat."),
)
NO_NUMBER = Reason(
    "no_number_of_a_file",
    _("This is no number of a file."),
    _("Enter the twelve signs that whoever leads the case has told you."),
)
NO_END = Reason(
    "no_end_of_reading", _("Until when it is needed is not said."), _("Enter a day within 90 days.")
)
TOO_LATE = Reason(
    "reads_too_long",
    _("Nothing is open for more than 90 days."),
    _("Enter an earlier day, and ask again then."),
)
PAST = Reason("reading_is_over", _("This day is over."), _("Enter today or a later day."))
ANSWERED = Reason(
    "authority_answered_already", _("This was answered already."), _("Read the answer on the page.")
)
OVER = Reason(
    "authority_ask_is_over",
    _("The day until which it was needed is over."),
    _("Whoever asked can ask again."),
)
NOT_YOURS = Reason(
    "not_yours_to_open",
    _("Only whoever may let this section leave opens it to an authority."),
    _("Ask whoever leads the case to talk with the person."),
)
OTHER_CONSENT = Reason(
    "consent_names_something_else",
    _("The consent must name this one section, and end no later than what was asked."),
    _("Tick the one section, and enter a day that is not later."),
)
NOTHING_OPEN = Reason("nothing_is_open", _("Nothing of it is open any more."), _("There is nothing to end."))
NO_DAY = Reason(
    "no_day_of_the_offer",
    _("On which day it was offered is not said."),
    _("Enter the day, such as 2027-03-31."),
)
DAY_AHEAD = Reason(
    "statement_day_ahead", _("This day lies ahead."), _("Enter the day on which it was offered.")
)
NOT_OF_THE_UNIT = Reason(
    "not_of_the_unit",
    _("Only somebody who works in this unit can be told."),
    _("Choose a person of the unit."),
)
PERSON_HAS_NOT_AGREED = Reason(
    "person_has_not_agreed",
    _("Nothing is told without the person's yes."),
    _("Ask the person, then tick it. Without it nobody learns even that it was offered."),
)
TOLD_ALREADY = Reason(
    "statement_told_already", _("This was told already."), _("To tell somebody else, record the offer again.")
)


class Standing(StrEnum):
    """How a question of an authority stands."""

    WAITS = "waits"
    REFUSED = "refused"
    OPEN = "open"
    TAKEN_BACK = "taken_back"
    GIVEN_BACK = "given_back"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a question: what was answered, why it ended early, until when, how long its consent lasts."""

    answer: str
    ended_why: str
    until: datetime
    consent_ends: datetime | None = None
    """None where the consent lasts until the day that was asked for, and where there is none."""
    consent_why: str = ""


def standing(facts: Facts, now: datetime) -> Standing:
    """How it stands at this moment; its end needs nobody. A no stays a no after its day."""
    if facts.answer == "no":
        return Standing.REFUSED
    if facts.ended_why:
        return Standing(facts.ended_why)
    if facts.consent_ends is not None and facts.consent_ends <= now:
        return Standing.TAKEN_BACK if facts.consent_why == "consent_taken_back" else Standing.OVER
    if facts.until <= now:
        return Standing.OVER
    return Standing.OPEN if facts.answer == "yes" else Standing.WAITS


def until(facts: Facts) -> datetime:
    """Until when it is open, or waits: the day that was asked for, or the consent's end where that is earlier."""
    return min(facts.until, facts.consent_ends or facts.until)


def askable(table: Policy, sector: Sector, profession: Profession) -> dict[Purpose, frozenset[Section]]:
    """For which purposes such a member may ask, and for which sections; empty for whom it is not for."""
    found = {
        purpose: frozenset(
            section
            for section in Section
            if may(table, Cell(sector, profession, purpose, section, Action.OPEN, Basis.ASKED))
        )
        for purpose in PURPOSES
    }
    return {purpose: sections for purpose, sections in found.items() if sections}


def may_ask(
    table: Policy,
    sector: Sector,
    profession: Profession,
    purpose: Purpose,
    section: Section,
    *,
    has_team: bool,
) -> Decision:
    """Whether this member may ask for this section, for this purpose. Whether such a file exists is not known here."""
    possible = askable(table, sector, profession)
    if not possible:
        return Refused(NOT_AN_AUTHORITY)
    if not has_team:
        return Refused(NO_TEAM)
    return Allowed() if section in possible.get(purpose, frozenset()) else Refused(NOT_THIS_SECTION)


def may_last_until(until: date | None, *, today: date) -> Decision:
    """Whether something may be open, or told, until this day."""
    if until is None:
        return Refused(NO_END)
    if until < today:
        return Refused(PAST)
    return Refused(TOO_LATE) if until > today + LONGEST else Allowed()


def number(text: str) -> str | None:
    """The twelve signs of a file's number, however they were typed; None for what is none."""
    plain = re.sub(r"[\s-]", "", text.lower())
    return plain if re.fullmatch(r"[0-9a-f]{12}", plain) else None


def may_answer(facts: Facts, now: datetime) -> Decision:
    """Whether it still waits for an answer."""
    match standing(facts, now):
        case Standing.WAITS:
            return Allowed()
        case Standing.OVER:
            return Refused(OVER)
        case _:
            return Refused(ANSWERED)


def may_open(
    facts: Facts, asked: Section, agreed: Collection[Section], agreed_until: datetime | None, *, refers: bool,
    now: datetime,
) -> Decision:  # fmt: skip
    """Whether this consent opens what was asked: exactly the section, no longer, by whoever may let it leave."""
    waits = may_answer(facts, now)
    if isinstance(waits, Refused):
        return waits
    if not refers:
        return Refused(NOT_YOURS)
    fits = set(agreed) == {asked} and agreed_until is not None and agreed_until <= facts.until
    return Allowed() if fits else Refused(OTHER_CONSENT)


def may_end(facts: Facts, now: datetime) -> Decision:
    """Whether there is something to end: what is open, or still waits."""
    return Allowed() if standing(facts, now) in (Standing.OPEN, Standing.WAITS) else Refused(NOTHING_OPEN)


def may_record(offered_on: date | None, *, today: date) -> Decision:
    """Whether an offer of a statement on this day can be recorded."""
    if offered_on is None:
        return Refused(NO_DAY)
    return Refused(DAY_AHEAD) if offered_on > today else Allowed()


def may_tell(
    *, agrees: bool, is_of_the_unit: bool, is_told: bool, until: date | None, today: date
) -> Decision:
    """Whether the one sentence may be told to this member of the unit."""
    if is_told:
        return Refused(TOLD_ALREADY)
    if not is_of_the_unit:
        return Refused(NOT_OF_THE_UNIT)
    return may_last_until(until, today=today) if agrees else Refused(PERSON_HAS_NOT_AGREED)
