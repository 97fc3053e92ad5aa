"""The fingerprint in words: a list that is heard well, and never changes."""

import hashlib

from safeconduct.keys.card import words
from safeconduct.keys.words import WORDS, in_words
from tests.exchange.world import BE, NODES, RO


def test_the_list_has_a_word_for_each_byte_and_none_sounds_like_another() -> None:
    assert len(WORDS) == 256
    assert len({word[:4] for word in WORDS}) == 256
    assert all(word.isascii() and word.isalpha() and word.islower() for word in WORDS)


def test_the_list_is_part_of_the_format() -> None:
    written = hashlib.sha256(" ".join(WORDS).encode()).hexdigest()
    assert written == "0ee9e3d2a224fc1977b0154fde3283d783682505f4b45ab10f90bc91c36a350e"


def test_each_of_the_first_bytes_is_a_word() -> None:
    assert in_words(bytes([0, 255, 1, *range(20)])).split()[:3] == ["acorn", "zebra", "actor"]
    assert len(in_words(bytes(32)).split()) == 12


def test_two_nodes_have_other_words() -> None:
    assert words(NODES[RO].card) == words(NODES[RO].card)
    assert words(NODES[RO].card) != words(NODES[BE].card)
