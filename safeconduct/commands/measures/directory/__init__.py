"""Searching a large directory: the database's part, the order, the page; SQLite beside; misspelt names.

The rows and the searches are made from the seed. `--amount` says how many services; DuckDB is not compared, since it
would be a dependency for one number.
"""

import shutil
import statistics
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import WRONG, Numbers, Plan
from safeconduct.commands.measures.here import web_of
from safeconduct.commands.measures.places import fresh_folder
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary.identifiers import NodeId

NODE = NodeId("ro")
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


def measure(plan: Plan) -> Numbers:
    """Milliseconds of a thousand searches, and how many misspelt names are found among the first ten."""
    number = plan.amount or plan.of(100_000, short=10_000)
    folder = fresh_folder()
    try:
        plan.say("making a node")
        with web_of(folder / "node", NODE) as (node, _connections, _rings):
            return _measured(node, folder, number, plan)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measured(node: Node, folder: Path, number: int, plan: Plan) -> Numbers:
    from safeconduct.commands.measures.directory.rows import filled  # here: Django is set up by now

    assert node.cluster is not None  # noqa: S101 - looked at when it was made
    with closing(node.cluster.connect(ADMINISTRATOR)) as administrator:
        plan.say(f"writing {number:,} services")
        begun = time.monotonic()
        named = filled(administrator, number, plan.seed, plan.say)
        seconds = time.monotonic() - begun
        row = administrator.execute(MEMBER).fetchone()
        assert row is not None  # noqa: S101 - RETURNING gives it
        sizes = administrator.execute(
            "SELECT pg_total_relation_size('directory.spot') / 1048576, "
            "pg_total_relation_size('directory.entry') / 1048576, (SELECT count(*) FROM directory.word)"
        ).fetchone()
        with closing(_beside(administrator, folder, plan)) as other:
            found = _searched(other, plan)
        found |= _pages(row[0], plan)
        found |= _misspelt(named, plan)
    sized = dict(zip(("spots, MB", "entries, MB", "words"), map(int, sizes or ()), strict=False))
    return {"services": number, "seconds to write and lay out": round(seconds, 1), **sized, **found}


def _beside(administrator: Any, folder: Path, plan: Plan) -> Any:
    from safeconduct.commands.measures.directory.searches import in_sqlite

    plan.say("writing the same rows to SQLite")
    with administrator.transaction():
        return in_sqlite(administrator, folder / "beside.sqlite")


def _searched(other: Any, plan: Plan) -> Numbers:
    from safeconduct.commands.measures.directory.rows import AS_OF
    from safeconduct.commands.measures.directory.searches import asked_of_sqlite, searches
    from safeconduct.directory.candidates import candidates, offered, statement
    from safeconduct.directory.matching import match

    asked = searches(plan.of(1000, short=200), plan.seed)
    plan.say(f"{len(asked)} searches")
    times: dict[str, list[float]] = {
        "database": [],
        "with rows in Python": [],
        "order and reasons": [],
        "SQLite": [],
    }
    ranked, differ, empty = 0, 0, 0
    for wanted in asked[:50]:
        _ids(*statement(wanted, AS_OF))  # not counted: the first look at the pages of the indexes
    for wanted in asked:
        ids = _timed(times["database"], lambda w=wanted: _ids(*statement(w, AS_OF)))  # type: ignore[misc]
        theirs = _timed(times["SQLite"], lambda w=wanted: asked_of_sqlite(other, w, AS_OF))  # type: ignore[misc]
        differ += ids != theirs
        rows = _timed(times["with rows in Python"], lambda w=wanted: candidates(w, now=AS_OF))  # type: ignore[misc]
        services = [offered(entry) for entry in rows.entries]
        lines = _timed(times["order and reasons"], lambda w=wanted, s=services: match(w, s, now=AS_OF))  # type: ignore[misc]
        ranked += len(lines[:SHOWN])
        empty += not lines
    wrong = [{"what": f"{differ} searches gave other services in SQLite"}] if differ else []
    return {
        **{f"{name}, ms": _of(values) for name, values in times.items()},
        "searches": len(asked), "searches that found nothing": empty, "services ranked in all": ranked, WRONG: wrong,
    }  # fmt: skip


def _ids(sql: str, values: Any) -> set[UUID]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {row[0] for row in cursor.fetchall()}


def _pages(member: UUID, plan: Plan) -> Numbers:
    from django.test import Client

    from safeconduct.commands.measures.directory.searches import searches

    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/", {"member": str(member)})
    times: list[float] = []
    for wanted in searches(plan.of(200, short=60), plan.seed + 1):
        said = {
            "need": sorted(wanted.needs), "country": wanted.country, "region": wanted.region,
            "language": sorted(wanted.languages),
        }  # fmt: skip
        address = f"/directory/?{urlencode(said, doseq=True)}"
        answer = _timed(times, lambda a=address: client.get(a))  # type: ignore[misc]
        if answer.status_code != 200:
            raise CannotRun(f"{address} answered {answer.status_code}.")
    return {"page, ms": _of(times[5:])}


def _misspelt(named: Iterable[Any], plan: Plan) -> Numbers:
    from safeconduct.commands.measures.directory.names import misspelt
    from safeconduct.commands.measures.directory.rows import AS_OF
    from safeconduct.directory.asked import Wanted
    from safeconduct.directory.candidates import candidates
    from safeconduct.directory.finding import named_first, ordered
    from safeconduct.directory.typed import read

    random, times = Random(plan.seed + 2), list[float]()  # noqa: S311  (slips of a measure)
    hits: dict[str, list[bool]] = {}
    chosen = random.sample(list(named), min(MISSPELT, len(list(named))))
    plan.say(f"{len(chosen)} misspelt names")
    for one in chosen:
        text = misspelt(random, one.word, one.script)

        def search(text: str = text) -> list[UUID]:
            words = read(text)
            lines = ordered(candidates(Wanted(), now=AS_OF, typed=words).entries, Wanted(), at=AS_OF)
            return [line.entry.agency_id for line in named_first(lines, words)[:FIRST]]

        found = _timed(times, search)
        hits.setdefault(one.script, []).append(one.agency in found)
    every = [hit for of_script in hits.values() for hit in of_script]
    return {
        "typed with a slip, ms": _of(times),
        "recall of a slip among the first 10": round(sum(every) / len(every), 3),
        **{f"of it {script}": f"{sum(of)} of {len(of)}" for script, of in sorted(hits.items())},
    }


def _timed[Answer](into: list[float], do: Callable[[], Answer]) -> Answer:
    begun = time.perf_counter()
    answer = do()
    into.append((time.perf_counter() - begun) * 1000)
    return answer


def _of(times: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return {"p50": round(cuts[49], 2), "p99": round(cuts[98], 2)}
