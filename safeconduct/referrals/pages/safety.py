"""The safety strip of a referral: at its sender by the own file; at its receiver what is taken back leaves no lesser
warning, and whom to ask.
"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.agencies.models import Member
from safeconduct.cases.beside.shown import UNSAFE_NUMBER
from safeconduct.cases.pages import Readings, strip
from safeconduct.referrals.history import Flag
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, Side
from safeconduct.referrals.queries import Whole
from safeconduct.referrals.reaching import country_of
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section

CALLING = gettext_lazy("Calling the person")


def strip_with(
    row: Referral, whole: Whole, readings: Readings, by: Member, at: datetime
) -> list[tuple[Words, Words]]:
    """The facts of the strip, from what this side reads of the person.

    Who was told when not to call, or a number, has read it, and may have written it down.
    """
    facts = strip(readings, country_of(row, by), at)
    if row.side != Side.RECEIVER:
        return facts
    name = {"agency": whole.other.name}
    others = [fact for fact in facts if fact != UNSAFE_NUMBER]
    if _has_read_and_lost(row, whole):
        said = _("What was said of it was taken back. Do not call before you have asked %(agency)s.")
        return [(CALLING, said % name), *others]
    if len(others) < len(facts):
        said = _("Nothing here says when it is safe to call. Ask %(agency)s before you do.")
        return [(CALLING, said % name), *others]
    return facts


def _has_read_and_lost(row: Referral, whole: Whole) -> bool:
    """Whether a warning may have been read here that is gone: by itself, or with everything after an acceptance."""
    was_accepted = any(move.event is Event.ACCEPT for move in whole.history.standing)
    is_all_back = Flag.CONSENT_WITHDRAWN in row.flags and was_accepted
    return is_all_back or Section.SAFE_CONTACT.value in row.taken_back
