"""What another agency holds of a case, as the room that knows referrals says it (`cases/handlers.py`)."""

from dataclasses import dataclass
from datetime import date, datetime

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
    referred_us: bool = False
    """Whether it referred the person to us: `sections` are then what we were sent of them."""
    is_by_hand: bool = False
    """Whether it has no node: somebody here tells it."""
    onward: tuple[Words, ...] = ()
    """Whom it referred the person to, as it said; never what came of it."""
    open_tasks: int = 0
    """Tasks in common that are open and that the reader may read."""
    late_tasks: int = 0


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for a section and holds nothing of it, or one section for a time."""

    who: Words
    section: Section
    until: date | datetime
