"""Requests and answers as bytes: what a neighbour may send, and what is made of it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.exchange.batches import Result, Status, read_answer, read_batch, write_answer, write_batch
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.limits import MOST_REQUEST_BYTES
from safeconduct.exchange.wire import read_routing
from safeconduct.vocabulary.identifiers import MessageId, uuid7
from tests.exchange.faults import fault_of
from tests.exchange.world import ROUTING, sealed

EVENT = sealed()
LARGE = sealed(body={"text": "x" * 200_000})
IDS = [MessageId(uuid7()) for _ in range(3)]


def test_what_is_written_is_read() -> None:
    body, count = write_batch([EVENT, LARGE])

    candidates = read_batch(body)

    assert count == 2
    assert [candidate.event for candidate in candidates] == [EVENT, LARGE]
    assert candidates[0].id == ROUTING.id


def test_a_request_takes_as_many_from_the_front_as_it_may() -> None:
    body, count = write_batch([EVENT] * 60)
    large_body, large_count = write_batch([LARGE] * 10)

    assert count == len(read_batch(body)) == 50
    assert large_count == len(read_batch(large_body)) == 5
    assert len(large_body) <= MOST_REQUEST_BYTES


def test_no_request_is_a_byte_larger_than_it_may_be() -> None:
    """One byte is kept for the comma behind each message, behind the last one too."""
    frame = len(write_batch([{"text": ""}])[0])
    fits = {"text": "x" * (MOST_REQUEST_BYTES - 1 - frame)}
    body, count = write_batch([fits])

    assert (len(body), count) == (MOST_REQUEST_BYTES - 1, 1)
    assert write_batch([{"text": f"x{fits['text']}"}])[1] == 0
    assert write_batch([{"text": "x"}, {"text": fits["text"][:-10]}])[1] == 1


def test_a_fault_keeps_its_detail_for_the_log_of_the_node() -> None:
    fault = WireError(Fault.MALFORMED, "id is not as described")

    assert (fault.fault, fault.detail) == (Fault.MALFORMED, "id is not as described")


def test_what_is_no_message_spoils_only_its_own_place() -> None:
    body = json.dumps({"messages": [EVENT, 7, {}, {"id": "Maria"}, {"id": str(IDS[0])}, None]}).encode()

    candidates = read_batch(body)

    assert [candidate.id for candidate in candidates] == [ROUTING.id, None, None, None, IDS[0], None]
    assert read_routing(candidates[0].event) == ROUTING
    for candidate in candidates[1:]:
        assert fault_of(lambda event=candidate.event: read_routing(event)) is Fault.MALFORMED  # type: ignore[misc]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"messages":[]}',
        b'{"messages":{}}',
        b'{"messages":null}',
        b'{"messages":[1],"more":1}',
        b'{"messages":[1],"messages":[1]}',
        b'{"messages":[{"id":"a","id":"b"}]}',
        b'{"messages":[1.5]}',
        b'{"messages":[NaN]}',
        b'{"messages":[' + b"9" * 5000 + b"]}",
        b'{"messages":' + b"[" * 40 + b"]" * 40 + b"}",
        b"[" * 200_000,
        b'{"messages":[1]}x',
        b'\xef\xbb\xbf{"messages":[1]}',
        '{"messages":[1]}'.encode("utf-16"),
        b'{"messages":["\xff"]}',
    ],
    ids=range(19),
)
def test_what_is_no_request_is_malformed(body: bytes) -> None:
    assert fault_of(lambda: read_batch(body)) is Fault.MALFORMED


def test_too_many_bytes_or_messages_are_too_large() -> None:
    assert fault_of(lambda: read_batch(b" " * (MOST_REQUEST_BYTES + 1))) is Fault.TOO_LARGE
    assert fault_of(lambda: read_batch(json.dumps({"messages": [1] * 51}).encode())) is Fault.TOO_LARGE


@given(st.binary())
def test_whatever_the_bytes_are_the_answer_is_a_fault(body: bytes) -> None:
    with pytest.raises(WireError):
        read_batch(body)


RESULTS = [
    Result(id=IDS[0], status=Status.STORED, receipts=({"v": 1},)),
    Result(id=IDS[1], status=Status.GAP, expected=4),
    Result(id=IDS[2], status=Status.REFUSED, reason="consent_ended"),
]


def test_an_answer_is_read_as_it_was_written() -> None:
    assert read_answer(write_answer(RESULTS), asked=IDS) == RESULTS


def test_a_message_without_a_name_is_answered_in_its_place() -> None:
    answer = json.loads(write_answer([Result(id=None, status=Status.QUARANTINED, reason=Fault.MALFORMED)]))

    assert answer == {
        "results": [{"id": None, "status": "quarantined", "reason": "malformed", "receipts": []}]
    }


@pytest.mark.parametrize("asked", [IDS[:2], [*IDS, IDS[0]], IDS[::-1], []], ids=range(4))
def test_an_answer_about_other_messages_is_malformed(asked: list[MessageId]) -> None:
    assert fault_of(lambda: read_answer(write_answer(RESULTS), asked=asked)) is Fault.MALFORMED


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "lost"},
        {"status": "gap"},
        {"status": "refused"},
        {"status": "stored", "reason": "expired"},
        {"status": "stored", "expected": 2},
        {"status": "gap", "expected": 0},
        {"status": "gap", "expected": "2"},
        {"status": "refused", "reason": "Maria was here"},
        {"receipts": {}},
        {"receipts": [1]},
        {"receipts": [{}] * 5},
        {"id": None},
        {"more": 1},
    ],
    ids=range(13),
)
def test_a_result_of_another_form_is_malformed(changes: dict[str, object]) -> None:
    result = {"id": str(IDS[0]), "status": "stored", "receipts": [], **changes}

    body = json.dumps({"results": [result]}).encode()

    assert fault_of(lambda: read_answer(body, asked=IDS[:1])) is Fault.MALFORMED


def test_a_very_long_answer_is_not_read() -> None:
    assert fault_of(lambda: read_answer(b" " * 600_000, asked=[])) is Fault.TOO_LARGE


def test_a_result_cannot_be_made_wrong() -> None:
    with pytest.raises(ValueError, match="gap"):
        Result(id=IDS[0], status=Status.GAP)
    with pytest.raises(ValueError, match="reason"):
        Result(id=IDS[0], status=Status.REFUSED)
