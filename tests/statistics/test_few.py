"""Few persons in a table: hidden, and worked out by nobody from its lines and its total, who knows the rule too."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.statistics.few import Line, hidden

type Seen = tuple[object, ...]
"""What a reader has of a table: its total, the lines with a number, and which have none."""


@pytest.mark.parametrize(("lines", "places"), [
    ([], set()),
    ([(9, 5), (7, 0), (0, 0)], set()),
    ([(20, 3), (30, 9), (40, 9)], {0, 1}),
    ([(20, 2), (30, 2), (40, 9)], {0, 1, 2}),
    ([(2, 0), (9, 0), (40, 6)], {0, 1}),
    ([(20, 4), (40, 30), (0, 0)], {0, 1}),
    # Lines of one length are hidden together: which of them it was would say that the other is longer than few.
    ([(3,), (9,), (9,), (12,)], {0, 1, 2}),
    # Five who are five together are one each.
    ([*[(1,)] * 5, (9,)], {0, 1, 2, 3, 4, 5}),
    # Whoever knows from another figure that the second has 10 knows that the first has 4 of these 14.
    ([(9, 4), (10, 10), (30, 8)], {0, 1, 2}),
])  # fmt: skip
def test_the_lines_that_are_hidden(lines: list[Line], places: set[int]) -> None:
    assert hidden(lines) == places


@pytest.mark.parametrize("lines", [[(2, 1)], [(20, 3)], [(1,), (1,)], [(20, 1), (30, 0)], [(1,)] * 5])
def test_lines_that_the_total_would_tell_are_not_listed(lines: list[Line]) -> None:
    assert hidden(lines) is None


CODES: list[Line] = [(n,) for n in range(1, 10)]
"""Of a list of codes, which has none that was never said."""
PARTS: list[Line] = [(of, n) for of in range(9) for n in range(of + 1)]
OF_PARTS: list[Line] = [(of, n, part) for of in range(9) for n in range(of + 1) for part in range(n + 1)]


@pytest.mark.parametrize(
    ("of", "lines"),
    [(CODES, 1), (CODES, 2), (CODES, 3), (CODES, 4), (PARTS, 1), (PARTS, 2), (PARTS, 3), (OF_PARTS, 2)],
)
def test_no_hidden_number_is_worked_out_from_the_lines_and_the_total_of_its_page(
    of: list[Line], lines: int
) -> None:
    """Every table there is, seen by somebody who knows the rule: whatever looks like this has a second number there."""
    _nobody_works_it_out(of, lines, columns=len(of[0]))


@pytest.mark.parametrize(("of", "lines"), [(PARTS, 2), (PARTS, 3), (OF_PARTS, 2)])
def test_nor_from_all_figures_that_are_divided_by_the_same(of: list[Line], lines: int) -> None:
    """Each of them hides at least what is hidden of all, which is one and the same for all of them."""
    _nobody_works_it_out(of, lines, columns=1)
    for table in product(of, repeat=lines):
        found = hidden(table)
        assert found is None or found >= (hidden([line[:1] for line in table]) or set())


def _nobody_works_it_out(of: list[Line], lines: int, *, columns: int) -> None:
    possible: dict[Seen, list[set[Line]]] = {}
    for whole in product(of, repeat=lines):
        table = [line[:columns] for line in whole]
        found = hidden(table)
        if found:
            told = possible.setdefault(_seen(table, found), [set() for _place in table])
            for place in found:
                told[place].add(table[place])
    for seen, told in possible.items():
        for place, column in product(range(lines), range(columns)):
            assert not _is_one_of_few({line[column] for line in told[place]}), (seen, place)


def _seen(table: list[Line], found: set[int]) -> Seen:
    total = [sum(column) for column in zip(*table, strict=True)]
    return (*total, *(None if place in found else line for place, line in enumerate(table)))


def _is_one_of_few(numbers: set[int]) -> bool:
    return len(numbers) == 1 and 1 <= next(iter(numbers)) <= 4


LINES = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda one: (max(one), min(one))), max_size=9
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
