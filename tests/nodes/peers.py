"""A node in a test's hands: real keys, and messages that an honest node would never send."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import urllib3

from safeconduct.commands.nodes.introduce import load_card
from safeconduct.commands.nodes.node import Node
from safeconduct.exchange import hop
from safeconduct.exchange.inner import HeldLabel, exchange_key_id, seal_held
from safeconduct.exchange.limits import MOST_OBJECT_BYTES
from safeconduct.exchange.objects import seal_object
from safeconduct.exchange.strict import base64_text
from safeconduct.exchange.wire import ConsentRef, Event, Lane, Routing
from safeconduct.keys.card import AgencyEntry, build
from safeconduct.keys.ring import Ring, load, make
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import TYPES, Use, fits
from safeconduct.referrals.codes import moment_text
from safeconduct.referrals.history import Genesis, Move
from safeconduct.referrals.moves import Actor, Side
from safeconduct.referrals.moves import Event as MoveEvent
from safeconduct.vocabulary.identifiers import (
    AgencyId,
    CaseHandle,
    ConsentId,
    MessageId,
    NodeId,
    ReferralId,
    new_handle,
    new_reference,
    uuid7,
)
from safeconduct.vocabulary.roles import OWNER
from safeconduct.vocabulary.sections import Section
from tests.nodes.town import Town

OFFERED = "safeconduct.referral.offered.v1"
MOVED = "safeconduct.referral.moved.v1"
WITHDRAWN = "safeconduct.referral.withdrawn.v1"
RELEASED = "safeconduct.referral.released.v1"
VOID = "safeconduct.void.v1"

NEEDS = {"needs": {"version": 1, "content": {"wish": "A quiet room."}, "role": "social_worker"}}
IDENTITY = {Section.IDENTITY: {"version": 1, "content": {"names": "Nobody At All"}, "role": "social_worker"}}


@dataclass
class Peer:
    """A node as its peers know it; every key of it is here, as in no process of a real one."""

    node: NodeId
    rings: dict[str, Ring]
    agency: AgencyId
    target: Node
    """The node whose inbox it writes to."""
    _client: urllib3.PoolManager = field(
        default_factory=lambda: urllib3.PoolManager(retries=False, timeout=30)
    )

    # --- The road -----------------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """The inbox it writes to."""
        return f"http://127.0.0.1:{self.target.ports.inbox}/messages"

    def headers(
        self, body: bytes, *, ring: Ring | None = None, now: datetime | None = None
    ) -> dict[str, str]:
        """Signed for this body."""
        plain = {"content-type": "application/json"}
        return hop.sign_request(
            "POST", self.url, plain, body, ring or self.rings["worker"], now=now or datetime.now(UTC)
        )

    def post(self, body: bytes, headers: Mapping[str, str] | None = None) -> tuple[int, Any]:
        """Hand these very bytes over; status and answer."""
        answer = self._client.request(
            "POST", self.url, body=body, headers=dict(headers or self.headers(body))
        )
        return answer.status, json.loads(answer.data)

    def send(self, *events: object) -> list[dict[str, Any]]:
        """Hand over a batch; the results in its order."""
        status, said = self.post(batch(events))
        assert status == 200, said
        results: list[dict[str, Any]] = said["results"]
        return results

    # --- Messages -----------------------------------------------------------------------------------------

    def key(self, use: Use) -> Any:
        """A private signing key."""
        holder = {Use.OBJECT: "web", Use.RECEIPT: "inbox", Use.CLOCK: "worker", Use.HOP: "worker"}[use]
        return getattr(self.rings[holder], f"{use.value}_key")

    def routing(self, message_type: str, to: UUID, handle: str, number: int, **changes: Any) -> Routing:
        """The outside of a message, as it should be but for the changes."""
        now = datetime.now(UTC)
        use = Use.RECEIPT if fits(message_type, TYPES[Use.RECEIPT]) else Use.OBJECT
        lane = Lane.WITHDRAWAL if message_type == WITHDRAWN else Lane.MAIN
        fields: dict[str, Any] = {
            "id": MessageId(uuid7()), "source": self.node, "type": message_type, "subject": CaseHandle(handle),
            "time": now, "sequence": number, "lane": lane, "sender": self.agency, "recipient": AgencyId(to),
            "kid": key_id(self.key(use).public_key()), "expires": now + timedelta(days=1),
        }  # fmt: skip
        return Routing(**{**fields, **changes})

    def sealed(
        self,
        routing: Routing,
        body: Mapping[str, object],
        *,
        consent: ConsentRef | None = None,
        signer: Any = None,
        to_key: bytes | None = None,
    ) -> Event:
        """The message, without any of the checks that an honest sender makes."""
        use = next((use for use in Use if key_id(self.key(use).public_key()) == routing.kid), Use.OBJECT)
        attributes = routing.attributes()
        secret = (
            dict.fromkeys(("consent_id", "consent_version", "purpose"))
            if consent is None
            else consent.members()
        )
        sealed = seal_object(
            attributes,
            secret=secret,
            body=body,
            signer=signer or self.key(use),
            recipient_key=to_key or self.exchange_key(routing.recipient),
            most=MOST_OBJECT_BYTES,
        )
        return {**attributes, "data_base64": base64_text(sealed)}

    def exchange_key(self, agency: UUID) -> bytes:
        """The public key of an agency of the target; of any other agency, the first one's."""
        public = load(self.target.home / "keys", "inbox").public.exchange
        return public.get(AgencyId(agency), next(iter(public.values())))

    def event(
        self,
        message_type: str,
        body: Mapping[str, object],
        *,
        to: UUID,
        handle: str,
        number: int,
        **changes: Any,
    ) -> Event:
        """A message as it should be."""
        consent = changes.pop("consent", None)
        return self.sealed(self.routing(message_type, to, handle, number, **changes), body, consent=consent)


@dataclass
class Offer:
    """A referral that the peer makes up; what should be otherwise is set before it is sent."""

    peer: Peer
    to: UUID
    team: UUID
    shared: UUID = field(default_factory=uuid4)
    handle: str = field(default_factory=new_handle)
    consent: UUID = field(default_factory=uuid4)
    sections: list[str] = field(default_factory=lambda: ["needs", "identity"])
    until: datetime = field(default_factory=lambda: datetime.now(UTC) + timedelta(days=30))
    purpose: str = "referral_service"
    reference: str = field(default_factory=lambda: new_reference("MX"))
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    parts: dict[str, Any] = field(default_factory=lambda: dict(NEEDS))
    moves: list[Move] = field(default_factory=list)

    def __post_init__(self) -> None:
        codes: dict[str, object] = {"urgency": "urgent", "services": ["shelter"]}
        self.moves.append(self.move(MoveEvent.SEND, codes=codes))

    def move(
        self, event: MoveEvent, *, side: Side = Side.SENDER, codes: dict[str, object] | None = None
    ) -> Move:
        """A move on top of those that are there."""
        base = self.moves[-1].hash if self.moves else Genesis(ReferralId(self.shared), self.at).hash
        return Move(ReferralId(self.shared), base, event, side, Actor.MEMBER, datetime.now(UTC), codes or {})

    @property
    def ref(self) -> ConsentRef:
        """The consent as the header names it."""
        return ConsentRef(ConsentId(self.consent), 1, self.purpose)

    def envelope(self, *more: Move) -> dict[str, Any]:
        """As it travels, with these moves added."""
        extract = {
            "id": str(self.consent), "version": 1, "hash": "0" * 64, "sections": self.sections,
            "until": moment_text(self.until), "conditions": [], "tell_outcome": True, "follow_changes": True,
        }  # fmt: skip
        return {
            "referral": str(self.shared), "reference": self.reference, "created_at": moment_text(self.at),
            "country": "MX", "team": str(self.team), "service": "shelter", "need": "housing", "urgency": "urgent",
            "purpose": self.purpose, "consent": extract, "held_back": ["identity"],
            "moves": [move.as_data() for move in (*self.moves, *more)], "role": "social_worker",
        }  # fmt: skip

    def event(self, number: int = 1, **changes: Any) -> Event:
        """The offer."""
        body = {"envelope": self.envelope(), "sections": self.parts}
        road = {"to": self.to, "handle": self.handle, "number": number, "consent": self.ref}
        return self.peer.event(OFFERED, body, **{**road, **changes})

    def withdrawal(self, number: int = 1, **changes: Any) -> Event:
        """It is taken back."""
        body = {
            "envelope": self.envelope(self.move(MoveEvent.WITHDRAW, codes={"reason": "consent_withdrawn"}))
        }
        return self.peer.event(
            WITHDRAWN, body, **{"to": self.to, "handle": self.handle, "number": number, **changes}
        )

    def moved(self, move: Move, number: int = 2, **changes: Any) -> Event:
        """A later move."""
        body = {
            "referral": str(self.shared),
            "moves": [move.as_data()],
            "role": "social_worker",
            "receipts": [],
        }
        return self.peer.event(
            MOVED, body, **{"to": self.to, "handle": self.handle, "number": number, **changes}
        )

    def released(
        self, number: int = 2, *, label: UUID | None = None, parts: Any = None, **changes: Any
    ) -> Event:
        """What was held back, its label naming `label`'s referral."""
        key = self.peer.exchange_key(self.to)
        signer = self.peer.key(Use.OBJECT)
        held_label = HeldLabel(
            referral=ReferralId(label or self.shared), revision=1, consent=self.ref, source=self.peer.node,
            sender=self.peer.agency, recipient=AgencyId(self.to), recipient_key=exchange_key_id(key),
            kid=key_id(signer.public_key()),
        )  # fmt: skip
        held = seal_held(held_label, sections=parts or IDENTITY, signer=signer, recipient_key=key)
        body = {"referral": str(self.shared), "held": held}
        road = {"to": self.to, "handle": self.handle, "number": number, "consent": self.ref}
        return self.peer.event(RELEASED, body, **{**road, **changes})

    def void(self, number: int, **changes: Any) -> Event:
        """An honest message without effect: it shows whether the lane goes on."""
        road = {"to": self.to, "handle": self.handle, "number": number}
        return self.peer.event(VOID, {"voids": OFFERED}, **{**road, **changes})


def batch(events: Sequence[object]) -> bytes:
    """The body of a request."""
    return json.dumps({"messages": list(events)}).encode()


def disguised(node: Node, agency: UUID, target: Node) -> Peer:
    """One of the two nodes itself, by its own keys: what it would send if it were hostile."""
    rings = {process: load(node.home / "keys", process) for process in ("web", "inbox", "worker")}
    return Peer(node.id, rings, AgencyId(agency), target)


def stranger(folder: Path, town: Town) -> Peer:
    """A node `mx` with one agency, its card confirmed at Belgium. Nothing of it runs."""
    agency = uuid4()
    make(folder, NodeId("mx"), [AgencyId(agency)])
    rings = {process: load(folder, process) for process in ("web", "inbox", "worker")}
    entry: AgencyEntry = {
        "id": str(agency), "name": "Casa Invented", "country": "RO", "sector": "ngo", "languages": ["es"],
        "duty_number": "+00 000", "teams": [], "services": [],
    }  # fmt: skip
    card = build(
        rings["web"],
        name="mx",
        country="RO",
        endpoint="http://127.0.0.1:9/",
        agencies=[entry],
        at=datetime.now(UTC),
    )
    belgium = town.node("be")
    with belgium.connect(OWNER) as connection:
        load_card(connection, card)
    return Peer(NodeId("mx"), rings, AgencyId(agency), belgium)
