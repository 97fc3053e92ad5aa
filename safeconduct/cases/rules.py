"""Who leads a case. Pure: the policy is a table that is handed in, and the door asks it again in the database."""

from django.utils.translation import gettext_lazy as _

from safeconduct.access.rules import Action, Basis, Cell, Policy, may
from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.sections import Section

LEADS_NO_CASE = Reason(
    "profession_opens_no_case",
    _("Your profession leads no case in this agency."),
    _("Ask a colleague who works with people to open it."),
)


def may_open_case(table: Policy, sector: Sector, profession: Profession) -> Decision:
    """Whether this profession opens a case of its own in an agency of this sector."""
    cell = Cell(sector, profession, Purpose.ASSESSMENT, Section.PROFILE, Action.OPEN, Basis.LEAD)
    return Allowed() if isinstance(may(table, cell), Allowed) else Refused(LEADS_NO_CASE)
