"""What has been said in public, as data: the only thing that suppression and attacker have in common."""

from dataclasses import dataclass
from enum import StrEnum

from safeconduct.statistics.protecting.dimension import Region


class Role(StrEnum):
    """Why a cell is hidden. Outside all look the same."""

    SHOWN = "shown"
    SMALL = "small"
    """Fewer persons than the minimum."""
    FEW = "few"
    """Too few agencies."""
    LINE = "line"
    """The few of a group are all in one of these classes; in which is not told. One has them, the other nobody."""
    CHANGED = "changed"
    """Corrected by fewer persons than the minimum."""
    SECOND = "second"
    """Protects others; itself at least the minimum."""

    @property
    def is_primary(self) -> bool:
        """Whether the cell is hidden for its own sake."""
        return self not in (Role.SHOWN, Role.SECOND)

    @property
    def is_counted(self) -> bool:
        """Whether somebody who knows the reason knows that the number is below the minimum."""
        return self in (Role.SMALL, Role.LINE)


@dataclass(frozen=True, slots=True)
class Statement:
    """One printed cell: its number, or that it is hidden, under which rules, and out of which state of the facts."""

    region: Region
    value: int | None
    role: Role
    minimum: int
    zeros_hidden: bool = False
    facts: str = ""
    printed: bool = True
    """False for a group that no table has and that could be worked out from tables: all less all but police."""
