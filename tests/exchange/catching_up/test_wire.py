"""The questions and answers of a restored node: what is written is read, and nothing else is."""

import json
from typing import Any
from uuid import UUID

import pytest

from safeconduct.exchange.catching_up import wire
from safeconduct.exchange.catching_up.wire import Asked, Listed, Rest, Settled, Taken, TakenOf
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.lanes import Way
from safeconduct.exchange.limits import MOST_ANSWER_BYTES
from safeconduct.exchange.wire import Lane
from safeconduct.vocabulary.identifiers import AgencyId, CaseHandle

A, B = AgencyId(UUID(int=0xA001)), AgencyId(UUID(int=0xB001))
WAY = Way(handle=CaseHandle("mfrggzdfmztwq2lknnwg23tpoa"), sender=A, recipient=B, lane=Lane.MAIN)
MESSAGE = UUID("019cacd8-0b00-7000-8000-000000000001")
QUESTIONS = [
    Asked(wire.LIST, 1790000000),
    Asked(wire.LIST, 1790000000, after=WAY),
    Asked(wire.SETTLE, 1790000000, lanes=(Settled(WAY, awaited=3),)),
    Asked(wire.SETTLE, 1790000000, lanes=(Settled(WAY, known=2, last=4),)),
    Asked(wire.SETTLE, 1790000000, lanes=(Settled(WAY, known=0, last=4, goes_on=1790000000000),)),
    Asked(wire.REST, 1790000000),
]
TAKEN = Taken(
    id=MESSAGE, sequence=5, type="safeconduct.referral.moved.v1", object_hash="a" * 64, status="stored",
    referral=UUID(int=7), receipts=({"v": 1},),
)  # fmt: skip


def changed(asked: Asked, **members: Any) -> bytes:
    return json.dumps(json.loads(wire.write_question(asked)) | members).encode()


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: f"{asked.ask}")
def test_a_question_is_read_as_it_was_written(asked: Asked) -> None:
    assert wire.read_question(wire.write_question(asked)) == asked


def test_an_answer_is_read_as_it_was_written() -> None:
    listed, taken = [Listed(WAY, 7)], [TakenOf((TAKEN,), more=True), TakenOf((), more=False)]
    assert wire.read_list(wire.write_list(listed, more=True)) == (listed, True)
    assert wire.read_settled(wire.write_settled(taken), asked=2) == taken
    assert wire.read_rest(wire.write_rest(Rest(1, 2, 3, 4))) == Rest(1, 2, 3, 4)


LANE = Settled(WAY, awaited=3).members()


@pytest.mark.parametrize("body", [
    b"[]", b"{}", b'{"ask": ["list"]}',
    changed(QUESTIONS[0], ask="everything"),
    changed(QUESTIONS[0], more=1),
    changed(QUESTIONS[0], v=2),
    changed(QUESTIONS[0], v=True),
    changed(QUESTIONS[0], epoch=0),
    changed(QUESTIONS[0], epoch="1790000000"),
    changed(QUESTIONS[0], after="x"),
    changed(QUESTIONS[2], lanes={}),
    changed(QUESTIONS[2], lanes=[LANE | {"awaited": 0}]),
    changed(QUESTIONS[2], lanes=[LANE | {"lane": "fast"}]),
    changed(QUESTIONS[2], lanes=[LANE | {"subject": "a person"}]),
    changed(QUESTIONS[2], lanes=[LANE | {"known": 1, "last": 1}]),
    changed(QUESTIONS[2], lanes=[Settled(WAY, known=2, last=4, goes_on=4).members()]),
])  # fmt: skip
def test_whatever_else_is_no_question(body: bytes) -> None:
    with pytest.raises(WireError) as caught:
        wire.read_question(body)
    assert caught.value.fault is Fault.MALFORMED


@pytest.mark.parametrize("body", [
    b" " * (wire.MOST_BYTES + 1), changed(QUESTIONS[2], lanes=[LANE] * (wire.MOST_SETTLED + 1))
])  # fmt: skip
def test_a_question_is_bounded(body: bytes) -> None:
    with pytest.raises(WireError) as caught:
        wire.read_question(body)
    assert caught.value.fault is Fault.TOO_LARGE


def test_an_answer_that_is_about_other_lanes_is_none() -> None:
    with pytest.raises(WireError):
        wire.read_settled(wire.write_settled([TakenOf((), more=False)]), asked=2)


def test_the_largest_question_and_the_largest_answer_are_within_the_limits() -> None:
    own = Settled(WAY, known=10**15 - 3, last=10**15 - 2, goes_on=10**15 - 1)
    question = wire.write_question(Asked(wire.SETTLE, 9_999_999_999, lanes=(own,) * wire.MOST_SETTLED))
    receipt: dict[str, object] = {"x": "y" * 1000}
    taken = Taken(
        MESSAGE,
        10**15 - 1,
        "safeconduct.receipt.accepted_by_node.v1",
        "a" * 64,
        "stored",
        MESSAGE,
        (receipt,) * 2,
    )
    answer = wire.write_settled([TakenOf((taken,) * wire.MOST_TAKEN, more=True)])
    listed = wire.write_list([Listed(WAY, 10**15 - 1)] * wire.MOST_LISTED, more=True)

    assert wire.read_question(question).lanes
    assert wire.read_settled(answer, asked=1)
    assert wire.read_list(listed)


MOST = 10**15 - 1
"""The highest number that a message can have."""


def test_the_first_number_and_the_highest_are_numbers() -> None:
    for lanes in ((Settled(WAY, awaited=1),), (Settled(WAY, awaited=MOST),)):
        asked = Asked(wire.SETTLE, 1790000000, lanes=lanes)
        assert wire.read_question(wire.write_question(asked)) == asked
    assert wire.read_list(wire.write_list([Listed(WAY, 1), Listed(WAY, MOST)], more=False))[0][1].next == MOST
    for number in (0, MOST + 1):
        with pytest.raises(WireError):
            wire.read_list(wire.write_list([Listed(WAY, number)], more=False))


def test_what_is_left_is_counted_within_what_the_database_holds() -> None:
    most = 2**31 - 1
    assert wire.read_rest(wire.write_rest(Rest(0, most, 0, most))) == Rest(0, most, 0, most)
    with pytest.raises(WireError):
        wire.read_rest(wire.write_rest(Rest(0, most + 1, 0, 0)))


def test_an_answer_of_the_largest_size_is_looked_at_and_a_larger_one_is_not() -> None:
    whole = wire.write_rest(Rest(1, 2, 3, 4))
    spaces = b" " * (MOST_ANSWER_BYTES - len(whole))
    assert wire.read_rest(whole + spaces) == Rest(1, 2, 3, 4)
    with pytest.raises(WireError) as caught:
        wire.read_rest(whole + spaces + b" ")
    assert caught.value.fault is Fault.TOO_LARGE
