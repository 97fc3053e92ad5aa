"""What was read in the place of a word that stands nowhere as it was typed."""

import pytest

from safeconduct.directory.reading.folding import folded, meant
from safeconduct.directory.reading.putting_right import put_right
from safeconduct.directory.reading.typed import One, Typed

NAMES = ["Lumina (invented)", "Casa Sălciei", "Shelter", "București"]
HELD = [part for name in NAMES for part in folded(name).split()]


def said(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The slips of a text over these names."""
    words = folded(text).split()
    typed = Typed(tuple(One(word, tuple(meant(word, HELD))) for word in words))
    return [(one.typed, one.read_as) for one in put_right(text, typed, iter(NAMES))]


@pytest.mark.parametrize(("text", "expected"), [
    ("Lumena", [("Lumena", ("Lumina",))]),
    ("casa salcoei", [("salcoei", ("Sălciei",))]),
    ("Bukaresti Shalter", [("Bukaresti", ("București",)), ("Shalter", ("Shelter",))]),
    ("Lumina", []),
    ("LUMI", []),  # the beginning of a word
    ("Salciei", []),  # accents are no slip
    ("Nothing", []),
    ("", []),
])  # fmt: skip
def test_a_slip_is_named_with_the_word_as_it_is_written(
    text: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert said(text) == expected


def test_nothing_typed_is_no_slip() -> None:
    assert put_right("", None, iter(())) == []
