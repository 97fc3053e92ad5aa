"""Few persons in a table: hidden, and worked out by nobody from its lines and its total, who knows the rule too."""

from collections.abc import Iterable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.statistics.few import Line, hidden

type Seen = tuple[object, ...]
"""What a reader has of a table: its total, the lines with a number, and which have none."""


@pytest.mark.parametrize(("lines", "places"), [
    ([], set()),
    ([(5, 9), (0, 7), (0, 0)], set()),
    ([(3, 20), (9, 30), (9, 40)], {0, 1}),
    ([(2, 20), (2, 30), (9, 40)], {0, 1, 2}),
    ([(0, 2), (0, 9), (6, 40)], {0, 1}),
    ([(4, 20), (30, 40), (0, 0)], {0, 1}),
    # Lines of one length are hidden together: which of them it was would say that the other is longer than few.
    ([(3, 3), (9, 9), (9, 9), (12, 12)], {0, 1, 2}),
    # Five who are five together are one each.
    ([*[(1, 1)] * 5, (9, 9)], {0, 1, 2, 3, 4, 5}),
])  # fmt: skip
def test_the_lines_that_are_hidden(lines: list[Line], places: set[int]) -> None:
    assert hidden(lines) == places


@pytest.mark.parametrize("lines", [[(1, 2)], [(3, 20)], [(1, 1), (1, 1)], [(1, 20), (0, 30)], [(1, 1)] * 5])
def test_lines_that_the_total_would_tell_are_not_listed(lines: list[Line]) -> None:
    assert hidden(lines) is None


NUMBERS: list[Line] = [(n, n) for n in range(1, 10)]
"""Of a list of codes, which has none that was never said."""
PARTS: list[Line] = [(n, of) for of in range(8) for n in range(of + 1)]


@pytest.mark.parametrize(
    ("of", "lines"),
    [(NUMBERS, 1), (NUMBERS, 2), (NUMBERS, 3), (NUMBERS, 4), (PARTS, 1), (PARTS, 2), (PARTS, 3)],
)
def test_no_hidden_number_is_worked_out_from_the_lines_and_the_total_of_its_page(
    of: list[Line], lines: int
) -> None:
    """Every table there is, seen by somebody who knows the rule: whatever looks like this has a second number there."""
    possible: dict[Seen, list[set[Line]]] = {}
    for table in product(of, repeat=lines):
        found = hidden(table)
        if found:
            told = possible.setdefault(_seen(table, found), [set() for _place in table])
            for place in found:
                told[place].add(table[place])
    for seen, told in possible.items():
        for place, which in product(range(lines), (0, 1)):
            numbers = {line[which] for line in told[place]}
            assert not _is_one_of_few(numbers), (seen, place)


def _seen(table: Iterable[Line], found: set[int]) -> Seen:
    lines = list(table)
    total = [sum(line[which] for line in lines) for which in (0, 1)]
    return (*total, *(None if place in found else line for place, line in enumerate(lines)))


def _is_one_of_few(numbers: set[int]) -> bool:
    return len(numbers) == 1 and 1 <= next(iter(numbers)) <= 4


LINES = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda one: (min(one), max(one))), max_size=9
)


@given(LINES)
def test_what_is_hidden_is_of_no_single_line_of_nobody_or_five_and_does_not_depend_on_their_order(
    lines: list[Line],
) -> None:
    found = hidden(lines)
    if found is None:
        return
    for place, line in enumerate(lines):
        assert place in found or all(number == 0 or number >= 5 for number in line)
    for which in (0, 1):
        left = sum(lines[place][which] for place in found)
        assert not found or (len(found) > 1 and (left == 0 or left >= 5))
    turned = hidden(lines[::-1])
    assert turned == {len(lines) - 1 - place for place in found}
