"""What the row policies cost on Today and on a referral, at half a million referrals.

Each page is asked once, and its statements are noted. Then each statement is asked again and again on two connections
of the web role, in turn: on one the row policies hold, the other has become a role that may look past
them. Both act for the same member. Time is that of the server's processor. A statement that means other rows without
its policies counts whole, as if it cost nothing then.
"""

import hashlib
import shutil
import statistics
import uuid
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
from safeconduct.commands.measures.matrix.people import named
from safeconduct.commands.measures.places import fresh_folder
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node
from safeconduct.keys.context import member_token
from safeconduct.keys.ring import Ring
from safeconduct.vocabulary.identifiers import MemberId, NodeId
from safeconduct.vocabulary.roles import APP

NODE = NodeId("ro")
AGENCIES, OF_AN_AGENCY = 100, 20
REFERRALS_A_CASE = 5
DEAR_MS = 0.1

NAMES = ("agency1", "agency0", "team0", "team1")
"""Of the member who is asked for: the own agency and the other one, the other one's team and the own one."""

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


# --- Rows -----------------------------------------------------------------------------------------------------

PEOPLE = """
INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number)
SELECT md5('agency' || a)::uuid, CASE WHEN a = 0 THEN 'mt' ELSE 'ro' END, 'Agency ' || a, 'RO', 'ngo', '{en}', ''
  FROM generate_series(0, %(agencies)s) a;
INSERT INTO agencies.team (id, agency_id, name, professions, languages)
SELECT md5('team' || a)::uuid, md5('agency' || a)::uuid, 'Team', '{social_worker}', '{en}'
  FROM generate_series(0, %(agencies)s) a;
INSERT INTO auth_user (username, password, first_name, last_name, email, is_superuser, is_staff, is_active, date_joined)
SELECT 'member' || m, '!', '', '', '', false, false, true, now() FROM generate_series(1, %(members)s) m;
INSERT INTO agencies.member (id, agency_id, user_id, name, profession, supervises)
SELECT md5(u.username)::uuid, md5('agency' || (1 + (substr(u.username, 7)::int - 1) / %(each)s))::uuid, u.id,
       'Somebody', 'social_worker', false FROM auth_user u WHERE u.username LIKE 'member%%';
INSERT INTO agencies.seat (id, member_id, team_id)
SELECT gen_random_uuid(), md5('member' || m)::uuid, md5('team' || (1 + (m - 1) / %(each)s))::uuid
  FROM generate_series(1, %(members)s) m;
"""
CASES = """
CREATE TEMP TABLE given ON COMMIT DROP AS
SELECT md5(k.kind || n)::uuid AS id, k.kind, n, 1 + (n %% %(members)s) AS m, 1 + (n %% %(members)s) / %(each)s AS a
  FROM generate_series(1, %(cases)s) n CROSS JOIN (VALUES ('own'), ('received')) AS k (kind);
INSERT INTO access."case" (id, agency_id, kind, peer, handle, referral_id, opened_at)
SELECT id, md5('agency' || a)::uuid, kind, CASE WHEN kind = 'received' THEN 'mt' END,
       CASE WHEN kind = 'received' THEN 'h' || n END, CASE WHEN kind = 'received' THEN id END,
       now() - n * interval '1 minute'
  FROM given;
INSERT INTO access.grants (case_id, agency_id, section, holder_member, can_edit, purpose, basis, consent_id,
                           consent_version, valid_from, valid_until)
SELECT g.id, md5('agency' || a)::uuid, s.name, md5('member' || m)::uuid, kind = 'own',
       CASE WHEN kind = 'own' THEN 'assessment' ELSE 'referral_service' END,
       CASE WHEN kind = 'own' THEN 'lead' ELSE 'consent' END, CASE WHEN kind = 'received' THEN g.id END,
       CASE WHEN kind = 'received' THEN 1 END, now() - interval '1 year',
       CASE WHEN kind = 'received' THEN now() + interval '1 year' END
  FROM given g
       CROSS JOIN unnest('{profile,identity,safe_contact,safety,needs,logistics}'::text[]) AS s (name);
INSERT INTO keys.section_key (id, case_id, section, generation, intake, wrapped, made_at)
SELECT gen_random_uuid(), g.id, s.name, 1, kind = 'received', '\\x00', now()
  FROM given g CROSS JOIN (VALUES ('profile'), ('needs')) AS s (name) WHERE m <> 1;
INSERT INTO cases.section_version (id, case_id, section, version, generation, sealed, saved_at, saved_by_role)
SELECT gen_random_uuid(), g.id, s.name, 1, 1, '\\x00', now(), 'social_worker'
  FROM given g CROSS JOIN (VALUES ('profile'), ('needs')) AS s (name) WHERE m <> 1;
INSERT INTO referrals.referral (id, shared, side, agency_id, other_agency_id, peer, team_id, case_id, handle, reference,
  service, need, urgency, purpose, country, state, head, created_at, since, due_at, flags, consent_id, consent_version,
  consent, at_once, held_back, taken_back, worker_id, holder_answer, preview_seen, has_guardian, capacity)
SELECT gen_random_uuid(), gen_random_uuid(), CASE WHEN kind = 'own' THEN 'sender' ELSE 'receiver' END,
       md5('agency' || a)::uuid, md5('agency0')::uuid, 'mt',
       CASE WHEN kind = 'own' THEN md5('team0')::uuid ELSE md5('team' || a)::uuid END,
       g.id, 'h' || n, kind || n || '-' || r,
       'shelter', '', 'urgent', 'referral_service', 'RO',
       CASE WHEN (n / %(members)s + r) %% 10 = 0 THEN 'sent' ELSE 'closed' END,
       '', now() - n * interval '1 minute', now() - n * interval '1 minute',
       CASE WHEN (n / %(members)s + r) %% 10 = 0 THEN now() + n * interval '1 minute' END, '{}', g.id, 1, '{}',
       '{profile,needs}', '{}', '{}', md5('member' || m)::uuid, '', true, false, 'asked'
  FROM given g CROSS JOIN generate_series(1, CASE WHEN kind = 'own' THEN %(each_case)s - 1 ELSE 1 END) r;
"""


def filled(node: Node, ring: Ring, referrals: int) -> tuple[UUID, dict[str, str]]:
    """The rows, written by the database itself; the member who is asked for, and the pages that are."""
    assert node.cluster is not None  # noqa: S101 - looked at when it was made
    amounts = {
        "agencies": AGENCIES, "each": OF_AN_AGENCY, "members": AGENCIES * OF_AN_AGENCY,
        "cases": referrals // REFERRALS_A_CASE, "each_case": REFERRALS_A_CASE,
    }  # fmt: skip
    with closing(node.cluster.connect(ADMINISTRATOR)) as connection:
        for statement in (PEOPLE, CASES):
            with connection.transaction(), psycopg.ClientCursor(connection) as cursor:
                cursor.execute(statement, amounts)
        row = connection.execute("SELECT md5('member1')::uuid").fetchone()
        assert row is not None  # noqa: S101 - a SELECT without FROM always has a row
        who: UUID = row[0]
        references = _with_content(connection, ring, who)
        connection.execute("VACUUM ANALYZE")
    pages = {
        "Today": "/",
        "a referral, sender": f"/referrals/{references['sender']}/",
        "a referral, receiver": f"/referrals/{references['receiver']}/",
        "a person": f"/people/{_case_of(node, who)}/",
    }
    return who, pages


def _case_of(node: Node, who: UUID) -> UUID:
    assert node.cluster is not None  # noqa: S101 - looked at when it was made
    with closing(node.cluster.connect(ADMINISTRATOR)) as connection:
        row = connection.execute(
            "SELECT case_id FROM access.grants WHERE holder_member = %s AND basis = 'lead' LIMIT 1", [who]
        ).fetchone()
    assert row is not None  # noqa: S101 - just made
    found: UUID = row[0]
    return found


def _with_content(connection: psycopg.Connection, ring: Ring, who: UUID) -> dict[str, str]:
    """Real keys and contents for the cases of this one member, and a true history for a referral on each side."""
    from safeconduct.commands.measures.matrix.board import (
        sealed,  # here: it knows Django, which is set up by now
    )
    from safeconduct.keys.sections import new_key
    from safeconduct.vocabulary.identifiers import CaseId
    from safeconduct.vocabulary.sections import Section

    cases = connection.execute(
        'SELECT DISTINCT g.case_id, c.kind FROM access.grants g JOIN access."case" c ON c.id = g.case_id '
        "WHERE g.holder_member = %s",
        [who],
    ).fetchall()
    for case, kind in cases:
        for section, content in (
            ("profile", {"pseudonym": "Somebody"}),
            ("needs", {"wish": "A quiet room."}),
        ):
            row, key = new_key(ring, CaseId(case), Section(section), 1, intake=kind == "received")
            version = named("version", str(case), section)
            connection.execute(
                "INSERT INTO keys.section_key (id, case_id, section, generation, intake, wrapped, made_at) "
                "VALUES (gen_random_uuid(), %s, %s, 1, %s, %s, now())",
                [case, section, kind == "received", row.wrapped],
            )
            connection.execute(
                "INSERT INTO cases.section_version (id, case_id, section, version, generation, sealed, saved_at, "
                "saved_by_role) VALUES (%s, %s, %s, 1, 1, %s, now(), 'social_worker')",
                [version, case, section, sealed(key, "cases.section_version", version, content)],
            )
    return {side: _sent(who, side, cases) for side in ("sender", "receiver")}


def _sent(who: UUID, side: str, cases: list[Any]) -> str:
    from safeconduct.commands.measures.matrix.board import envelope

    kind = "own" if side == "sender" else "received"
    case = next(found for found, of_kind in cases if of_kind == kind)
    ids = [uuid.UUID(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()) for name in NAMES]
    agencies, teams = (ids[0], ids[1]), (ids[2], ids[3])
    return envelope(MemberId(who), case, is_ours=kind == "own", agencies=agencies, teams=teams).reference


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


KINDS = ("SELECT", "INSERT", "UPDATE")


def noted(member: UUID, path: str) -> list[Statement]:
    """The statements of a page for this member, the first visit being over."""
    from django.db import connection
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/", {"member": str(member)})
    client.get(path)
    seen: list[Statement] = []

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if (
            not many
            and str(sql).lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE"))
            and "set_config" not in str(sql)
        ):
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
    _once(connection, token, statements)


def _timed(
    bound: psycopg.Connection, free: psycopg.Connection, token: str, statements: list[Statement], rounds: int
) -> list[Timed]:
    """Both in turn, each round a transaction that is taken back."""
    timed = [Timed(sql) for sql, _params in statements]
    for number in range(rounds + WARM):
        answers = []
        for connection in (bound, free) if number % 2 else (free, bound):
            times, rows = _once(connection, token, statements)
            answers.append(rows)
            if number >= WARM:
                for one, milliseconds in zip(timed, times, strict=True):
                    (one.with_policies if connection is bound else one.without).append(milliseconds)
        for one, first, second in zip(timed, *answers, strict=True):
            one.is_same = one.is_same and first == second
    return timed


WARM = 10
"""Rounds before any is counted: caches are filled, and the server has settled its plans."""


def _once(
    connection: psycopg.Connection, token: str, statements: list[Statement]
) -> tuple[list[float], list[list[Any]]]:
    times, rows = [], []
    with connection.transaction(force_rollback=True):
        connection.execute("SELECT set_config('safeconduct.context', %s, true)", [token])
        for sql, params in statements:
            begun = _processor(connection)
            cursor = connection.execute(sql, params, prepare=True)
            found = cursor.fetchall() if cursor.description else []
            times.append((_processor(connection) - begun) / 1_000_000)
            rows.append([repr(row) for row in found])
    return times, rows


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
