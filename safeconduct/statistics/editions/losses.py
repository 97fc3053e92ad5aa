"""What a layout shows and loses, in numbers for who chooses among several. Pure."""

from dataclasses import dataclass

from safeconduct.statistics.editions.document import worst
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


def loss(rung: str, *patterns: Pattern) -> Loss:
    """What released patterns show and lose."""
    roles = [role for pattern in patterns for _region, role in pattern.cells]
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
    )


def tenths(part: int, of: int) -> int:
    """How many tenths of a number another one is, rounded up."""
    return -(-10 * part // of) if of else 0
