"""Which years have tables with sex and age left to lose, as the database stands.

That nothing is left is no secret: the page of the year says which layouts are closed.
"""

import json
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import agencies as known_agencies
from safeconduct.statistics import queries
from safeconduct.statistics.asking.costs import Tables, left
from safeconduct.statistics.editions import store
from safeconduct.statistics.editions.closed import SECONDS, closed
from safeconduct.statistics.editions.counting import read_span
from safeconduct.statistics.editions.kinds import OF_ARTICLE_19A as KIND
from safeconduct.statistics.editions.years import Span
from safeconduct.statistics.protecting.settings import Effort
from safeconduct.statistics.reading import Reader, reading
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.together import asked

_RELEASED = """
    SELECT e.year, e.id, t ->> 'code', (t -> 'dimensions')::text
      FROM statistics.edition e, jsonb_array_elements(e.document::jsonb -> 'tables') t
     WHERE e.country = %s AND e.kind = %s AND e.years = 1 AND e.year = ANY (%s)
"""
_SAID = """
    SELECT DISTINCT y FROM statistics.said s, generate_series(s.year - s.years + 1, s.year) y WHERE s.country = %s
"""


def can_lose(by: Member, years: Sequence[int]) -> tuple[list[int], list[int]]:
    """Those of the years of which a layout with sex and age can still be made and was not released; and those of
    which none can be made any more. What is not reached in time counts as one that can."""
    released = _released(by.agency.country, years)
    wanted = {year: left(released[year]) for year in years}
    said = {year for (year,) in asked(_SAID, [by.agency.country])}
    looked_at = {year: rungs for year, rungs in wanted.items() if rungs and year in said}
    lost = _closed(by, looked_at) if looked_at else []
    return [year for year, rungs in wanted.items() if rungs and year not in lost], lost


def _closed(by: Member, wanted: Mapping[int, list[str]]) -> list[int]:
    """Those of which none of these layouts can be made any more. Where nothing was said there is none."""
    end = time.monotonic() + SECONDS
    with reading(MemberId(by.id)) as read:
        own = _of_country(read, by.agency.country)
        return [
            year
            for year, rungs in wanted.items()
            if _are_closed(read, own, by.agency.country, year, rungs, end)
        ]


def _are_closed(read: Reader, own: list[str], country: str, year: int, rungs: list[str], end: float) -> bool:
    span = Span(year)
    ledger = store.ledger(country, span)
    if not ledger.of_persons:
        return False
    counted = read_span(read, own, span, ledger).counted
    effort = Effort(has_time=lambda: time.monotonic() < end)
    return set(rungs) <= closed(KIND, counted, ledger.of_persons, rungs, lambda: effort).keys()


def _of_country(read: Reader, country: str) -> list[str]:
    known = known_agencies({UUID(one) for one in queries.agencies(read)})
    return sorted(str(id_) for id_, one in known.items() if one.country == country)


def _released(country: str, years: Sequence[int]) -> dict[int, list[Tables]]:
    found: dict[int, dict[str, dict[str, frozenset[str]]]] = defaultdict(lambda: defaultdict(dict))
    for year, edition, code, dimensions in asked(_RELEASED, [country, KIND.code, list(years)]):
        found[year][edition][code] = frozenset(json.loads(dimensions))
    return {year: list(found[year].values()) for year in years}
