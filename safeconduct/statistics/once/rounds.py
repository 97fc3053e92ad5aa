"""What an operator asks of the worker, once a year: look for pairs, and close the count. Neither opens a file."""

from dataclasses import dataclass
from datetime import date

from safeconduct.access.acting import working
from safeconduct.access.doors import called
from safeconduct.vocabulary.together import asked

_COUNTS = "SELECT year, destroyed_on, pairs::integer, still_open::integer FROM statistics.counts()"


@dataclass(frozen=True, slots=True)
class Count:
    """How the count of one year stands."""

    year: int
    destroyed_on: date | None
    pairs: int
    still_open: int


def look(year: int) -> int:
    """Find the pairs of a year that is over; how many are new. Raises AccessRefused for a year that runs."""
    with working():
        return int(called("SELECT statistics.look_for_pairs(%s)", [year]))


def close(year: int) -> int:
    """Destroy the key of a year and every mark under it; how many marks. Raises AccessRefused likewise."""
    with working():
        return int(called("SELECT statistics.close_count(%s)", [year]))


def counts() -> list[Count]:
    """All years of which a key was ever made, the earliest first."""
    with working():
        return [Count(*row) for row in asked(_COUNTS, [])]
