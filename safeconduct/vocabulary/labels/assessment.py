"""The labels of what was assessed and identified: `codes/assessment.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.codes.assessment import (
    Confidence,
    DecidingBody,
    Exploitation,
    RiskLevel,
    VictimStatus,
)
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    RiskLevel: {
        RiskLevel.LOW: pgettext_lazy("risk_level", "Low"),
        RiskLevel.MEDIUM: pgettext_lazy("risk_level", "Medium"),
        RiskLevel.HIGH: pgettext_lazy("risk_level", "High"),
        RiskLevel.IMMINENT: _("Imminent"),
    },
    Exploitation: {
        Exploitation.SEXUAL_EXPLOITATION: _("Sexual exploitation"),
        Exploitation.LABOUR_EXPLOITATION: _("Labour exploitation"),
        Exploitation.DOMESTIC_SERVITUDE: _("Domestic servitude"),
        Exploitation.FORCED_BEGGING: _("Forced begging"),
        Exploitation.FORCED_CRIMINALITY: _("Forced criminality"),
        Exploitation.SLAVERY_OR_SIMILAR: _("Slavery or similar practices"),
        Exploitation.ORGAN_REMOVAL: _("Removal of organs"),
        Exploitation.FORCED_MARRIAGE: _("Forced marriage"),
        Exploitation.ILLEGAL_ADOPTION: _("Illegal adoption"),
        Exploitation.SURROGACY: _("Exploitation of surrogacy"),
        Exploitation.CHILD_LABOUR: _("Child labour"),
        Exploitation.ARMED_GROUP_RECRUITMENT: _("Recruitment by an armed group"),
        Exploitation.OTHER: pgettext_lazy("exploitation", "Another form"),
        Exploitation.UNKNOWN: pgettext_lazy("exploitation", "Not known yet"),
    },
    VictimStatus: {
        VictimStatus.UNDETERMINED: _("Not assessed yet"),
        VictimStatus.PRESUMED: _("Presumed: reasonable grounds exist"),
        VictimStatus.IDENTIFIED: _("Formally identified"),
        VictimStatus.DECLINED_IDENTIFICATION: _("Does not want formal identification"),
        VictimStatus.NOT_VICTIM: _("Found not to be trafficked"),
    },
    DecidingBody: {
        DecidingBody.POLICE: pgettext_lazy("deciding_body", "Police"),
        DecidingBody.NGO: pgettext_lazy("deciding_body", "Non-governmental organisation"),
        DecidingBody.COURT_PROSECUTION: pgettext_lazy("deciding_body", "Court or prosecution"),
        DecidingBody.NON_POLICE_GOVERNMENT: pgettext_lazy(
            "deciding_body", "Government body other than police"
        ),
        DecidingBody.OTHER: pgettext_lazy("deciding_body", "Another body"),
    },
    Confidence: {
        Confidence.VERIFIED: _("Verified"),
        Confidence.SECONDARY: _("From a secondary source"),
        Confidence.UNVERIFIED: _("Not verified"),
        Confidence.UNCERTAIN: _("Uncertain"),
    },
}
