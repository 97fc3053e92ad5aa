"""The safety strip of a referral: a warning when to call that was taken back leaves a warning behind."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.agencies.models import Member
from safeconduct.cases.beside.shown import UNSAFE_NUMBER
from safeconduct.cases.pages import strip
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.queries import Whole
from safeconduct.referrals.reaching import country_of
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section

CALLING = gettext_lazy("Calling the person")


def strip_with(row: Referral, whole: Whole, by: Member, at: datetime) -> list[tuple[Words, Words]]:
    """The facts of the strip. Who receives, and was told when not to call, is not left with less of a warning than a no
    by the taking back of that no."""
    facts = strip(whole.readings, country_of(row, by), at)
    if row.side != Side.RECEIVER or Section.SAFE_CONTACT.value not in row.taken_back:
        return facts
    asked_first = _("What was said of it was taken back. Do not call before you have asked %(agency)s.")
    return [(CALLING, asked_first % {"agency": whole.other.name}), *(f for f in facts if f != UNSAFE_NUMBER)]
