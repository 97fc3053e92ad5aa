"""A node in memory, made of the library's own functions: honest, but for the one way in which a test breaks it.

It takes in offers, moves, withdrawals, what is released, and voids, and answers a withdrawal; as much as a peer can
see from outside, and no database. Enquiries and bed counts are in `small_aside.py`, what a restored peer asks in
`small_numbers.py`, its services in `small_services.py`.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import urllib3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeconduct.exchange import hop
from safeconduct.exchange.batches import (
    Candidate,
    Result,
    Status,
    read_answer,
    read_batch,
    write_answer,
    write_batch,
)
from safeconduct.exchange.catching_up.answering import OlderEpoch
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.exchange.hop import Asked
from safeconduct.exchange.objects import Fields
from safeconduct.exchange.receipts import make_receipt
from safeconduct.exchange.wire import Event, Lane, Opened, Routing, open_message, read_routing, seal_message
from safeconduct.keys.card import AgencyEntry, Card, NodeCard, build
from safeconduct.keys.ring import Ring
from safeconduct.keys.sealing import ExchangeKey
from safeconduct.keys.signing import key_id
from safeconduct.referrals import envelope
from safeconduct.referrals.moves import Side
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.identifiers import AgencyId, CaseHandle, MessageId, NodeId, uuid7
from safeconduct.vocabulary.sections import SENT_AT_ONCE
from tests.commands.conformance.small_aside import SmallAside
from tests.commands.conformance.small_numbers import SmallNumbers
from tests.commands.conformance.small_services import SmallServices

NODE = NodeId("small")
FEWER_RECEIPTS = {
    ("gives one receipt of two", "safeconduct.referral.offered.v1"),
    ("gives one receipt for an enquiry", "safeconduct.referral.enquired.v1"),
}
ERASED, VOID = "safeconduct.erase.done.v1", "safeconduct.void.v1"


@dataclass
class SmallNode:
    """`broken` names the one thing that it does wrong; see `test_broken_nodes.py` for what each means."""

    rings: dict[str, Ring]
    agency: AgencyId
    endpoint: str
    broken: str = ""
    peer: Card | None = None
    lanes: dict[tuple[str, Lane], int] = field(default_factory=dict)
    known: dict[UUID, tuple[str, Result]] = field(default_factory=dict)
    referrals: dict[UUID, str] = field(default_factory=dict)
    """The handle of each referral that is known."""
    sent: list[threading.Thread] = field(default_factory=list)
    posted: dict[tuple[str, Lane], list[Event]] = field(default_factory=dict)
    """What was sealed to the peer, in the order of its numbers."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    client: urllib3.PoolManager = field(
        default_factory=lambda: urllib3.PoolManager(retries=False, timeout=5.0, maxsize=32)
    )

    def __post_init__(self) -> None:
        self.aside, self.numbers, self.services = SmallAside(self), SmallNumbers(self), SmallServices(self)

    def card(self) -> NodeCard:
        team = {"id": str(UUID(int=7)), "name": "Team", "professions": ["social_worker"], "languages": ["en"]}
        service = {
            "id": str(UUID(int=8)), "team": team["id"], "service": "shelter", "needs": [], "hours": "",
            "purpose": "referral_service", "takes_children": True,
        }  # fmt: skip
        entry: AgencyEntry = {
            "id": str(self.agency), "name": "Small", "country": "XX", "sector": "shelter", "languages": ["en"],
            "duty_number": "", "teams": [team], "services": [service],  # type: ignore[list-item]  # as JSON has it
        }  # fmt: skip
        return build(
            self.rings["web"],
            name="Small",
            country="XX",
            endpoint=self.endpoint,
            agencies=[entry],
            at=datetime.now(UTC),
        )

    # --- The hop ------------------------------------------------------------------------------------------------

    def answer(self, name: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        asked = Asked("POST", self.endpoint + name, headers)
        answering = {
            "messages": self.messages,
            "lanes": self.numbers.answer,
            "services": self.services.answer,
        }.get(name)
        if answering is None or self.broken == f"does not speak of {name}":
            return 404, {}, b"{}"
        try:
            self._believe(asked, headers, body)
            said = answering(body)
        except OlderEpoch:
            return 409, {}, b"{}"
        except WireError as error:
            if self.broken == f"answers anybody about {name}" and "Signature" not in headers:
                return 200, {}, b"{}"
            return {Fault.TOO_LARGE: 413, Fault.MALFORMED: 400}.get(error.fault, 401), {}, b"{}"
        plain = {"content-type": "application/json"}
        if self.broken == f"an unsigned answer about {name}":
            return 200, plain, said
        now = datetime.now(UTC)
        return 200, hop.sign_response(200, plain, said, self.rings["inbox"], asked=asked, now=now), said

    def carried(
        self, url: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], bytes]:
        """A request without a road: thousands are asked here, and real nodes are asked over theirs."""
        return self.answer(url.removeprefix(self.endpoint), dict(headers), body)

    @property
    def addresses(self) -> dict[str, Callable[[bytes], bytes]]:
        return {"messages": self.messages, "lanes": self.numbers.answer, "services": self.services.answer}

    def messages(self, body: bytes) -> bytes:
        candidates = read_batch(body)
        with self.lock:
            results = [self.take_in(candidate) for candidate in candidates]
        if self.broken == "results in another order":
            results.reverse()
        return write_answer(results)

    def _believe(self, asked: Asked, headers: dict[str, str], body: bytes) -> None:
        now = datetime.now(UTC)
        try:
            hop.verify_request("POST", asked.url, headers, body, card_for=self.card_for, now=now)
        except WireError:
            if self.broken == "believes what was signed for another address":
                url = "https://elsewhere.example/messages"
                hop.verify_request("POST", url, headers, body, card_for=self.card_for, now=now)
            elif self.broken == "believes an old signature":
                then = now - timedelta(minutes=10)
                hop.verify_request("POST", asked.url, headers, body, card_for=self.card_for, now=then)
            else:
                raise

    def card_for(self, node: NodeId) -> Card | None:
        return (
            self.peer
            if self.peer and (node == self.peer.node or self.broken == "believes any node")
            else None
        )

    def keys_for(self, agency: AgencyId) -> tuple[ExchangeKey, ...]:
        is_ours = agency == self.agency or self.broken == "takes what is for another agency"
        return self.rings["inbox"].exchange_keys(self.agency) if is_ours else ()

    # --- The lane -----------------------------------------------------------------------------------------------

    def take_in(self, candidate: Candidate) -> Result:
        try:
            opened = open_message(
                candidate.event, exchange_keys_for=self.keys_for, card_for=self.card_for,
                sent_by=self._sent_by(candidate), now=self.now,
            )  # fmt: skip
        except WireError as error:
            if self.broken == "what is set aside uses its number" and isinstance(candidate.event, dict):
                self._use_number(candidate.event)
            if self.broken == "takes what was signed for another recipient" and "inside" in error.detail:
                return Result(id=candidate.id, status=Status.STORED)
            return Result(id=candidate.id, status=Status.QUARANTINED, reason=error.fault.value)
        return self._numbered(opened)

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) - timedelta(days=30 if self.broken == "ignores the end of a message" else 0)

    def _sent_by(self, candidate: Candidate) -> NodeId:
        assert self.peer is not None
        claimed = candidate.event.get("source") if isinstance(candidate.event, dict) else None
        return NodeId(claimed) if self.broken == "believes any node" and claimed else self.peer.node

    def _use_number(self, event: dict[str, Any]) -> None:
        if "sequence" in event and event.get("subject"):
            self.lanes[event["subject"], Lane(event["lane"])] = int(event["sequence"]) + 1

    def _numbered(self, opened: Opened) -> Result:
        routing = opened.routing
        awaited = self.lanes.get((routing.subject, routing.lane), 1)
        if routing.id in self.known and self.broken != "forgets ids":
            return self._again(opened)
        if routing.sequence > awaited and self.broken != "ignores a gap":
            expected = awaited + (self.broken == "names another number")
            return Result(id=routing.id, status=Status.GAP, expected=expected)
        if routing.sequence < awaited and self.broken != "takes a number twice":
            return Result(id=routing.id, status=Status.REFUSED, reason="number_already_used")
        result = self._handled(opened)
        self.known[routing.id] = opened.object_hash, result
        self.numbers.note(opened, result)
        if result.status is not Status.REFUSED or self.broken != "what is refused uses no number":
            self.lanes[routing.subject, routing.lane] = self.numbers.behind(
                opened, max(awaited, routing.sequence + 1)
            )
        return result

    def _again(self, opened: Opened) -> Result:
        before, result = self.known[opened.routing.id]
        if before != opened.object_hash and self.broken != "takes another object under a known id":
            return Result(id=opened.routing.id, status=Status.REFUSED, reason="id_already_used")
        if result.status is Status.REFUSED:
            return result
        receipts = () if self.broken == "repeats without receipts" else result.receipts
        status = Status.STORED if self.broken == "accepts a replay" else Status.DUPLICATE
        return Result(id=opened.routing.id, status=status, receipts=receipts)

    def _handled(self, opened: Opened) -> Result:
        routing = opened.routing
        try:
            in_a_list = self._meant(opened)
        except RefuseMessage as refusal:
            if refusal.code == "unknown_type" and self.broken == "sets a type aside that it does not know":
                return Result(id=routing.id, status=Status.QUARANTINED, reason="malformed")
            return Result(id=routing.id, status=Status.REFUSED, reason=refusal.code)
        steps = [ReceiptStep.ACCEPTED_BY_NODE, *([ReceiptStep.DELIVERED_TO_TEAM] if in_a_list else [])]
        if (self.broken, routing.type) in FEWER_RECEIPTS:
            steps = steps[:1]
        receipts = tuple(self._receipt(step, opened) for step in steps)
        return Result(id=routing.id, status=Status.STORED, receipts=receipts)

    def _receipt(self, step: ReceiptStep, opened: Opened) -> Fields:
        wrong = self.broken == "receipts with a wrong hash"
        signer = self.rings["worker"].clock_key if self.broken == "receipts by another key" else None
        return make_receipt(
            step=step, message=opened.routing.id, object_hash="0" * 64 if wrong else opened.object_hash, issuer=NODE,
            agency=self.agency, at=datetime.now(UTC), signer=signer or self.rings["inbox"].receipt_key,
        )  # fmt: skip

    # --- The meaning --------------------------------------------------------------------------------------------

    def _meant(self, opened: Opened) -> bool:
        """What the message does; whether it now stands in a list. Raises RefuseMessage."""
        kind = opened.routing.type.removeprefix("safeconduct.").removesuffix(".v1").replace(".", "_")
        handler = getattr(self, f"_{kind}", None) or self.aside.handler(kind)
        if handler is None:
            if self.broken == "takes in a type that it does not know":
                return False
            raise RefuseMessage("unknown_type")
        return bool(handler(opened))

    def _void(self, _opened: Opened) -> bool:
        return False

    def _referral_offered(self, opened: Opened) -> bool:
        if self.broken == "refuses what it does not know" and set(opened.body) - {"envelope", "sections"}:
            raise RefuseMessage("malformed_body")
        if self.broken == "takes an offer without an envelope" and "envelope" not in opened.body:
            return True
        arrived, consent = envelope.read(opened.body), opened.consent
        if consent is None and self.broken != "takes an offer without a consent":
            raise RefuseMessage("consent_not_named")
        if arrived.shared in self.referrals and self.broken != "takes an offer after its withdrawal":
            raise RefuseMessage("consent_ended")
        if arrived.consent.until <= datetime.now(UTC) and self.broken != "ignores the end of a consent":
            raise RefuseMessage("consent_ended")
        sections = set(map(str, opened.body["sections"]))  # type: ignore[call-overload]  # an object
        if sections - SENT_AT_ONCE and self.broken != "takes what is held back":
            raise RefuseMessage("sent_too_early")
        if not sections <= set(arrived.consent.sections) and self.broken != "takes more than was agreed":
            raise RefuseMessage("not_consented")
        self.referrals[arrived.shared] = opened.routing.subject
        return True

    def _referral_withdrawn(self, opened: Opened) -> bool:
        arrived = envelope.read(opened.body)
        if arrived.shared not in self.referrals and self.broken == "a withdrawal does not overtake":
            raise RefuseMessage("unknown_referral")
        self.referrals[arrived.shared] = opened.routing.subject
        if self.broken != "never answers a withdrawal":
            self.beside(lambda: self._erased(opened, arrived.shared))
        return False

    def beside(self, work: Callable[[], object]) -> None:
        """Do it in a thread of its own."""
        thread = threading.Thread(target=work, daemon=True)
        self.sent.append(thread)
        thread.start()

    def _referral_moved(self, opened: Opened) -> bool:
        self._known_referral(opened)
        if any(move.side is Side.RECEIVER for move in envelope.moves(opened.body)):
            if self.broken == "lets others move for it":
                return False
            raise RefuseMessage("not_your_side")
        return False

    def _referral_released(self, opened: Opened) -> bool:
        self._known_referral(opened)
        if self.broken == "takes what is released before it has accepted":
            return False
        raise RefuseMessage("sent_too_early")

    def _known_referral(self, opened: Opened) -> None:
        shared = UUID(str(opened.body["referral"]))
        if shared not in self.referrals:
            if self.broken == "takes a move of no referral":
                return
            raise RefuseMessage("unknown_referral")
        if self.referrals[shared] != opened.routing.subject and self.broken != "mixes cases up":
            raise RefuseMessage("another_case")

    # --- What it sends ------------------------------------------------------------------------------------------

    def _erased(self, order: Opened, shared: UUID) -> None:
        answer = "erased" if self.broken != "answers something else" else "retained:pending_claim"
        lane = Lane.MAIN if self.broken == "answers on another lane" else Lane.WITHDRAWAL
        body: Fields = {"referral": str(shared), "answer": answer, "sections": []}
        self.deliver(self.seal(ERASED, body, order.routing.subject, lane, self.rings["inbox"].receipt_key))

    def seal(self, kind: str, body: Fields, subject: str, lane: Lane, signer: Ed25519PrivateKey) -> Event:
        """A message to the peer under the next number of this lane."""
        assert self.peer is not None
        recipient, now = self.peer.agencies[0], datetime.now(UTC)
        with self.lock:
            earlier = self.posted.setdefault((subject, lane), [])
            routing = Routing(
                id=MessageId(uuid7()), source=NODE, type=kind, subject=CaseHandle(subject), time=now,
                sequence=len(earlier) + 1, lane=lane, sender=self.agency, recipient=recipient.id,
                kid=key_id(signer.public_key()), expires=now + timedelta(days=1),
            )  # fmt: skip
            earlier.append(
                seal_message(
                    routing, consent=None, body=body, signer=signer, recipient_key=recipient.exchange_key
                )
            )
            return earlier[-1]

    def sealed_anew(self, event: Event, kind: str, name: str | None) -> Event:
        """Another message in the place of this one."""
        assert self.peer is not None
        routing = replace(read_routing(event), type=kind, id=MessageId(UUID(name) if name else uuid7()))
        signer = self.rings["inbox"].receipt_key
        if kind == VOID:
            signer = self.rings["worker"].clock_key
        routing = replace(routing, kid=key_id(signer.public_key()))
        key = self.peer.agencies[0].exchange_key
        body: Fields = {"voids": ERASED}
        return seal_message(routing, consent=None, body=body, signer=signer, recipient_key=key)

    def deliver(self, event: Event) -> None:
        """Send it until somebody has believably taken it."""
        for _attempt in range(50):
            if self._is_delivered(event):
                return
            time.sleep(0.02)

    def _is_delivered(self, event: Event) -> bool:
        assert self.peer is not None
        body, _count = write_batch([event])
        url = self.peer.endpoint + "messages"
        headers = hop.sign_request("POST", url, {}, body, self.rings["worker"], now=datetime.now(UTC))
        try:
            said = self.client.request("POST", url, body=body, headers=headers)
            if self.broken != "believes an unsigned answer":
                hop.verify_response(
                    said.status, dict(said.headers), said.data, asked=Asked("POST", url, headers), peer=self.peer.node,
                    card_for=self.card_for, now=datetime.now(UTC),
                )  # fmt: skip
            return bool(read_answer(said.data, asked=[MessageId(UUID(event["id"]))]))
        except (urllib3.exceptions.HTTPError, OSError, WireError):
            return False
