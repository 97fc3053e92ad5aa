"""What a conference is made of: an edition, its programme, who takes part."""

from safeconduct.public.conferences.models.attending import (
    Certificate,
    Evaluation,
    PresenceChange,
)
from safeconduct.public.conferences.models.editions import Edition, EditionState, Quota, Scope
from safeconduct.public.conferences.models.erasing import ErasedKind, Erasure
from safeconduct.public.conferences.models.participants import (
    Attendance,
    Needs,
    Registration,
    RegistrationState,
)
from safeconduct.public.conferences.models.programme import Room, Session, SessionKind, SessionText, Speaker

__all__ = [
    "Attendance",
    "Certificate",
    "Edition",
    "EditionState",
    "Evaluation",
    "ErasedKind",
    "Erasure",
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
