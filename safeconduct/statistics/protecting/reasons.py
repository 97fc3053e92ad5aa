"""Why a release is refused, in sentences for the coordinator."""

from django.utils.translation import gettext_lazy as _

from safeconduct.statistics.protecting.attack.findings import Audit, Found
from safeconduct.vocabulary.decisions import Reason, Refused

BELOW_MINIMUM = Reason(
    "total_below_minimum",
    _("Fewer persons than the minimum are in this table, so nothing of it may leave."),
    _("Choose a longer time or a larger region."),
)
OUT_OF_TIME = Reason(
    "not_examined",
    _("There was not enough time to show that nobody can be found in this table. Nothing is released."),
    _("Try again, or choose fewer classes."),
)
TOO_LARGE = Reason(
    "too_large_to_examine",
    _("These tables together are too large to be examined. Nothing is released."),
    _("Publish fewer dimensions together."),
)
CORRECTION = Reason(
    "correction_too_small",
    _("Beside what was published before, this shows that very few persons were added or taken out."),
    _("Keep the correction until the yearly date, and publish it together with others."),
)
CONTRADICTION = Reason(
    "contradicts_itself",
    _("What was published before and this table cannot both be true. Nothing is released."),
    _("Look for changed facts in the earlier editions first."),
)
STILL_OPEN = Reason(
    "cannot_be_protected",
    _(
        "Beside what was published or answered before, a small number could be worked out from this table, whatever "
        "is hidden."
    ),
    _("Choose a coarser layout: merge regions, or take a longer time."),
)
_OF = {
    Found.TIME: OUT_OF_TIME,
    Found.TOO_LARGE: TOO_LARGE,
    Found.CORRECTION: CORRECTION,
    Found.CONTRADICTION: CONTRADICTION,
}


def refusal(audit: Audit) -> Refused:
    """The most telling reason of an attack that found something, or that could not be made."""
    for found, reason in _OF.items():
        if any(one.found is found for one in audit.findings):
            return Refused(reason)
    return Refused(STILL_OPEN)
