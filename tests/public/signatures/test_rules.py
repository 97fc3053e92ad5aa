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
