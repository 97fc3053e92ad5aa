"""The peer and the tested node together: posting requests, making referrals up, reading answers."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import urllib3

from safeconduct.commands.conformance.reception import OFTEN, Reception
from safeconduct.commands.conformance.stranger import Sealing, Stranger, sealed
from safeconduct.exchange import hop
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.hop import Asked
from safeconduct.exchange.wire import ConsentRef, Event, Lane, Routing
from safeconduct.keys.card import Agency, Card
from safeconduct.keys.uses import Use
from safeconduct.referrals.codes import moment_text
from safeconduct.referrals.history import Genesis, Move
from safeconduct.referrals.moves import Actor, Side
from safeconduct.referrals.moves import Event as Did
from safeconduct.vocabulary.identifiers import (
    CaseHandle,
    ConsentId,
    MessageId,
    ReferralId,
    new_handle,
    new_reference,
    uuid7,
)

type Body = dict[str, Any]
type Carrier = Callable[[str, bytes, Mapping[str, str]], tuple[int, Mapping[str, str], bytes]]
"""What hands a body with its headers over at an address: status, headers and body of the answer. Raises Deviates."""

OFFERED = "safeconduct.referral.offered.v1"
MOVED = "safeconduct.referral.moved.v1"
WITHDRAWN = "safeconduct.referral.withdrawn.v1"
RELEASED = "safeconduct.referral.released.v1"
ERASED = "safeconduct.erase.done.v1"
VOID = "safeconduct.void.v1"

NEEDS: Body = {"needs": {"version": 1, "content": {"details": "Conformance test."}, "role": "social_worker"}}


class Deviates(Exception):
    """The node did something else than the clause says; the sentence says what."""


_PATIENCE = urllib3.Timeout(20.0)


def over_http(url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
    """As nodes do, but each time on a connection of its own. Raises Deviates.

    A node may hang up after it has refused (RFC 9110, section 15.5.14), also when the next request is under way
    already: then a clause would be failed for what the one before it has asked.
    """
    try:
        with urllib3.PoolManager(retries=False, timeout=_PATIENCE) as alone:
            answer = alone.request("POST", url, body=body, headers=headers, redirect=False)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise Deviates(f"no answer: {type(error).__name__}") from error
    return answer.status, dict(answer.headers), answer.data


@dataclass(frozen=True)
class Said:
    """An answer of the node to one request."""

    asked: Asked
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def results(self) -> list[Body]:
        """The results, or nothing where there are none."""
        try:
            found: list[Body] = json.loads(self.body)["results"]
        except (ValueError, KeyError, TypeError):
            return []
        return found


@dataclass
class Made:
    """A referral that the peer makes up, to the service that was found; its moves grow."""

    handle: str
    agency: Agency
    service: Mapping[str, Any]
    shared: UUID = field(default_factory=uuid4)
    consent: UUID = field(default_factory=uuid4)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    reference: str = field(default_factory=lambda: new_reference("XX"))
    sections: list[str] = field(default_factory=lambda: ["needs", "identity"])
    until: datetime = field(default_factory=lambda: datetime.now(UTC) + timedelta(days=2))
    moves: list[Move] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.moves.append(self.move(Did.SEND, urgency="routine", services=[self.service["service"]]))

    @property
    def ref(self) -> ConsentRef:
        """The consent as the header names it."""
        return ConsentRef(ConsentId(self.consent), 1, self.service["purpose"])

    def move(self, event: Did, side: Side = Side.SENDER, **codes: object) -> Move:
        """A move on those that are there."""
        base = self.moves[-1].hash if self.moves else Genesis(ReferralId(self.shared), self.at).hash
        return Move(ReferralId(self.shared), base, event, side, Actor.MEMBER, datetime.now(UTC), codes)

    def envelope(self, *more: Move) -> Body:
        """As it travels, with these moves added."""
        consent = {
            "id": str(self.consent), "version": 1, "hash": "0" * 64, "sections": self.sections,
            "until": moment_text(self.until), "conditions": [], "tell_outcome": False, "follow_changes": False,
            "ground": "",
        }  # fmt: skip
        return {
            "referral": str(self.shared), "reference": self.reference, "created_at": moment_text(self.at),
            "country": "XX", "team": self.service["team"], "service": self.service["service"], "need": "",
            "urgency": "routine", "purpose": self.service["purpose"], "phoned_at": None, "consent": consent,
            "held_back": ["identity"], "moves": [move.as_data() for move in (*self.moves, *more)],
            "role": "social_worker",
        }  # fmt: skip

    def offer(self, **changes: Any) -> Body:
        """The body of the offer."""
        return {"envelope": self.envelope(), "sections": NEEDS, **changes}

    def moved(self, *moves: Move) -> Body:
        """The body of a later move."""
        return {
            "referral": str(self.shared),
            "moves": [move.as_data() for move in moves],
            "role": "social_worker",
        }


@dataclass
class Meeting:
    """One run against one node."""

    stranger: Stranger
    target: Card
    reception: Reception
    agency: Agency
    service: Mapping[str, Any]
    patience: float = 30.0
    stored: list[Made] = field(default_factory=list)
    remembered: dict[str, Any] = field(default_factory=dict)
    """What several clauses look at, and is made once."""
    _addresses: dict[str, bool] = field(default_factory=dict)
    _types: dict[str, bool] = field(default_factory=dict)
    carry: Carrier = over_http

    @property
    def url(self) -> str:
        """Where messages go."""
        return self.target.endpoint + "messages"

    # --- Requests -----------------------------------------------------------------------------------------------

    def signed(
        self, body: bytes, *, url: str = "", now: datetime | None = None, ring: Any = None
    ) -> dict[str, str]:
        """Headers as they should be for this body; to the address of messages when no other is named."""
        plain = {"content-type": "application/json"}
        ring = ring or self.stranger.rings["worker"]
        return hop.sign_request("POST", url or self.url, plain, body, ring, now=now or datetime.now(UTC))

    def post(self, body: bytes, headers: dict[str, str] | None = None, *, to: str = "messages") -> Said:
        """Hand these very bytes over, at the address of this name."""
        url = self.target.endpoint + to
        headers = headers or self.signed(body, url=url)
        status, answered, said = self.carry(url, body, headers)
        return Said(Asked("POST", url, headers), status, answered, said)

    def believed(self, said: Said) -> Said:
        """The answer, when a hop key of the node signed it for this request. Raises Deviates."""
        try:
            hop.verify_response(
                said.status, said.headers, said.body, asked=said.asked, peer=self.target.node,
                card_for=lambda node: self.target if node == self.target.node else None, now=datetime.now(UTC),
            )  # fmt: skip
        except WireError as error:
            raise Deviates(str(error)) from error
        return said

    def signed_for_one(self, ask: Callable[[], Said]) -> None:
        """Return when an answer is signed, and good for the one request that it answers. Raises Deviates."""
        said, another = self.believed(ask()), ask()
        try:
            self.believed(replace(said, asked=another.asked))
        except Deviates:
            return
        raise Deviates("the same answer is good for another request")

    def patiently(self, holds: Callable[[], bool], else_: str, *, every: float = OFTEN) -> None:
        """Return when it holds. Raises Deviates when it does not come true in time."""
        end = time.monotonic() + self.patience
        while not holds():
            if time.monotonic() > end:
                raise Deviates(f"{else_} within {self.patience:.0f} s")
            time.sleep(every)

    def has_address(self, name: str) -> bool:
        """Whether the node listens at this address: a node that does not speak what is asked there answers 404."""
        if name not in self._addresses:
            self._addresses[name] = self.post(b"{}", to=name).status != 404
        return self._addresses[name]

    def knows_type(self, message_type: str) -> bool:
        """Whether the node takes in messages of this type; it is told one that says nothing."""
        if message_type not in self._types:
            said = self.told(self.event(self.made(), message_type, {}))
            self._types[message_type] = said.get("reason") != "unknown_type"
        return self._types[message_type]

    def send(self, *events: object) -> list[Body]:
        """Hand a batch over; the results in its order."""
        said = self.post(batch(events))
        if said.status != 200 or len(said.results) != len(events):
            raise Deviates(f"the answer was {said.status} with {len(said.results)} results for {len(events)}")
        return said.results

    def told(self, event: object) -> Body:
        """What the node says of one message."""
        return self.send(event)[0]

    # --- Messages -----------------------------------------------------------------------------------------------

    def made(self, **changes: Any) -> Made:
        """A referral of its own case, which nothing was said about yet."""
        return Made(new_handle(), self.agency, self.service, **changes)

    def routing(self, made: Made, message_type: str, number: int, **changes: Any) -> Routing:
        """The outside of a message, right but for the changes."""
        now = datetime.now(UTC)
        use = changes.pop("use", Use.RECEIPT if message_type == RELEASED else Use.OBJECT)
        fields: dict[str, Any] = {
            "id": MessageId(uuid7()), "source": self.stranger.node, "type": message_type,
            "subject": CaseHandle(made.handle), "time": now, "sequence": number,
            "lane": Lane.WITHDRAWAL if message_type == WITHDRAWN else Lane.MAIN, "sender": self.stranger.agency,
            "recipient": self.agency.id, "kid": self.stranger.kid(use), "expires": now + timedelta(days=1),
        }  # fmt: skip
        return Routing(**{**fields, **changes})

    def event(self, made: Made, message_type: str, body: Body, number: int = 1, **changes: Any) -> Event:
        """A message, right but for the changes: of the routing, and under `how` of the sealing."""
        how: Body = changes.pop("how", {})
        use = changes.get("use", Use.RECEIPT if message_type == RELEASED else Use.OBJECT)
        right = Sealing(signer=self.stranger.key(use), recipient_key=self.agency.exchange_key)
        return sealed(self.routing(made, message_type, number, **changes), body, replace(right, **how))

    def offer(self, made: Made, number: int = 1, **changes: Any) -> Event:
        """The offer of a referral."""
        how = {"consent": made.ref, **changes.pop("how", {})}
        return self.event(made, OFFERED, changes.pop("body", made.offer()), number, how=how, **changes)

    def withdrawal(self, made: Made, number: int = 1) -> Event:
        """It is taken back."""
        back = made.move(Did.WITHDRAW, reason="by_sender")
        return self.event(made, WITHDRAWN, {"envelope": made.envelope(back)}, number)

    def void(self, made: Made, number: int) -> Event:
        """A message without effect: whether it is stored shows which number the lane awaits."""
        return self.event(made, VOID, {"voids": OFFERED}, number)

    def has_stored(self, made: Made) -> Made:
        """A referral whose offer the node has; it is taken back at the end."""
        expect(self.told(self.offer(made)), "stored")
        self.stored.append(made)
        return made

    def take_all_back(self) -> int:
        """End what the run has left at the node; how many referrals."""
        events = [self.withdrawal(made) for made in self.stored]
        for start in range(0, len(events), 50):
            self.send(*events[start : start + 50])
        return len(events)


def batch(events: Sequence[object]) -> bytes:
    """The body of a request."""
    return json.dumps({"messages": list(events)}).encode()


def expect(result: Body, status: str, reason: str = "") -> Body:
    """The result, when it is as it should be. Raises Deviates."""
    if result.get("status") != status or (reason and result.get("reason") != reason):
        wanted = f"{status} {reason}".strip()
        got = f"{result.get('status')} {result.get('reason') or result.get('expected') or ''}".strip()
        raise Deviates(f"{got} instead of {wanted}")
    return result


def refused(said: Said, *statuses: int) -> None:
    """Return when the request as a whole was answered with one of these. Raises Deviates."""
    if said.status not in statuses:
        raise Deviates(f"{said.status} instead of {' or '.join(map(str, statuses))}")
