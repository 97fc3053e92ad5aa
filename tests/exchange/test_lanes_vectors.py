"""The vectors of section 22: the code writes and reads them, schemas take them, and both sides go on as they say."""

import json
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from safeconduct.access.acting import receiving, working
from safeconduct.exchange import pages, receipts
from safeconduct.exchange.catching_up import answering, asking, epochs, road, wire
from safeconduct.exchange.catching_up.wire import Asked
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.models import CatchingUp, Lane
from safeconduct.vocabulary.identifiers import AgencyId, MessageId, NodeId, uuid7
from tests.conftest import as_process
from tests.exchange import make_lanes
from tests.exchange.catching_up.test_schemas import ANSWER, QUESTION
from tests.exchange.lanes_said import body_of
from tests.exchange.make_lanes import VECTORS
from tests.exchange.make_services import text_of
from tests.exchange.world import card_for
from tests.referrals.envelopes import Envelopes

SAID: dict[str, Any] = json.loads(VECTORS.read_text(encoding="utf-8"))
R, P = SAID["restored"]["agency"], SAID["peer"]["agency"]
READ = {wire.LIST: wire.read_list, wire.REST: wire.read_rest}

type Vector = dict[str, Any]


def each(kind: str) -> pytest.MarkDecorator:
    """One test for each vector of this kind, called by its name."""
    return pytest.mark.parametrize("vector", SAID[kind], ids=lambda vector: vector["name"])


def read_answer(vector: Vector) -> Any:
    body = body_of(vector)
    if vector["to"] == wire.SETTLE:
        return wire.read_settled(body, asked=vector["asked"])
    return READ[vector["to"]](body)


def written(to: str, read: Any) -> Any:
    """What the code writes of what it has read."""
    match to:
        case wire.LIST:
            return json.loads(wire.write_list(read[0], more=read[1]))
        case wire.SETTLE:
            return json.loads(wire.write_settled(read))
        case _:
            return json.loads(wire.write_rest(read))


def test_they_are_fresh() -> None:
    renew = f"{VECTORS.name} is not fresh: python -m tests.exchange.make_page"
    assert text_of(make_lanes.vectors()) == VECTORS.read_text(encoding="utf-8"), renew


@each("questions")
def test_a_question_is_read_and_written_so(vector: Vector) -> None:
    whole = json.loads(body_of(vector))
    assert json.loads(wire.write_question(wire.read_question(body_of(vector)))) == whole
    QUESTION.validate(whole)


@each("answers")
def test_an_answer_is_read_and_written_so(vector: Vector) -> None:
    whole = json.loads(body_of(vector))
    assert written(vector["to"], read_answer(vector)) == whole
    ANSWER.validate(whole)


@each("not_questions")
def test_what_is_no_question_is_refused(vector: Vector) -> None:
    with pytest.raises(WireError) as caught:
        wire.read_question(body_of(vector))
    assert (caught.value.fault, pages.STATUS_OF[caught.value.fault]) == (vector["refused"], vector["status"])
    if "said" in vector:
        assert QUESTION.is_valid(json.loads(body_of(vector))) is (vector.get("schema") == "takes")


@each("not_answers")
def test_what_is_no_answer_is_refused(vector: Vector) -> None:
    with pytest.raises(WireError) as caught:
        read_answer(vector)
    assert caught.value.fault == vector["refused"]
    assert ANSWER.is_valid(json.loads(body_of(vector))) is (vector.get("schema") == "takes")


def test_the_receipts_that_are_told_are_believed() -> None:
    told = [taken for vector in SAID["answers"] if "times" not in vector and vector["to"] == wire.SETTLE
            for lane in vector["said"]["lanes"] for taken in lane["taken"]]  # fmt: skip
    steps = {
        receipts.verify_receipt(
            receipt, message=MessageId(UUID(taken["id"])), object_hash=taken["object_hash"], issuer=NodeId("be"),
            agency=AgencyId(UUID(P)), card_for=card_for,
        ).step
        for taken in told for receipt in taken["receipts"]
    }  # fmt: skip
    assert len(steps) == 2


def test_the_course_is_of_one_piece() -> None:
    """Each page goes on behind the one before, and what is settled is what the lanes of the list come to."""
    course = SAID["course"]
    for step in course:
        QUESTION.validate(step["question"])
        ANSWER.validate(step["answer"])
    pages_of = [step for step in course if step["question"]["ask"] == wire.LIST]
    assert pages_of[0]["question"]["after"] is None
    for before, page in pairwise(pages_of):
        assert before["answer"]["more"] is True
        assert page["question"]["after"].items() < before["answer"]["lanes"][-1].items()
    assert pages_of[-1]["answer"]["more"] is False
    listed = [one for page in pages_of for one in page["answer"]["lanes"]]
    compared = SAID["compared"][: len(listed)]
    assert listed == [one["listed"] for one in compared]
    asked = [
        one for step in course if step["question"]["ask"] == wire.SETTLE for one in step["question"]["lanes"]
    ]
    assert all(one["settles"] in asked for one in compared if one["settles"])


# --- On nodes with a database -------------------------------------------------------------------------------


def named(value: Any, *, restored: UUID, peer: UUID) -> Any:
    """The same with these agencies in the place of the invented ones."""
    return json.loads(json.dumps(value).replace(R, str(restored)).replace(P, str(peer)))


def has_lane(lane: Vector, number: int, *, is_inward: bool, **leap: int | None) -> None:
    """This node has the lane, as its worker or its inbox would have made it."""
    way = wire.way_of({name: value for name, value in lane.items() if name != "next"})
    ends = {"handle": way.handle, "sender": way.sender, "recipient": way.recipient, "lane": way.lane}
    row = Lane(inward=is_inward, next=number, **ends, **leap)
    somebody = receiving(NodeId("be"), MessageId(uuid7())) if is_inward else working()
    with as_process("inbox" if is_inward else "worker"), somebody:
        row.save(force_insert=True)


def test_a_restored_node_asks_as_the_course_does(
    envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Node ro was restored; it finds lanes as `has` says, and the answers of the course."""
    said = named(SAID, restored=envelopes.own, peer=envelopes.other)
    for one in said["compared"][:6]:
        has, is_inward = one["has"], one["listed"]["senderagency"] == str(envelopes.other)
        if has is not None:
            leap = {} if is_inward else {"leap_after": has["last"], "leap_to": has["since"]}
            has_lane(one["listed"], has["awaits" if is_inward else "next"], is_inward=is_inward, **leap)
    left = list(said["course"])
    found: list[tuple[Vector, Vector]] = []

    def ask(_client: object, _peer: NodeId, asked: Asked) -> bytes:
        step = left.pop(0)
        found.append((json.loads(wire.write_question(asked)), step["question"]))
        return json.dumps(step["answer"]).encode()

    for room in (epochs, asking):
        monkeypatch.setattr(room, "own_epoch", lambda: said["restored"]["epoch"])
    monkeypatch.setattr(road, "ask", ask)
    epochs.forget_agreed()
    with as_process("worker"):
        asking.run()
        with working():
            CatchingUp.objects.update(next_try_at="2026-01-01T00:00:00Z")
        asking.run()
        with working():
            assert CatchingUp.objects.get(ours=True, peer="be").state == CatchingUp.DONE
            rows = Lane.objects.filter(inward=False)
            goes_on = {(row.lane, row.next) for row in rows}
    epochs.forget_agreed()
    assert [question for question, _expected in found] == [expected for _question, expected in found]
    assert left == []
    ours = [one for one in said["compared"][:6] if "goes_on_with" in one]
    assert goes_on == {
        (one["listed"]["lane"], one["goes_on_with"] or one["has"]["next"]) for one in ours
    }  # fmt: skip


def test_its_peer_lists_the_pages_of_the_course(
    envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Node be was restored, and this one, with so many lanes a page, has what `compared` lists."""
    said = named(SAID, restored=envelopes.other, peer=envelopes.own)
    for one in said["compared"][:6]:
        listed = one["listed"]
        has_lane(listed, listed["next"], is_inward=listed["senderagency"] == str(envelopes.other))
    monkeypatch.setattr(wire, "MOST_LISTED", 3)
    with as_process("inbox"):
        for step in said["course"]:
            if step["question"]["ask"] == wire.LIST:
                answer = answering.answer_to(json.dumps(step["question"]).encode(), NodeId("be"))
                assert json.loads(answer) == step["answer"]


def test_epochs_are_answered_in_their_order(envelopes: Envelopes) -> None:
    with as_process("inbox"):
        for vector in SAID["epochs"]:
            if vector["status"] == 200:
                assert answering.answer_to(body_of(vector), NodeId("be"))
                continue
            with pytest.raises(answering.OlderEpoch):
                answering.answer_to(body_of(vector), NodeId("be"))
            assert (vector["status"], vector["refused"]) == (409, answering.OLDER_EPOCH)


@each("mis_addressed")
def test_lanes_of_others_are_refused_as_a_whole(vector: Vector, envelopes: Envelopes) -> None:
    said = named(vector, restored=envelopes.other, peer=envelopes.own)
    QUESTION.validate(said["said"])
    with as_process("inbox"), pytest.raises(WireError) as caught:
        answering.answer_to(body_of(said), NodeId("be"))
    assert (caught.value.fault, pages.STATUS_OF.get(caught.value.fault, 401)) == (
        vector["refused"], vector["status"],
    ) == (Fault.MIS_ADDRESSED, 401)  # fmt: skip
