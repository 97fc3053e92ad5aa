"""Six words: how many there are, how they are read, and what is derived from them."""

import math
from collections import Counter

import pytest

from safeconduct.vocabulary.letters import code
from safeconduct.vocabulary.letters.words import WORDS

SIX = "acorn amber zebra yellow amber acorn"


def test_the_list_gives_two_to_the_sixty_fourth_codes_and_its_words_are_told_apart() -> None:
    assert len(WORDS) == len(set(WORDS)) == 1674
    assert math.log2(len(WORDS)) * code.LENGTH > 64
    assert len({word[:4] for word in WORDS}) == len(WORDS)
    assert all(word.isascii() and word.islower() and len(word) >= 4 for word in WORDS)
    holes = Counter((place, word[:place], word[place + 1 :]) for word in WORDS for place in range(len(word)))
    assert max(holes.values()) == 1, "nobody who writes one letter wrong has another word"


@pytest.mark.parametrize("typed", [
    SIX, SIX.upper(), f"  {SIX}. ", SIX.replace(" ", ", "), SIX.replace(" ", "-"),
    "acor ambe zebr yell ambe acor", f"acorn AMBE zebra\nyellow amber {WORDS.index('acorn') + 1:04d}",
])  # fmt: skip
def test_a_code_is_read_however_it_was_written_down(typed: str) -> None:
    found = code.read(typed)
    assert found is not None
    assert found.words == SIX
    assert code.read(found.figures) == found
    assert code.read(found.figures.replace(" ", "")) == found
    assert code.read(found.figures.replace(" ", "", 3)) == found


def test_a_form_gives_the_same_code_again_and_another_form_another() -> None:
    one, other = b"a" * 32, b"b" * 32
    assert code.of_form(one) == code.of_form(one) != code.of_form(other)
    assert code.read(code.of_form(one).words) == code.of_form(one)
    assert code.thread_of_form(one) == code.thread_of_form(one) != code.thread_of_form(other)
    drawn = [code.of_form(n.to_bytes(32, "big")).numbers for n in range(3000)]
    seen = Counter(number for each in drawn for number in each)
    assert len(seen) > 1600, "every word can come"
    assert max(seen.values()) < 40


@pytest.mark.parametrize("typed", [
    "", "acorn", SIX + " acorn", SIX.replace("acorn", "acron"), "0 1 2 3 4 5", "1675 1 1 1 1 1",
    "aco amb zeb yel amb aco", "é" * 6, "x" * 100_000,
])  # fmt: skip
def test_what_is_no_code_is_none(typed: str) -> None:
    assert code.read(typed) is None


def test_what_is_derived_depends_on_each_word_their_order_and_the_node() -> None:
    one, other = code.read(SIX), code.read("amber acorn zebra yellow amber acorn")
    assert one is not None
    assert other is not None
    made = code.derived(one, "ro")
    assert made == code.derived(one, "ro")
    assert (len(made.tag), len(made.seeds)) == (32, code.SEEDS)
    others = [code.derived(other, "ro"), code.derived(one, "be")]
    assert len({made.tag, *(each.tag for each in others)}) == 3
    assert made.tag not in made.seeds
    assert "acorn" not in repr(one) + repr(made)
