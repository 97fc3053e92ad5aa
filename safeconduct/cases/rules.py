"""Who leads a case, and how long it is kept on. Pure; the doors ask the same again in the database."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.timezone import localtime
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
NO_DAY = Reason("no_day", _("Until which day is not said."), _("Enter a day, such as 2027-03-31."))
ENDS_LATER_ANYWAY = Reason(
    "ends_later_anyway", _("Until then the file is kept anyway."), _("Enter a later day, or leave it.")
)


def may_open_case(table: Policy, sector: Sector, profession: Profession) -> Decision:
    """Whether this profession opens a case of its own in an agency of this sector."""
    cell = Cell(sector, profession, Purpose.ASSESSMENT, Section.PROFILE, Action.OPEN, Basis.LEAD)
    return Allowed() if isinstance(may(table, cell), Allowed) else Refused(LEADS_NO_CASE)


def may_keep_on(until: datetime | None, *, ends_at: datetime, latest: datetime) -> Decision:
    """Whether a file that ends may be kept until then: longer than it is anyway, and not beyond the latest."""
    if until is None:
        return Refused(NO_DAY)
    if until <= ends_at:
        return Refused(ENDS_LATER_ANYWAY)
    if until > latest:
        last = date_format(localtime(latest), "j F Y")
        return Refused(
            Reason(
                "not_so_long",
                _("No file is kept on for more than a year at a time, nor ten years after it was over."),
                format_lazy(_("Enter a day before {last}."), last=last),
            )
        )
    return Allowed()
