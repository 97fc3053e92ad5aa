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

__all__ = [
    "FIREWALLED",
    "MINORS",
    "NEEDS_A_COUNTRY",
    "NEEDS_A_DATE",
    "SCHEMES",
    "SCHEME_OF",
    "SERVICES_FOR",
    "WITHOUT_CASES",
    "AgeBand",
    "Answer3",
    "Closing",
    "Code",
    "Condition",
    "Confidence",
    "Confirmation",
    "ConsentMethod",
    "DecidingBody",
    "Decline",
    "EmergencyReason",
    "EmergencyVerdict",
    "Exploitation",
    "Gender",
    "Hold",
    "HoldGround",
    "KeepReason",
    "Need",
    "NeedLevel",
    "NoCitizenship",
    "NoConsentGround",
    "NotTakenUp",
    "Outcome",
    "Presentation",
    "Profession",
    "Purpose",
    "ReceiptStep",
    "RiskLevel",
    "Sector",
    "Service",
    "Sex",
    "Unanswered",
    "Urgency",
    "VictimStatus",
    "Withdrawal",
    "code",
]
