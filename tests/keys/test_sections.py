import pickle
import uuid

import pytest
import tink
from hypothesis import given
from hypothesis import strategies as st
from tink import aead

from safeconduct.keys.errors import CannotOpen, KeyNotHeld
from safeconduct.keys.keysets import WrappingKey
from safeconduct.keys.models import SectionKey
from safeconduct.keys.ring import Ring
from safeconduct.keys.sections import DataKey, associated, new_key, unwrap
from safeconduct.vocabulary.identifiers import CaseId, uuid7
from safeconduct.vocabulary.sections import Section

CASE = CaseId(uuid.UUID("7d444840-9dc0-41d1-b245-5ffdce74fad2"))
ROW = uuid.UUID("0192f3a0-0000-7000-8000-000000000001")
PLACE = associated("cases.entry", "text", ROW)
KEY = DataKey.generate()


# --- the place of a value ---


def test_a_place_is_written_as_the_contract_says() -> None:
    assert PLACE == b"safeconduct/v1|cases.entry|text|0192f3a0-0000-7000-8000-000000000001"


def test_a_wrapped_key_lies_where_every_release_looks_for_it(web: Ring) -> None:
    row, key = new_key(web, CASE, Section.IDENTITY, 2, intake=False)
    place = f"safeconduct/v1|keys.section_key|wrapped|{CASE}/identity/2".encode()

    opened = web.kek.unwrap(row.wrapped, place)

    assert opened.decrypt(key.encrypt(b"text", PLACE), PLACE) == b"text"


@pytest.mark.parametrize(
    ("table", "column", "row"), [("a|b", "c", "d"), ("a", "b|c", "d"), ("a", "b", "c|d"), ("a", "", "b")]
)
def test_a_place_has_one_reading(table: str, column: str, row: str) -> None:
    with pytest.raises(ValueError, match="bar"):
        associated(table, column, row)


# --- texts under a data key ---


@given(plain=st.binary(max_size=300))
def test_a_text_opens_at_its_own_place(plain: bytes) -> None:
    sealed = KEY.encrypt(plain, PLACE)

    assert len(sealed) == len(plain) + 40
    assert KEY.decrypt(sealed, PLACE) == plain
    assert KEY.decrypt(memoryview(sealed), PLACE) == plain


@pytest.mark.parametrize(
    "place",
    [
        associated("cases.entry", "text", uuid7()),
        associated("cases.entry", "title", ROW),
        associated("cases.version", "text", ROW),
        b"",
    ],
    ids=["swapped row", "swapped column", "swapped table", "no place"],
)
def test_a_text_does_not_open_at_another_place(place: bytes) -> None:
    with pytest.raises(CannotOpen):
        KEY.decrypt(KEY.encrypt(b"text", PLACE), place)


def test_a_text_does_not_open_under_another_sections_key() -> None:
    with pytest.raises(CannotOpen):
        DataKey.generate().decrypt(KEY.encrypt(b"text", PLACE), PLACE)


@given(where=st.integers(0, 43), bit=st.integers(0, 7))
def test_one_changed_bit_does_not_open(where: int, bit: int) -> None:
    sealed = bytearray(KEY.encrypt(b"text", PLACE))
    sealed[where] ^= 1 << bit

    with pytest.raises(CannotOpen):
        KEY.decrypt(bytes(sealed), PLACE)


@given(length=st.integers(0, 43))
def test_a_cut_text_does_not_open(length: int) -> None:
    with pytest.raises(CannotOpen):
        KEY.decrypt(KEY.encrypt(b"text", PLACE)[:length], PLACE)


# --- section keys ---


@pytest.mark.parametrize("intake", [False, True])
def test_a_new_key_is_the_one_that_its_row_unwraps_to(web: Ring, intake: bool) -> None:
    row, key = new_key(web, CASE, Section.SAFETY, 1, intake)

    assert (row.case_id, row.section, row.generation, row.intake) == (CASE, "safety", 1, intake)
    assert row.due is None
    assert unwrap(web, row).decrypt(key.encrypt(b"text", PLACE), PLACE) == b"text"


def test_two_keys_of_one_section_differ(web: Ring) -> None:
    _, one = new_key(web, CASE, Section.SAFETY, 1, False)
    _, two = new_key(web, CASE, Section.SAFETY, 1, False)

    with pytest.raises(CannotOpen):
        two.decrypt(one.encrypt(b"text", PLACE), PLACE)


@pytest.mark.parametrize(
    "change",
    [
        {"case_id": uuid7()},
        {"section": "identity"},
        {"generation": 2},
        {"intake": True},
    ],
)
def test_a_swapped_row_does_not_open(web: Ring, change: dict[str, object]) -> None:
    row, _ = new_key(web, CASE, Section.SAFETY, 1, False)
    for column, value in change.items():
        setattr(row, column, value)

    with pytest.raises(CannotOpen):
        unwrap(web, row)


def test_the_wrapped_keys_of_two_rows_cannot_be_exchanged(web: Ring) -> None:
    narrow, _ = new_key(web, CASE, Section.PROFILE, 1, False)
    secret, _ = new_key(web, CASE, Section.IDENTITY, 1, False)
    narrow.wrapped = secret.wrapped

    with pytest.raises(CannotOpen):
        unwrap(web, narrow)


@given(where=st.integers(min_value=0), bit=st.integers(0, 7))
def test_no_changed_bit_gives_another_key(where: int, bit: int) -> None:
    """Where the seal does not cover a bit (the public description of a keyset), the same key comes out."""
    wrapping = WrappingKey.generate()
    wrapped = bytearray(wrapping.wrap(KEY, PLACE))
    wrapped[where % len(wrapped)] ^= 1 << bit
    try:
        opened = wrapping.unwrap(bytes(wrapped), PLACE)
    except CannotOpen:
        return
    assert opened.decrypt(KEY.encrypt(b"text", PLACE), PLACE) == b"text"


@given(length=st.integers(0, 150))
def test_a_cut_wrapped_key_does_not_open(length: int) -> None:
    wrapping = WrappingKey.generate()
    wrapped = wrapping.wrap(KEY, PLACE)

    with pytest.raises(CannotOpen):
        wrapping.unwrap(wrapped[: length % len(wrapped)], PLACE)


def test_a_keyset_of_another_kind_than_ours_opens_as_tink_opens_it() -> None:
    wrapping = WrappingKey.generate()
    with_prefix = DataKey(tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM))
    wrapped = wrapping.wrap(with_prefix, PLACE)

    assert wrapping.unwrap(wrapped, PLACE).decrypt(with_prefix.encrypt(b"text", PLACE), PLACE) == b"text"
    with pytest.raises(CannotOpen):
        wrapping.unwrap(wrapped, b"another place")


def test_a_key_that_was_opened_shows_nothing_and_is_not_wrapped_anew() -> None:
    wrapping = WrappingKey.generate()
    opened = wrapping.unwrap(wrapping.wrap(KEY, PLACE), PLACE)

    assert repr(opened) == "<DataKey>"
    with pytest.raises(TypeError):
        pickle.dumps(opened)
    with pytest.raises(AttributeError):
        wrapping.wrap(opened, PLACE)


def test_another_nodes_keys_do_not_open_a_row(web: Ring, other_web: Ring) -> None:
    row, _ = new_key(web, CASE, Section.SAFETY, 1, False)

    with pytest.raises(CannotOpen):
        unwrap(other_web, row)


# --- who may ---


def test_the_inbox_makes_keys_of_received_cases_that_the_web_opens(inbox: Ring, web: Ring) -> None:
    row, key = new_key(inbox, CASE, Section.NEEDS, 3, True)

    assert unwrap(web, row).decrypt(key.encrypt(b"text", PLACE), PLACE) == b"text"


def test_the_inbox_opens_and_makes_no_key_of_an_own_case(inbox: Ring, web: Ring) -> None:
    row, _ = new_key(web, CASE, Section.NEEDS, 1, False)

    with pytest.raises(KeyNotHeld):
        unwrap(inbox, row)
    with pytest.raises(KeyNotHeld):
        new_key(inbox, CASE, Section.NEEDS, 1, False)


def test_the_inbox_cannot_pass_an_own_case_off_as_received(inbox: Ring, web: Ring) -> None:
    row, _ = new_key(web, CASE, Section.NEEDS, 1, False)
    row.intake = True

    with pytest.raises(CannotOpen):
        unwrap(inbox, row)


@pytest.mark.parametrize("intake", [False, True])
def test_the_worker_opens_nothing(worker: Ring, web: Ring, intake: bool) -> None:
    row, _ = new_key(web, CASE, Section.NEEDS, 1, intake)

    with pytest.raises(KeyNotHeld):
        unwrap(worker, row)


# --- nothing is shown ---


def test_a_key_prints_as_its_kind_only(web: Ring) -> None:
    row, key = new_key(web, CASE, Section.NEEDS, 1, False)

    assert repr(key) == str(key) == "<DataKey>"
    assert bytes(row.wrapped).hex() not in repr(row)
    assert str(row) == "key of needs, generation 1"


def test_a_key_cannot_be_put_into_a_cache_or_a_queue() -> None:
    with pytest.raises(TypeError, match="leave the process"):
        pickle.dumps(KEY)


def test_the_id_of_a_row_is_made_here_and_not_by_the_database(web: Ring) -> None:
    row, _ = new_key(web, CASE, Section.NEEDS, 1, False)

    assert isinstance(row, SectionKey)
    assert row.id.version == 7
