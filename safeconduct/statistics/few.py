"""Which lines of a table are hidden, so that no line says how one person fared. Pure."""

from collections.abc import Collection, Sequence

from safeconduct.statistics.rules import shown

type Line = tuple[int, int]
"""So many, of so many."""


def hidden(lines: Sequence[Line]) -> set[int]:
    """The places of the lines of which no number is said: those with a number from 1 to 4, and who gives them away.

    The total is known: whatever is taken from it must leave at least two lines, and nobody or at least five. The
    shortest lines are hidden beside, in the end all of them. A line of nobody of nobody says nothing, and stays.
    """
    found = {place for place, line in enumerate(lines) if None in map(shown, line)}
    others = sorted(
        (place for place, (_number, of) in enumerate(lines) if of and place not in found),
        key=lambda place: (lines[place][1], place),
    )
    for place in others:
        if not found or _is_safe([lines[one] for one in found]):
            break
        found.add(place)
    return found


def _is_safe(left: Collection[Line]) -> bool:
    numbers = [sum(line[place] for line in left) for place in (0, 1)]
    return None not in map(shown, numbers)
