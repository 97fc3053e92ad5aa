"""The words for how a request stands, and for the lists beside the file."""

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.giving_out.rules import AGREED, NOT_NEEDED, REFUSED, WAITS
from safeconduct.referrals.giving_out.contents import RECIPIENTS, RIGHTS, SEEN, TEXTS
from safeconduct.vocabulary.decisions import Words

VERDICTS: dict[str, Words] = {
    WAITS: _("Waits for a second person"),
    NOT_NEEDED: _("Given whole"),
    AGREED: _("A second person agreed"),
    REFUSED: _("Refused by a second person"),
}
BLOCKS: dict[str, Words] = {
    TEXTS: _("Messages about the person"),
    RECIPIENTS: _("To whom it went"),
    SEEN: _("Who saw my data"),
    RIGHTS: _("Rights"),
}
