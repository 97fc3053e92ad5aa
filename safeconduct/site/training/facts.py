"""What a learner did in the node, as the rules look at it: codes, times and sections. No name, no text. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from safeconduct.referrals.moves import Event, State
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.sections import Section


@dataclass(frozen=True, slots=True)
class Move:
    """One move that stands in the shared history."""

    event: Event
    at: datetime


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was recorded with the person before: a yes, or a ground in its place."""

    is_consent: bool
    recorded_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One period that the receiver had: until when, and when it acted; None while it has not."""

    due: datetime
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The referral that the learner made from the case, as far as it has come."""

    reference: str
    state: State
    urgency: Urgency
    sections: frozenset[Section]
    """What travelled, at once or after the acceptance; on a draft what its consent names."""
    is_abroad: bool
    names_the_law: bool
    agreed: Agreed | None
    moves: tuple[Move, ...] = ()
    answers: tuple[Answer, ...] = ()

    def first(self, event: Event) -> datetime | None:
        """When it was first made, and stands."""
        return min((move.at for move in self.moves if move.event is event), default=None)

    @property
    def sent_at(self) -> datetime | None:
        """When it left."""
        return self.first(Event.SEND)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question without a name that the learner asked after the exercise was begun."""

    asked_at: datetime
    is_answered: bool
    became_a_referral: bool


@dataclass(frozen=True, slots=True)
class AuthorityAsked:
    """What an authority asked of this file: one section, how it was answered, and whether it is over."""

    section: Section
    answer: str
    """"" while it waits, then yes or no."""
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything of one exercise, as far as whoever looks may see it."""

    now: datetime
    saved: Mapping[Section, datetime] = field(default_factory=dict)
    """When each section was first written."""
    sent: Sent | None = None
    questions: tuple[Asked, ...] = ()
    clinician_has_place: bool = False
    asked_the_holder: bool = False
    holder_answered: bool = False
    authority: tuple[AuthorityAsked, ...] = ()
