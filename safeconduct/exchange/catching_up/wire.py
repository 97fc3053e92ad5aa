"""What travels at `<endpoint>lanes`: three questions and their answers, bounded, read without trust.

docs/reference/exchange-protocol.md, "After a restore". No content and no person: numbers, ids, hashes and receipts.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from safeconduct.exchange import strict
from safeconduct.exchange.batches import MOST_RECEIPTS
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.lanes import Way
from safeconduct.exchange.limits import MOST_ANSWER_BYTES
from safeconduct.exchange.objects import Fields
from safeconduct.exchange.wire import Lane
from safeconduct.vocabulary.identifiers import AgencyId, CaseHandle

MOST_LISTED, MOST_SETTLED, MOST_TAKEN = 200, 50, 150
"""Lanes in a page, lanes that are settled in one request, and messages told in one answer."""
MOST_BYTES = 64 * 1024
"""Of a request."""
LIST, SETTLE, REST = "list", "settle", "rest"

_WAY = ("subject", "senderagency", "recipientagency", "lane")
_LANES = "|".join(Lane)
_HIGHEST_EPOCH = 10**11
_FORMS: dict[str, tuple[str, ...]] = {LIST: ("after",), SETTLE: ("lanes",), REST: ()}
_STATUS = "stored|refused"


@dataclass(frozen=True, slots=True)
class Settled:
    """One lane in a settling: of the asking node's sending with `known` and `last`, else with `awaited`."""

    way: Way
    awaited: int | None = None
    known: int | None = None
    last: int = 0
    goes_on: int | None = None

    def members(self) -> Fields:
        """As written."""
        if self.awaited is not None:
            return {**way_members(self.way), "awaited": self.awaited}
        own: Fields = {**way_members(self.way), "known": self.known, "last": self.last}
        return own if self.goes_on is None else {**own, "goes_on": self.goes_on}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: which of the three, in which epoch of the asking node."""

    ask: str
    epoch: int
    after: Way | None = None
    lanes: tuple[Settled, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A lane as the answering node has it."""

    way: Way
    next: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A message of the asking node that the answering one has taken in."""

    id: UUID
    sequence: int
    type: str
    object_hash: str
    status: str
    referral: UUID | None
    receipts: tuple[Fields, ...]

    def members(self) -> Fields:
        """As written; `referral` is null where the message belongs to none."""
        return {
            "id": str(self.id),
            "sequence": self.sequence,
            "type": self.type,
            "object_hash": self.object_hash,
            "status": self.status,
            "referral": str(self.referral) if self.referral else None,
            "receipts": list(self.receipts),
        }


@dataclass(frozen=True, slots=True)
class TakenOf:
    """What was taken in of one lane, from the front, and whether there is more."""

    taken: tuple[Taken, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Rest:
    """How much of what overtakes has still to come, and what has been done."""

    waiting: int
    again: int
    voided: int
    told: int


def way_members(way: Way) -> Fields:
    """A lane as it is named."""
    return {
        "subject": way.handle,
        "senderagency": str(way.sender),
        "recipientagency": str(way.recipient),
        "lane": way.lane.value,
    }


def way_of(fields: Fields) -> Way:
    """The lane that these members name. Raises WireError(malformed)."""
    return Way(
        handle=CaseHandle(strict.text(fields, "subject", strict.HANDLE)),
        sender=AgencyId(strict.identifier(fields, "senderagency")),
        recipient=AgencyId(strict.identifier(fields, "recipientagency")),
        lane=Lane(strict.text(fields, "lane", _LANES)),
    )


# --- Questions ----------------------------------------------------------------------------------------------


def write_question(asked: Asked) -> bytes:
    """The body of a request."""
    fields: Fields = {"v": 1, "ask": asked.ask, "epoch": asked.epoch}
    if asked.ask == LIST:
        fields["after"] = way_members(asked.after) if asked.after else None
    if asked.ask == SETTLE:
        fields["lanes"] = [lane.members() for lane in asked.lanes]
    return _json(fields)


def read_question(body: bytes) -> Asked:
    """Raises WireError(malformed, too_large)."""
    if len(body) > MOST_BYTES:
        raise WireError(Fault.TOO_LARGE, f"a question has at most {MOST_BYTES} bytes")
    value = strict.read_json(body)
    if not isinstance(value, dict) or not isinstance(value.get("ask"), str) or value["ask"] not in _FORMS:
        raise strict.malformed("ask is not as described")
    ask: str = value["ask"]
    fields = strict.fields_of(value, ("v", "ask", "epoch", *_FORMS[ask]), "the question")
    strict.fixed(fields, "v", 1)
    epoch = strict.whole(fields, "epoch", most=_HIGHEST_EPOCH - 1)
    if ask == LIST:
        after = fields["after"]
        named = None if after is None else way_of(strict.fields_of(after, _WAY, "after"))
        return Asked(ask, epoch, after=named)
    lanes = _each(fields, "lanes", MOST_SETTLED, _read_settled) if ask == SETTLE else []
    return Asked(ask, epoch, lanes=tuple(lanes))


def _read_settled(value: object) -> Settled:
    if not isinstance(value, dict):
        raise strict.malformed("a lane is not an object")
    if "awaited" in value:
        fields = strict.fields_of(value, (*_WAY, "awaited"), "a lane")
        return Settled(way_of(fields), awaited=_number(fields, "awaited"))
    more = ("goes_on",) if "goes_on" in value else ()
    fields = strict.fields_of(value, (*_WAY, "known", "last", *more), "a lane")
    known, last = _number(fields, "known", least=0), _number(fields, "last", least=0)
    goes_on = _number(fields, "goes_on") if more else None
    if goes_on is not None and goes_on <= last:
        raise strict.malformed("a lane goes on behind its last number")
    return Settled(way_of(fields), known=known, last=last, goes_on=goes_on)


# --- Answers ------------------------------------------------------------------------------------------------


def write_list(lanes: Sequence[Listed], *, more: bool) -> bytes:
    """The answer to LIST."""
    return _json({"lanes": [{**way_members(lane.way), "next": lane.next} for lane in lanes], "more": more})


def read_list(body: bytes) -> tuple[list[Listed], bool]:
    """Raises WireError(malformed, too_large)."""
    fields = strict.fields_of(_answer(body), ("lanes", "more"), "the answer")
    return _each(fields, "lanes", MOST_LISTED, _read_listed), _is(fields, "more")


def write_settled(lanes: Sequence[TakenOf]) -> bytes:
    """The answer to SETTLE: one entry a lane, in the order of the question."""
    return _json(
        {"lanes": [{"taken": [one.members() for one in lane.taken], "more": lane.more} for lane in lanes]}
    )


def read_settled(body: bytes, *, asked: int) -> list[TakenOf]:
    """Raises WireError(malformed, too_large); one entry for each lane that was asked about."""
    lanes = _each(
        strict.fields_of(_answer(body), ("lanes",), "the answer"), "lanes", MOST_SETTLED, _read_taken_of
    )
    if len(lanes) != asked:
        raise strict.malformed("the answer does not have one entry for each lane")
    return lanes


def write_rest(rest: Rest) -> bytes:
    """The answer to REST."""
    return _json({"waiting": rest.waiting, "again": rest.again, "voided": rest.voided, "told": rest.told})


def read_rest(body: bytes) -> Rest:
    """Raises WireError(malformed, too_large)."""
    names = ("waiting", "again", "voided", "told")
    fields = strict.fields_of(_answer(body), names, "the answer")
    return Rest(*(strict.whole(fields, name, least=0, most=2**31 - 1) for name in names))


def _read_listed(value: object) -> Listed:
    fields = strict.fields_of(value, (*_WAY, "next"), "a lane")
    return Listed(way_of(fields), _number(fields, "next"))


def _read_taken_of(value: object) -> TakenOf:
    fields = strict.fields_of(value, ("taken", "more"), "a lane")
    return TakenOf(tuple(_each(fields, "taken", MOST_TAKEN, _read_taken)), _is(fields, "more"))


def _read_taken(value: object) -> Taken:
    names = ("id", "sequence", "type", "object_hash", "status", "referral", "receipts")
    fields = strict.fields_of(value, names, "a message")
    receipts = fields["receipts"]
    if not isinstance(receipts, list) or len(receipts) > MOST_RECEIPTS:
        raise strict.malformed("receipts is not as described")
    return Taken(
        id=strict.identifier(fields, "id", version_7=True),
        sequence=_number(fields, "sequence"),
        type=strict.text(fields, "type", strict.TYPE),
        object_hash=strict.text(fields, "object_hash", strict.HASH),
        status=strict.text(fields, "status", _STATUS),
        referral=None if fields["referral"] is None else strict.identifier(fields, "referral"),
        receipts=tuple(receipts),
    )


def _answer(body: bytes) -> object:
    if len(body) > MOST_ANSWER_BYTES:
        raise WireError(Fault.TOO_LARGE, f"an answer has at most {MOST_ANSWER_BYTES} bytes")
    return strict.read_json(body)


def _each[T](fields: Fields, name: str, most: int, read: Callable[[object], T]) -> list[T]:
    values = fields[name]
    if not isinstance(values, list):
        raise strict.malformed(f"{name} is not a list")
    if len(values) > most:
        raise WireError(Fault.TOO_LARGE, f"{name} has at most {most} entries")
    return [read(value) for value in values]


def _number(fields: Fields, name: str, *, least: int = 1) -> int:
    return strict.whole(fields, name, least=least, most=10**15 - 1)


def _is(fields: Fields, name: str) -> bool:
    value = fields[name]
    if not isinstance(value, bool):
        raise strict.malformed(f"{name} is neither true nor false")
    return value


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
