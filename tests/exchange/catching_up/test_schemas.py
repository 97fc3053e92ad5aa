"""The schemas of the questions after a restore say what the code writes and reads."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types of its own
from referencing import Registry, Resource

from safeconduct.exchange.catching_up import wire
from safeconduct.exchange.faults import WireError
from tests.exchange.catching_up.test_wire import QUESTIONS, TAKEN, WAY, changed
from tests.exchange.test_receipts import receipt
from tests.exchange.test_schemas import SCHEMAS

REGISTRY: Registry[Any] = Registry().with_resources(
    [(schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()]
)
QUESTION, ANSWER = (
    Draft202012Validator(SCHEMAS[f"lanes-{name}"], registry=REGISTRY) for name in ("question", "answer")
)
TOLD = wire.Taken(**{name: getattr(TAKEN, name) for name in TAKEN.__slots__} | {"receipts": (receipt(),)})


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: f"{asked.ask}")
def test_what_is_asked_fits(asked: wire.Asked) -> None:
    QUESTION.validate(json.loads(wire.write_question(asked)))


@pytest.mark.parametrize("said", [
    wire.write_list([wire.Listed(WAY, 7)], more=True),
    wire.write_settled([wire.TakenOf((TOLD,), more=False)]),
    wire.write_rest(wire.Rest(1, 2, 3, 4)),
], ids=["list", "settled", "rest"])  # fmt: skip
def test_what_is_answered_fits(said: bytes) -> None:
    ANSWER.validate(json.loads(said))


def test_the_examples_are_read() -> None:
    for example in SCHEMAS["lanes-question"]["examples"]:
        asked = wire.read_question(json.dumps(example).encode())
        assert json.loads(wire.write_question(asked)) == example
    first, *_others = SCHEMAS["lanes-answer"]["examples"]
    listed, settled, rest = (json.dumps(one).encode() for one in SCHEMAS["lanes-answer"]["examples"])
    assert json.loads(wire.write_list(*wire.read_list(listed)[:1], more=False)) == first
    assert [len(one.taken) for one in wire.read_settled(settled, asked=2)] == [1, 0]
    assert wire.read_rest(rest) == wire.Rest(1, 3, 1, 2)


@pytest.mark.parametrize("members", [
    {"ask": "everything"}, {"more": 1}, {"v": 2}, {"epoch": 0}, {"epoch": "1"}, {"after": "x"}, {"after": {}},
], ids=str)  # fmt: skip
def test_what_the_schema_refuses_the_code_refuses(members: dict[str, Any]) -> None:
    body = changed(QUESTIONS[0], **members)
    assert not QUESTION.is_valid(json.loads(body))
    with pytest.raises(WireError):
        wire.read_question(body)
