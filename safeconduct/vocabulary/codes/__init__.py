"""The code lists. A stored value is scheme + code; codes are never renamed and never used again.

Every list is this project's proposal, made from the forms and habits of the field. Labels: `labels.py`.
Members are texts: `Need.SAFETY == Hold.SAFETY`. So a table keyed by codes holds one list only.
"""

from safeconduct.vocabulary.codes.agencies import FIREWALLED, WITHOUT_CASES, Profession, Sector
from safeconduct.vocabulary.codes.assessment import (
    Confidence,
    DecidingBody,
    Exploitation,
    RiskLevel,
    VictimStatus,
)
from safeconduct.vocabulary.codes.authorities import AuthorityNo, StatementAnswer
from safeconduct.vocabulary.codes.children import (
    ChildDecision,
    ChildHeard,
    FamilyTracing,
    GuardianConflict,
    GuardianMandate,
    Interest,
)
from safeconduct.vocabulary.codes.complaints import (
    ComplaintAbout,
    ComplaintAnswer,
    ComplaintKind,
    ComplaintWish,
)
from safeconduct.vocabulary.codes.consent import (
    NEEDS_A_COUNTRY,
    NEEDS_A_DATE,
    Condition,
    ConsentMethod,
    NoConsentGround,
    Presentation,
    Purpose,
)
from safeconduct.vocabulary.codes.emergencies import EmergencyReason, EmergencyVerdict
from safeconduct.vocabulary.codes.enquiries import Constraint, Feasibility, PartOfCountry
from safeconduct.vocabulary.codes.lists import SCHEME_OF, SCHEMES, Code, code
from safeconduct.vocabulary.codes.needs import SERVICES_FOR, Need, NeedLevel, Service
from safeconduct.vocabulary.codes.person import (
    MINORS,
    AgeBand,
    Answer3,
    Gender,
    NoCitizenship,
    Sex,
    Unanswered,
)
from safeconduct.vocabulary.codes.planning import (
    OF_HEALTH,
    ActionState,
    FactorLevel,
    PlanAction,
    PlanConsent,
    RiskTrigger,
    RiskType,
    ServiceAvailable,
)
from safeconduct.vocabulary.codes.protection import (
    GivingKind,
    GivingRefused,
    LawyerTold,
    TransferGround,
    Withheld,
)
from safeconduct.vocabulary.codes.referrals import (
    Closing,
    Confirmation,
    Decline,
    Hold,
    HoldGround,
    KeepReason,
    NotTakenUp,
    Outcome,
    ReceiptStep,
    Urgency,
    Withdrawal,
)
from safeconduct.vocabulary.codes.returning import LawyerAfter, LeafletGiven, ReturnWill
from safeconduct.vocabulary.codes.rooms import (
    AskAnswer,
    AskFor,
    Fitness,
    LegalAid,
    Mandate,
    Proceeding,
    ProceedingRole,
)
from safeconduct.vocabulary.codes.team import TakeOverReason

__all__ = [
    "FIREWALLED",
    "MINORS",
    "NEEDS_A_COUNTRY",
    "NEEDS_A_DATE",
    "OF_HEALTH",
    "SCHEMES",
    "SCHEME_OF",
    "SERVICES_FOR",
    "WITHOUT_CASES",
    "ActionState",
    "AgeBand",
    "Answer3",
    "AskAnswer",
    "AskFor",
    "AuthorityNo",
    "ChildDecision",
    "ChildHeard",
    "Closing",
    "Code",
    "ComplaintAbout",
    "ComplaintAnswer",
    "ComplaintKind",
    "ComplaintWish",
    "Condition",
    "Confidence",
    "Confirmation",
    "ConsentMethod",
    "Constraint",
    "DecidingBody",
    "Decline",
    "EmergencyReason",
    "EmergencyVerdict",
    "Exploitation",
    "FactorLevel",
    "FamilyTracing",
    "Feasibility",
    "Fitness",
    "Gender",
    "GivingKind",
    "GivingRefused",
    "GuardianConflict",
    "GuardianMandate",
    "Hold",
    "HoldGround",
    "Interest",
    "KeepReason",
    "LawyerAfter",
    "LawyerTold",
    "LeafletGiven",
    "LegalAid",
    "Mandate",
    "Need",
    "NeedLevel",
    "NoCitizenship",
    "NoConsentGround",
    "NotTakenUp",
    "Outcome",
    "PartOfCountry",
    "PlanAction",
    "PlanConsent",
    "Presentation",
    "Proceeding",
    "ProceedingRole",
    "Profession",
    "Purpose",
    "ReceiptStep",
    "ReturnWill",
    "RiskLevel",
    "RiskTrigger",
    "RiskType",
    "Sector",
    "Service",
    "ServiceAvailable",
    "Sex",
    "StatementAnswer",
    "TakeOverReason",
    "TransferGround",
    "Unanswered",
    "Urgency",
    "VictimStatus",
    "Withdrawal",
    "Withheld",
    "code",
]
