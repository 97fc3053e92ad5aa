"""The labels of an enquiry without a name: `codes/enquiries.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.codes.enquiries import Constraint, Feasibility, PartOfCountry
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    Constraint: {
        Constraint.CHILDREN_WITH: _("Children come along"),
        Constraint.DISABILITY_ACCESS: _("Access for a disability"),
        Constraint.PETS: _("An animal comes along"),
        Constraint.WOMEN_ONLY: _("Only among women"),
        Constraint.MEN: _("A man is asked for"),
        Constraint.LGBTI_SAFE: _("Safe for LGBTI people"),
        Constraint.NO_DOCUMENTS: _("No documents"),
        Constraint.MEDICATION: _("Takes medication"),
    },
    PartOfCountry: {
        PartOfCountry.ANYWHERE: _("Anywhere in the country"),
        PartOfCountry.CAPITAL: _("The capital and around it"),
        PartOfCountry.NORTH: _("The north"),
        PartOfCountry.EAST: _("The east"),
        PartOfCountry.SOUTH: _("The south"),
        PartOfCountry.WEST: _("The west"),
        PartOfCountry.CENTRE: _("The centre"),
    },
    Feasibility: {
        Feasibility.POSSIBLE: pgettext_lazy("feasibility", "Possible"),
        Feasibility.POSSIBLE_FROM: _("Possible from a day"),
        Feasibility.NOT_POSSIBLE: pgettext_lazy("feasibility", "Not possible"),
        Feasibility.ASK_OTHER: _("Ask another service"),
    },
}
