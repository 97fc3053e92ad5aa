"""The recovery key: read from paper without a doubt, and the only thing that opens what was sealed to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.keys.errors import BadKey, CannotOpen
from safeconduct.keys.recovery import generate, open_files, public_of, read_back, seal_files, spell

KEY = bytes(range(32))
FILES = {"kek.json": b"one", "hop.key": b"\x00two"}


@given(st.binary(min_size=32, max_size=32))
def test_what_is_printed_is_read_back(key: bytes) -> None:
    assert read_back(spell(key)) == key


def test_it_is_printed_in_eleven_groups_of_five_without_letters_that_look_like_digits() -> None:
    groups = spell(KEY).split(" ")
    assert [len(group) for group in groups] == [5] * 11
    assert not set("OILU") & set("".join(groups))


def test_case_spaces_and_letters_that_look_alike_do_not_matter() -> None:
    typed = "-".join(spell(KEY).lower().split()).replace("0", "o").replace("1", "l")
    assert read_back(f"  {typed} ") == KEY


@pytest.mark.parametrize("place", range(0, 66, 7))
def test_one_wrong_sign_is_noticed(place: int) -> None:
    text = spell(KEY)
    if text[place] == " ":
        place += 1
    wrong = text[:place] + ("7" if text[place] != "7" else "8") + text[place + 1 :]
    with pytest.raises(BadKey, match="compare each group with the paper"):
        read_back(wrong)


@pytest.mark.parametrize("typed", ["", "ABCDE", spell(KEY) + " 00000", spell(KEY)[:-1] + "!"])
def test_what_is_no_recovery_key_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(BadKey, match="eleven groups of five"):
        read_back(typed)


def test_only_the_recovery_key_opens_the_files() -> None:
    sealed = seal_files(FILES, public_of(KEY))
    assert open_files(sealed, KEY) == FILES
    assert b"one" not in sealed
    with pytest.raises(CannotOpen):
        open_files(sealed, generate())
    with pytest.raises(CannotOpen):
        open_files(sealed[:-1] + bytes([sealed[-1] ^ 1]), KEY)


def test_the_same_paper_gives_the_same_public_half() -> None:
    assert public_of(KEY) == public_of(read_back(spell(KEY)))
    assert public_of(KEY) != public_of(generate())
