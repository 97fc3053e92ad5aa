"""One value, one byte form: the subset of RFC 8785 that signatures rest on."""

import hashlib
import json
import uuid
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.vocabulary.canonical import LARGEST, canonical, digest
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.errors import NotCanonical

texts = st.text(st.characters(exclude_categories=["Cs"]))
scalars = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(texts, inner))


@given(values)
def test_what_was_written_reads_back_equal(value: object) -> None:
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(texts, scalars))
def test_the_order_in_which_keys_were_put_in_does_not_matter(value: dict[str, object]) -> None:
    backwards = dict(reversed(value.items()))

    assert canonical(backwards) == canonical(value)


@given(st.dictionaries(texts, scalars))
def test_keys_stand_in_the_order_of_their_utf_16_code_units(value: dict[str, object]) -> None:
    keys = list(json.loads(canonical(value)))

    assert keys == sorted(keys, key=lambda key: key.encode("utf-16-be"))


def test_the_sorting_example_of_the_rfc() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]

    written = json.loads(canonical(dict.fromkeys(keys, 0)))

    assert list(written) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_the_escaping_example_of_the_rfc() -> None:
    assert canonical('\u20ac$\u000f\nA\'B"\\\\"/') == '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()


def test_there_are_no_spaces_and_codes_are_texts() -> None:
    assert canonical({"b": [1, True, None], "a": Urgency.URGENT}) == b'{"a":"urgent","b":[1,true,null]}'


def test_the_digest_is_sha256_of_the_bytes() -> None:
    assert digest({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        (1, 2),
        {1, 2},
        b"x",
        datetime(2026, 1, 1, tzinfo=UTC),
        uuid.UUID(int=4),
        {1: "a"},
        LARGEST + 1,
        -LARGEST - 1,
    ],
    ids=repr,
)
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical({"inside": [value]})


@pytest.mark.parametrize("value", ["\ud800", {"\udfff": 1}])
def test_half_a_surrogate_pair_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)
