"""The words for how a question of an authority stands."""

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.authorities.rules import Standing
from safeconduct.vocabulary.decisions import Words

STANDINGS: dict[Standing, Words] = {
    Standing.WAITS: _("Waits for an answer"),
    Standing.REFUSED: _("Stays closed"),
    Standing.OPEN: _("Open to read"),
    Standing.TAKEN_BACK: _("Taken back"),
    Standing.GIVEN_BACK: _("Given back"),
    Standing.OVER: _("Over"),
}
ENDED: dict[str, Words] = {
    "taken_back": _("The person or whoever works with them ended it"),
    "given_back": _("Whoever asked needs it no more"),
    # To the authority a consent that was taken back looks the same as a question that was: who ended it is not told.
    "consent_taken_back": _("The person or whoever works with them ended it"),
    "consent_ends": _("The person’s consent ends before the day that was asked for"),
    "consent_changed": _("A newer version of the consent has taken its place"),
}
