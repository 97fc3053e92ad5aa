"""What the row policies cost on Today and on a referral, at half a million referrals.

Each page is asked once, and its statements are noted. Then each statement is asked again and again on two connections
of the web role, in turn: on one the row policies hold, the other has become a role that may look past
them. Both act for the same member. Time is that of the server's processor. A statement that means other rows without
its policies names its rows by their keys there; where it cannot, it counts whole, as if it cost nothing then.
"""

import re
import shutil
import statistics
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.here import web_of
from safeconduct.commands.measures.places import fresh_folder
from safeconduct.commands.measures.policy_rows import filled
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node
from safeconduct.keys.context import member_token
from safeconduct.keys.ring import Ring
from safeconduct.vocabulary.identifiers import MemberId, NodeId
from safeconduct.vocabulary.roles import APP

NODE = NodeId("ro")
DEAR_MS = 0.1

FREE = "bench_free"
"""A role of the measurement alone, on its own node: whoever is it sees past row policies."""

type Statement = tuple[str, Any]
"""A statement and its values, as Django hands them to the driver."""


def measure(plan: Plan) -> Numbers:
    """Milliseconds of the statements of each page with the row policies and without; the plans where they cost much."""
    referrals = plan.of(500_000, short=20_000)
    folder = fresh_folder()
    try:
        plan.say("making a node")
        with web_of(folder / "node", NODE) as (node, _connections, rings):
            plan.say(f"writing {referrals:,} referrals")
            who, pages = filled(node, rings["web"], referrals)
            return {"referrals": referrals, **_measured(node, rings["web"], who, pages, plan)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# --- Statements -----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Timed:
    """One statement: its times on both connections, in ms of the server's processor; whether it means the same rows."""

    sql: str
    with_policies: list[float] = field(default_factory=list)
    without: list[float] = field(default_factory=list)
    is_same: bool = True

    def cost(self, number: int) -> float:
        """What the policies cost in the given round."""
        return self.with_policies[number] - (self.without[number] if self.is_same else 0.0)


KINDS = ("SELECT", "WITH", "INSERT", "UPDATE")
_ACTS = "set_config('safeconduct.context'"
"""Who acts is said by the measurement. Of which case or section a reading is, the page says (`access/sight.py`)."""


def noted(member: UUID, path: str) -> list[Statement]:
    """The statements of a page for this member, the first visit being over."""
    from django.db import connection
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/", {"member": str(member)})
    client.get(path)
    seen: list[Statement] = []

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if not many and str(sql).lstrip().upper().startswith(KINDS) and _ACTS not in str(sql):
            seen.append((str(sql), params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(path)
    if answer.status_code != 200:
        raise CannotRun(f"{path} answered {answer.status_code}.")
    return seen


def _measured(node: Node, ring: Ring, who: UUID, pages: dict[str, str], plan: Plan) -> Numbers:
    found: Numbers = {}
    rounds = plan.of(300, short=40)
    for name, path in pages.items():
        statements = noted(who, path)
        plan.say(f"{name}: {len(statements)} statements, {rounds} rounds")
        token = member_token(ring, MemberId(who), 3600)
        with _both(node, token, statements) as (bound, free):
            timed = _timed(bound, free, token, statements, rounds)
        found[name] = _summed(timed)
        found[f"{name}: where it costs"] = _dear(timed)
    return found


@contextmanager
def _both(
    node: Node, token: str, statements: list[Statement]
) -> Iterator[tuple[psycopg.Connection, psycopg.Connection]]:
    """Two connections of the web role: one that row policies bind, and one that has become a role that they do not.

    Both are the web role's sessions, so a member's token counts on either.
    """
    assert node.cluster is not None  # noqa: S101 - looked at when it was made
    with ExitStack() as open_ones:
        administrator = open_ones.enter_context(closing(node.cluster.connect(ADMINISTRATOR)))
        administrator.execute("TRUNCATE audit.record")  # the page's own, which is about to be written again
        administrator.execute(f"CREATE ROLE {FREE} SUPERUSER NOLOGIN")
        administrator.execute(f"GRANT {FREE} TO {APP}")
        try:
            bound, free = (open_ones.enter_context(closing(node.connect(APP))) for _ in range(2))
            free.execute(f"SET ROLE {FREE}")
            for connection in (bound, free):
                _prepare(connection, token, statements)
            if _rows_for_nobody(bound) or not _rows_for_nobody(free):
                raise CannotRun("Both connections see the same, so there is nothing to compare.")
            yield bound, free
        finally:
            administrator.execute(f"REVOKE {FREE} FROM {APP}")
            administrator.execute(f"DROP ROLE {FREE}")


def _rows_for_nobody(connection: psycopg.Connection) -> int:
    """How many envelopes are seen without a token."""
    row = connection.execute("SELECT count(*) FROM referrals.referral").fetchone()
    return int(row[0]) if row else 0


def _prepare(connection: psycopg.Connection, token: str, statements: list[Statement]) -> None:
    connection.prepare_threshold = 0
    connection.prepared_max = None
    connection.execute("SELECT set_config('plan_cache_mode', %s, false)", [_plans_of_pages()])
    _once(connection, token, statements, [True] * len(statements))


def _timed(
    bound: psycopg.Connection, free: psycopg.Connection, token: str, statements: list[Statement], rounds: int
) -> list[Timed]:
    """Both in turn, each round a transaction that is taken back.

    What means other rows without its policies is found out in the rounds that do not count, and left out of the others
    there: it may read a whole table, and then what is measured next waits for memory.
    """
    timed = [Timed(sql) for sql, _params in statements]
    named = _without_policies(bound, free, token, statements)
    for number in range(rounds + WARM):
        answers = []
        for connection in (bound, free) if number % 2 else (free, bound):
            asked = [connection is bound or number < WARM or one.is_same for one in timed]
            times, rows = _once(connection, token, statements if connection is bound else named, asked)
            answers.append(rows)
            if number >= WARM:
                for one, milliseconds in zip(timed, times, strict=True):
                    (one.with_policies if connection is bound else one.without).append(milliseconds)
        if number >= WARM:
            continue
        for one, first, second in zip(timed, *answers, strict=True):
            one.is_same = one.is_same and repr(first) == repr(second)
    return timed


READS_ROWS = re.compile(r"SELECT (?:DISTINCT ON \(.*?\) )?(\S+),.*? WHERE ", re.DOTALL)
"""A statement whose first column is the key of a table's rows, as far as its conditions."""


def _plans_of_pages() -> str:
    """How the connection of the pages has its statements planned."""
    from django.db import connection  # here: Django is set up by now

    with connection.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        return str(cursor.fetchone()[0])


def _without_policies(
    bound: psycopg.Connection, free: psycopg.Connection, token: str, statements: list[Statement]
) -> list[Statement]:
    """The statements as they would have to be asked then: where only a policy chooses rows, their keys do."""
    every = [True] * len(statements)
    (_times, chosen), (_times, others) = (_once(one, token, statements, every) for one in (bound, free))
    found = []
    for (sql, params), mine, all_rows in zip(statements, chosen, others, strict=True):
        reads = READS_ROWS.match(sql)
        if repr(mine) == repr(all_rows) or reads is None:
            found.append((sql, params))
            continue
        place = reads[0].count("%s")
        named = f"{reads[0]}{reads[1]} = ANY(%s) AND {sql[reads.end() :]}"
        found.append((named, [*params[:place], [row[0] for row in mine], *params[place:]]))
    return found


WARM = 10
"""Rounds before any is counted: caches are filled, and the server has settled its plans."""


def _once(
    connection: psycopg.Connection, token: str, statements: list[Statement], asked: list[bool]
) -> tuple[list[float], list[list[Any]]]:
    """Milliseconds and rows of each statement; what is not asked takes no time and has no rows."""
    times: list[float] = []
    rows: list[list[Any]] = []
    with _taken_back(connection):
        connection.execute("SELECT set_config('safeconduct.context', %s, true)", [token])
        for (sql, params), is_asked in zip(statements, asked, strict=True):
            if not is_asked:
                times.append(0.0)
                rows.append([])
                continue
            begun = _processor(connection)
            cursor = connection.execute(sql, params, prepare=True)
            found = cursor.fetchall() if cursor.description else []
            times.append((_processor(connection) - begun) / 1_000_000)
            rows.append(found)
    return times, rows


@contextmanager
def _taken_back(connection: psycopg.Connection) -> Iterator[None]:
    """A transaction that leaves nothing but the statements that were prepared in it.

    The driver is not told: at a rollback that it knows of it forgets what it had prepared, and the server would plan
    each statement anew in every round. A page ends with a commit, and its statements stay prepared.
    """
    connection.pgconn.exec_(b"BEGIN")
    try:
        yield
    finally:
        connection.pgconn.exec_(b"ROLLBACK")


def _processor(connection: psycopg.Connection) -> int:
    """How long the server's process for this connection has been on a processor, in nanoseconds.

    Its own time, so that what else runs on the machine does not count.
    """
    return int(Path(f"/proc/{connection.info.backend_pid}/schedstat").read_text().split()[0])


def _summed(timed: list[Timed]) -> Numbers:
    """Of a whole page: the statements with and without, and what the policies cost, at the middle and at the worst."""
    rounds = range(len(timed[0].with_policies))
    parts = {
        "with": [sum(one.with_policies[n] for one in timed) for n in rounds],
        "without": [sum(one.without[n] for one in timed) for n in rounds],
        "cost": [sum(one.cost(n) for one in timed) for n in rounds],
    }
    return {
        "statements": len(timed),
        "of other rows without": sum(not one.is_same for one in timed),
        **{f"{name}, p50 ms": round(statistics.median(values), 2) for name, values in parts.items()},
        **{
            f"{name}, p99 ms": round(statistics.quantiles(values, n=100)[-1], 2)
            for name, values in parts.items()
        },
    }


def _dear(timed: list[Timed]) -> list[dict[str, object]]:
    """The statements in which the policies cost a tenth of a millisecond or more, the dearest first."""
    costs = [(statistics.median(one.cost(n) for n in range(len(one.without))), one) for one in timed]
    return [
        {"ms": round(cost, 2), "same": one.is_same, "sql": " ".join(one.sql.split())[:150]}
        for cost, one in sorted(costs, key=lambda pair: -pair[0])[:6]
        if cost >= DEAR_MS
    ]
