"""What another agency holds of a case, as the room that knows referrals says it (`cases/handlers.py`)."""

from dataclasses import dataclass
from datetime import datetime

from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section


@dataclass(frozen=True, slots=True)
class Other:
    """One team of another agency. `sections` are what it may open now, `waiting` what opens when it accepts."""

    reference: str
    agency: str
    country: str
    team: str
    sections: tuple[Section, ...]
    waiting: tuple[Section, ...]
    purpose: Words
    until: datetime
    state: Words
    ended_at: datetime | None
    """When its access ended; None while it has any."""
