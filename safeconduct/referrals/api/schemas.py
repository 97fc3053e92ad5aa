"""What the API shows of a referral, in schemas of its own: codes, dates, agencies. A person is in `Sections` only."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from safeconduct.referrals.moves import Event, Side, State
from safeconduct.referrals.partners.rules import Step
from safeconduct.vocabulary.codes import NoConsentGround, PartnerWay, ReceiptStep, Urgency
from safeconduct.vocabulary.sections import Section


class OtherAgency(Schema):
    """The agency on the other side."""

    id: UUID
    name: str
    country: str


class Consent(Schema):
    """What the person has agreed to, as far as both sides know it. `ground` stands where a law does instead."""

    sections: list[Section]
    until: datetime
    conditions: list[str]
    tell_outcome: bool
    ground: NoConsentGround | None


class Envelope(Schema):
    """What of a referral is no secret of the person's: where it stands, and whose turn it is until when."""

    reference: str
    side: Side
    state: State
    since: datetime
    due_at: datetime | None
    your_turn: bool
    urgency: Urgency
    service: str
    need: str
    jurisdictions: list[str] = Field(
        description="Of which countries the law is asked about, where legal help is, ISO 3166-1 alpha-2"
    )
    proceeding_types: list[str]
    purpose: str
    created_at: datetime
    other: OtherAgency
    by_hand: bool = Field(
        description="The receiver has no node: moves of the receiver are entered as told by them"
    )
    team: UUID
    worker: UUID | None
    flags: list[str]
    consent: Consent | None
    at_once: list[Section]
    held_back: list[Section]
    taken_back: list[Section]
    previous: UUID | None
    next: UUID | None


class Envelopes(Schema):
    """A page of envelopes; `next` is the cursor of the next one, null at the end."""

    items: list[Envelope]
    next: str | None


class Asked(Schema):
    """One code of a move: the list to choose from, or the form that it has. What is `known` the node fills in."""

    name: str
    is_needed: bool
    one_of: list[str] | None
    form: str | None
    known: bool


class PossibleMove(Schema):
    """A move that the member's side may make now, what it asks for, and whether words may go with it."""

    move: Event
    label: str
    codes: list[Asked]
    reasons: list[str]
    reason_needed: bool
    takes_words: bool


class Receipt(Schema):
    """A step of the delivery, and when it was reached."""

    step: ReceiptStep
    at: datetime | None


class MoveMade(Schema):
    """A line of the history. `stands` is false for one that yielded to a move of the other side."""

    move: Event
    side: Side
    at: datetime
    role: str
    codes: dict[str, Any]
    stands: bool


class ToldStep(Schema):
    """Of a partner without a node: what was entered besides the moves. `told_by` is empty for what left here."""

    step: Step
    how: PartnerWay
    told_by: str
    at: datetime
    entered_at: datetime


class Whole(Schema):
    """One referral: envelope, delivery, history, and what is possible now."""

    envelope: Envelope
    receipts: list[Receipt]
    undelivered: int
    moves: list[MoveMade]
    possible: list[PossibleMove]
    may_take_back: bool
    told: list[ToldStep] = Field(description="Of a partner without a node; of any other nothing")
    told_moves: list[PossibleMove] = Field(description="Moves that can be entered now as told by them")
    told_steps: list[Step] = Field(description="Steps that can be entered now")


class TextOut(Schema):
    """A text that goes with the referral: a question, an answer, news, a reason, a note, words with a handover."""

    kind: str
    side: Side
    role: str
    language: str
    at: datetime
    text: str


class SectionOut(Schema):
    """One section as it was shared, and the texts about it. `content` is null where nothing came to this side."""

    section: Section
    version: int | None
    content: dict[str, Any] | None
    texts: list[TextOut]


class Sections(Schema):
    """What was asked for and is open to the member. `closed` was asked for and is not, or is empty."""

    items: list[SectionOut]
    closed: list[Section]


class Done(Schema):
    """A write was done: which referral, where it stands now, and its address. References, codes and dates only."""

    reference: str
    state: State
    since: datetime
    href: str
