"""The coordinator's screen and the yearly table among a million cases, beside the same grouping from nothing in
PostgreSQL and in DuckDB.

The facts are invented: a million referrals and as many persons of the agencies that named one coordinator, over five
years. The tallies are made of them by the same function that a save calls. The engines group the same rows, and what
they give is compared.
"""

import statistics
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg

from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.measures import WRONG, Numbers, Plan
from safeconduct.commands.measures.places import administered, two_nodes

YEAR = 2025
COORDINATOR = "Corina Matei"
_AGENCIES = """
    CREATE TEMPORARY TABLE mine AS SELECT row_number() OVER () - 1 AS n, c.agency_id AS id FROM agencies.coordination c
      JOIN agencies.member m ON m.id = c.coordinator_id WHERE m.name = %s
"""
_LOOPS = """
    INSERT INTO statistics.loop
    SELECT gen_random_uuid(), m.id, (ARRAY['sender', 'receiver'])[1 + g %% 2],
           md5((g * 7 %% 40)::text)::uuid, (ARRAY['shelter', 'legal_advice', 'health_care', 'interpretation', 'housing',
             'psychological_support', 'transport', 'education'])[1 + g * 13 %% 8],
           (ARRAY['emergency', 'urgent', 'routine'])[1 + g * 5 %% 3],
           (date_trunc('quarter', now()) - make_interval(months => 3 * (g * 11 %% 20)))::date,
           array_remove(ARRAY['sent', 'state:closed', 'acknowledged:' || abs(hashint4(g)) %% 14,
             CASE WHEN g %% 5 > 0 THEN 'decided:' || abs(hashint4(g + 1)) %% 18 ELSE 'silent' END,
             CASE WHEN g %% 5 > 1 THEN 'accepted' END,
             CASE WHEN g %% 5 > 1 THEN 'contact:' || abs(hashint4(g + 2)) %% 20 END,
             CASE WHEN g %% 5 > 2 THEN 'outcome:' || abs(hashint4(g + 3)) %% 23 END,
             CASE WHEN g %% 5 = 1 THEN 'declined:' || (ARRAY['no_capacity', 'not_eligible'])[1 + g %% 2] END], NULL)
      FROM generate_series(1, %s) g JOIN mine m ON m.n = g %% (SELECT count(*) FROM mine)
"""
_PERSONS = """
    INSERT INTO statistics.person
    SELECT gen_random_uuid(), m.id, make_date(y.year, 1 + 3 * (g * 7 %% 4), 1), make_date(y.year, 10, 1), false,
           (ARRAY['F', 'M', 'OTH', 'UNK'])[1 + abs(hashint4(g)) %% 4],
           (ARRAY['Y_LT18', 'Y_GE18', 'UNK'])[1 + abs(hashint4(g + 1)) %% 3],
           (ARRAY['NAT', 'EU', 'NEU', 'STLS', 'UNK'])[1 + abs(hashint4(g + 2)) %% 5], 'UNK',
           (ARRAY['identified', 'presumed', 'declined_identification'])[1 + abs(hashint4(g + 3)) %% 3],
           (ARRAY['SEX', 'LAB', 'OTH', 'UNK'])[1 + abs(hashint4(g + 4)) %% 4], y.year,
           (ARRAY['ngo', 'police', 'shelter', 'health'])[1 + abs(hashint4(g + 5)) %% 4], NULL, NULL, '{}'
      FROM generate_series(1, %s) g JOIN mine m ON m.n = g %% (SELECT count(*) FROM mine)
      CROSS JOIN LATERAL (SELECT 2021 + abs(hashint4(g + 6)) %% 5 AS year) y
"""
_TALLIES = """
    INSERT INTO statistics.tally
    SELECT a.agency_id, a.side, a.quarter, a.dim, a.value, a.part, count(*)
      FROM statistics.loop l, statistics.added(l) a
     GROUP BY 1, 2, 3, 4, 5, 6;
    INSERT INTO statistics.tally
    SELECT a.agency_id, a.side, a.quarter, a.dim, a.value, a.part, sum(a.number) FROM statistics.person p,
           statistics.added(p) a
     GROUP BY 1, 2, 3, 4, 5, 6;
    ANALYZE statistics.tally; ANALYZE statistics.loop; ANALYZE statistics.person;
"""
_FIVE = "status, registered_by, sex, age, citizen, form"
_FROM_NOTHING = (
    f"SELECT {_FIVE}, count(*) FROM {{table}} WHERE registered = {YEAR} GROUP BY {_FIVE} ORDER BY {_FIVE}"
)
_FROM_TALLIES = """
    SELECT value, sum(number)::integer FROM statistics.tally
     WHERE agency_id = ANY (ARRAY(SELECT id FROM mine)) AND side = 'person' AND dim = 'registered'
       AND quarter = make_date(%s, 1, 1) GROUP BY value
"""


def measure(plan: Plan) -> Numbers:
    """`--amount` referrals and as many persons (a million; short: 20,000)."""
    most = plan.amount or plan.of(1_000_000, short=20_000)
    times = plan.of(100, short=20)
    with two_nodes(plan) as pair, closing(administered(pair.ro)) as own:
        plan.say(f"inventing {most:,} referrals and as many persons")
        own.execute(_AGENCIES, [COORDINATOR])
        own.execute(_LOOPS, [most])
        own.execute(_PERSONS, [most])
        plan.say("adding tallies up")
        begun = time.monotonic()
        for statement in _TALLIES.split(";"):
            own.execute(statement)
        took = round(time.monotonic() - begun, 1)
        numbers: Numbers = {"referrals": most, "persons": most, "all tallies from nothing, s": took}
        rows = own.execute("SELECT count(*) FROM statistics.tally").fetchone()
        numbers["rows of tallies"] = rows[0] if rows else 0
        numbers |= _pages(Hands(pair, COORDINATOR), times, plan)
        return numbers | _yearly(own, pair.ro.home, times, plan)


def _pages(corina: Hands, times: int, plan: Plan) -> Numbers:
    corina.sign_in()
    browser = corina.browser
    found: Numbers = {}
    for path in ("/find/", "/figures/", "/figures/silent/", "/figures/decided/"):
        plan.say(path)
        for _warm in range(3):
            browser.get(path)
        took = sorted(browser.seconds(path) * 1000 for _time in range(times))
        found[f"{path} p50 ms"] = round(statistics.median(took), 1)
        found[f"{path} p95 ms"] = round(took[int(len(took) * 0.95)], 1)
    return found


def _yearly(own: psycopg.Connection, folder: Path, times: int, plan: Plan) -> Numbers:
    """The table of one year from its tallies, and the same from all facts in two engines."""
    plan.say("the yearly table")
    query = _FROM_NOTHING.format(table="statistics.person")
    here = own.execute(query).fetchall()
    numbers: Numbers = {
        "cells of a year": len(here),
        "the table from tallies, p50 ms": _median(
            lambda: own.execute(_FROM_TALLIES, [YEAR]).fetchall(), times
        ),
        "the same from all facts, PostgreSQL, p50 ms": _median(
            lambda: own.execute(query).fetchall(), min(times, 20)
        ),
    }
    tallied = {row[0]: row[1] for row in own.execute(_FROM_TALLIES, [YEAR])}
    there = _in_duckdb(own, folder / "persons.csv", numbers, min(times, 20))
    same = here == there and tallied == {"|".join(row[:6]): row[6] for row in here}
    return numbers | {"all three say the same": "yes" if same else "no", WRONG: 0 if same else 1}


def _in_duckdb(own: psycopg.Connection, file: Path, numbers: Numbers, times: int) -> list[tuple[object, ...]]:
    """The same rows in another engine; a package of development."""
    import duckdb

    with (
        file.open("wb") as out,
        own.cursor().copy(
            f"COPY (SELECT {_FIVE}, registered FROM statistics.person) TO STDOUT (FORMAT csv, HEADER)"
        ) as rows,
    ):
        for part in rows:
            out.write(part)
    with closing(duckdb.connect()) as other:
        other.execute("SET threads = 1")
        other.execute(f"CREATE TABLE person AS SELECT * FROM read_csv('{file}')")
        query = _FROM_NOTHING.format(table="person")
        numbers["the same from all facts, DuckDB, p50 ms"] = _median(
            lambda: other.execute(query).fetchall(), times
        )
        return list(other.execute(query).fetchall())


def _median(do: Callable[[], object], times: int) -> float:
    took = []
    for _time in range(times):
        begun = time.perf_counter()
        do()
        took.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(took), 2)
