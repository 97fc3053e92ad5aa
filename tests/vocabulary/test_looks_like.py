"""What somebody is told of a text in which a person may stand."""

import pytest

from safeconduct.vocabulary.looks_like import TAKE_OUT, TAKE_OUT_OR_SMALL, why_not


@pytest.mark.parametrize(
    ("note", "advice"),
    [("The number is +40 721 000 001 now", TAKE_OUT), ("She is with Ileana", TAKE_OUT_OR_SMALL)],
)
def test_only_of_a_word_is_it_said_that_it_may_stand_with_a_small_letter(note: str, advice: str) -> None:
    assert str(why_not(note)).endswith(str(advice))
