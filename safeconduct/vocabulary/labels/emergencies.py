"""The labels of a reading in an emergency: `codes/emergencies.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes.emergencies import EmergencyReason, EmergencyVerdict
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    EmergencyReason: {
        EmergencyReason.LIFE_IN_DANGER: _("Somebody’s life or health is in danger now"),
        EmergencyReason.PERSON_HERE: _("The person is here or calls, and the lead cannot be reached"),
        EmergencyReason.PERSON_MISSING: _("The person is missing or did not come back"),
        EmergencyReason.THREAT_NEAR: _("Somebody who exploited or threatens the person is near"),
        EmergencyReason.CHILD_AT_RISK: _("A child is in danger now"),
    },
    EmergencyVerdict: {
        EmergencyVerdict.JUSTIFIED: _("It was justified"),
        EmergencyVerdict.NOT_JUSTIFIED: _("It was not justified"),
    },
}
