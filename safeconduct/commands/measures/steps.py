"""One step of a referral in the service layer, without HTTP, and one audit record, each beside bare psycopg.

The step is the receiver's acknowledgement: rule, history, envelope, numbered, signed and sealed message, audit and the
line of the feed in one commit. Beside it a bare connection commits the very rows that the steps have written.
"""

import time
from contextlib import closing
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.drivers import Driver, driver
from safeconduct.commands.measures.places import administered, drafts, two_nodes
from safeconduct.commands.measures.watching import watched

PATIENCE = 60.0
WRITTEN = {
    "referrals.move": "referral_id = %(id)s AND event = 'acknowledge'",
    "exchange.lane": "handle = %(handle)s AND NOT inward AND lane = 'main'",
    "exchange.outgoing": "referral_id = %(shared)s AND type = 'safeconduct.referral.moved.v1'",
    "audit.record": "referral_id = %(shared)s AND action = 'referral:acknowledge'",
    "referrals.feed_line": "referral_id = %(id)s AND kind = 'acknowledge'",
}
"""The rows that a step adds, by table; it also changes the envelope's row and wakes the worker."""
_STANDS = """
    UPDATE bench.referral_of_a_step SET state = %s, head = %s, since = %s, flags = %s, due_at = %s, clock_from = %s
     WHERE id = %s
"""


def measure(plan: Plan) -> Numbers:
    """Commits a second of both, and what a record takes in a transaction of many."""
    warm, number = plan.of(20, short=12), plan.of(60, short=20)
    with two_nodes(plan) as pair, driver(pair.ro, 1) as ro, driver(pair.be, 1) as be:
        references = drafts(pair, warm + number, plan)
        _arrive(pair, ro, references)
        sofie = pair.member("Sofie Maes")
        be.do("steps", member=sofie, references=references[:warm])
        plan.say(f"{number} steps")
        steps = number / be.do("steps", member=sofie, references=references[warm:])["took"]
        plan.say("the same rows by bare psycopg")
        with closing(administered(pair.be)) as connection:
            bare = _bare(connection, references, warm)
            record_bare = _record_bare(connection, plan.of(2000, short=500))
        record = be.do("records", member=sofie, amount=plan.of(2000, short=500))["took_us"]
    return {
        "steps a second": round(steps, 1),
        "bare psycopg, commits a second": round(bare, 1),
        "part (at least 0.25)": round(steps / bare, 3),
        "one audit record, us": round(record, 1),
        "the same row by bare psycopg, us": round(record_bare, 1),
    }


def _arrive(pair: Pair, ro: Driver, references: list[str]) -> None:
    with watched(pair.be) as watches:
        for reference in references:
            ro.do("send", member=pair.member("Ana Pop"), reference=reference)
            watches["be"].until(reference, "sent", "", patience=PATIENCE)


def _bare(connection: psycopg.Connection, references: list[str], warm: int) -> float:
    """Commits a second for the steps after the first `warm`, which fill the plans here as well."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS bench")
    for table in (*WRITTEN, "referrals.referral"):
        connection.execute(f"CREATE TABLE {_copy(table)} (LIKE {table} INCLUDING ALL)")
    connection.execute("INSERT INTO bench.referral_of_a_step SELECT * FROM referrals.referral")
    steps = [_rows(connection, reference) for reference in references]
    connection.autocommit = False
    for step in steps[:warm]:
        _commit(connection, step)
    begun = time.perf_counter()
    for step in steps[warm:]:
        _commit(connection, step)
    took = time.perf_counter() - begun
    connection.autocommit = True
    return (len(steps) - warm) / took


def _copy(table: str) -> str:
    return f"bench.{table.partition('.')[2]}_of_a_step"


def _rows(connection: psycopg.Connection, reference: str) -> list[tuple[str, list[Any]]]:
    """The statements of one step with their values, as psycopg takes them."""
    row = connection.execute(
        "SELECT id, shared, handle, state, head, since, flags, due_at, clock_from FROM referrals.referral"
        " WHERE reference = %s",
        [reference],
    ).fetchone()
    assert row is not None  # noqa: S101  (it has arrived)
    named = {"id": row[0], "shared": row[1], "handle": row[2]}
    statements: list[tuple[str, list[Any]]] = [(_STANDS, [*row[3:], row[0]])]
    for table, where in WRITTEN.items():
        found = connection.execute(f"SELECT * FROM {table} WHERE {where}", named).fetchall()
        assert len(found) == 1, table  # noqa: S101  (the floor writes what the step wrote, no less)
        values = [Jsonb(value) if isinstance(value, dict) else value for value in found[0]]
        places = ", ".join(["%s"] * len(values))
        statements.append((f"INSERT INTO {_copy(table)} VALUES ({places})", values))
    return [*statements, ("SELECT pg_notify('bench', '')", [])]


def _commit(connection: psycopg.Connection, step: list[tuple[str, list[Any]]]) -> None:
    for sql, values in step:
        connection.execute(sql, values)
    connection.commit()


def _record_bare(connection: psycopg.Connection, number: int) -> float:
    """Microseconds for each of so many records in one transaction, by an account that no policy asks."""
    row = connection.execute("SELECT * FROM audit.record LIMIT 1").fetchone()
    assert row is not None  # noqa: S101  (steps were recorded)
    values = [Jsonb(value) if isinstance(value, dict) else value for value in row[1:]]
    sql = f"INSERT INTO bench.record_of_a_step VALUES (gen_random_uuid(), {', '.join(['%s'] * len(values))})"
    with connection.transaction():
        begun = time.perf_counter()
        for _record in range(number):
            connection.execute(sql, values)
        return (time.perf_counter() - begun) / number * 1e6
