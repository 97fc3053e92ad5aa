"""Who reads in an emergency, and who may be the second person. Pure; the doors of the database ask the same again."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from safeconduct.access.rules import Action, Basis, Cell, Policy, may
from safeconduct.vocabulary.codes import FIREWALLED, Profession, Purpose, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.sections import Section

NOT_FOR_YOU = Reason(
    "no_emergency_reading",
    _("Your profession reads no file in an emergency in this agency."),
    _("Telephone whoever leads the case, or whoever supervises."),
)
BY_SOFTWARE = Reason(
    "emergency_by_software",
    _("Software reads nothing in an emergency: such a reading belongs to one sign-in of a member."),
    _("Sign in and open the page; it asks who you are."),
)
NOTHING_TO_READ = Reason(
    "nothing_agreed",
    _("Nothing of this file can be read: what the person agreed to has ended or was taken back."),
    _("Telephone the agency that sent it."),
)
OPEN_ALREADY = Reason(
    "open_already", _("These sections are open to you already."), _("Open the file as you always do.")
)
NO_SECTION = Reason(
    "no_section_named", _("No section is named."), _("Choose what you need to know, and no more.")
)
NOT_THIS_SECTION = Reason(
    "not_this_section",
    _("An emergency opens only what saves the person."),
    _("Choose from the sections that the page offers."),
)
EARLIER_NOT_REVIEWED = Reason(
    "earlier_use_not_reviewed",
    _("Your last emergency reading waits for a second person, and until then there is no other."),
    _("Ask whoever supervises to look at it: it stands on their Today. If life is in danger, call 112."),
)
EARLIER_NOT_NOTED = Reason(
    "earlier_use_not_noted",
    _("Your last emergency reading was found not justified, and no supervisor has taken note of it yet."),
    _("Talk with whoever supervises. If life is in danger, call 112."),
)
SENDING_NOT_REVIEWED = Reason(
    "sending_not_reviewed",
    _("What you shared without consent has waited for a second person for more than a day."),
    _("Ask a colleague to look at it: it stands on their Today. If life is in danger, call 112."),
)
BLOCKS: dict[str, Reason] = {
    block.code: block for block in (EARLIER_NOT_REVIEWED, EARLIER_NOT_NOTED, SENDING_NOT_REVIEWED)
}
"""What of earlier stands against another reading, by the code that the database gives it."""

NOT_YOUR_OWN = Reason(
    "reviews_own_reading",
    _("Nobody reviews their own reading."),
    _("Ask whoever supervises, or whoever leads the case."),
)
NOT_THE_SECOND = Reason(
    "not_the_second_person",
    _("This is for whoever supervises in the agency, or has the case in hand."),
    _("Ask one of them to look at it."),
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, and how they came in."""

    sector: Sector
    profession: Profession
    has_sign_in: bool


def could_read(table: Policy, reader: Reader) -> frozenset[Section]:
    """What this profession could read in an emergency; never anything behind the firewall, whatever the table says."""
    if reader.sector in FIREWALLED:
        return frozenset()
    return frozenset(
        section
        for section in Section
        if may(
            table,
            Cell(
                reader.sector,
                reader.profession,
                Purpose.PROTECTION,
                section,
                Action.OPEN,
                Basis.BREAK_GLASS,
            ),
        )
    )


def may_ask(table: Policy, reader: Reader, offered: Mapping[Section, bool], *, block: str) -> Decision:
    """Whether the page may offer anything. `offered` says for each section of the case whether it is open already."""
    if not reader.has_sign_in:
        return Refused(BY_SOFTWARE)
    if not could_read(table, reader):
        return Refused(NOT_FOR_YOU)
    if not offered:
        return Refused(NOTHING_TO_READ)
    if all(offered.values()):
        return Refused(OPEN_ALREADY)
    return Refused(BLOCKS[block]) if block else Allowed()


def may_read(
    table: Policy, reader: Reader, offered: Mapping[Section, bool], chosen: frozenset[Section], *, block: str
) -> Decision:
    """Whether these sections may be opened now."""
    asked = may_ask(table, reader, offered, block=block)
    if isinstance(asked, Refused):
        return asked
    if not chosen:
        return Refused(NO_SECTION)
    closed = {section for section, is_open in offered.items() if not is_open}
    return Allowed() if chosen <= closed & could_read(table, reader) else Refused(NOT_THIS_SECTION)


@dataclass(frozen=True, slots=True)
class Second:
    """Who wants to look at somebody's reading. `has_in_hand` is by another right than an emergency."""

    is_reader: bool
    is_of_agency: bool
    profession: Profession
    supervises: bool
    has_in_hand: bool


def may_review(second: Second) -> Decision:
    """Whether this is the second person: of the same agency, never who read, nobody who only administers."""
    if second.is_reader:
        return Refused(NOT_YOUR_OWN)
    if not second.is_of_agency or second.profession is Profession.ADMINISTRATOR:
        return Refused(NOT_THE_SECOND)
    return Allowed() if second.supervises or second.has_in_hand else Refused(NOT_THE_SECOND)
