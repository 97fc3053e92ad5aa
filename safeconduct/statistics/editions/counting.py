"""What the facts say of a year, read by the figures' own role: the tally, and what is missing or contradicts itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from safeconduct.statistics.editions.coverage import Coverage
from safeconduct.statistics.editions.tables import Counted, Tally, counted
from safeconduct.statistics.once import Adjustment, decided
from safeconduct.statistics.protecting.statements import Statement
from safeconduct.statistics.reading import Reader

_TALLY = """
    SELECT agency_id::text, value, sum(number)::integer FROM statistics.tally
     WHERE agency_id = ANY (%(agencies)s) AND side = 'person' AND dim = 'registered' AND quarter = %(year)s
     GROUP BY 1, 2 HAVING sum(number) > 0 ORDER BY 1, 2
"""
_CONTRADICTIONS = """
    SELECT COALESCE(sum(number), 0)::integer FROM statistics.tally
     WHERE agency_id = ANY (%(agencies)s) AND side = 'person' AND dim = 'checked' AND quarter = %(year)s
       AND value = 'contradiction:age'
"""
_UNCOUNTED = """
    SELECT COALESCE(sum(number), 0)::integer FROM statistics.uncounted
     WHERE agency_id = ANY (%(agencies)s) AND kind = 'person'
"""
_BEGAN = """
    SELECT agency_id::text, min(quarter) FROM statistics.tally
     WHERE agency_id = ANY (%(agencies)s) AND side = 'person' AND dim = 'all' AND part = 'cases' GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Read:
    """A year as it stands in the facts."""

    counted: Counted
    coverage: Coverage
    joined: frozenset[str] = frozenset()
    """Agencies whose first file is of this year, and not of its first quarter."""


def read_year(read: Reader, agencies: Sequence[str], year: int, ledger: Sequence[Statement] = ()) -> Read:
    """The facts of a year of these agencies, who is registered twice counted once.

    A coordinator sees the agencies that named her, and no others. Raises psycopg.Error.
    """
    of = {"agencies": list(agencies), "year": date(year, 1, 1)}
    once = decided(read, agencies, year)
    tally: dict[tuple[str, str], int] = {
        (agency, value): number for agency, value, number in read.execute(_TALLY, of)
    }
    found = counted(counted_once(tally, once.adjustments), ledger)
    began: dict[str, date] = dict(read.execute(_BEGAN, of).fetchall())
    joined = frozenset(
        agency for agency, quarter in began.items() if date(year, 1, 1) < quarter < date(year + 1, 1, 1)
    )
    coverage = Coverage(
        agencies=len(agencies),
        with_facts=len(found.agencies),
        joined_in_year=len(joined),
        files_not_counted=_number(read, _UNCOUNTED, of),
        objects=found.objects,
        contradictions=_number(read, _CONTRADICTIONS, of),
        main_form_missing=found.main_form_missing,
        pairs_decided=once.pairs_decided,
        pairs_open=once.pairs_open,
        not_compared=once.not_compared,
    )
    return Read(found, coverage, joined)


def counted_once(tally: Tally, adjustments: Iterable[Adjustment]) -> Tally:
    """Who is registered twice counts once: two agencies have decided that, and nobody else."""
    found = dict(tally)
    for one in adjustments:
        place = (one.agency, one.value)
        found[place] = found.get(place, 0) + one.number
    return {place: number for place, number in found.items() if number > 0}


def _number(read: Reader, sql: str, of: dict[str, Any]) -> int:
    row = read.execute(sql, of).fetchone()
    return int(row[0]) if row else 0
