"""What a layout shows and loses, in numbers for who chooses among several. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from safeconduct.statistics.editions.document import worst
from safeconduct.statistics.editions.keeping import DETAILS
from safeconduct.statistics.protecting.pattern import Pattern
from safeconduct.statistics.protecting.statements import Role


@dataclass(frozen=True, slots=True)
class Loss:
    """What one layout shows and loses."""

    rung: str
    cells: int
    shown: int
    hidden_for: dict[str, int]
    """By the reason why cells are hidden, how many."""
    tenths: int
    """Of all persons in all cells, those in cells that are hidden for others, in tenths, rounded up; a person counts in
    each cell. For the coordinator only, and no number: a sum of hidden numbers, less from a printed total, is a small
    one."""
    end: str
    gap_per_mille: int
    zeros: int = 0
    """Of the shown numbers how many are 0."""
    totals: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By detail of registered persons: how many of its totals are shown, and how many there are of somebody."""


def loss(rung: str, *patterns: Pattern) -> Loss:
    """What released patterns show and lose."""
    cells = [(pattern, one, role) for pattern in patterns for one, role in pattern.cells]
    roles = [role for _pattern, _one, role in cells]
    hidden = {role.value: roles.count(role) for role in Role if role is not Role.SHOWN and role in roles}
    lost = sum(pattern.hidden_for_others for pattern in patterns)
    persons = sum(pattern.in_cells for pattern in patterns)
    last = worst(patterns)
    return Loss(
        rung,
        len(roles),
        roles.count(Role.SHOWN),
        hidden,
        tenths(lost, persons),
        last.end.value,
        last.gap_per_mille,
        sum(role is Role.SHOWN and pattern.values[one] == 0 for pattern, one, role in cells),
        _totals(patterns),
    )


def _totals(patterns: Sequence[Pattern]) -> dict[str, tuple[int, int]]:
    """A total of a detail asks for nothing else; measures have none."""
    found: dict[str, tuple[int, int]] = {}
    for pattern in patterns:
        for one, role in pattern.cells:
            if len(one) == 1 and one[0][0] in DETAILS and pattern.values[one]:
                shown, of = found.get(one[0][0], (0, 0))
                found[one[0][0]] = (shown + (role is Role.SHOWN), of + 1)
    return found


def tenths(part: int, of: int) -> int:
    """How many tenths of a number another one is, rounded up."""
    return -(-10 * part // of) if of else 0
