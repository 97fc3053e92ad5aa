"""The tables of a report to GRETA, in the shape of an edition's.

Where persons are split into classes it is hidden and attacked as in an edition. Numbers that stand alone are hidden
from 1 to 4, and where one agency alone counted them; they are not compared with what was said of the year before. So
nothing of this is published yet.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from safeconduct.statistics.editions import document
from safeconduct.statistics.editions.counting import read_year
from safeconduct.statistics.editions.preparing import RULES
from safeconduct.statistics.editions.rules import NO_DATA
from safeconduct.statistics.editions.tables import Counted, layout
from safeconduct.statistics.greta.definitions import Source, figures, tables
from safeconduct.statistics.protecting.release import Released, protect
from safeconduct.statistics.protecting.settings import Effort
from safeconduct.statistics.protecting.statements import Statement
from safeconduct.statistics.reading import Reader
from safeconduct.vocabulary.decisions import Refused

type Document = dict[str, Any]

ALONE = "G5"
TITLE = "Measures, each counted by itself"
_PARTS = """
    SELECT part, sum(number)::integer, count(*)::integer FROM (
      SELECT agency_id, part, sum(number) AS number FROM statistics.tally
       WHERE agency_id = ANY (%(agencies)s) AND side = 'person' AND dim = 'all' AND quarter = ANY (%(quarters)s)
         AND part = ANY (%(parts)s)
       GROUP BY 1, 2 HAVING sum(number) > 0) a
     GROUP BY 1
"""


def greta_tables(
    read: Reader,
    agencies: Sequence[str],
    year: int,
    *,
    entered: Mapping[str, int] | None = None,
    ledger: Sequence[Statement] = (),
    effort: Effort | None = None,
) -> list[Document] | Refused:
    """All tables of a year for agencies that named the reader, None for a number that is hidden or that nobody entered.

    `entered` has numbers by a figure's id. Refused where the registered persons cannot be shown safely.
    """
    split = _registered(read_year(read, agencies, year, ledger).counted, ledger, effort)
    if isinstance(split, Refused):
        return split
    return [*split, _alone(read, agencies, year, entered or {})]


def _registered(
    counted: Counted, ledger: Sequence[Statement], effort: Effort | None
) -> list[Document] | Refused:
    if not counted.persons:
        return Refused(NO_DATA)
    asked = [layout(counted.facts, one.id, ("status", *one.by)) for one in tables()]
    found = protect(counted.facts, asked, ledger, RULES, effort)
    if not isinstance(found, Released):
        return found
    titles = {one.id: one.title for one in tables()}
    return [
        document.table(found.pattern, one, title={"en": titles[one.name]}) for one in found.pattern.layouts
    ]


def _alone(read: Reader, agencies: Sequence[str], year: int, entered: Mapping[str, int]) -> Document:
    of = {
        "agencies": list(agencies),
        "quarters": [date(year, month, 1) for month in (1, 4, 7, 10)],
        "parts": [one.part for one in figures() if one.part],
    }
    counted = {part: (number, who) for part, number, who in read.execute(_PARTS, of)}
    numbers = [
        _shown(*counted.get(one.part, (0, 0))) if one.source is Source.COMPUTED else entered.get(one.id)
        for one in figures()
    ]
    return {
        "code": ALONE,
        "title": {"en": TITLE},
        "dimensions": ["measure"],
        "codes": [[one.id for one in figures()]],
        "numbers": numbers,
    }


def _shown(number: int, agencies: int) -> int | None:
    """A number of persons or claims; None from 1 to 4, and where one agency alone could take its own away."""
    is_safe = number >= RULES.minimum and agencies >= RULES.fewest_agencies
    return number if is_safe or number == 0 else None
