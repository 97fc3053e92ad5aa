"""The labels of a return dossier: `codes/returning.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.codes.returning import LawyerAfter, LeafletGiven, ReturnWill
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    ReturnWill: {
        ReturnWill.OWN_WILL: _("Wants to return, of their own will"),
        ReturnWill.UNDECIDED: pgettext_lazy("return", "Has not decided"),
        ReturnWill.NO: _("Does not want to return"),
        ReturnWill.TAKEN_BACK: _("Wanted to, and does not any more"),
    },
    LeafletGiven: {
        LeafletGiven.GIVEN: _("Given on paper"),
        LeafletGiven.READ_ALOUD: _("Read out; paper would be a danger"),
        LeafletGiven.KEPT_FOR_PERSON: _("Kept for the person at the reception contact"),
    },
    LawyerAfter: {
        LawyerAfter.GOES_ON: _("The same lawyer goes on"),
        LawyerAfter.HANDED_OVER: _("A lawyer there takes over"),
        LawyerAfter.NO_MATTER: _("There is no matter to go on with"),
        LawyerAfter.NOT_ARRANGED: pgettext_lazy("lawyer", "Not arranged yet"),
    },
}
