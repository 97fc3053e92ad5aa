"""Which statements are believed and which keys a node may have; pure."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.public.signatures import rules
from safeconduct.public.signatures.rules import Wording, may_believe, may_have_keys, read_texts
from safeconduct.public.signatures.verifying import signer
from safeconduct.vocabulary.decisions import Allowed, Refused
from safeconduct.vocabulary.statements import Kind, NodeKeys, Says, Statement, Subject

HERE = "https://other.example/"
SAID = Statement(
    "ro", "a", "Casa Arin", Subject(Kind.AGREEMENT, "x", 2, "0" * 64), Says.STANDS, 2, date(2026, 11, 30)
)
AS_IT_IS: dict[str, Any] = {
    "node": "ro", "is_signed": True, "known": None, "is_ours": True, "here": Wording("0" * 64),
}  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("more", [
    {}, {"known": SAID}, {"known": replace(SAID, number=1)}, {"is_ours": False, "here": None},
    # What was taken stays, whatever becomes of the text.
    {"known": SAID, "here": Wording("1" * 64)}, {"known": SAID, "here": Wording("0" * 64, is_replaced=True)},
])  # fmt: skip
def test_what_is_signed_by_its_node_for_the_wording_of_now_is_believed(more: dict[str, Any]) -> None:
    assert may_believe(SAID, **(AS_IT_IS | more)) == Allowed()


@pytest.mark.parametrize("more, reason", [
    ({"is_signed": False}, rules.WRONG_SIGNATURE),
    ({"node": "be"}, rules.OTHER_NODE),
    ({"known": replace(SAID, number=3)}, rules.OLDER_STATEMENT),
    ({"known": replace(SAID, says=Says.WITHDRAWN)}, rules.CONTRADICTS),
    ({"here": None}, rules.NO_VERSION),
    ({"here": Wording("1" + "0" * 63)}, rules.OTHER_WORDING),
    ({"here": Wording("0" * 64, is_replaced=True)}, rules.REPLACED),
])  # fmt: skip
def test_what_is_not_right_is_refused_each_with_its_reason(more: dict[str, Any], reason: object) -> None:
    assert may_believe(SAID, **(AS_IT_IS | more)) == Refused(reason)  # type: ignore[arg-type]


def test_taking_back_needs_no_text() -> None:
    back = replace(SAID, says=Says.WITHDRAWN, number=3)
    assert may_believe(back, **(AS_IT_IS | {"known": SAID, "here": None})) == Allowed()


@pytest.mark.parametrize("known, signed_by, decision", [
    (None, "a", Allowed()), (None, "z", Refused(rules.KEYS_CHANGED)), (None, None, Refused(rules.KEYS_CHANGED)),
    (NodeKeys("ro", ("b",)), "b", Allowed()), (NodeKeys("ro", ("z",)), "a", Refused(rules.KEYS_CHANGED)),
    (NodeKeys("be", ("a",)), "a", Refused(rules.KEYS_CHANGED)),
])  # fmt: skip
def test_keys_follow_one_another(known: NodeKeys | None, signed_by: str | None, decision: object) -> None:
    assert may_have_keys(NodeKeys("ro", ("a", "b")), known=known, signed_by=signed_by) == decision


@given(JSON)
def test_nothing_that_comes_stops_the_reading(said: Any) -> None:
    read_texts(said, address=HERE)
    read_texts([said, {"texts": said, "opens": True, "in_force": True}], address=HERE)
    assert signer(SAID, said, said, ["0" * 64]) is None


# --- Texts of another site --------------------------------------------------------------------------------

WORDS = {"title": "How we answer", "address": HERE + "answer"}
TEXT: dict[str, Any] = {
    "kind": "agreement", "code": "x", "version": 2, "digest": "0" * 64, "opens": True, "in_force": False,
    "texts": {"en": WORDS},
}  # fmt: skip


def test_a_text_of_another_site_is_read_with_all_that_is_said_of_it() -> None:
    assert read_texts([TEXT], address=HERE) == [(SAID.subject, TEXT)]
    assert read_texts({"a": TEXT}, address=HERE) == []
    many = [TEXT | {"version": number} for number in range(rules.MOST_TEXTS + 1)]
    assert [subject.version for subject, _said in read_texts(many, address=HERE)] == list(
        range(rules.MOST_TEXTS)
    )


@pytest.mark.parametrize("words", [
    {"title": "t"}, {"title": "t" * 255}, {"address": HERE}, {"address": HERE + "a" * (500 - len(HERE))},
])  # fmt: skip
def test_words_just_within_their_length_are_read(words: dict[str, str]) -> None:
    assert len(read_texts([TEXT | {"texts": {"x" * 12: WORDS | words}}], address=HERE)) == 1


@pytest.mark.parametrize("said", [
    None, [], TEXT | {"opens": 1}, TEXT | {"in_force": None}, TEXT | {"digest": "0"}, TEXT | {"kind": "poem"},
    TEXT | {"code": None}, TEXT | {"texts": {}}, TEXT | {"texts": [WORDS]}, TEXT | {"texts": None},
    *(TEXT | {"texts": {"en": WORDS, "ro": WORDS | wrong}} for wrong in (
        {"title": ""}, {"title": "t" * 256}, {"title": 1}, {"more": "x"}, {"address": "https://elsewhere.example/"},
        {"address": HERE + "a" * (501 - len(HERE))}, {"address": None}, {"title": "a\0b"}, {"address": HERE + "\0"},
    )),
    *(TEXT | {"texts": {tag: WORDS}} for tag in ("x" * 13, 1, "e\0")), TEXT | {"texts": {"en": "words"}},
    TEXT | {"texts": {"en": {"title": "t"}}},
])  # fmt: skip
def test_a_text_that_is_not_as_it_must_be_or_lies_elsewhere_is_left_out(said: Any) -> None:
    assert read_texts([said, TEXT], address=HERE) == [(SAID.subject, TEXT)]
