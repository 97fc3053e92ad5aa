"""The labels of what a service says of itself: `codes/directory.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.codes.directory import Intake, PlaceKind, Takes
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    PlaceKind: {
        PlaceKind.SHELTER: _("A shelter: its address is kept secret"),
        PlaceKind.SAFE_FLAT: _("A safe flat: its address is kept secret"),
        PlaceKind.OFFICE: _("An office that anybody may find"),
        PlaceKind.OUTREACH: _("They come to the person"),
        PlaceKind.REMOTE: _("By telephone or online"),
    },
    Takes: {
        Takes.WOMEN: pgettext_lazy("taken by a service", "Women"),
        Takes.MEN: pgettext_lazy("taken by a service", "Men"),
        Takes.TRANS_AND_NONBINARY: pgettext_lazy("taken by a service", "Trans and non-binary people"),
    },
    Intake: {
        Intake.EMERGENCY_24H: _("In an emergency, day and night"),
        Intake.EMERGENCY_HOURS: _("In an emergency, in its hours"),
        Intake.PLANNED_ONLY: _("By appointment only"),
    },
}
