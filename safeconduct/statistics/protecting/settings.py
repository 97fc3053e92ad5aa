"""The rules of a release as data: they are frozen with the pattern, under a version."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

RULES_VERSION = "2026-12-01.2"
"""Changes whenever the same tables and the same settings could be hidden in another way."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What is too small, and how much must stay open about a hidden cell. Counts are persons."""

    minimum: int = 5
    """A cell of 1 to minimum - 1 is hidden; never below 3."""
    width: int = 5
    """So many values must stay possible for a primary cell, for somebody who sees only which cells are hidden."""
    least: int = 2
    """So many must stay possible for somebody who also knows which hidden cells are the small ones."""
    fewest_agencies: int = 2
    """A cell that fewer agencies have counted is hidden, where the facts say who counted."""
    hides_zeros: bool = False
    """Whether zero is too small as well."""
    sensitive: frozenset[str] = frozenset()
    """Dimensions of which nobody may learn in which class all of a group below the minimum are."""

    def __post_init__(self) -> None:
        if self.minimum < 3 or self.least < 2 or self.width < self.minimum:
            raise ValueError("A minimum below 3, or an interval narrower than the minimum, protects nobody.")

    def as_data(self) -> dict[str, object]:
        """For the frozen pattern."""
        return {**asdict(self), "sensitive": sorted(self.sensitive), "version": RULES_VERSION}


def always() -> bool:
    """There is time."""
    return True


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard the best pattern is looked for: counted in work, never in seconds, so that it ends alike everywhere."""

    rounds: int = 60
    """So often are new conditions looked for."""
    nodes: int = 2_000
    """Nodes of one search tree of the solver."""
    searches: int = 8
    """Search trees."""
    programmes: int = 40_000
    """Linear programmes altogether; then no new conditions are looked for."""
    slimming: int = 4_000
    """Linear programmes for showing again what one safe pattern hides for nothing."""
    gap: float = 0.0
    """Good enough: so much above the proven bound, as a share."""
    seed: int = 1
    has_time: Callable[[], bool] = always
    """Asked between steps; when it says no, the plain heuristic's pattern is taken, and the outcome says so."""
    has_time_to_attack: Callable[[], bool] | None = None
    """Asked by the attack, where it may go on for longer than the search: without an attack nothing is released."""
    tell: Callable[[str], None] = lambda _sentence: None
    """Hears how far it has come."""

    def attacks(self) -> bool:
        """Whether there is time to attack what was found."""
        return (self.has_time_to_attack or self.has_time)()
