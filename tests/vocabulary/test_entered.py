"""What came in a form: the first text of a question, what stands in its field, days and identifiers that were typed."""

from datetime import date
from uuid import UUID

import pytest

from safeconduct.vocabulary.entered import day_in, filled, first, identifier_in, number_in


@pytest.mark.parametrize(("entered", "text"), [({"a": ["x", "y"]}, "x"), ({"a": []}, "else"), ({}, "else")])
def test_the_first_text_that_came(entered: dict[str, list[str]], text: str) -> None:
    assert first(entered, "a", "else") == text


@pytest.mark.parametrize(
    ("entered", "text"), [({}, "kept"), ({"a": ["new"]}, "new"), ({"a": [""]}, ""), ({"b": ["new"]}, "")]
)
def test_what_was_emptied_stays_empty_and_before_anything_came_the_kept_text_stands(
    entered: dict[str, list[str]], text: str
) -> None:
    assert filled(entered, "a", "kept") == text


@pytest.mark.parametrize(
    ("text", "day"), [(" 2026-11-29 ", date(2026, 11, 29)), ("", None), ("29.11.2026", None)]
)
def test_a_day_that_was_typed(text: str, day: date | None) -> None:
    assert day_in(text) == day


def test_an_identifier_that_was_chosen() -> None:
    assert identifier_in(str(UUID(int=7))) == UUID(int=7)
    assert identifier_in("other") is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("0099", 99),
        ("10000", None),
        ("9" * 5000, None),
        ("-1", None),
        ("٣", None),
        ("²", None),
        ("", None),
    ],
)
def test_a_number_of_no_more_digits_than_asked_for(text: str, number: int | None) -> None:
    assert number_in(text, digits=4) == number
