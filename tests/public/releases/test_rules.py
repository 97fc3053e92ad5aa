"""What one site believes of what another one released; pure."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.public.releases.rules import (
    FROM_THE_FUTURE,
    LONGEST,
    MOST,
    MOST_STATISTICS,
    NOT_ITS_OWN,
    NOT_READABLE,
    OLDER,
    OWN_SOURCE,
    WRONG_SIGNATURE,
    Kind,
    Release,
    cut,
    is_stale,
    may_confirm,
    may_take,
    read,
)
from safeconduct.public.releases.signing import fingerprint, is_signed, key_of, public_part, signed
from safeconduct.vocabulary.decisions import Allowed, Refused

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
HERE = "https://other.example/"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def _one(**more: Any) -> dict[str, Any]:
    text = {"title": "A title", "introduction": "Two sentences.", "address": f"{HERE}en/news/a/"}
    return {"kind": "news", "key": "k", "day": "2026-11-30", "country": "", "texts": {"en": text}} | more


@pytest.mark.parametrize("minutes", [0, 5, 10, -600])
def test_what_is_signed_and_not_older_is_taken(minutes: int) -> None:
    at = NOW + timedelta(minutes=minutes)
    assert may_take(is_signed=True, at=at, last_at=at, now=NOW) == Allowed()


def test_a_wrong_signature_an_older_document_and_a_clock_ahead_are_refused() -> None:
    before = NOW - timedelta(seconds=1)
    assert may_take(is_signed=False, at=NOW, last_at=None, now=NOW) == Refused(WRONG_SIGNATURE)
    assert may_take(is_signed=True, at=before, last_at=NOW, now=NOW) == Refused(OLDER)
    ahead = NOW + timedelta(minutes=11)
    assert may_take(is_signed=True, at=ahead, last_at=None, now=NOW) == Refused(FROM_THE_FUTURE)


def test_whoever_named_a_site_does_not_confirm_it() -> None:
    assert may_confirm(confirms=1, named_by=1) == Refused(OWN_SOURCE)
    assert may_confirm(confirms=2, named_by=1) == Allowed()


def test_a_week_without_a_word_is_stale() -> None:
    assert is_stale(None, now=NOW)
    assert is_stale(NOW - timedelta(days=8), now=NOW)
    assert not is_stale(NOW - timedelta(days=6), now=NOW)
    assert not is_stale(NOW - timedelta(days=7), now=NOW)


def test_a_release_is_read_whole() -> None:
    found = read({"releases": [_one()]}, address=HERE)
    assert isinstance(found, list)
    one = _one(country="RO")
    assert read({"releases": [one]}, address=HERE) == [
        Release(Kind.NEWS, "k", "2026-11-30", "RO", one["texts"])
    ]


@given(words=st.text("ab \n", max_size=60), most=st.integers(2, 40))
def test_a_text_too_long_for_its_readers_ends_after_a_whole_word(words: str, most: int) -> None:
    given = cut(words, most=most)
    assert len(given) <= most
    if len(words) <= most:
        assert given == words
        return
    kept = given.removesuffix("…")
    assert given.endswith("…")
    assert words.startswith(kept)
    is_whole = words[len(kept)].isspace()
    assert is_whole or not any(sign.isspace() for sign in words[: most - 1].lstrip())


def test_what_is_cut_is_read_on_the_other_side() -> None:
    said = cut("Two days of questions. " * 80, most=LONGEST["introduction"])
    assert isinstance(read({"releases": [_worded(introduction=said)]}, address=HERE), list)


def _worded(tag: object = "en", **words: object) -> dict[str, Any]:
    return _one(texts={tag: {"title": "x", "introduction": "", "address": HERE} | words})


@pytest.mark.parametrize("said", [
    _worded(title="x" * 255), _worded(introduction="x" * 1200), _worded(address=HERE + "x" * (500 - len(HERE))),
    _worded("x" * 12), _one(key="k" * 64), _one(day="d" * 64), _one(country="c" * 64),
])  # fmt: skip
def test_what_is_just_within_its_length_is_read(said: dict[str, Any]) -> None:
    assert isinstance(read({"releases": [said]}, address=HERE), list)


@pytest.mark.parametrize("said", [
    _worded(title="x" * 256), _worded(introduction="x" * 1201), _worded(address=HERE + "x" * (501 - len(HERE))),
    _worded("x" * 13), _worded(1), _worded(title=1), _one(texts={"en": "words"}), _one(texts=["words"]),
    _one(key="k" * 65), _one(day="d" * 65), _one(country="c" * 65), _one(country=None),
    _worded(title="a\0b"), _worded(introduction="a\0b"), _worded(address=HERE + "\0"), _worded("e\0n"),
    _one(key="a\0b"), _one(day="a\0b"), _one(country="a\0b"), _one(kind=[]), _one(kind={}), _one(kind=None),
])  # fmt: skip
def test_what_is_longer_or_no_text_makes_the_whole_document_unreadable(said: dict[str, Any]) -> None:
    assert read({"releases": [_one(), said]}, address=HERE) == NOT_READABLE


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/en/", "javascript:alert(1)", "https://other.example.evil/"]
)
def test_an_address_of_somebody_else_is_refused_with_the_whole_document(address: str) -> None:
    text = {"title": "A title", "introduction": "x", "address": address}
    assert read({"releases": [_one(), _one(texts={"en": text})]}, address=HERE) == NOT_ITS_OWN


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {"releases": {}},
        {"releases": [_one(kind="case")]},
        {"releases": [_one(texts={})]},
        {"releases": [_one(key=1)]},
        {"releases": [_one(texts={"en": {"title": "x" * 256, "introduction": "", "address": HERE}})]},
        {"releases": [_one(texts={"en": {"title": "x", "introduction": "", "address": HERE, "html": "x"}})]},
        {"releases": [_one()] * (MOST + 1)},
    ],
)
def test_what_is_not_as_it_must_be_is_not_read(document: object) -> None:
    assert read(document, address=HERE) == NOT_READABLE


def test_as_many_as_a_document_may_hold_are_read() -> None:
    most = {"releases": [_one()] * MOST, "statistics": [_one(kind="statistics")] * MOST_STATISTICS}
    found = read(most, address=HERE)
    assert isinstance(found, list)
    assert len(found) == MOST + MOST_STATISTICS


@given(JSON)
def test_nothing_that_comes_stops_the_reading(said: object) -> None:
    read(said, address=HERE)
    read({"releases": [said]}, address=HERE)
    is_signed(said, said, b"\0" * 32)


@given(JSON, JSON)
def test_a_signature_holds_for_this_document_and_this_key_alone(one: object, other: object) -> None:
    key, another = key_of("a secret"), key_of("another secret")
    whole = signed({"releases": one}, key)
    assert is_signed(whole["document"], whole["signature"], public_part(key))
    assert not is_signed(whole["document"], whole["signature"], public_part(another))
    if one != other:
        assert not is_signed({"releases": other}, whole["signature"], public_part(key))


def test_a_fingerprint_can_be_read_aloud() -> None:
    said = fingerprint(public_part(key_of("a secret")))
    assert [len(group) for group in said.split(" ")] == [4] * 8


def test_editions_of_statistics_stand_in_a_list_of_their_own_which_older_sites_do_not_read() -> None:
    figures = [_one(kind="statistics", key=f"19a-RO-2025-{number}") for number in (1, 2)]
    found = read({"releases": [_one()], "statistics": figures}, address=HERE)
    assert isinstance(found, list)
    assert [each.kind for each in found] == ["news", "statistics", "statistics"]
    assert isinstance(read({"releases": []}, address=HERE), list)


@pytest.mark.parametrize(
    "figures", [None, {}, "x", [1], [_one(kind="other")], [_one()] * (MOST_STATISTICS + 1)]
)
def test_nonsense_for_statistics_makes_the_whole_document_unreadable(figures: object) -> None:
    assert read({"releases": [], "statistics": figures}, address=HERE) == NOT_READABLE


def test_an_edition_at_another_address_is_not_its_own() -> None:
    text = {"title": "T", "introduction": "", "address": "https://elsewhere.example/"}
    one = _one(kind="statistics", texts={"en": text})
    assert read({"releases": [], "statistics": [one]}, address=HERE) == NOT_ITS_OWN
