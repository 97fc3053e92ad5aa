"""The code lists. A stored value is scheme + code; codes are never renamed and never used again.

Every list is this project's proposal, made from the forms and habits of the field. Labels: `labels.py`.
Members are texts: `Need.SAFETY == Hold.SAFETY`. So a table keyed by codes holds one list only.
"""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.errors import BadCode


class Code(StrEnum):
    """A member of a code list."""

    @property
    def scheme(self) -> str:
        """The id of the list, kept beside the code wherever a coded value is stored."""
        return SCHEME_OF[type(self)]


class Profession(Code):
    """Who a member is. `WITHOUT_CASES` names those who open no case."""

    SOCIAL_WORKER = "social_worker"
    ADVOCATE = "advocate"
    LAWYER = "lawyer"
    PSYCHOLOGIST = "psychologist"
    DOCTOR = "doctor"
    NURSE = "nurse"
    POLICE_OFFICER = "police_officer"
    BORDER_GUARD = "border_guard"
    LABOUR_INSPECTOR = "labour_inspector"
    PROSECUTOR = "prosecutor"
    JUDGE = "judge"
    CHILD_PROTECTION_WORKER = "child_protection_worker"
    GUARDIAN = "guardian"
    ASYLUM_OFFICER = "asylum_officer"
    COORDINATOR = "coordinator"
    FOCAL_POINT = "focal_point"
    RAPPORTEUR = "rapporteur"
    CONSULAR_OFFICER = "consular_officer"
    INTERPRETER = "interpreter"
    MEDIATOR = "mediator"
    UNION_ADVISER = "union_adviser"
    TRAINER = "trainer"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class Sector(Code):
    """The kind of agency; decides the firewall."""

    NGO = "ngo"
    SHELTER = "shelter"
    LEGAL = "legal"
    HEALTH = "health"
    SOCIAL_SERVICES = "social_services"
    CHILD_PROTECTION = "child_protection"
    POLICE = "police"
    BORDER_GUARD = "border_guard"
    LABOUR_INSPECTORATE = "labour_inspectorate"
    PROSECUTION = "prosecution"
    COURT = "court"
    ASYLUM_MIGRATION = "asylum_migration"
    CONSULAR = "consular"
    GOVERNMENT = "government"
    UNION = "union"
    EDUCATION = "education"
    INTERNATIONAL_ORGANISATION = "international_organisation"
    FAITH = "faith"
    BUSINESS = "business"
    OTHER = "other"


class Purpose(Code):
    """What a disclosure is for."""

    ASSESSMENT = "assessment"
    REFERRAL_SERVICE = "referral_service"
    LEGAL_ASSISTANCE = "legal_assistance"
    PROTECTION = "protection"
    RESIDENCE_PROCEDURE = "residence_procedure"
    CRIMINAL_PROCEEDINGS = "criminal_proceedings"
    COMPENSATION = "compensation"
    RETURN_REINTEGRATION = "return_reintegration"
    CHILD_PROTECTION = "child_protection"
    INTERPRETATION = "interpretation"
    STATISTICS_NON_IDENTIFYING = "statistics_non_identifying"
    QUALITY_REVIEW = "quality_review"
    RESEARCH_NON_IDENTIFYING = "research_non_identifying"


class NoConsentGround(Code):
    """The listed grounds on which something may happen without consent; there is no `other`."""

    ANONYMOUS_NOTIFICATION = "anonymous_notification"
    STATUTORY_DUTY = "statutory_duty"
    VITAL_INTEREST = "vital_interest"
    CHILD_PROTECTION = "child_protection"
    CONSULTATION_WITHOUT_DATA = "consultation_without_data"


class Condition(Code):
    """A limit that the person sets to a consent. Two of them need a date, one a country."""

    NOT_POLICE = "not_police"
    NOT_COUNTRY = "not_country"
    NOT_FAMILY = "not_family"
    NOT_BEFORE = "not_before"
    NOT_AFTER = "not_after"
    NOT_BY_EMAIL = "not_by_email"


class ConsentMethod(Code):
    """How the person said yes."""

    SIGNED = "signed"
    ORAL_WITNESSED = "oral_witnessed"
    THUMB_PRINT = "thumb_print"
    ON_SCREEN = "on_screen"


class Presentation(Code):
    """How the text of the consent reached the person."""

    READ_SELF = "read_self"
    READ_ALOUD = "read_aloud"
    INTERPRETER = "interpreter"
    EASY_READ = "easy_read"


class Urgency(Code):
    """How fast a referral must move; chooses its clocks."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"


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


class NeedLevel(Code):
    """How pressing a need is."""

    NONE = "none"
    URGENT = "urgent"
    SHORT_TERM = "short_term"
    LONG_TERM = "long_term"


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


class AgeBand(Code):
    """Age in bands; a birth date belongs to the identity."""

    AGE_0_11 = "0_11"
    AGE_12_15 = "12_15"
    AGE_16_17 = "16_17"
    AGE_18_20 = "18_20"
    AGE_21_25 = "21_25"
    AGE_26_35 = "26_35"
    AGE_36_50 = "36_50"
    AGE_51_PLUS = "51_plus"


class Sex(Code):
    """For statistics and for services that separate; never derived from gender."""

    F = "f"
    M = "m"
    X = "x"


class Gender(Code):
    """For respect; never derived from sex."""

    WOMAN = "woman"
    MAN = "man"
    TRANS_WOMAN = "trans_woman"
    TRANS_MAN = "trans_man"
    NON_BINARY = "non_binary"
    OWN_WORDS = "own_words"


class NoCitizenship(Code):
    """What stands in place of a country of citizenship."""

    STATELESS = "stateless"
    UNKNOWN = "unknown"


class Answer3(Code):
    """Yes, no or not known, where not knowing is itself an answer: unknown acts as a child."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Unanswered(Code):
    """Why an optional question has no answer; kept beside the list of the question, never in it."""

    NOT_ASKED = "not_asked"
    DECLINED = "declined"
    UNKNOWN = "unknown"


class RiskLevel(Code):
    """How dangerous a risk is; high and imminent without mitigation block sending."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    IMMINENT = "imminent"


class Decline(Code):
    """Why the receiver does not take a referral on."""

    NO_CAPACITY = "no_capacity"
    NOT_ELIGIBLE = "not_eligible"
    OUTSIDE_AREA = "outside_area"
    LANGUAGE_NOT_COVERED = "language_not_covered"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    UNSAFE_FOR_PERSON = "unsafe_for_person"
    DUPLICATE = "duplicate"
    INSUFFICIENT_INFORMATION = "insufficient_information"
    OTHER = "other"


class NotTakenUp(Code):
    """Why the person does not use what was offered; never counted as a decline of the service."""

    PERSON_DECLINED = "person_declined"
    PERSON_MOVED = "person_moved"
    PERSON_CHOSE_OTHER = "person_chose_other"
    CONSENT_REFUSED = "consent_refused"


class Hold(Code):
    """Why a referral waits; always with a date of review."""

    WAITING_LIST = "waiting_list"
    PERSON_ASKED_TO_WAIT = "person_asked_to_wait"
    AWAITING_DOCUMENT = "awaiting_document"
    AWAITING_AUTHORITY = "awaiting_authority"
    HEALTH = "health"
    SAFETY = "safety"


class Withdrawal(Code):
    """Why a referral is taken back."""

    BY_SENDER = "by_sender"
    BY_PERSON = "by_person"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_EXPIRED = "consent_expired"
    NO_ANSWER = "no_answer"
    SAFETY = "safety"
    ENTERED_IN_ERROR = "entered_in_error"


class Outcome(Code):
    """What became of one requested service."""

    GIVEN = "given"
    PARTLY_GIVEN = "partly_given"
    ONGOING_AT_CLOSE = "ongoing_at_close"
    NOT_GIVEN = "not_given"
    COULD_NOT_CONTACT = "could_not_contact"
    ALREADY_RECEIVED_ELSEWHERE = "already_received_elsewhere"
    PERSON_DECLINED = "person_declined"
    NOT_DELIVERED = "not_delivered"


class Closing(Code):
    """How a referral closes without a service."""

    REROUTED = "rerouted"
    RE_REFERRED = "re_referred"
    SERVICE_GAP = "service_gap"
    PERSON_CHANGED_MIND = "person_changed_mind"
    WITHDRAWN = "withdrawn"


class Confirmation(Code):
    """Whether the sender confirms the outcome."""

    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    UNCONFIRMED = "unconfirmed"
    NOT_APPLICABLE = "not_applicable"


class ReceiptStep(Code):
    """The ladder of delivery; no step below `decided` promises anything to the person."""

    ACCEPTED_BY_NODE = "accepted_by_node"
    DELIVERED_TO_TEAM = "delivered_to_team"
    OPENED = "opened"
    DECIDED = "decided"
    NON_DELIVERY = "non_delivery"


class Exploitation(Code):
    """Forms of exploitation; several may hold. `unknown` is a code here, because figures need it."""

    SEXUAL_EXPLOITATION = "sexual_exploitation"
    LABOUR_EXPLOITATION = "labour_exploitation"
    DOMESTIC_SERVITUDE = "domestic_servitude"
    FORCED_BEGGING = "forced_begging"
    FORCED_CRIMINALITY = "forced_criminality"
    SLAVERY_OR_SIMILAR = "slavery_or_similar"
    ORGAN_REMOVAL = "organ_removal"
    FORCED_MARRIAGE = "forced_marriage"
    ILLEGAL_ADOPTION = "illegal_adoption"
    SURROGACY = "surrogacy"
    CHILD_LABOUR = "child_labour"
    ARMED_GROUP_RECRUITMENT = "armed_group_recruitment"
    OTHER = "other"
    UNKNOWN = "unknown"


class VictimStatus(Code):
    """Where identification stands; it decides entitlements, never help."""

    UNDETERMINED = "undetermined"
    PRESUMED = "presumed"
    IDENTIFIED = "identified"
    DECLINED_IDENTIFICATION = "declined_identification"
    NOT_VICTIM = "not_victim"


class DecidingBody(Code):
    """Who decided about the identification."""

    POLICE = "police"
    NGO = "ngo"
    COURT_PROSECUTION = "court_prosecution"
    NON_POLICE_GOVERNMENT = "non_police_government"
    OTHER = "other"


class HoldGround(Code):
    """Why received data may be kept after it was taken back; there is no `we may need it`."""

    PENDING_CLAIM = "pending_claim"
    LIMITATION_DATE = "limitation_date"


class Confidence(Code):
    """How sure a fact is."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    UNCERTAIN = "uncertain"


SCHEMES: dict[str, type[Code]] = {
    "profession": Profession,
    "sector": Sector,
    "purpose": Purpose,
    "no_consent_ground": NoConsentGround,
    "condition": Condition,
    "consent_method": ConsentMethod,
    "presentation": Presentation,
    "urgency": Urgency,
    "need": Need,
    "need_level": NeedLevel,
    "service": Service,
    "age_band": AgeBand,
    "sex": Sex,
    "gender": Gender,
    "no_citizenship": NoCitizenship,
    "answer3": Answer3,
    "unanswered": Unanswered,
    "risk_level": RiskLevel,
    "decline": Decline,
    "not_taken_up": NotTakenUp,
    "hold": Hold,
    "withdrawal": Withdrawal,
    "outcome": Outcome,
    "closing": Closing,
    "confirmation": Confirmation,
    "receipt": ReceiptStep,
    "exploitation": Exploitation,
    "victim_status": VictimStatus,
    "deciding_body": DecidingBody,
    "hold_ground": HoldGround,
    "confidence": Confidence,
}
"""Scheme id to code list: what `scheme` + `code` of a stored value mean."""

SCHEME_OF: dict[type[Code], str] = {codes: scheme for scheme, codes in SCHEMES.items()}


def code(scheme: str, value: str) -> Code:
    """The member that scheme + code name. Raises BadCode for an unknown list or code."""
    try:
        return SCHEMES[scheme](value)
    except (KeyError, ValueError) as error:
        raise BadCode(
            _("This code is in none of our lists. Choose one from the list on the page.")
        ) from error


FIREWALLED: frozenset[Sector] = frozenset(
    {
        Sector.POLICE,
        Sector.BORDER_GUARD,
        Sector.LABOUR_INSPECTORATE,
        Sector.PROSECUTION,
        Sector.ASYLUM_MIGRATION,
        Sector.CONSULAR,
    }
)
"""Sectors that may neither break the glass nor pull. The rule means consulates of the state of origin; a
person's origin may be unknown or wrong, so every consulate is behind the wall."""

WITHOUT_CASES: frozenset[Profession] = frozenset(
    {Profession.JUDGE, Profession.TRAINER, Profession.EDITOR, Profession.ADMINISTRATOR}
)
"""Professions that open no case: a judge reads what a party files, the others keep the house."""

NEEDS_A_COUNTRY: frozenset[Condition] = frozenset({Condition.NOT_COUNTRY})
NEEDS_A_DATE: frozenset[Condition] = frozenset({Condition.NOT_BEFORE, Condition.NOT_AFTER})

MINORS: frozenset[AgeBand] = frozenset({AgeBand.AGE_0_11, AgeBand.AGE_12_15, AgeBand.AGE_16_17})
"""The age bands under 18."""

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
