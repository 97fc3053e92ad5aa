"""What the page says of bodies is what the code writes: a second reader, `jsonschema`, is asked as well."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from referencing import Registry, Resource

from safeconduct.exchange import handlers
from safeconduct.keys.uses import TYPES, fits
from safeconduct.referrals.conferring.rules import BEHIND_THE_FIREWALL, NOT_TAKEN_ON, ON_A_GROUND
from safeconduct.referrals.history import Genesis, move_from_data, replay
from safeconduct.referrals.moves import MOVES, Event
from safeconduct.referrals.tasks.rules import NOT_ASKED_BY_YOU, NOT_YOUR_TASK
from safeconduct.referrals.texts import MAY_NOT_TELL, NOT_OF_A_HANDOVER, NOT_SHARED
from safeconduct.referrals.wire import schemas
from safeconduct.referrals.wire.bodies import BODIES
from safeconduct.referrals.wire.body import Body
from safeconduct.referrals.wire.drawing import PAGE, redrawn
from safeconduct.referrals.wire.refusals import REFUSALS
from safeconduct.vocabulary.identifiers import normal_reference
from tests.exchange.make_course import drawn
from tests.exchange.make_page import ROOT, text_of
from tests.exchange.test_schemas import FOLDER
from tests.exchange.test_vectors import VECTORS
from tests.exchange.writing import BEGUN, REFERRAL

RENEW = "is stale: python -m tests.exchange.make_page"
COURSE: list[dict[str, Any]] = VECTORS["course"]
BODY_OF = {body.type: body for body in BODIES}
SCHEMAS = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.schema.json")}
REGISTRY: Registry[Any] = Registry().with_resources(
    (name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
)
BY_THE_DATABASE = {"recipient_may_not_hold", "not_your_referral", "already_here", "not_yours"}
BY_THE_INBOX = {"unknown_type", "number_already_used", "id_already_used"}


def faults(file: str, value: object) -> list[str]:
    """What the second reader finds wrong with a value."""
    return [
        found.message for found in Draft202012Validator(SCHEMAS[file], registry=REGISTRY).iter_errors(value)
    ]


@pytest.fixture(params=COURSE, ids=lambda step: step["name"])
def step(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


def body_of(step: dict[str, Any]) -> Body:
    return BODY_OF[step["event"]["type"]]


# --- Fresh ------------------------------------------------------------------------------------------------------


def test_the_drawn_parts_of_the_page_are_fresh() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")

    assert redrawn(page, drawn(VECTORS)) == page, f"{PAGE} {RENEW}"


def test_the_schemas_are_fresh() -> None:
    for name, schema in schemas.written().items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text_of(schema), f"{name} {RENEW}"


def test_every_type_that_is_taken_in_is_described() -> None:
    assert set(BODY_OF) == set(handlers._handlers)


def test_every_type_may_be_signed_by_the_keys_that_are_named() -> None:
    for body in BODIES:
        for use, types in TYPES.items():
            assert fits(body.type, types) or use not in body.keys, body.type


def test_the_course_has_every_type_and_most_events() -> None:
    told = {move["event"] for step in COURSE for move in _moves(step["opens"]["body"])}

    assert {step["event"]["type"] for step in COURSE} == set(BODY_OF)
    assert told >= {
        Event.SEND,
        Event.ACCEPT,
        Event.CONFIRM_HANDOVER,
        Event.MISS,
        Event.RECORD_OUTCOME,
        Event.CLOSE,
    }


# --- The course ---------------------------------------------------------------------------------------------------


def test_each_message_of_the_course_is_as_its_schemas_say(step: dict[str, Any]) -> None:
    assert not faults("message.schema.json", step["event"])
    assert not faults(body_of(step).file, step["opens"]["body"])


def test_each_message_of_the_course_is_on_its_lane_and_under_its_key(step: dict[str, Any]) -> None:
    event, body = step["event"], body_of(step)
    card = VECTORS["nodes"][step["sent_by"]]["card"]
    (use,) = (key["use"] for key in card["keys"] if key["kid"] == event["kid"])

    assert body.lane in (event["lane"], None)
    assert use in body.keys
    assert (step["opens"]["consent"] is None) is body.consent.startswith("none")


def test_without_a_member_that_is_required_a_body_is_not_as_its_schema_says(step: dict[str, Any]) -> None:
    body = step["opens"]["body"]
    for member in body_of(step).members:
        less = {name: value for name, value in body.items() if name != member.name}
        assert bool(faults(body_of(step).file, less)) is member.required, member.name


def test_members_that_nobody_describes_are_admitted(step: dict[str, Any]) -> None:
    assert not faults(body_of(step).file, {**step["opens"]["body"], "beds": 2})


def test_moves_and_texts_that_are_wrong_are_seen() -> None:
    moved = next(one["opens"]["body"] for one in COURSE if "a question" in one["name"])
    move, text = moved["moves"][0], moved["texts"][0]
    for name, value in {
        "event": "approve",
        "at": "2026-03-02T09:30:00Z",
        "base": "0",
        "v": 2,
        "side": "both",
    }.items():
        assert faults(
            BODY_OF["safeconduct.referral.moved.v1"].file, {**moved, "moves": [{**move, name: value}]}
        )
    for name, value in {"kind": "gossip", "section": "narrative", "text": ""}.items():
        assert faults(
            BODY_OF["safeconduct.referral.moved.v1"].file, {**moved, "texts": [{**text, name: value}]}
        )


def test_the_state_after_each_message_is_where_its_history_leads() -> None:
    """A message of a clock carries the clock's move alone, so all that came before is added."""
    known: dict[str, dict[str, Any]] = {}
    for step in COURSE:
        body = step["opens"]["body"]
        for move in _moves(body):
            known[json.dumps(move, sort_keys=True)] = move
        if moves := _moves(body):
            of_it = [
                move_from_data(move) for move in known.values() if move["referral"] == moves[0]["referral"]
            ]
            assert replay(of_it, Genesis(of_it[0].referral, BEGUN)).state == step["state"]


def test_the_references_of_the_course_have_their_check() -> None:
    for step in COURSE:
        envelope = step["opens"]["body"].get("envelope")
        assert envelope is None or normal_reference(envelope["reference"]) == envelope["reference"]


def _moves(body: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = body.get("envelope", body).get("moves", [])
    return found


# --- Histories ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vector", VECTORS["histories"], ids=lambda vector: vector["name"])
def test_a_set_of_moves_comes_to_one_history_in_whatever_order(vector: dict[str, Any]) -> None:
    moves = [move_from_data(move) for move in vector["moves"]]
    for seed in range(5):
        Random(seed).shuffle(moves)
        found = replay(moves, Genesis(REFERRAL, BEGUN))

        assert (found.state.value, found.head) == (vector["state"], vector["head"])
        assert [move.hash for move in found.standing] == vector["standing"]
        assert sorted(move.hash for move in found.undone) == vector["undone"]
        assert sorted(move.hash for move in found.waiting) == vector["waiting"]


# --- Refusals -----------------------------------------------------------------------------------------------------


def test_every_refusal_of_the_code_is_on_the_page() -> None:
    texts = {
        reason.code
        for reason in (
            NOT_SHARED,
            NOT_OF_A_HANDOVER,
            MAY_NOT_TELL,
            NOT_YOUR_TASK,
            NOT_ASKED_BY_YOU,
            BEHIND_THE_FIREWALL,
            NOT_TAKEN_ON,
            ON_A_GROUND,
        )
    }

    assert {*_raised(), *texts, *BY_THE_DATABASE, *BY_THE_INBOX} == set(REFUSALS)


def test_what_a_type_is_refused_with_is_explained() -> None:
    for body in BODIES:
        assert set(body.refuses) <= set(REFUSALS)
    named = {code for body in BODIES for code in body.refuses}
    assert set(REFUSALS) - named == {*BY_THE_INBOX, "already_here", "not_yours"}


def _raised() -> Iterator[str]:
    rooms = (Path(__file__).parents[2] / "safeconduct" / room for room in ("referrals", "counsel"))
    for path in (path for room in rooms for path in room.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name("RefuseMessage"), args=[ast.Constant(str(code))]):
                    yield code


def test_every_move_of_the_tables_is_on_the_page() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    for state, events in MOVES.items():
        for event in events:
            assert state == "draft" or f"| `{state}` | `{event}` |" in page
