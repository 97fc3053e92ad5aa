"""Which of six words is none of ours: by the list alone, which everybody may know."""

import pytest

from safeconduct.vocabulary.letters import code as codes
from safeconduct.vocabulary.letters.slips import MOST, slips
from safeconduct.vocabulary.letters.words import WORDS

RIGHT = "acorn amber zebra yellow amber acorn"


def test_the_word_is_named_by_its_place_as_it_was_typed_with_the_nearest_of_the_list() -> None:
    found = slips("acorn amber Zibra yelow ambe acorn")
    assert [(one.place, one.typed, one.near[0]) for one in found.words] == [
        (3, "Zibra", "zebra"), (4, "yelow", "yellow"),
    ]  # fmt: skip
    assert found.is_six


@pytest.mark.parametrize(("typed", "place", "near"), [
    ("acron amber zebra yellow amber acorn", 1, "acorn"),  # two letters that changed places
    ("acorn amber zebra yellow amber acor", 0, ""),  # four letters are enough
    ("acorn amber zebra yelow amber acorn", 4, "yellow"),
    ("\u0430corn amber zebra yellow amber acorn", 1, "acorn"),  # a Cyrillic letter that looks the same
    ("0001 0002 9999 0004 0005 0006", 3, ""),
    ("000100029999000400050006", 3, ""),
    ("acorn amber qqqqqqqqqq yellow amber acorn", 3, ""),
])  # fmt: skip
def test_a_slip_is_found_where_it_is(typed: str, place: int, near: str) -> None:
    found = slips(typed).words
    assert [one.place for one in found] == ([place] if place else [])
    assert not place or found[0].near[:1] == ((near,) if near else ())


@pytest.mark.parametrize(("typed", "many"), [
    ("acorn amber", 2), ("", 0), (f"{RIGHT} acorn", 7), ("\u00b2 \u00bd !", 2), ("x " * 500, MOST),
])  # fmt: skip
def test_how_many_words_there_are_is_said_and_nothing_makes_it_fall(typed: str, many: int) -> None:
    found = slips(typed)
    assert (found.many, found.is_six) == (many, False)


def test_what_can_be_read_as_a_code_has_no_slip_and_what_cannot_has_one_or_is_not_six() -> None:
    shortened = " ".join(word[:4] for word in WORDS[100:106])
    for typed in (
        RIGHT,
        RIGHT.upper(),
        " - ".join(RIGHT.split()),
        shortened,
        "0001 1674 0003 0004 0005 0006",
    ):
        assert codes.read(typed) is not None
        assert (slips(typed).is_six, slips(typed).words) == (True, ())
    for typed in ("acorn", f"{RIGHT} acorn", RIGHT.replace("zebra", "zibra")):
        assert codes.read(typed) is None
        assert not slips(typed).is_six or slips(typed).words
