"""What the person needs, and the services that answer it."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("need")
class Need(Code):
    """The domains of the needs assessment."""

    SAFETY = "safety"
    HOUSING = "housing"
    MEDICAL_URGENT = "medical_urgent"
    MEDICAL_CHRONIC = "medical_chronic"
    PREGNANCY = "pregnancy"
    DISABILITY = "disability"
    PSYCHOLOGICAL = "psychological"
    LEGAL_STATUS = "legal_status"
    DOCUMENTS = "documents"
    LEGAL_AID = "legal_aid"
    COMPENSATION = "compensation"
    INTERPRETATION = "interpretation"
    INCOME = "income"
    FOOD_CLOTHING = "food_clothing"
    CHILDREN_DEPENDANTS = "children_dependants"
    EDUCATION_TRAINING = "education_training"
    EMPLOYMENT = "employment"
    FAMILY_CONTACT_TRACING = "family_contact_tracing"
    RELIGION_CULTURE = "religion_culture"
    DIGITAL_SAFETY = "digital_safety"
    RETURN_WISH = "return_wish"


@listed("need_level")
class NeedLevel(Code):
    """How pressing a need is."""

    NONE = "none"
    URGENT = "urgent"
    SHORT_TERM = "short_term"
    LONG_TERM = "long_term"


@listed("service")
class Service(Code):
    """What can be asked of a service; `SERVICES_FOR` says which need it answers."""

    SAFETY_PLANNING = "safety_planning"
    PROTECTION_MEASURE = "protection_measure"
    ESCORT = "escort"
    CRISIS_SHELTER = "crisis_shelter"
    SHELTER = "shelter"
    SUPPORTED_HOUSING = "supported_housing"
    INDEPENDENT_HOUSING = "independent_housing"
    EMERGENCY_CARE = "emergency_care"
    PRIMARY_CARE = "primary_care"
    SEXUAL_HEALTH = "sexual_health"
    MATERNITY = "maternity"
    DEPENDENCY_TREATMENT = "dependency_treatment"
    DISABILITY_SUPPORT = "disability_support"
    CRISIS_COUNSELLING = "crisis_counselling"
    PSYCHOTHERAPY = "psychotherapy"
    PEER_SUPPORT = "peer_support"
    REFLECTION_PERIOD = "reflection_period"
    RESIDENCE_PERMIT = "residence_permit"
    ASYLUM_ADVICE = "asylum_advice"
    IDENTITY_DOCUMENTS = "identity_documents"
    LEGAL_ADVICE = "legal_advice"
    LEGAL_REPRESENTATION = "legal_representation"
    COMPENSATION_CLAIM = "compensation_claim"
    WITNESS_SUPPORT = "witness_support"
    INTERPRETING = "interpreting"
    CULTURAL_MEDIATION = "cultural_mediation"
    CASH_SUPPORT = "cash_support"
    MATERIAL_AID = "material_aid"
    DEBT_ADVICE = "debt_advice"
    CHILDCARE = "childcare"
    GUARDIANSHIP = "guardianship"
    FAMILY_SUPPORT = "family_support"
    LANGUAGE_COURSE = "language_course"
    SCHOOL = "school"
    VOCATIONAL_TRAINING = "vocational_training"
    JOB_PLACEMENT = "job_placement"
    LABOUR_RIGHTS_ADVICE = "labour_rights_advice"
    WAGE_CLAIM = "wage_claim"
    FAMILY_TRACING = "family_tracing"
    FAITH_SUPPORT = "faith_support"
    DEVICE_CHECK = "device_check"
    DIGITAL_SAFETY_TRAINING = "digital_safety_training"
    VOLUNTARY_RETURN = "voluntary_return"
    REINTEGRATION = "reintegration"


_MEDICAL = (
    Service.EMERGENCY_CARE,
    Service.PRIMARY_CARE,
    Service.SEXUAL_HEALTH,
    Service.MATERNITY,
    Service.DEPENDENCY_TREATMENT,
    Service.DISABILITY_SUPPORT,
)
_STATUS = (
    Service.REFLECTION_PERIOD,
    Service.RESIDENCE_PERMIT,
    Service.ASYLUM_ADVICE,
    Service.IDENTITY_DOCUMENTS,
)
_LEGAL = (
    Service.LEGAL_ADVICE,
    Service.LEGAL_REPRESENTATION,
    Service.COMPENSATION_CLAIM,
    Service.WITNESS_SUPPORT,
)
_MONEY = (Service.CASH_SUPPORT, Service.MATERIAL_AID, Service.DEBT_ADVICE)

SERVICES_FOR: dict[Need, tuple[Service, ...]] = {
    Need.SAFETY: (Service.SAFETY_PLANNING, Service.PROTECTION_MEASURE, Service.ESCORT),
    Need.HOUSING: (
        Service.CRISIS_SHELTER,
        Service.SHELTER,
        Service.SUPPORTED_HOUSING,
        Service.INDEPENDENT_HOUSING,
    ),
    Need.MEDICAL_URGENT: _MEDICAL,
    Need.MEDICAL_CHRONIC: _MEDICAL,
    Need.PREGNANCY: _MEDICAL,
    Need.DISABILITY: _MEDICAL,
    Need.PSYCHOLOGICAL: (Service.CRISIS_COUNSELLING, Service.PSYCHOTHERAPY, Service.PEER_SUPPORT),
    Need.LEGAL_STATUS: _STATUS,
    Need.DOCUMENTS: _STATUS,
    Need.LEGAL_AID: _LEGAL,
    Need.COMPENSATION: _LEGAL,
    Need.INTERPRETATION: (Service.INTERPRETING, Service.CULTURAL_MEDIATION),
    Need.INCOME: _MONEY,
    Need.FOOD_CLOTHING: _MONEY,
    Need.CHILDREN_DEPENDANTS: (Service.CHILDCARE, Service.GUARDIANSHIP, Service.FAMILY_SUPPORT),
    Need.EDUCATION_TRAINING: (Service.LANGUAGE_COURSE, Service.SCHOOL, Service.VOCATIONAL_TRAINING),
    Need.EMPLOYMENT: (Service.JOB_PLACEMENT, Service.LABOUR_RIGHTS_ADVICE, Service.WAGE_CLAIM),
    Need.FAMILY_CONTACT_TRACING: (Service.FAMILY_TRACING,),
    Need.RELIGION_CULTURE: (Service.FAITH_SUPPORT,),
    Need.DIGITAL_SAFETY: (Service.DEVICE_CHECK, Service.DIGITAL_SAFETY_TRAINING),
    Need.RETURN_WISH: (Service.VOLUNTARY_RETURN, Service.REINTEGRATION),
}
"""Which services may answer a need."""
