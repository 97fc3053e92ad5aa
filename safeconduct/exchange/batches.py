"""One request carries many messages, one answer says what became of each; both read without trust.

A request that is no batch is refused as a whole. A message that is no message spoils only its own place: it
is handed on as it came, and `wire.read_routing` says what is wrong with it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from safeconduct.exchange import strict
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.limits import MOST_ANSWER_BYTES, MOST_MESSAGES, MOST_REQUEST_BYTES
from safeconduct.exchange.objects import Fields
from safeconduct.exchange.wire import Event
from safeconduct.vocabulary.identifiers import MessageId

MOST_RECEIPTS = 4
"""How many receipts one result may carry."""

_OPENING, _CLOSING = b'{"messages":[', b"]}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place of a batch. `id` is what it claims to be called, None when it has no readable name."""

    id: MessageId | None
    event: object


class Status(StrEnum):
    """What became of a message at the receiving node."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    GAP = "gap"
    REFUSED = "refused"
    QUARANTINED = "quarantined"


_WITH_REASON = (Status.REFUSED, Status.QUARANTINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One place of an answer: `expected` with a gap only, `reason` with refused and quarantined only.

    `receipts` are not verified here; `receipts.verify_receipt` does that against the stored message.
    """

    id: MessageId | None
    status: Status
    expected: int | None = None
    reason: str | None = None
    receipts: tuple[Fields, ...] = ()

    def __post_init__(self) -> None:
        if (self.expected is not None) != (self.status is Status.GAP):
            raise ValueError("A gap, and only a gap, names the number that is expected.")
        if (self.reason is not None) != (self.status in _WITH_REASON):
            raise ValueError("A refusal, and only a refusal, has a reason.")

    def members(self) -> Fields:
        """As written: members without a value are left out, but `id` may be null."""
        members: Fields = {"id": None if self.id is None else str(self.id), "status": self.status.value}
        if self.expected is not None:
            members["expected"] = self.expected
        if self.reason is not None:
            members["reason"] = self.reason
        return {**members, "receipts": list(self.receipts)}


def write_batch(events: Sequence[Event]) -> tuple[bytes, int]:
    """The request's body with as many events, from the front, as one request may carry, and how many."""
    pieces: list[bytes] = []
    room = MOST_REQUEST_BYTES - len(_OPENING) - len(_CLOSING)
    for event in events[:MOST_MESSAGES]:
        piece = _json(event)
        room -= len(piece) + 1
        if room < 0:
            break
        pieces.append(piece)
    return _OPENING + b",".join(pieces) + _CLOSING, len(pieces)


def read_batch(body: bytes) -> list[Candidate]:
    """The places of a request, in its order. Raises WireError(malformed, too_large)."""
    if len(body) > MOST_REQUEST_BYTES:
        raise WireError(Fault.TOO_LARGE, f"a request has at most {MOST_REQUEST_BYTES} bytes")
    places = _list_in(strict.read_json(body), "messages")
    if len(places) > MOST_MESSAGES:
        raise WireError(Fault.TOO_LARGE, f"a request has at most {MOST_MESSAGES} messages")
    if not places:
        raise strict.malformed("a request has at least one message")
    return [Candidate(_claimed_id(place), place) for place in places]


def write_answer(results: Sequence[Result]) -> bytes:
    """The answer's body: one result for each place of the request, in its order."""
    return _json({"results": [result.members() for result in results]})


def read_answer(body: bytes, *, asked: Sequence[MessageId]) -> list[Result]:
    """The results for the messages that were sent, in their order. Raises WireError(malformed, too_large)."""
    if len(body) > MOST_ANSWER_BYTES:
        raise WireError(Fault.TOO_LARGE, f"an answer has at most {MOST_ANSWER_BYTES} bytes")
    results = [_read_result(place) for place in _list_in(strict.read_json(body), "results")]
    if [result.id for result in results] != list(asked):
        raise strict.malformed("the answer does not have one result for each message, in their order")
    return results


def _list_in(value: object, name: str) -> list[object]:
    places = strict.fields_of(value, (name,), "the body")[name]
    if not isinstance(places, list):
        raise strict.malformed(f"{name} is not a list")
    return places


def _claimed_id(place: object) -> MessageId | None:
    if not isinstance(place, dict) or "id" not in place:
        return None
    try:
        return MessageId(strict.identifier(place, "id", version_7=True))
    except WireError:
        return None


def _read_result(place: object) -> Result:
    if not isinstance(place, dict):
        raise strict.malformed("a result is not an object")
    given = {"expected", "reason"} & place.keys()
    fields = strict.fields_of(place, {"id", "status", "receipts", *given}, "a result")
    receipts = fields["receipts"]
    if not isinstance(receipts, list) or len(receipts) > MOST_RECEIPTS:
        raise strict.malformed(f"receipts is not a list of at most {MOST_RECEIPTS}")
    if not all(isinstance(receipt, dict) for receipt in receipts):
        raise strict.malformed("a receipt is not an object")
    try:
        return Result(
            id=MessageId(strict.identifier(fields, "id", version_7=True)),
            status=Status(strict.text(fields, "status", "|".join(Status))),
            expected=strict.whole(fields, "expected") if "expected" in given else None,
            reason=strict.text(fields, "reason", strict.CODE) if "reason" in given else None,
            receipts=tuple(receipts),
        )
    except ValueError as error:
        raise strict.malformed("a result has members that its status does not have") from error


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")
