"""When the lead of a file may say whether a pair is one person, and how a code is read over the telephone."""

import pytest

from safeconduct.statistics.once.rules import COUNT_IS_CLOSED, ENDED_HERE, Says, code_of, may_answer
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused


@pytest.mark.parametrize("said, is_closed, expected", [
    (None, False, Allowed()),
    (Says.SAME, False, Allowed()),
    (Says.CANNOT_SAY, False, Allowed()),
    (Says.NOT_SAME, False, Refused(ENDED_HERE)),
    (None, True, Refused(COUNT_IS_CLOSED)),
    (Says.NOT_SAME, True, Refused(COUNT_IS_CLOSED)),
])  # fmt: skip
def test_the_lead_answers_until_it_is_not_the_same_person_or_the_count_is_closed(
    said: str | None, *, is_closed: bool, expected: Decision
) -> None:
    assert may_answer(said, is_closed=is_closed) == expected


@pytest.mark.parametrize("typed, code", [
    ("AB2C9XYZ", "AB2C9XYZ"), (" ab2c-9xyz ", "AB2C9XYZ"), ("AB2C9XYZ and more", "AB2C9XYZ"), ("- ", ""), ("", ""),
])  # fmt: skip
def test_a_code_is_read_however_it_was_typed(typed: str, code: str) -> None:
    assert code_of(typed) == code
