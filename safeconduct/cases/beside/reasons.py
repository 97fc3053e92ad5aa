"""Why two files are not laid beside each other or taken apart, and what is possible instead."""

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Reason

BESIDE_ALREADY = Reason(
    "beside_already",
    _("A file of your agency lies beside this referral already."),
    _("Go on in that file, or take the two apart first."),
)
SOMETHING_COPIED = Reason(
    "something_taken_over",
    _("Something was taken over from this referral into your file."),
    _("The two stay beside each other, so that everybody sees where it comes from. Correct the file itself."),
)
NEWER_THERE = Reason(
    "newer_version_there",
    _("They have sent a newer version of this section while you were choosing."),
    _("Compare both below and choose again."),
)
