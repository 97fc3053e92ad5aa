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
    persons: int
    """In cells that are hidden for others; for the coordinator only, since it is a sum of hidden numbers."""
    end: str
    gap_per_mille: int


def loss(rung: str, *patterns: Pattern) -> Loss:
    """What released patterns show and lose."""
    roles = [role for pattern in patterns for _region, role in pattern.cells]
    hidden = {role.value: roles.count(role) for role in Role if role is not Role.SHOWN and role in roles}
    lost = sum(pattern.lost for pattern in patterns)
    last = worst(patterns)
    return Loss(rung, len(roles), roles.count(Role.SHOWN), hidden, lost, last.end.value, last.gap_per_mille)
