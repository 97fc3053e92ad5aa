"""Few persons in a table: hidden, and not found by whoever takes the other lines from the total."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.statistics.few import Line, hidden


@pytest.mark.parametrize(("lines", "places"), [
    ([], set()),
    ([(5, 9), (0, 7), (0, 0)], set()),
    ([(1, 2)], {0}),
    ([(3, 20), (9, 30), (9, 40)], {0, 1}),
    ([(2, 20), (2, 30), (9, 40)], {0, 1, 2}),
    ([(0, 2), (0, 9), (6, 40)], {0, 1}),
    ([(4, 20), (30, 40), (0, 0)], {0, 1}),
])  # fmt: skip
def test_the_lines_that_are_hidden(lines: list[Line], places: set[int]) -> None:
    assert hidden(lines) == places


LINES = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda one: (min(one), max(one))), max_size=7
)


@given(LINES)
def test_what_is_taken_from_the_total_is_of_no_single_line_and_of_nobody_or_five(lines: list[Line]) -> None:
    found = hidden(lines)
    for place, line in enumerate(lines):
        assert place in found or all(number == 0 or number >= 5 for number in line)
    is_all = found >= {place for place, (_number, of) in enumerate(lines) if of}
    for which in (0, 1):
        left = sum(lines[place][which] for place in found)
        assert not found or is_all or (len(found) > 1 and (left == 0 or left >= 5))
