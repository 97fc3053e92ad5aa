"""What the facts say of some years, read by the figures' own role: the tally, and what is missing or contradictory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from safeconduct.statistics.editions.coverage import Coverage
from safeconduct.statistics.editions.ledger import Ledger
from safeconduct.statistics.editions.tables import Counted, Tally, counted, linked
from safeconduct.statistics.editions.years import Span, spans, together
from safeconduct.statistics.greta.measures import facts_of, read_parts
from safeconduct.statistics.once import Adjustment, Once, decided
from safeconduct.statistics.protecting.tables import Facts
from safeconduct.statistics.reading import Reader

_TALLY = """
    SELECT agency_id::text, value, sum(number)::integer FROM statistics.tally
     WHERE agency_id = ANY (%(agencies)s) AND side = 'person' AND dim = 'registered' AND quarter = %(year)s
     GROUP BY 1, 2 HAVING sum(number) > 0 ORDER BY 1, 2
"""
_CONTRADICTIONS = """
    SELECT COALESCE(sum(number), 0)::integer FROM statistics.tally
     WHERE agency_id = ANY (%(agencies)s) AND side = 'person' AND dim = 'checked' AND quarter = ANY (%(years)s)
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
    """Some years as they stand in the facts."""

    counted: Counted
    coverage: Coverage
    joined: frozenset[str] = frozenset()
    """Agencies whose first file is of these years."""
    measures: Facts | None = None
    """Of the report to GRETA, where they were asked for and do not contradict one another."""


def read_span(
    read: Reader,
    agencies: Sequence[str],
    span: Span,
    ledger: Ledger | None = None,
    *,
    measures: bool = False,
    objectors_in_total: bool = True,
) -> Read:
    """The facts of these agencies, who is registered twice in a year counted once; beside them all linked years.

    A coordinator sees the agencies that named her, and no others. Raises psycopg.Error.
    """
    ledger = ledger or Ledger(0, span)
    once = {year: decided(read, agencies, year) for year in ledger.linked.all}
    tallies = {year: _tally(read, agencies, year, once[year]) for year in once}
    if ledger.is_dated:
        found = linked(tallies, span, ledger.of_persons)
    else:
        found = counted(tallies[span.year], ledger.of_persons)
    of = {"agencies": list(agencies), "years": [date(year, 1, 1) for year in span.all]}
    joined = _joined(read, agencies, span)
    coverage = Coverage(
        agencies=len(agencies),
        with_facts=len(found.agencies),
        joined_in_year=len(joined),
        files_not_counted=_number(read, _UNCOUNTED, of),
        objects=found.objects,
        contradictions=_number(read, _CONTRADICTIONS, of),
        main_form_missing=found.main_form_missing,
        pairs_decided=sum(once[year].pairs_decided for year in span.all),
        pairs_open=sum(once[year].pairs_open for year in span.all),
        not_compared=sum(once[year].not_compared for year in span.all),
        years=span.years,
        objectors_in_total=objectors_in_total,
    )
    return Read(found, coverage, joined, _measures(read, agencies, span, ledger) if measures else None)


def _tally(read: Reader, agencies: Sequence[str], year: int, once: Once) -> Tally:
    of = {"agencies": list(agencies), "year": date(year, 1, 1)}
    tally: dict[tuple[str, str], int] = {
        (agency, value): number for agency, value, number in read.execute(_TALLY, of)
    }
    return counted_once(tally, once.adjustments)


def _joined(read: Reader, agencies: Sequence[str], span: Span) -> frozenset[str]:
    began: dict[str, date] = dict(read.execute(_BEGAN, {"agencies": list(agencies)}).fetchall())
    # Of a file only its quarter is known: who joined in March is not told from who was there in January, and none of
    # both had a file in the year before.
    first, after = date(span.first, 1, 1), date(span.year + 1, 1, 1)
    return frozenset(agency for agency, quarter in began.items() if first <= quarter < after)


def _measures(read: Reader, agencies: Sequence[str], span: Span, ledger: Ledger) -> Facts | None:
    found = {
        year: facts
        for year in ledger.linked.all
        if (facts := facts_of(read_parts(read, agencies, year))) is not None
    }
    if len(found) < ledger.linked.years:
        return None
    return together(found, spans(ledger.of_measures, span)) if ledger.is_dated else found[span.year]


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
