"""Which lines of a table are hidden, so that no line says how one person fared. Pure."""

from collections.abc import Collection, Sequence

from safeconduct.statistics.rules import FEWEST, shown

type Line = tuple[int, ...]
"""So many, of them so many, and of those so many: each a part of the one before."""


def hidden(lines: Sequence[Line]) -> set[int] | None:
    """The places of the lines of which no number is said: those with a number from 1 to 4, and who gives them away.

    The totals are known: whatever is taken from one must leave several lines that can be told apart in several ways.
    So the shortest lines are hidden beside, all of one length together: which of two it was would else say that the
    other is none of the few. What is counted first decides first: so every figure that is a part of the same hides at
    least the same lines, and none says what another one hides. None where that is not enough: then no line is listed,
    for a name beside the total would tell the number. A line of nobody says nothing, and stays.
    """
    found: set[int] = set()
    lengths = sorted({line[0] for line in lines if line[0]})
    for column in range(len(lines[0]) if lines else 0):
        known = found.copy()
        found |= {place for place, line in enumerate(lines) if shown(line[column]) is None}
        while found and not _is_safe([lines[place] for place in found], column, is_part=found != known):
            if not lengths:
                return None
            shortest = lengths.pop(0)
            found |= {place for place, line in enumerate(lines) if line[0] == shortest}
    return found


def _is_safe(left: Collection[Line], column: int, *, is_part: bool) -> bool:
    """Whether nobody works one of these numbers out. Of how many each is a part, other figures may say: then what is
    missing to that must be many, and of several lines."""
    if not _is_open([line[column] for line in left]):
        return False
    missing = [line[column - 1] - line[column] for line in left] if column and is_part else []
    return not missing or (sum(missing) >= FEWEST and sum(missing) > max(missing))


def _is_open(numbers: Collection[int]) -> bool:
    """Whether a sum leaves several possibilities where a line is hidden from 1 to 4.

    One line is its sum. Of several a sum as small as their number says that each is 1; and where none had to be hidden
    for others, four times their number says that each is 4.
    """
    total = sum(numbers)
    if len(numbers) < 2:
        return False
    return total == 0 or (total >= FEWEST and total not in (len(numbers), (FEWEST - 1) * len(numbers)))
