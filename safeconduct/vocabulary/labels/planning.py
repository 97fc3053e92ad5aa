"""The labels of the rows of a needs assessment, a risk assessment and a plan: `codes/planning.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.codes.planning import (
    ActionState,
    FactorLevel,
    PlanAction,
    PlanConsent,
    RiskTrigger,
    RiskType,
    ServiceAvailable,
)
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    ServiceAvailable: {
        ServiceAvailable.YES: pgettext_lazy("service available", "Yes"),
        ServiceAvailable.WAITING_LIST: _("Waiting list"),
        ServiceAvailable.NO: pgettext_lazy("service available", "No"),
        ServiceAvailable.UNKNOWN: pgettext_lazy("service available", "Not known"),
    },
    PlanAction: {
        PlanAction.EDUCATION: pgettext_lazy("plan", "Education"),
        PlanAction.FINANCIAL: pgettext_lazy("plan", "Money"),
        PlanAction.HEALTH: pgettext_lazy("plan", "Health"),
        PlanAction.LABOUR_REHAB: pgettext_lazy("plan", "Back to work"),
        PlanAction.LEGAL: pgettext_lazy("plan", "Law"),
        PlanAction.LIVELIHOOD: pgettext_lazy("plan", "Livelihood"),
        PlanAction.RIGHTS_TRAINING: pgettext_lazy("plan", "Learning about rights"),
        PlanAction.SEXUAL_REHAB: pgettext_lazy("plan", "Recovery after sexual violence"),
        PlanAction.SOCIAL_CARE: pgettext_lazy("plan", "Social care"),
    },
    ActionState: {
        ActionState.PLANNED: pgettext_lazy("action of a plan", "Planned"),
        ActionState.UNDER_WAY: pgettext_lazy("action of a plan", "Under way"),
        ActionState.DONE: pgettext_lazy("action of a plan", "Done"),
        ActionState.DROPPED: pgettext_lazy("action of a plan", "Dropped"),
    },
    PlanConsent: {
        PlanConsent.AGREED: _("The person agrees"),
        PlanConsent.AGREED_PARTLY: _("The person agrees to a part"),
        PlanConsent.REFUSED: _("The person says no"),
        PlanConsent.NOT_ASKED: _("Not asked yet"),
    },
    RiskTrigger: {
        RiskTrigger.FIRST: _("First assessment"),
        RiskTrigger.NEW_CONTACT: _("Somebody new is in contact"),
        RiskTrigger.BEFORE_REFERRAL: _("Before a referral"),
        RiskTrigger.BEFORE_RETURN: _("Before a return"),
        RiskTrigger.BEFORE_TESTIMONY: _("Before a testimony"),
        RiskTrigger.SUSPECT_RELEASED: _("A suspect was released"),
        RiskTrigger.OTHER: pgettext_lazy("risk_trigger", "Something else"),
    },
    RiskType: {
        RiskType.TRAFFICKERS: _("Traffickers"),
        RiskType.RETALIATION_FAMILY: _("Revenge against the family"),
        RiskType.DEBT: _("Debt"),
        RiskType.RE_TRAFFICKING: _("Being trafficked again"),
        RiskType.SELF_HARM: _("Self-harm"),
        RiskType.HEALTH: pgettext_lazy("risk_type", "Health"),
        RiskType.DETENTION_REMOVAL: _("Detention or removal"),
        RiskType.DEVICE_TRACKING: _("Being tracked by a device"),
        RiskType.STIGMA: _("Stigma"),
        RiskType.FAMILY_INVOLVED: _("Family that took part"),
        RiskType.LEAK_CORRUPTION: _("A leak, or corruption"),
        RiskType.OTHER: pgettext_lazy("risk_type", "Something else"),
    },
    FactorLevel: {
        FactorLevel.INDIVIDUAL: _("The person"),
        FactorLevel.HOUSEHOLD: _("The household"),
        FactorLevel.COMMUNITY: _("The community"),
    },
}
