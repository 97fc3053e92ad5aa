"""What a search brings back: which cells to hide, and how sure it is that no other choice loses much less."""

from dataclasses import dataclass
from enum import StrEnum

from safeconduct.statistics.protecting.hiding.problem import Flags


class End(StrEnum):
    """Why the search ended."""

    PROVEN = "proven"
    """No safe pattern costs less (or not less by more than the gap that was asked for)."""
    EFFORT = "effort"
    """The effort was used up: the pattern is safe, and the gap says how much less another might cost."""
    TIME = "time"
    """There was no time: the plain heuristic's pattern."""
    COARSER = "coarser"
    """No pattern passed the attack: whole levels of detail are hidden."""
    IMPOSSIBLE = "impossible"
    """Even with all hidden that may be hidden an outsider comes too near."""


@dataclass(frozen=True, slots=True)
class Secondary:
    """Which free cells to hide, what that loses in persons, and a proven bound below every safe pattern."""

    chosen: Flags
    lost: int
    bound: int
    end: End
    programmes: int

    @property
    def gap(self) -> float:
        """At most this share of what is lost could be saved by another pattern."""
        return 0.0 if self.lost <= self.bound else (self.lost - self.bound) / self.lost
