"""What is sealed has one length; what somebody else wrote is read without trust."""

import json
from datetime import date
from uuid import UUID

import pytest

from safeconduct.vocabulary.letters import form
from safeconduct.vocabulary.letters.desks import Desk, Open, open_in

ONE, OTHER = UUID(int=1), UUID(int=2)
CARRIED = form.Carried(
    (form.Sealed(ONE, OTHER, bytes(form.SEALED), ONE, bytes(32), 3),),
    (ONE,),
    (OTHER,),
    date(2026, 11, 30),
    True,
)
OPENED = Open("ro", 3, bytes(form.HALF), (Desk(ONE, "Casa", "RO", 2, "RO"),))


@pytest.mark.parametrize("text", ["", "x", "я" * form.LONGEST, "\U0001f642" * form.LONGEST, '"\n' * 1500])
def test_every_letter_has_one_length_and_says_what_it_said(text: str) -> None:
    letter = form.Letter(form.Kind.QUESTION, text, "uk", bytes(form.HALF), 0)
    packed = letter.packed()
    assert len(packed) == form.PADDED
    assert form.unpacked(packed) == letter
    assert text[:3] not in repr(letter) or len(text) < 3


def test_a_letter_that_is_too_long_is_none() -> None:
    with pytest.raises(form.Malformed):
        form.Letter(form.Kind.QUESTION, "x" * (form.LONGEST + 1), "en").packed()
    with pytest.raises(form.Malformed):
        form.Letter(form.Kind.QUESTION, "\x00" * form.LONGEST, "en").packed()


@pytest.mark.parametrize("said", [
    "[]", "{}", '{"v": 2, "kind": "answer", "text": "", "language": "en", "reply": "", "number": 1}',
    '{"v": 1, "kind": "other", "text": "", "language": "en", "reply": "", "number": 1}',
    '{"v": 1, "kind": "answer", "text": "", "language": "en", "reply": "AAAA", "number": 1}', "[" * 9000,
    '{"v": 1, "kind": "answer", "text": "", "language": "en", "reply": "", "number": 1e999}',
    '{"v": 1, "kind": "answer", "text": "\\ud800", "language": "en", "reply": "", "number": 1}',
    '{"v": 1, "kind": "answer", "text": "", "language": "<b>", "reply": "", "number": 1}',
])  # fmt: skip
def test_what_is_no_letter_is_refused(said: str) -> None:
    raw = said.encode()
    padded = len(raw).to_bytes(4, "big") + raw
    with pytest.raises(form.Malformed):
        form.unpacked(padded + bytes(form.PADDED - len(padded)))
    with pytest.raises(form.Malformed):
        form.unpacked(padded)


def test_a_file_is_read_as_it_was_written() -> None:
    assert form.carried_in(CARRIED.text().encode()) == CARRIED
    assert form.carried_in(None) == form.Carried()
    assert open_in(OPENED.text().encode()) == OPENED


@pytest.mark.parametrize(("name", "value"), [
    ("v", 2), ("letters", None), ("letters", [{}]), ("letters", [[]]), ("arrived", ["x"]), ("ended", 3),
    ("looked_on", "today"), ("letters", [CARRIED.letters[0].members() | {"sealed": "AAAA"}]),
    ("letters", [CARRIED.letters[0].members() | {"mark": "00"}]),
    ("letters", [CARRIED.letters[0].members()] * (form.AT_ONCE + 1)),
    ("letters", [CARRIED.letters[0].members() | {"key": float("inf")}]),
])  # fmt: skip
def test_what_is_no_file_of_letters_is_refused(name: str, value: object) -> None:
    with pytest.raises(form.Malformed):
        form.carried_in(json.dumps(json.loads(CARRIED.text()) | {name: value}).encode())


def test_a_key_that_does_not_fit_its_fingerprint_is_refused() -> None:
    said = json.loads(OPENED.text())
    said["key"]["half"] = (b"\x01" * form.HALF).hex()
    with pytest.raises(form.Malformed):
        open_in(json.dumps(said).encode())


def test_numbers_without_end_are_no_desk() -> None:
    said = json.loads(OPENED.text())
    said["desks"][0]["days"] = float("inf")
    with pytest.raises(form.Malformed):
        open_in(json.dumps(said).encode())


def test_a_question_and_an_answer_are_bound_to_their_conversation() -> None:
    kinds = [form.info(kind, one) for kind in (form.Kind.QUESTION, form.Kind.ANSWER) for one in (ONE, OTHER)]
    assert len(set(kinds)) == 4
    assert form.info(form.Kind.LAST, ONE) == form.info(form.Kind.ANSWER, ONE)
