"""What an attack asks for and what it brings back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from safeconduct.statistics.protecting.dimension import Region
from safeconduct.statistics.protecting.statements import Statement


class Found(StrEnum):
    """What the attack found."""

    NARROW = "narrow"
    """Fewer values are possible than must be."""
    NOT_SHOWN = "not_shown"
    """It could not be shown that enough values are possible; that counts as too narrow."""
    CORRECTION = "correction"
    """Two editions give away that a few persons were added or taken out."""
    ONE_CLASS = "one_class"
    """Zeros give away in which class all of a small group are."""
    CONTRADICTION = "contradiction"
    """No table fits the printed numbers."""
    TOO_LARGE = "too_large"
    """More groups than can be examined."""
    TIME = "time"
    """There was no time to look at everything."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One cell that somebody comes too near to: between low and high persons."""

    found: Found
    region: Region = ()
    low: int = 0
    high: int = 0
    knows_reasons: bool = False


@dataclass(frozen=True, slots=True)
class Demand:
    """How many values must stay possible: of primary cells for who sees the marks, of every cell for who knows more."""

    width: int = 5
    least: int = 2
    sensitive: frozenset[str] = frozenset()
    """Dimensions of which nobody may learn in which class all of a small group are."""
    nobody: frozenset[Region] = frozenset()
    """Hidden groups that have nobody: of whom would it be learned? No outsider knows which these are."""

    is_of_others: bool = True
    """Whether cells that only protect others are looked at, too."""

    def of(self, statement: Statement, *, knows_reasons: bool) -> int:
        """For one hidden cell."""
        if not statement.role.is_primary and not self.is_of_others:
            return 1
        if not statement.role.is_primary or (knows_reasons and statement.role.is_counted):
            return self.least
        return self.width


@dataclass(frozen=True, slots=True)
class Interval:
    """What is possible of one hidden cell: shown by tables that fit; exact where `is_exact`."""

    region: Region
    low: int
    high: int
    knows_reasons: bool
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Audit:
    """What was looked at, and what was found; nothing found and everything looked at is a pass."""

    findings: tuple[Finding, ...]
    hidden: int
    programmes: int
    intervals: tuple[Interval, ...] = ()

    def __bool__(self) -> bool:
        return not self.findings


def always() -> bool:
    """There is time."""
    return True


@dataclass(frozen=True, slots=True)
class Means:
    """How the attack is made."""

    seed: int = 1
    nodes: int = 5_000
    exact: bool = False
    """Whether every interval is followed to its ends, for the page; else only as far as is needed to pass."""
    since: frozenset[Region] | None = None
    """Only what is tied to these cells is looked at: the rest was looked at when it was released. None: everything."""
    is_only: bool = False
    """Whether these cells alone are looked at, and not what is tied to them."""
    already: Sequence[Statement] = ()
    """What stands printed: of what it gives away by itself nothing can be taken back."""
    has_time: Callable[[], bool] = always
    tell: Callable[[str], None] = lambda _sentence: None

    def asks(self, one: Statement) -> bool:
        """Whether this cell is looked at."""
        return not self.is_only or self.since is None or one.region in self.since
