"""The measures of a report to GRETA, each counted by itself: cells of one table, hidden and attacked like every other.

They are of files that were opened in the year. A sum over them would mean nothing, so there is no total. But a claim
that was paid was awarded, and one that was awarded was filed: from two of these numbers follows how many got no
further, so each is inside the other here.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from safeconduct.statistics.greta.definitions import Source, figures
from safeconduct.statistics.protecting.dimension import Dimension
from safeconduct.statistics.protecting.statements import Statement
from safeconduct.statistics.protecting.tables import Facts, Layout
from safeconduct.statistics.reading import Reader

MEASURE = "measure"
TABLE = "G5"
CONTRADICT, NOT_PROTECTED = "contradict", "not_protected"
"""Why the table is left out: claims contradict one another, or nothing that is hidden would make it safe."""
CLAIMED, AWARDED, PAID = "compensation_claimed", "compensation_awarded", "compensation_paid"
ONLY_CLAIMED, ONLY_AWARDED = "claimed_only", "awarded_only"
"""Claims on which nothing was awarded, and of which nothing was paid; no table prints them."""
_PARTS = """
    SELECT agency_id::text, part, sum(number)::integer FROM statistics.tally
     WHERE agency_id = ANY (%(agencies)s) AND side = 'person' AND dim = 'all' AND quarter = ANY (%(quarters)s)
       AND part = ANY (%(parts)s)
     GROUP BY 1, 2 HAVING sum(number) > 0 ORDER BY 1, 2
"""

type Parts = Mapping[tuple[str, str], int]
"""By agency and word of the tally."""


def read_parts(read: Reader, agencies: Sequence[str], year: int) -> Parts:
    """What these agencies counted of files that were opened in the year. Raises psycopg.Error."""
    of = {
        "agencies": list(agencies),
        "quarters": [date(year, month, 1) for month in (1, 4, 7, 10)],
        "parts": list(computed().values()),
    }
    return {(agency, part): number for agency, part, number in read.execute(_PARTS, of)}


def computed() -> dict[str, str]:
    """By figure the word of the tally."""
    return {one.id: one.part for one in figures() if one.source is Source.COMPUTED}


def dimension() -> Dimension:
    """A class for each measure; claims that got further are inside those that did not."""
    outer = (CLAIMED, AWARDED)
    atoms = (*(one for one in computed() if one not in outer), ONLY_CLAIMED, ONLY_AWARDED)
    return Dimension(
        MEASURE,
        atoms,
        ((CLAIMED, (ONLY_CLAIMED, ONLY_AWARDED, PAID)), (AWARDED, (ONLY_AWARDED, PAID))),
    )


def layout() -> Layout:
    """The table: a line for each measure."""
    return Layout(TABLE, ((MEASURE, tuple(computed())),))


def facts_of(parts: Parts) -> Facts | None:
    """The measures as facts; None where an agency has more claims paid than awarded, or awarded than filed."""
    counts: dict[tuple[str, ...], int] = defaultdict(int)
    agencies: dict[tuple[str, ...], frozenset[str]] = defaultdict(frozenset)
    for agency in sorted({agency for agency, _part in parts}):
        own = {one: parts.get((agency, part), 0) for one, part in computed().items()}
        own |= {ONLY_CLAIMED: own[CLAIMED] - own[AWARDED], ONLY_AWARDED: own[AWARDED] - own[PAID]}
        for code in dimension().atoms:
            if own[code] < 0:
                return None
            if own[code]:
                counts[code,] += own[code]
                agencies[code,] |= {agency}
    return Facts((dimension(),), dict(counts), dict(agencies))


def is_of_measures(statement: Statement) -> bool:
    """Whether it was said in this table, and not in one of registered persons."""
    return any(name == MEASURE for name, _code in statement.region)
