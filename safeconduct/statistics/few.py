"""Which lines of a table are hidden, so that no line says how one person fared. Pure."""

from collections.abc import Collection, Sequence

from safeconduct.statistics.rules import FEWEST, shown

type Line = tuple[int, int]
"""So many, of so many."""


def hidden(lines: Sequence[Line]) -> set[int] | None:
    """The places of the lines of which no number is said: those with a number from 1 to 4, and who gives them away.

    The total is known: whatever is taken from it must leave several lines that can have changed places. So the
    shortest lines are hidden beside, all of one length together: which of two would else say that the other is none
    of the few. None where that is not enough: then no line is listed, for a name beside the total would tell the
    number. A line of nobody of nobody says nothing, and stays.
    """
    found = {place for place, line in enumerate(lines) if None in map(shown, line)}
    lengths = sorted({of for place, (_number, of) in enumerate(lines) if of and place not in found})
    while found and not _is_safe([lines[place] for place in found]):
        if not lengths:
            return None
        shortest = lengths.pop(0)
        found |= {place for place, (_number, of) in enumerate(lines) if of == shortest}
    return found


def _is_safe(left: Collection[Line]) -> bool:
    """Whether nobody works one of these out who knows their sum, and that a line is hidden from 1 to 4.

    One line is its sum. Of several a sum as small as their number says that each is 1; and of lines of which none
    had to be hidden for others, four times their number that each is 4.
    """
    if len(left) < 2:
        return False
    return all(_is_open([line[place] for line in left]) for place in (0, 1))


def _is_open(numbers: Sequence[int]) -> bool:
    found = sum(numbers)
    return found == 0 or (found >= FEWEST and found not in (len(numbers), (FEWEST - 1) * len(numbers)))
