"""What a conference is made of: an edition, its programme, who takes part."""

from safeconduct.public.conferences.models.attending import (
    Certificate,
    Evaluation,
    PresenceChange,
)
from safeconduct.public.conferences.models.editions import Edition, EditionState, Quota, Scope
from safeconduct.public.conferences.models.erasing import ErasedKind, Erasure
from safeconduct.public.conferences.models.materials import BudgetLine, Material
from safeconduct.public.conferences.models.participants import (
    Attendance,
    Needs,
    Registration,
    RegistrationState,
)
from safeconduct.public.conferences.models.programme import Room, Session, SessionKind, SessionText, Speaker
from safeconduct.public.conferences.models.texts import EditionText

__all__ = [
    "Attendance",
    "BudgetLine",
    "Certificate",
    "Edition",
    "EditionState",
    "EditionText",
    "ErasedKind",
    "Erasure",
    "Evaluation",
    "Material",
    "Needs",
    "PresenceChange",
    "Quota",
    "Registration",
    "RegistrationState",
    "Room",
    "Scope",
    "Session",
    "SessionKind",
    "SessionText",
    "Speaker",
]
