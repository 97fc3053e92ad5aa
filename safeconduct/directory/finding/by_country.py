"""How many services there are for a search in each country: numbers, and never where in the country."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from safeconduct.directory.finding.asked import Wanted
from safeconduct.directory.reading.bits import answers, mask
from safeconduct.vocabulary.countries import country_in_full

MOST = 200
"""So many are counted in a country; more are said as "200 or more"."""
COUNTRIES = 60

# The countries are skipped through, one look-up each: what lies between two of them is not read.
STATEMENT = """
WITH RECURSIVE held (place) AS (
  (SELECT s.place FROM directory.spot s WHERE s.need = %(need)s AND s.place > '' ORDER BY s.place LIMIT 1)
  UNION ALL
  SELECT (SELECT s.place FROM directory.spot s
           WHERE s.need = %(need)s AND s.place > left(h.place, 2) || '~' ORDER BY s.place LIMIT 1)
    FROM held h WHERE h.place IS NOT NULL
)
SELECT left(h.place, 2), counted.number FROM held h, LATERAL (
  SELECT count(*) AS number FROM (
    SELECT FROM directory.spot s WHERE s.need = %(need)s AND s.place = left(h.place, 2)
       AND s.refuses & %(refuses)s = 0 AND (%(languages)s::text[] = '{}' OR s.languages && %(languages)s::text[])
       AND s.answers & %(answers)s = %(answers)s
     LIMIT %(most)s) few) counted
 WHERE h.place IS NOT NULL AND counted.number > 0 ORDER BY counted.number DESC, 1 LIMIT %(countries)s
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """One country: how many, and how long its bar is, in per cent of the longest."""

    country: str
    number: int
    share: int
    is_cut: bool


def by_country(wanted: Wanted) -> list[Bar]:
    """For all needs that are asked, and for whom; every country, whichever is asked for. One question."""
    values: Any = {
        "need": min(wanted.needs, default=""), "answers": answers(wanted.needs),
        "refuses": mask(wanted), "most": MOST, "countries": COUNTRIES,
        "languages": [*sorted(wanted.languages), "*"] if wanted.languages else [],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, values)
        rows = cursor.fetchall()
    longest = max((number for _country, number in rows), default=1)
    return [
        Bar(country_in_full(country), number, 100 * number // longest, number >= MOST)
        for country, number in rows
    ]
