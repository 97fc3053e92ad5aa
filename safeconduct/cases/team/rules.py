"""Who gets a place on a case, who ends one, and how the lead goes on. Pure; the doors ask the same in the database."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from safeconduct.access.rules import Action, Basis, Cell, Policy, may
from safeconduct.cases.rules import may_open_case
from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.sections import Section

ONLY_THE_LEAD = Reason(
    "only_the_lead_places",
    _("Only whoever leads the case gives places on it and offers the lead."),
    _("Ask the lead: the page Team says who it is."),
)
LEADS_ALREADY = Reason("leads_already", _("Leads the case already."), _("Choose another colleague."))
HAS_A_PLACE = Reason(
    "has_a_place",
    _("Has a place on the case already."),
    _("To change its end, end the place and give it again."),
)
NO_PLACE = Reason(
    "profession_has_no_place",
    _("The policy opens nothing to this profession by a place in this agency."),
    _("What they have to know you tell them, or the person does."),
)
PERSON_DOES_NOT_KNOW = Reason(
    "person_does_not_know",
    _("The person must know who works with them before it begins."),
    _("Talk with the person, then tick that they know. Until then nothing opens."),
)
ENDS_BEFORE_IT_BEGINS = Reason(
    "ends_before_it_begins",
    _("This day is over."),
    _("Enter a later day, or leave it empty: then the place stays until somebody ends it."),
)
NOT_YOURS_TO_END = Reason(
    "not_yours_to_end",
    _("A place is ended by whoever leads the case, whoever supervises, and by the colleague themselves."),
    _("Ask one of them."),
)
LEADS_NO_CASE = Reason(
    "profession_leads_no_case",
    _("This profession leads no case in this agency."),
    _("Offer the lead to a colleague who works with people."),
)
OFFERED_ALREADY = Reason(
    "offered_already",
    _("The lead is offered to somebody already."),
    _("Wait for the answer, or take the offer back first."),
)
NOT_OFFERED_TO_YOU = Reason(
    "not_offered_to_you", _("This offer is for somebody else."), _("Ask whoever leads the case.")
)
OFFER_IS_OVER = Reason(
    "offer_is_over",
    _("This offer is over: it was answered, taken back, or fourteen days have passed."),
    _("Ask whoever leads the case to offer it again."),
)
ONLY_SUPERVISORS = Reason(
    "not_yours_to_take_over",
    _("A case is taken over by whoever supervises in the agency, in a profession that leads cases."),
    _("Ask one of them. If somebody is in danger, read the file in an emergency."),
)
YOU_LEAD = Reason("you_lead_already", _("You lead this case already."), _("Open the file as you always do."))


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: in which agency and profession, and what they are to this case."""

    sector: Sector
    profession: Profession
    leads: bool
    supervises: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the same agency, and what they have of the case."""

    profession: Profession
    leads: bool = False
    has_place: bool = False


def opened_by(table: Policy, sector: Sector, profession: Profession, basis: Basis) -> dict[Section, bool]:
    """What this profession opens of an own case on this basis, and whether it may edit it."""
    cells = {
        section: [
            bool(may(table, Cell(sector, profession, Purpose.ASSESSMENT, section, action, basis)))
            for action in (Action.OPEN, Action.EDIT)
        ]
        for section in Section
    }
    return {section: edits for section, (opens, edits) in cells.items() if opens}


def could_have_place(table: Policy, sector: Sector, to: Colleague) -> Decision:
    """Whether this colleague can be given a place: the reason stands beside those who cannot."""
    if to.leads:
        return Refused(LEADS_ALREADY)
    if to.has_place:
        return Refused(HAS_A_PLACE)
    return Allowed() if opened_by(table, sector, to.profession, Basis.PLACE) else Refused(NO_PLACE)


def may_place(
    table: Policy, by: Asker, to: Colleague, *, person_knows: bool, until: datetime | None, now: datetime
) -> Decision:
    """Whether the place may be given now."""
    if not by.leads:
        return Refused(ONLY_THE_LEAD)
    possible = could_have_place(table, by.sector, to)
    if isinstance(possible, Refused):
        return possible
    if until is not None and until <= now:
        return Refused(ENDS_BEFORE_IT_BEGINS)
    return Allowed() if person_knows else Refused(PERSON_DOES_NOT_KNOW)


def may_end_place(by: Asker, *, is_own: bool) -> Decision:
    """Whether the place may be ended; whose it is may always."""
    supervises = by.supervises and by.profession is not Profession.ADMINISTRATOR
    return Allowed() if is_own or by.leads or supervises else Refused(NOT_YOURS_TO_END)


def could_lead(table: Policy, sector: Sector, to: Colleague) -> Decision:
    """Whether this colleague can be offered the lead."""
    if to.leads:
        return Refused(LEADS_ALREADY)
    return Allowed() if may_open_case(table, sector, to.profession) else Refused(LEADS_NO_CASE)


def may_offer(table: Policy, by: Asker, to: Colleague, *, person_knows: bool, is_offered: bool) -> Decision:
    """Whether the lead may be offered now; `is_offered` says whether an offer waits for its answer."""
    if not by.leads:
        return Refused(ONLY_THE_LEAD)
    if is_offered:
        return Refused(OFFERED_ALREADY)
    possible = could_lead(table, by.sector, to)
    if isinstance(possible, Refused):
        return possible
    return Allowed() if person_knows else Refused(PERSON_DOES_NOT_KNOW)


def may_answer(*, is_to_you: bool, is_open: bool) -> Decision:
    """Whether the offer may be accepted or declined."""
    if not is_open:
        return Refused(OFFER_IS_OVER)
    return Allowed() if is_to_you else Refused(NOT_OFFERED_TO_YOU)


def may_take_back(by: Asker, *, is_open: bool) -> Decision:
    """Whether the offer may be taken back."""
    if not is_open:
        return Refused(OFFER_IS_OVER)
    return Allowed() if by.leads else Refused(ONLY_THE_LEAD)


def could_take_over(table: Policy, by: Asker) -> Decision:
    """Whether somebody takes cases over at all."""
    return (
        Allowed()
        if by.supervises and may_open_case(table, by.sector, by.profession)
        else Refused(ONLY_SUPERVISORS)
    )


def may_take_over(table: Policy, by: Asker) -> Decision:
    """Whether this case may be taken over."""
    possible = could_take_over(table, by)
    return Refused(YOU_LEAD) if possible and by.leads else possible
