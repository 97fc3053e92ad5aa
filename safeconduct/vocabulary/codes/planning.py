"""What stands in the rows of a needs assessment, of a risk assessment and of a plan."""

from safeconduct.vocabulary.codes.lists import Code, listed
from safeconduct.vocabulary.codes.needs import Need

OF_HEALTH: frozenset[Need] = frozenset(
    {Need.MEDICAL_URGENT, Need.MEDICAL_CHRONIC, Need.PREGNANCY, Need.PSYCHOLOGICAL}
)
"""The domains whose assessment belongs to the clinicians, and is written in their section only."""


@listed("service_available")
class ServiceAvailable(Code):
    """Whether there is a service that answers a need."""

    YES = "yes"
    WAITING_LIST = "waiting_list"
    NO = "no"
    UNKNOWN = "unknown"


@listed("plan_action")
class PlanAction(Code):
    """Kinds of actions of a plan, as the field exports them."""

    EDUCATION = "education"
    FINANCIAL = "financial"
    HEALTH = "health"
    LABOUR_REHAB = "labour_rehab"
    LEGAL = "legal"
    LIVELIHOOD = "livelihood"
    RIGHTS_TRAINING = "rights_training"
    SEXUAL_REHAB = "sexual_rehab"
    SOCIAL_CARE = "social_care"


@listed("action_state")
class ActionState(Code):
    """How far an action of a plan is."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


@listed("plan_consent")
class PlanConsent(Code):
    """What the person says to the plan."""

    AGREED = "agreed"
    AGREED_PARTLY = "agreed_partly"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"


@listed("risk_trigger")
class RiskTrigger(Code):
    """Why a risk is assessed."""

    FIRST = "first"
    NEW_CONTACT = "new_contact"
    BEFORE_REFERRAL = "before_referral"
    BEFORE_RETURN = "before_return"
    BEFORE_TESTIMONY = "before_testimony"
    SUSPECT_RELEASED = "suspect_released"
    OTHER = "other"


@listed("risk_type")
class RiskType(Code):
    """From what a risk comes: a kind, never somebody's name."""

    TRAFFICKERS = "traffickers"
    RETALIATION_FAMILY = "retaliation_family"
    DEBT = "debt"
    RE_TRAFFICKING = "re_trafficking"
    SELF_HARM = "self_harm"
    HEALTH = "health"
    DETENTION_REMOVAL = "detention_removal"
    DEVICE_TRACKING = "device_tracking"
    STIGMA = "stigma"
    FAMILY_INVOLVED = "family_involved"
    LEAK_CORRUPTION = "leak_corruption"
    OTHER = "other"


@listed("factor_level")
class FactorLevel(Code):
    """Where a factor of a risk lies."""

    INDIVIDUAL = "individual"
    HOUSEHOLD = "household"
    COMMUNITY = "community"
