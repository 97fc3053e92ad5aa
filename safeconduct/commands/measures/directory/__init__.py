"""Searching a large directory: the database's part, the order, the page; SQLite and DuckDB beside; misspelt names.

The rows and the searches are made from the seed. `--amount` says how many services; 10,000 are measured first, in the
same node, so that what grows can be seen.
"""

import shutil
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import psycopg

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import WRONG, Numbers, Plan
from safeconduct.commands.measures.directory.picture import picture
from safeconduct.commands.measures.here import web_of
from safeconduct.commands.measures.places import fresh_folder
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary.identifiers import NodeId

__all__ = ["measure", "picture"]
NODE = NodeId("ro")
FEW = 10_000
MISSPELT = 500
FIRST = 10
SHOWN = 20
MEMBER = """
WITH account AS (
  INSERT INTO auth_user
    (username, password, first_name, last_name, email, is_superuser, is_staff, is_active, date_joined)
  VALUES ('somebody', '!', '', '', '', false, false, true, now()) RETURNING id)
INSERT INTO agencies.member (id, agency_id, user_id, name, profession, supervises)
SELECT gen_random_uuid(), (SELECT id FROM agencies.agency LIMIT 1), account.id, 'Somebody', 'social_worker', false
  FROM account RETURNING id
"""
SIZES = """
SELECT pg_total_relation_size('directory.spot') / 1048576, pg_total_relation_size('directory.entry') / 1048576,
       (SELECT count(*) FROM directory.word)
"""


def measure(plan: Plan) -> Numbers:
    """Milliseconds of a thousand searches, and how many misspelt names are found among the first ten."""
    number = plan.amount or plan.of(100_000, short=FEW)
    folder = fresh_folder()
    try:
        plan.say("making a node")
        with web_of(folder / "node", NODE) as (node, _connections, _rings):
            found = _measured(node, folder, sorted({min(FEW, number), number}), plan)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    from safeconduct.commands.measures.directory.simulation import years

    return found | {"a year of an invented network": years(plan.seed)}


def _measured(node: Node, folder: Path, numbers: list[int], plan: Plan) -> Numbers:
    assert node.cluster is not None  # noqa: S101 - looked at when it was made
    found: Numbers = {}
    with closing(node.cluster.connect(ADMINISTRATOR)) as administrator:
        member: UUID | None = None
        for number in numbers:
            one, member = _of(administrator, folder, number, member, plan)
            found[f"{number:,} services"] = one
        found["services brought in from a list"] = _imported(administrator, folder, plan)
    return found | {WRONG: [wrong for one in found.values() for wrong in one.pop(WRONG)]}  # type: ignore[attr-defined]


def _imported(administrator: psycopg.Connection, folder: Path, plan: Plan) -> Numbers:
    from safeconduct.commands.measures.directory.importing import brought_in

    return brought_in(administrator, folder, plan)


def _of(
    administrator: psycopg.Connection, folder: Path, number: int, member: UUID | None, plan: Plan
) -> tuple[Numbers, UUID]:
    """What so many services cost, in place of those that were there."""
    from safeconduct.commands.measures.directory.rows import filled  # here: Django is set up by now

    plan.say(f"writing {number:,} services")
    administrator.execute("TRUNCATE directory.entry, directory.word CASCADE")
    begun = time.monotonic()
    named = filled(administrator, number, plan.seed + number, plan.say)
    found: Numbers = {"seconds to write and lay out": round(time.monotonic() - begun, 1)}
    sizes = administrator.execute(SIZES).fetchone()
    found |= dict(zip(("spots, MB", "entries, MB", "words"), map(int, sizes or ()), strict=False))
    if member is None:
        row = administrator.execute(MEMBER).fetchone()
        assert row is not None  # noqa: S101 - RETURNING gives it
        member = row[0]
    found |= _searched(administrator, folder, plan)
    found |= _pages(member, plan)
    found |= _misspelt(named, plan)
    return found, member


def _searched(administrator: psycopg.Connection, folder: Path, plan: Plan) -> Numbers:
    from safeconduct.commands.measures.directory.beside import in_duckdb, in_sqlite, written
    from safeconduct.commands.measures.directory.rows import AS_OF
    from safeconduct.commands.measures.directory.searches import searches
    from safeconduct.commands.measures.directory.series import Series
    from safeconduct.directory.finding.matching import match
    from safeconduct.directory.reading.candidates import candidates, near, offered

    for old in folder.glob("beside.*"):
        old.unlink()
    plan.say("writing the same rows to SQLite and DuckDB")
    rows = written(administrator, folder / "beside.csv")
    others = {
        "SQLite": in_sqlite(rows, folder / "beside.sqlite"),
        "DuckDB": in_duckdb(rows, folder / "beside.duckdb"),
    }
    asked = searches(plan.of(1000, short=200), plan.seed)
    plan.say(f"{len(asked)} searches")
    ours, whole, order = Series(), Series(), Series()
    theirs = {name: Series() for name in others}
    differ = dict.fromkeys(others, 0)
    ranked, looked_at, empty = 0, 0, 0
    for wanted in asked[:50]:
        _ids(*near(wanted, AS_OF))  # not counted: the first look at the pages of the indexes
    for wanted in asked:
        ids = ours.timed(lambda w=wanted: _ids(*near(w, AS_OF)))  # type: ignore[misc]
        for name, ask in others.items():
            differ[name] += ids != theirs[name].timed(lambda w=wanted, a=ask: a(w, AS_OF))  # type: ignore[misc]
        found = whole.timed(lambda w=wanted: candidates(w, now=AS_OF))  # type: ignore[misc]
        lines = order.timed(
            lambda w=wanted, f=found: match(w, map(offered, f.entries), now=AS_OF)  # type: ignore[misc]
        )
        looked_at += len(ids)
        ranked += len(lines[:SHOWN])
        empty += not lines
    return {
        "database, ids only, ms": ours.numbers, "with rows as Python's objects, ms": whole.numbers,
        "order and reasons, ms": order.numbers,
        **{f"{name}, ms": one.numbers for name, one in theirs.items()},
        "searches": len(asked), "searches that found nothing": empty,
        "services looked at, mean": round(looked_at / len(asked), 1), "ranked among the first 20, in all": ranked,
        WRONG: [{"what": f"{n} searches gave other services in {name}"} for name, n in differ.items() if n],
    }  # fmt: skip


def _ids(sql: str, values: Any) -> set[UUID]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {row[2] for row in cursor.fetchall()}


def _pages(member: UUID, plan: Plan) -> Numbers:
    from django.test import Client

    from safeconduct.commands.measures.directory.searches import searches
    from safeconduct.commands.measures.directory.series import Series

    client, series = Client(SERVER_NAME="localhost"), Series()
    client.post("/sign-in/", {"member": str(member)})
    for number, wanted in enumerate(searches(plan.of(1000, short=60), plan.seed + 1)):
        said = {
            "need": sorted(wanted.needs), "country": wanted.country, "region": wanted.region,
            "language": sorted(wanted.languages),
        }  # fmt: skip
        address = f"/directory/?{urlencode(said, doseq=True)}"
        # The first ones read the templates.
        into = series if number >= 10 else Series()
        answer = into.timed(lambda a=address: client.get(a))  # type: ignore[misc]
        if answer.status_code != 200:
            raise CannotRun(f"{address} answered {answer.status_code}.")
    return {"page, ms": series.numbers}


def _misspelt(named: Iterable[Any], plan: Plan) -> Numbers:
    from safeconduct.commands.measures.directory.names import misspelt
    from safeconduct.commands.measures.directory.rows import AS_OF
    from safeconduct.commands.measures.directory.series import Series
    from safeconduct.directory.finding.asked import Wanted
    from safeconduct.directory.finding.finding import named_first, ordered
    from safeconduct.directory.reading.candidates import candidates
    from safeconduct.directory.reading.typed import read

    random, series = Random(plan.seed + 2), Series()  # noqa: S311  (slips of a measure)
    hits: dict[str, list[bool]] = {}
    chosen = random.sample(list(named), min(MISSPELT, len(list(named))))
    plan.say(f"{len(chosen)} misspelt names")
    for one in chosen:
        text = misspelt(random, one.word, one.script)

        def search(text: str = text) -> list[UUID]:
            words = read(text)
            lines = ordered(candidates(Wanted(), now=AS_OF, typed=words).entries, Wanted(), at=AS_OF)
            return [line.entry.agency_id for line in named_first(lines, words)[:FIRST]]

        found = series.timed(search)
        hits.setdefault(one.script, []).append(one.agency in found)
    every = [hit for of_script in hits.values() for hit in of_script]
    return {
        "typed with a slip, ms": series.numbers,
        "recall of a slip among the first 10": round(sum(every) / len(every), 3),
        **{f"of it {script}": f"{sum(of)} of {len(of)}" for script, of in sorted(hits.items())},
    }
