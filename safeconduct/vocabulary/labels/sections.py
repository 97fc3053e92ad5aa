"""The labels of the sections."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    Section: {
        Section.PROFILE: _("Profile"),
        Section.IDENTITY: _("Identity"),
        Section.SAFE_CONTACT: _("Safe contact"),
        Section.SAFETY: pgettext_lazy("section", "Safety"),
        Section.EXPLOITATION: _("Exploitation"),
        Section.NEEDS: _("Needs"),
        Section.PLAN: _("Support-and-safety plan"),
        Section.HEALTH: pgettext_lazy("section", "Health"),
        Section.LEGAL: _("Legal matters"),
        Section.RESIDENCE: _("Residence"),
        Section.FAMILY: _("Child and guardian"),
        Section.RETURN: pgettext_lazy("section", "Return"),
        Section.NARRATIVE: _("Notes of the case"),
        Section.LOGISTICS: _("Handover arrangements"),
    },
}
