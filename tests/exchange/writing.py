"""Writes the messages of one referral as both nodes would: the moves that stand, and the next number of a lane.

Bodies are made by the code that makes moves and receipts, so a body that the code would not write cannot stand here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from safeconduct.exchange.objects import Fields
from safeconduct.exchange.receipts import make_receipt
from safeconduct.exchange.wire import ConsentRef, Event, Lane, Routing, object_hash
from safeconduct.keys.uses import Use
from safeconduct.referrals.codes import moment_text
from safeconduct.referrals.history import Genesis, History, Move, replay
from safeconduct.referrals.moves import Actor, Side
from safeconduct.referrals.moves import Event as Did
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.identifiers import CaseHandle, ConsentId, MessageId, NodeId, ReferralId
from safeconduct.vocabulary.sections import Section
from tests.exchange.world import BE, CLINIC, NOW, RO, SHELTER, sealed, signing_key

BEGUN = NOW - timedelta(days=1)
HANDLE = CaseHandle("mfrggzdfmztwq2lknnwg23tpoa")
ENQUIRED = CaseHandle("nfxgcy3ujf2ca43pojuwk3tuha")
ONE_OF_FIVE = CaseHandle("mfxg65dimvzc24tpovxgiljrgy")
REFERRAL = ReferralId(UUID("018f3c00-0000-4000-8000-0000000d0001"))
SECOND = ReferralId(UUID("018f3c00-0000-4000-8000-0000000d0002"))
TEAM = UUID("018f3c00-0000-4000-8000-0000000e0001")
WORKER = UUID("018f3c00-0000-4000-8000-0000000f0001")
BRINGS = UUID("018f3c00-0000-4000-8000-0000000f0002")
CONSENT_ID = ConsentId(UUID("018f3c00-0000-4000-8000-0000000c0001"))
CONSENT = ConsentRef(CONSENT_ID, 1, "referral_service")
UNTIL = NOW + timedelta(days=90)

S, R = Side.SENDER, Side.RECEIVER
NODE = {S: RO, R: BE}
AGENCY = {S: SHELTER, R: CLINIC}

AT_ONCE: dict[str, Fields] = {
    "profile": {"version": 2, "content": {"pseudonym": "Maria", "age_band": "21_25", "is_child": "no",
                "languages": ["uk", "ro"]}, "role": "social_worker"},
    "needs": {"version": 3, "content": {"needs": ["housing"], "wish": "Тепле місце", "details": "From this week."},
              "role": "social_worker"},
    "safety": {"version": 1, "content": {"level": "medium", "assessed_on": "2026-03-01", "valid_until": "2026-03-15"},
               "role": "social_worker"},
}  # fmt: skip
HELD_BACK: dict[Section, Fields] = {
    Section.IDENTITY: {"version": 1, "content": {"names": "Олена Приклад"}, "role": "social_worker"},
    Section.SAFE_CONTACT: {"version": 1, "content": {"safe_to_call": "no", "channel": "in_person"},
                           "role": "social_worker"},
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One message of the course: who sends it, and what both sides know afterwards."""

    name: str
    by: Side
    event: Event
    body: Fields
    consent: ConsentRef | None
    state: str
    note: str

    @property
    def node(self) -> NodeId:
        return NODE[self.by]


@dataclass
class Referral:
    """A referral as its course grows: the moves that both sides know by now."""

    id: ReferralId
    reference: str
    at: datetime
    sections: list[str] = field(
        default_factory=lambda: ["profile", "identity", "safe_contact", "safety", "needs"]
    )
    moves: list[Move] = field(default_factory=list)

    @property
    def history(self) -> History:
        return replay(self.moves, Genesis(self.id, BEGUN))

    def move(self, event: Did, side: Side, actor: Actor = Actor.MEMBER, **codes: object) -> list[Fields]:
        """Make it on what stands; all moves as they travel."""
        self.moves.append(Move(self.id, self.history.head, event, side, actor, self.at, codes))
        assert self.moves[-1] in self.history.standing, event
        return self.all_moves()

    def all_moves(self) -> list[Fields]:
        return [move.as_data() for move in sorted(self.moves, key=lambda move: (move.at, move.hash))]

    def envelope(self, role: str = "social_worker") -> Fields:
        return {
            "referral": str(self.id), "reference": self.reference, "created_at": moment_text(BEGUN), "country": "RO",
            "team": str(TEAM), "service": "shelter", "need": "housing", "urgency": "urgent",
            "purpose": CONSENT.purpose, "phoned_at": None, "consent": self.consent(),
            "held_back": [name for name in self.sections if name not in AT_ONCE], "moves": self.all_moves(),
            "role": role,
        }  # fmt: skip

    def consent(self) -> Fields:
        return {
            "id": str(CONSENT.id), "version": CONSENT.version, "hash": "5f" * 32, "sections": list(self.sections),
            "until": moment_text(UNTIL), "conditions": ["not_police", "not_country:XX"], "tell_outcome": True,
            "follow_changes": True, "ground": "",
        }  # fmt: skip


class Course:
    """Writes messages as both nodes would, each with the next number of its lane."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.numbers: dict[tuple[Side, Lane], int] = {}
        self.one = Referral(REFERRAL, "RO-7F3K-9Q2Z", NOW)
        self.two = Referral(SECOND, "RO-0001-0002", NOW + timedelta(days=30))
        self.offer: Event = {}

    def send(
        self, name: str, by: Side, message_type: str, body: Fields, about: Referral, note: str, *,
        use: Use = Use.OBJECT, lane: Lane = Lane.MAIN, consent: ConsentRef | None = None, number: int | None = None,
        enquiry: str = "", handle: CaseHandle = HANDLE,
    ) -> Event:  # fmt: skip
        """Seal and enter it. `enquiry`: where one stands afterwards, that `handle` is the road of."""
        routing = self._routing(by, message_type, lane, about.at, number, handle)
        event = sealed(routing, use=use, body=body, consent=consent)
        self.steps.append(Step(name, by, event, body, consent, enquiry or about.history.state.value, note))
        about.at += timedelta(minutes=10)
        return event

    def _routing(
        self, by: Side, message_type: str, lane: Lane, at: datetime, number: int | None, handle: CaseHandle
    ) -> Routing:
        if number is None and handle != HANDLE:
            number = 1 + sum(step.by is by and step.event["subject"] == handle for step in self.steps)
        if number is None:
            number = self.numbers[by, lane] = self.numbers.get((by, lane), 0) + 1
        name = MessageId(UUID(int=UUID("019cacd8-0b00-7000-8000-000000000000").int + len(self.steps) + 1))
        return Routing(
            id=name, source=NODE[by], type=message_type, subject=handle, time=at, sequence=number, lane=lane,
            sender=AGENCY[by], recipient=AGENCY[by.other], kid="0" * 16, expires=at + timedelta(days=90),
        )  # fmt: skip

    def moved(
        self, name: str, by: Side, about: Referral, moves: list[Fields], note: str, *,
        receipts: Iterable[Fields] = (), texts: Iterable[Fields] = (),
    ) -> None:  # fmt: skip
        body: Fields = {
            "referral": str(about.id), "moves": moves, "role": "social_worker", "receipts": list(receipts),
            "texts": list(texts),
        }  # fmt: skip
        self.send(name, by, "safeconduct.referral.moved.v1", body, about, note)

    def receipt(self, step: ReceiptStep, at: datetime) -> Fields:
        """Of the offer, by the receiver's node."""
        return make_receipt(
            step=step, message=MessageId(UUID(self.offer["id"])), object_hash=object_hash(self.offer), issuer=BE,
            agency=CLINIC, at=at, signer=signing_key(BE, Use.RECEIPT),
        )  # fmt: skip


def text(kind: str, section: str, words: str) -> Fields:
    return {"kind": kind, "section": section, "language": "en", "text": words}
