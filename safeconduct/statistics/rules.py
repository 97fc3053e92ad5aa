"""Who reads figures, and which numbers are shown to whom. Pure."""

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

FEWEST = 5
"""A count of people by what they are is shown from here on, and a median; of referrals and agencies every count is."""

ONLY_COORDINATORS = Reason(
    "only_coordinators_read_figures",
    _("Figures are for a coordinator whom an agency of this node has named."),
    _("Ask your administrator who coordinates for your agency, and the coordinator for the figures."),
)


def may_read(profession: Profession, *, is_named: bool) -> Decision:
    """Whether the figures are for this member: a coordinator whom at least one agency has named.

    Nobody else, a supervisor neither: the figures add up the agencies that named the reader.
    """
    is_coordinator = profession is Profession.COORDINATOR and is_named
    return Allowed() if is_coordinator else Refused(ONLY_COORDINATORS)


def shown(number: int) -> int | None:
    """A count of people by what they are, as a coordinator sees it; None is hidden. Nothing is a number, too."""
    return number if number == 0 or number >= FEWEST else None
