"""Typed identifiers: UUIDv7, handles, and references that show a slip."""

import re
import time
import uuid

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from safeconduct.vocabulary.errors import BadReference
from safeconduct.vocabulary.identifiers import (
    new_handle,
    new_reference,
    normal_reference,
    uuid7,
)

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

countries = st.text(LETTERS, min_size=2, max_size=2)
references = st.builds(new_reference, countries)


def is_reference(text: str) -> bool:
    try:
        normal_reference(text)
    except BadReference:
        return False
    return True


def test_the_test_vector_of_rfc_9562() -> None:
    random_bits = 0xCC3 << 62 | 0x18C4DC0C0C07398F

    made = uuid7(milliseconds=0x017F22E279B0, random_bits=random_bits)

    assert made == uuid.UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**74 - 1))
@example(0, 0)
@example(2**48 - 1, 2**74 - 1)
def test_version_and_variant_stand_whatever_the_time(milliseconds: int, random_bits: int) -> None:
    made = uuid7(milliseconds=milliseconds, random_bits=random_bits)

    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == milliseconds


def test_a_uuid7_carries_the_time_of_now_and_is_never_the_same() -> None:
    before = time.time_ns() // 1_000_000

    many = {uuid7() for _ in range(1000)}

    assert len(many) == 1000
    assert all(before <= made.int >> 80 <= time.time_ns() // 1_000_000 for made in many)


def test_a_handle_is_128_random_bits_in_lower_case_base32() -> None:
    handles = {new_handle() for _ in range(1000)}

    assert len(handles) == 1000
    assert all(re.fullmatch(r"[a-z2-7]{26}", handle) for handle in handles)


def test_a_reference_is_grouped_and_starts_with_the_country() -> None:
    assert re.fullmatch(rf"RO-[{CROCKFORD}]{{4}}-[{CROCKFORD}]{{4}}", new_reference("ro"))


@given(references)
def test_a_new_reference_is_a_reference_and_normal_already(reference: str) -> None:
    assert is_reference(reference)
    assert normal_reference(reference) == reference


@given(references, st.integers(0, 9), st.data())
def test_every_single_wrong_character_shows(reference: str, place: int, data: st.DataObject) -> None:
    plain = reference.replace("-", "")
    wrong = data.draw(st.sampled_from(LETTERS if place < 2 else CROCKFORD))
    assume(wrong != plain[place])

    assert not is_reference(plain[:place] + wrong + plain[place + 1 :])


@given(references, st.integers(0, 8))
def test_two_neighbours_swapped_show(reference: str, place: int) -> None:
    plain = reference.replace("-", "")
    assume(plain[place] != plain[place + 1])

    assert not is_reference(plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :])


def test_any_single_slip_shows_in_every_place_with_every_character() -> None:
    plain = "RO7F3K9Q2Z"
    assert is_reference(plain)

    slips = [
        plain[:place] + wrong + plain[place + 1 :]
        for place in range(10)
        for wrong in (LETTERS if place < 2 else CROCKFORD)
        if wrong != plain[place]
    ]

    assert not any(map(is_reference, slips))


@given(references)
def test_spelling_by_hand_is_understood(reference: str) -> None:
    country, body = reference[:2], reference[3:]
    spoken = country.lower() + " " + body.lower().replace("0", "o").replace("1", "l").replace("-", " ")

    assert normal_reference(f"  {spoken}\n") == reference
    assert normal_reference(country + body.replace("1", "I").replace("-", "\u2013")) == reference


@pytest.mark.parametrize(
    "text", ["", "RO", "RO-7F3K-9Q2", "RO-7F3K-9Q2ZZ", "R0-7F3K-9Q2Z", "RO-7U3K-9Q2Z", "RO_7F3K_9Q2Z"]
)
def test_what_is_no_reference_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(BadReference) as refusal:
        normal_reference(text)

    assert str(refusal.value)
    assert not is_reference(text)


@pytest.mark.parametrize("country", ["", "R", "ROU", "1A", "ß"])
def test_a_reference_needs_a_country_of_two_letters(country: str) -> None:
    with pytest.raises(BadReference):
        new_reference(country)
