"""Rows in which every combination of values of any two, or any three, dimensions stands at least once.

In-parameter-order, the plain way: begin with the whole product of the largest dimensions, then add one dimension after
the other, each row taking the value that covers most of what is still open, and rows at the end for the rest.
"""

import itertools
from collections.abc import Mapping, Sequence

type Row = list[str | None]
type Piece = tuple[tuple[int, str], ...]
"""Values of some dimensions, each with the number of its dimension."""


def rows(dimensions: Mapping[str, Sequence[str]], strength: int) -> list[dict[str, str]]:
    """The rows, as values by dimension; `strength` is 2 or 3. The same each time."""
    names = sorted(dimensions, key=lambda name: -len(dimensions[name]))
    values = [dimensions[name] for name in names]
    made: list[Row] = [list(row) for row in itertools.product(*values[:strength])]
    for number in range(strength, len(names)):
        _grow(made, values[: number + 1], strength)
    return [
        {name: value or values[n][0] for n, (name, value) in enumerate(zip(names, row, strict=True))}
        for row in made
    ]


def open_pieces(values: Sequence[Sequence[str]], strength: int) -> set[Piece]:
    """What the last dimension has to be combined with."""
    last = len(values) - 1
    return {
        (*zip(chosen, combined, strict=True), (last, value))
        for chosen in itertools.combinations(range(last), strength - 1)
        for combined in itertools.product(*(values[n] for n in chosen))
        for value in values[last]
    }


def _grow(made: list[Row], values: Sequence[Sequence[str]], strength: int) -> None:
    uncovered = open_pieces(values, strength)
    last = len(values) - 1
    for turn, row in enumerate(made):
        best, most = values[last][turn % len(values[last])], -1
        for offset in range(len(values[last])):
            value = values[last][(turn + offset) % len(values[last])]
            number = sum(piece in uncovered for piece in _pieces([*row, value], strength))
            if number > most:
                best, most = value, number
        row.append(best)
        uncovered.difference_update(_pieces(row, strength))
    for piece in sorted(uncovered):
        if not _fits_somewhere(made, piece):
            row = [None] * (last + 1)
            for n, value in piece:
                row[n] = value
            made.append(row)


def _pieces(row: Row, strength: int) -> list[Piece]:
    last = len(row) - 1
    set_ones = [n for n in range(last) if row[n] is not None]
    return [
        tuple((n, str(row[n])) for n in (*chosen, last))
        for chosen in itertools.combinations(set_ones, strength - 1)
    ]


def _fits_somewhere(made: list[Row], piece: Piece) -> bool:
    """Whether the piece stands in a row, or goes into one that has room; then it is put there."""
    for row in reversed(made):
        if None not in row and any(row[n] != value for n, value in piece):
            return False  # the rows with room are the last ones
        if all(row[n] in (None, value) for n, value in piece):
            for n, value in piece:
                row[n] = value
            return True
    return False
