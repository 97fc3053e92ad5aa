"""What the rights of a person cost: rights and deadlines of one, a document, a calendar of five hundred, counting anew.

One node whose web process is the measuring one. A hundred thousand open days stand as an earlier version of their rule
gave them, each in a file of its own; they are counted anew by `./run rights recompute`, as an administrator would.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.documents import measured
from safeconduct.commands.measures.here import web_of
from safeconduct.commands.measures.places import fresh_folder
from safeconduct.commands.measures.policy_rows import PEOPLE
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import REPOSITORY
from safeconduct.vocabulary.identifiers import MemberId, NodeId

OF_A_FEED = 500
FILLED = """
CREATE TEMP TABLE given ON COMMIT DROP AS
SELECT md5('deadline' || n)::uuid AS id, n, current_date - (n %% 300) AS started FROM generate_series(1, %(days)s) n;
INSERT INTO access."case" (id, agency_id, kind, opened_at)
SELECT id, md5('agency1')::uuid, 'own', now() FROM given;
INSERT INTO access.grants (case_id, agency_id, section, holder_member, can_edit, purpose, basis, valid_from)
SELECT id, md5('agency1')::uuid, 'plan',
       md5(CASE WHEN n <= %(feed)s THEN 'member1' ELSE 'member' || (2 + n %% 19) END)::uuid,
       true, 'assessment', 'lead', now() - interval '1 year' FROM given;
INSERT INTO rights.deadline (id, case_id, agency_id, section, generation, right_code, origin, due, confidence, rule,
  rule_hash, country, trigger, triggered_on, law_on, state, sealed, moved_why, saved_by, role, saved_at, ended_why)
SELECT id, id, md5('agency1')::uuid, 'plan', 1, 'reflection_period', 'rule', started + 29, 'verified', 'BE-RP-01',
       'before', 'BE', 'reflection_granted', started, started, 'open', '\\x00', '', md5('member1')::uuid,
       'social_worker', now(), '' FROM given;
"""


RECOUNT = """
import sys, django
django.setup()
from safeconduct.commands import recount
sys.exit(recount.main(yes=sys.argv[1] == "yes"))
"""


def measure(plan: Plan) -> Numbers:
    """Milliseconds of one person and of one calendar; seconds of counting anew, told and done."""
    days = plan.amount or plan.of(100_000, short=5_000)
    folder = fresh_folder()
    try:
        plan.say("making a node")
        with web_of(folder / "node", NodeId("ro")) as (node, _connections, _rings):
            who = _people(node)
            plan.say("a person with rights and deadlines")
            case = _person(who)
            numbers: Numbers = {
                "the rights and deadlines of a person (below 30)": _timed(lambda: _read(case, who), plan)
            }
            plan.say("documents")
            numbers |= measured(case, who, lambda act: _timed(act, plan))
            plan.say(f"writing {days:,} open days")
            _filled(node, days)
            numbers[f"a calendar of {OF_A_FEED} (below 100)"] = _timed(lambda: _calendar(who), plan)
            plan.say("counting anew")
            return {**numbers, "open days": days, **_recounted(node, plan)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _people(node: Node) -> UUID:
    assert node.cluster is not None  # noqa: S101 - looked at when it was made
    amounts = {"agencies": 1, "each": 20, "members": 20}
    import psycopg

    with closing(node.cluster.connect(ADMINISTRATOR)) as connection:
        with connection.transaction(), psycopg.ClientCursor(connection) as cursor:
            cursor.execute(PEOPLE, amounts)
        row = connection.execute("SELECT md5('member1')::uuid").fetchone()
    assert row is not None  # noqa: S101 - a SELECT without FROM always has a row
    found: UUID = row[0]
    return found


def _filled(node: Node, days: int) -> None:
    assert node.cluster is not None  # noqa: S101 - looked at when it was made
    import psycopg

    with closing(node.cluster.connect(ADMINISTRATOR)) as connection:
        with connection.transaction(), psycopg.ClientCursor(connection) as cursor:
            cursor.execute(FILLED, {"days": days, "feed": OF_A_FEED})
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE rights.deadline")
        connection.execute("VACUUM ANALYZE access.grants")


def _person(who: UUID) -> UUID:
    """A file with ten deadlines of documents and one that was counted."""
    from safeconduct.access.acting import acting
    from safeconduct.agencies.queries import member
    from safeconduct.cases.actions import open_case
    from safeconduct.rights import actions
    from safeconduct.rights.codes import Right, Trigger
    from safeconduct.rights.deadlines.actions import Document, enter

    with acting(MemberId(who)) as at:
        by = member(who)
        profile = {"pseudonym": "Linden", "is_child": "no", "citizenships": ["UA"]}
        case = open_case(by=by, at=at, profile=profile)
        today = at.date()
        actions.know(case, "BE", {Trigger.REFLECTION_GRANTED: today - timedelta(days=5)}, by=by, at=at)
        for n, right in enumerate(list(Right)[:10]):
            enter(case, Document(right, today + timedelta(days=n), "Decision", False, False), by=by, at=at)
    return case


def _read(case: UUID, who: UUID) -> None:
    from safeconduct.access.acting import acting
    from safeconduct.agencies.queries import member
    from safeconduct.rights.deadlines.queries import opened, rows_of
    from safeconduct.rights.queries import rights_of

    with acting(MemberId(who)) as at:
        by = member(who)
        opened(case, rows_of(case), rights_of(case, by=by, at=at).decided, by=by, at=at)


def _calendar(who: UUID) -> None:
    from safeconduct.rights.deadlines.feed import calendar_of

    calendar_of(MemberId(who))


def _timed(act: Callable[[], Any], plan: Plan) -> Numbers:
    """On a busy machine the times of both processors say more: of this process, and of PostgreSQL's own."""
    for _warm in range(5):
        act()
    took, rounds = [], plan.of(100, short=20)
    own, theirs = time.process_time(), _of_postgres()
    for _number in range(rounds):
        begun = time.perf_counter()
        act()
        took.append(1000 * (time.perf_counter() - begun))
    own, theirs = time.process_time() - own, _of_postgres() - theirs
    took.sort()
    return {
        "p50 ms": round(statistics.median(took), 1),
        "p99 ms": round(took[int(len(took) * 0.99) - 1], 1),
        "processor of Python, mean ms": round(1000 * own / rounds, 1),
        "processor of PostgreSQL, mean ms": round(1000 * theirs / rounds, 1),
    }


def _of_postgres() -> float:
    """Seconds of the processor that the server's process for Django's connection has had."""
    from django.db import connection

    connection.ensure_connection()
    process = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    user, system = process.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _recounted(node: Node, plan: Plan) -> Numbers:
    """What the command does, in a process of its own: the command refuses a node of invented people."""
    found: Numbers = {}
    for name, yes in (
        ("told, s", ""),
        ("done with what is told (below 300), s", "yes"),
        ("once more, s", "yes"),
    ):
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", RECOUNT, yes], cwd=REPOSITORY, env=os.environ | node.environment("worker"),
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        found[name] = round(time.perf_counter() - begun, 1)
        plan.say((done.stdout.strip() or done.stderr.strip()).splitlines()[-1])
    return found
