"""The lines of Today about editions of figures: what each waits for, with the page behind it."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.asides_of_figures import ASKS, OfEdition, OfFigures, What
from safeconduct.referrals.pages.lawyers import Line
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.editions import GRETA, period

SAYS: Mapping[What, Words] = {
    What.TO_APPROVE: _("Somebody else has prepared it: read it, and approve it"),
    What.TO_CHOOSE: _("You have prepared it: choose its layout, and have its tables shown"),
    What.OLD: _("Out of date: prepare it again"),
    What.REFUSED: _("It could not be made: see why"),
    What.WAITS: _("You have prepared it; it waits for a second person"),
    What.RELEASED: _("You have prepared it, and it is released"),
}


def editions(found: OfFigures) -> list[Line]:
    """First those in which it is the member's turn."""
    return [_line(one) for one in sorted(found.editions, key=lambda one: one.what not in ASKS)]


def _line(one: OfEdition) -> Line:
    released = one.what is What.RELEASED
    url = reverse("edition", args=[one.id]) if released else reverse("edition_prepared", args=[one.id])
    name = f"{one.country} {period(one.year, one.years)}" + (", GRETA" if one.kind == GRETA else "")
    if one.is_correction:
        name = gettext("%(edition)s, correction") % {"edition": name}
    return Line(url, name, SAYS[one.what])
