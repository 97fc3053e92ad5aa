"""What is asked and answered at `lanes`, and what is refused, for the vectors of section 22 (`make_lanes`).

R is the node that was restored, P its peer; what P has taken in are messages of the course in `vectors.json`.
"""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

from safeconduct.exchange.batches import MOST_RECEIPTS
from safeconduct.exchange.catching_up import wire
from safeconduct.exchange.catching_up.rules import first_number
from safeconduct.exchange.catching_up.wire import Asked, Listed, Rest, Settled, Taken, TakenOf
from safeconduct.exchange.faults import Fault
from safeconduct.exchange.lanes import Way
from safeconduct.exchange.limits import MOST_ANSWER_BYTES
from safeconduct.exchange.receipts import make_receipt
from safeconduct.exchange.wire import Lane
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.identifiers import CaseHandle, MessageId
from tests.exchange.make_services import FOLDER
from tests.exchange.world import BE, CLINIC, NOW, SHELTER, signing_key

EPOCH = 1_790_000_000
FIRST = first_number(EPOCH)
"""With which R goes on until a lane is agreed on."""

MOST = 10**15 - 1
"""The highest number of a message."""

REFERRAL = UUID("018f3c00-0000-4000-8000-0000000d0001")
OWN = Way(
    handle=CaseHandle("mfrggzdfmztwq2lknnwg23tpoa"), sender=SHELTER, recipient=CLINIC, lane=Lane.WITHDRAWAL
)
"""R sends on it."""
THEIRS = replace(OWN, sender=CLINIC, recipient=SHELTER)
"""P sends on it."""

type Vector = dict[str, Any]


def on(way: Way, lane: Lane) -> Way:
    """The same way on another lane."""
    return replace(way, lane=lane)


def message(number: int) -> Taken:
    """What P tells of the message that the course has at this place, with the receipts that it gave."""
    courses = json.loads((FOLDER / "vectors.json").read_text(encoding="utf-8"))["course"]
    event, opens = courses[number - 1]["event"], courses[number - 1]["opens"]
    given = tuple(
        make_receipt(
            step=step, message=MessageId(UUID(event["id"])), object_hash=opens["object_hash"], issuer=BE,
            agency=CLINIC, at=NOW, signer=signing_key(BE, Use.RECEIPT),
        )
        for step in (ReceiptStep.ACCEPTED_BY_NODE, ReceiptStep.DELIVERED_TO_TEAM)
    )  # fmt: skip
    return Taken(
        id=UUID(event["id"]), sequence=int(event["sequence"]), type=event["type"],
        object_hash=opens["object_hash"], status="stored", referral=REFERRAL, receipts=given,
    )  # fmt: skip


HELD, CONFIRMED = message(7), message(9)
"""The third and the fourth message of R on its lane `main`."""

# --- What is asked and answered -----------------------------------------------------------------------------

LISTING = Asked(wire.LIST, EPOCH)
LANE_ASKED = Settled(on(THEIRS, Lane.MAIN), awaited=3)
LANE_TOLD = Settled(on(OWN, Lane.MAIN), known=2, last=4)
SETTLING = Asked(wire.SETTLE, EPOCH, lanes=(LANE_ASKED,))
QUESTIONS: tuple[tuple[str, Asked], ...] = (
    ("the first page of the list", LISTING),
    ("the page behind a lane", replace(LISTING, after=on(OWN, Lane.MAIN))),
    ("a lane on which P sends", SETTLING),
    ("a lane on which R sends", replace(SETTLING, lanes=(LANE_TOLD,))),
    ("one that P has and R has forgotten", replace(SETTLING, lanes=(replace(LANE_TOLD, known=0, last=0),))),
    ("one that went on since", replace(SETTLING, lanes=(replace(LANE_TOLD, known=4, goes_on=FIRST),))),
    ("several lanes", replace(SETTLING, lanes=(LANE_TOLD, LANE_ASKED))),
    ("the highest number", replace(SETTLING, lanes=(replace(LANE_ASKED, awaited=MOST),))),
    ("what is left", Asked(wire.REST, EPOCH)),
    ("the lowest epoch", Asked(wire.REST, 1)),
    ("the highest epoch", Asked(wire.REST, 10**11 - 1)),
)
ALONE = TakenOf((HELD,), more=False)
ANSWERS: tuple[tuple[str, str, bytes], ...] = (
    ("no lane", wire.LIST, wire.write_list([], more=False)),
    ("a page with more behind it", wire.LIST, wire.write_list([Listed(OWN, 2), Listed(THEIRS, MOST)], more=True)),
    ("a lane of P, and nothing of R's", wire.SETTLE, wire.write_settled([TakenOf((), more=False)] * 2)),
    ("messages with their receipts", wire.SETTLE, wire.write_settled([TakenOf((HELD, CONFIRMED), more=True)])),
    (
        "a message that P refused, of no referral",
        wire.SETTLE,
        wire.write_settled([TakenOf((replace(HELD, status="refused", referral=None, receipts=()),), more=False)]),
    ),
    ("more has still to come", wire.REST, wire.write_rest(Rest(2, 1, 0, 1))),
    ("nothing more", wire.REST, wire.write_rest(Rest(0, 2**31 - 1, 1, 1))),
)  # fmt: skip
AT_MOST: tuple[tuple[str, str, bytes, dict[str, Any]], ...] = (
    ("as many lanes as may be listed", wire.LIST, wire.write_list([Listed(OWN, 2)], more=True),
     {"list": "lanes", "times": wire.MOST_LISTED}),
    ("as many messages as may be told", wire.SETTLE, wire.write_settled([ALONE]),
     {"list": "taken", "times": wire.MOST_TAKEN}),
    ("as many bytes as may come", wire.REST, wire.write_rest(Rest(0, 0, 0, 0)), {"bytes": MOST_ANSWER_BYTES}),
)  # fmt: skip


def plain(asked: Asked) -> Vector:
    """A question as it is written."""
    found: Vector = json.loads(wire.write_question(asked))
    return found


def _lane(settled: Settled, **members: Any) -> Vector:
    return plain(SETTLING) | {"lanes": [settled.members() | members]}


def _without(value: Vector, name: str) -> Vector:
    return {key: kept for key, kept in value.items() if key != name}


TWICE = '{"v":1,"ask":"rest","epoch":1790000000,"epoch":1790000000}'
NO_QUESTION: tuple[tuple[str, Vector], ...] = (
    ("nothing", {"text": ""}),
    ("no object", {"said": []}),
    ("a key twice", {"text": TWICE}),
    ("a number with a point", {"text": '{"v":1,"ask":"rest","epoch":1790000000.0}'}),
    ("a question that nobody knows", {"said": plain(LISTING) | {"ask": "everything"}}),
    ("a member that nobody knows", {"said": plain(LISTING) | {"more": 1}}),
    ("a member of another question", {"said": plain(Asked(wire.REST, EPOCH)) | {"after": None}}),
    ("no after", {"said": _without(plain(LISTING), "after")}),
    ("another version", {"said": plain(LISTING) | {"v": 2}}),
    ("true in the place of 1", {"said": plain(LISTING) | {"v": True}}),
    ("the epoch of a node that was never restored", {"said": plain(LISTING) | {"epoch": 0}}),
    ("an epoch above the highest", {"said": plain(LISTING) | {"epoch": 10**11}}),
    ("an epoch as a text", {"said": plain(LISTING) | {"epoch": str(EPOCH)}}),
    ("after that names no lane", {"said": plain(LISTING) | {"after": {}}}),
    ("lanes that are no list", {"said": plain(SETTLING) | {"lanes": {}}}),
    ("number 0 awaited", {"said": _lane(LANE_ASKED, awaited=0)}),
    ("a number above the highest", {"said": _lane(LANE_ASKED, awaited=MOST + 1)}),
    ("a number as a text", {"said": _lane(LANE_ASKED, awaited="3")}),
    ("a lane that there is none of", {"said": _lane(LANE_ASKED, lane="fast")}),
    ("a subject that is no handle", {"said": _lane(LANE_ASKED, subject="A" * 26)}),
    ("a lane in both directions", {"said": _lane(LANE_ASKED, known=2, last=4)}),
    ("known without last", {"said": _lane(LANE_TOLD) | {"lanes": [_without(LANE_TOLD.members(), "last")]}}),
    ("it goes on where it ended", {"said": _lane(LANE_TOLD, goes_on=4), "schema": "takes"}),
)
NO_ANSWER: tuple[tuple[str, str, Vector], ...] = (
    ("nothing of what is behind it", wire.LIST,
     {"said": {"lanes": [{**wire.way_members(OWN), "next": 2}]}}),
    ("more that is neither true nor false", wire.LIST, {"said": {"lanes": [], "more": 1}}),
    ("a lane without its number", wire.LIST, {"said": {"lanes": [wire.way_members(OWN)], "more": False}}),
    ("number 0 comes next", wire.LIST, {"said": {"lanes": [{**wire.way_members(OWN), "next": 0}], "more": False}}),
    ("the answer to another question", wire.LIST,
     {"said": json.loads(wire.write_rest(Rest(0, 0, 0, 0))), "schema": "takes"}),
    ("an entry too few", wire.SETTLE,
     {"said": json.loads(wire.write_settled([ALONE])), "asked": 2, "schema": "takes"}),
    ("an entry too many", wire.SETTLE,
     {"said": json.loads(wire.write_settled([ALONE] * 2)), "asked": 1, "schema": "takes"}),
    ("a number below 0", wire.REST, {"said": {"waiting": -1, "again": 0, "voided": 0, "told": 0}}),
    ("more than anybody counts", wire.REST, {"said": {"waiting": 2**31, "again": 0, "voided": 0, "told": 0}}),
    ("nothing of the histories", wire.REST, {"said": {"waiting": 0, "again": 0, "voided": 0}}),
)  # fmt: skip
NOT_TOLD: tuple[tuple[str, dict[str, Any]], ...] = (
    ("id", {"id": "018f3c00-0000-4000-8000-000000000001"}),
    ("sequence", {"sequence": 0}),
    ("type", {"type": "safeconduct.referral.moved"}),
    ("object_hash", {"object_hash": "A" * 64}),
    ("status", {"status": "gap"}),
    ("referral", {"referral": ""}),
    ("receipts", {"receipts": [HELD.receipts[0]] * (MOST_RECEIPTS + 1)}),
    ("member", {"subject": OWN.handle}),
)
"""A message of which P tells so is not told of."""
TOO_LARGE_TO_ASK: tuple[tuple[str, Vector], ...] = (
    ("a lane too many", {"said": _lane(LANE_ASKED), "list": "lanes", "times": wire.MOST_SETTLED + 1}),
    ("a byte too many", {"said": plain(LISTING), "bytes": wire.MOST_BYTES + 1, "schema": "takes"}),
)
TOO_LARGE_TO_ANSWER: tuple[tuple[str, str, Vector], ...] = (
    ("a lane too many", wire.LIST,
     {"said": json.loads(wire.write_list([Listed(OWN, 2)], more=True)), "list": "lanes",
      "times": wire.MOST_LISTED + 1}),
    ("a message too many", wire.SETTLE,
     {"said": json.loads(wire.write_settled([ALONE])), "list": "taken", "times": wire.MOST_TAKEN + 1}),
    ("a byte too many", wire.REST,
     {"said": json.loads(wire.write_rest(Rest(0, 0, 0, 0))), "bytes": MOST_ANSWER_BYTES + 1, "schema": "takes"}),
)  # fmt: skip


def questions() -> list[Vector]:
    """Those that P reads."""
    most: Vector = {"said": _lane(LANE_ASKED), "list": "lanes", "times": wire.MOST_SETTLED}
    return [
        *({"name": name, "said": plain(asked)} for name, asked in QUESTIONS),
        {"name": "as many lanes as may be settled"} | most,
        {"name": "as many bytes as may come", "said": plain(LISTING), "bytes": wire.MOST_BYTES},
    ]


def answers() -> list[Vector]:
    """Those that R reads."""
    rows = [*((*answer, {}) for answer in ANSWERS), *AT_MOST]
    return [
        _answer(name, to, {"said": json.loads(said)} | more) for name, to, said, more in rows
    ]  # fmt: skip


def _answer(name: str, to: str, vector: Vector) -> Vector:
    """With the number of lanes that were asked about, as many as the answer has where nothing else is said."""
    asked = {"asked": len(vector["said"]["lanes"])} if to == wire.SETTLE else {}
    return {"name": name, "to": to} | asked | vector


def not_questions() -> list[Vector]:
    """Those that P refuses, with the fault and the status."""
    rows = [(NO_QUESTION, Fault.MALFORMED, 400), (TOO_LARGE_TO_ASK, Fault.TOO_LARGE, 413)]
    return [
        {"name": name} | vector | {"refused": fault, "status": status}
        for vectors, fault, status in rows
        for name, vector in vectors
    ]


def not_answers() -> list[Vector]:
    """Those that R refuses, with the fault."""
    told = json.loads(wire.write_settled([ALONE]))["lanes"][0]
    wrong = [
        (f"a message with another {name}", wire.SETTLE,
         {"said": {"lanes": [told | {"taken": [told["taken"][0] | changed]}]}})
        for name, changed in NOT_TOLD
    ]  # fmt: skip
    rows = [((*NO_ANSWER, *wrong), Fault.MALFORMED), (TOO_LARGE_TO_ANSWER, Fault.TOO_LARGE)]
    return [
        _answer(name, to, vector) | {"refused": fault}
        for vectors, fault in rows
        for name, to, vector in vectors
    ]


def body_of(vector: Vector) -> bytes:
    """The body that a vector means: its text, or what it says, with one entry many times, or filled with spaces."""
    if "text" in vector:
        return str(vector["text"]).encode()
    said = json.loads(json.dumps(vector["said"]))
    if "times" in vector:
        entries = said["lanes"] if vector["list"] == "lanes" else said["lanes"][0]["taken"]
        entries *= vector["times"]
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return body.ljust(vector.get("bytes", 0))
