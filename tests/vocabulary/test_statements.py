"""What an agency says in public, as it is written down and signed: read only where it is exactly that."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.vocabulary.statements import (
    HAS_KEYS,
    MOST_KEYS,
    SAYS,
    Kind,
    NodeKeys,
    Says,
    Statement,
    Subject,
    fingerprint,
    keys_in,
    statement_in,
)

SAID = Statement(
    "ro", "a-1", "Casa Arin", Subject(Kind.AGREEMENT, "x", 2, "0" * 64), Says.STANDS, 2, date(2026, 11, 30)
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def test_what_was_written_is_read() -> None:
    assert statement_in(SAID.members()) == SAID
    keys = NodeKeys("ro", ("0" * 64, "1" * 64))
    assert keys_in(keys.members()) == keys


@pytest.mark.parametrize("more", [
    {"v": 2}, {"node": ""}, {"node": "a b"}, {"agency": {"id": "a-1", "name": "Casa", "member": "Ana"}},
    {"agency": {"id": "a-1", "name": "Casa\u202eArin"}}, {"kind": "case"}, {"code": "X"}, {"version": -1},
    {"version": True}, {"digest": "0" * 63}, {"says": "perhaps"}, {"number": 0}, {"number": 2**31},
    {"day": "20261130"}, {"day": "tomorrow"}, {"member": "Ana"},
])  # fmt: skip
def test_anything_else_is_not_a_statement(more: dict[str, Any]) -> None:
    assert statement_in(SAID.members() | more) is None


@pytest.mark.parametrize("keys", [[], ["0" * 63], ["0" * 64] * (MOST_KEYS + 1), [1], "0" * 64])
def test_a_list_of_keys_has_one_to_four_of_them(keys: object) -> None:
    assert keys_in({"v": 1, "node": "ro", "keys": keys}) is None


@given(JSON)
def test_nothing_that_comes_stops_the_reading(said: Any) -> None:
    assert statement_in(said) is None
    assert keys_in(said) is None
    for name in SAID.members():
        statement_in(SAID.members() | {name: said})


def test_neither_stands_for_the_other_nor_for_anything_that_nodes_sign_for_each_other() -> None:
    """Objects of the exchange begin with a brace, a signed request with a quotation mark."""
    keys = NodeKeys("ro", ("0" * 64,))
    assert SAID.payload().startswith(SAYS)
    assert keys.payload().startswith(HAS_KEYS)
    assert not HAS_KEYS.startswith(SAYS)
    assert not SAYS.startswith(HAS_KEYS)
    assert SAYS[:1] not in b'{["'


def test_every_member_is_signed_and_every_key_is_in_the_fingerprint() -> None:
    for other in (
        replace(SAID, node="be"), replace(SAID, agency="b"), replace(SAID, name="Casa Arim"), replace(SAID, number=3),
        replace(SAID, subject=replace(SAID.subject, version=3)), replace(SAID, says=Says.WITHDRAWN),
        replace(SAID, subject=replace(SAID.subject, kind=Kind.RECOMMENDATION)), replace(SAID, day=date(2026, 12, 1)),
    ):  # fmt: skip
        assert other.payload() != SAID.payload()
    assert fingerprint(NodeKeys("ro", ("0" * 64,))) != fingerprint(NodeKeys("ro", ("0" * 64, "1" * 64)))
    assert [len(group) for group in fingerprint(NodeKeys("ro", ("0" * 64,))).split(" ")] == [4] * 8
