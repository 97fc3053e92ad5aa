"""The answers of a holder in another agency, in words."""

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals.holders.rules import HolderAnswer
from safeconduct.vocabulary.decisions import Words

ANSWERS: dict[HolderAnswer, Words] = {
    HolderAnswer.NOT_SHARED: _("It is not shared"),
    HolderAnswer.BY_NEW_CONSENT: _(
        "The person shares it by a new consent, in a referral of their own agency"
    ),
    HolderAnswer.IN_WORDS: _("In words: they stand with the referral"),
}
