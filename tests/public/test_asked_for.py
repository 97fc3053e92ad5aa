"""Which of our languages a browser asks for first."""

import pytest

from safeconduct.public.asked_for import asked_for

OURS = ("bg", "en", "ro", "uk")


@pytest.mark.parametrize(("said", "expected"), [
    ("ro", "ro"),
    ("ro-MD,ro;q=0.9,ru;q=0.8", "ro"),
    ("mo,ru;q=0.8", "ro"),
    ("ru,uk;q=0.7,en;q=0.5", "uk"),
    ("en;q=0.5, bg;q=0.9", "bg"),
    ("UK-ua", "uk"),
    ("ru-RU,ru", ""),
    ("*", ""),
    ("", ""),
    ("ro;q=0", ""),
    ("ro;q=x", ""),
    ("ro;level=1", ""),
    ("ro;q=nan", ""),
    (";;;,,,=", ""),
    ("x," * 5000 + "ro", ""),
])  # fmt: skip
def test_the_first_of_ours_is_taken_and_nothing_is_guessed(said: str, expected: str) -> None:
    assert asked_for(said, OURS) == expected
