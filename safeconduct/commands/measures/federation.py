"""Catching up with a peer's services: two real nodes, thousands of changes at one, until the other has them all.

Measured from the commit at Belgium to the moment at which Romania has taken in the last page: over HTTP, signed, row by
row by the rules, laid out for searches. Beside it, in the same run and database, what the rows cost at least: a bare
COPY into a table without anything, and an INSERT into the directory with its triggers. Rows are compared in the end.
"""

import time
from contextlib import closing
from random import Random
from typing import Any

import psycopg

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import WRONG, Numbers, Plan
from safeconduct.commands.measures.places import administered, two_nodes
from safeconduct.commands.nodes.node import Node

OF_A_TEAM = 20
LOOK_EVERY, PATIENCE = 0.05, 300.0
LIMIT_SECONDS = 30.0
"""What is promised of 10,000 changes."""
COLUMNS = (
    "id, team_id, agency_id, service, needs, purpose, takes_children, hours, open_days, place, takes, min_age, "
    "with_children, spoken, interpreters, intake, places_free, places_as_of"
)
MAKE = """
INSERT INTO directory.entry ({columns})
SELECT gen_random_uuid(), t.id, t.agency_id, k.kind,
       ARRAY[(ARRAY['housing', 'psychological', 'legal_aid'])[1 + (t.nr + k.nr) % 3]], 'referral_service',
       (t.nr + k.nr) % 2 = 0, 'By day ' || (t.nr * 7 + k.nr), '{{0,1,2,3,4}}', 'outreach',
       CASE WHEN k.nr % 3 = 0 THEN '{{women}}' ELSE '{{}}' END::text[], k.nr % 30, t.nr % 2 = 0,
       '{{fr,nl}}', k.nr % 2 = 0, 'planned_only', k.nr % 9, '2026-11-29T08:00:00Z'
  FROM bench_team t, unnest(%s::text[]) WITH ORDINALITY AS k (kind, nr) ORDER BY t.nr, k.nr LIMIT %s
"""
SAME = (
    "SELECT md5(string_agg(concat_ws('|', e.id, e.team_id, e.service, e.needs, e.hours, e.takes, e.min_age, e.spoken, "
    "e.intake, e.places_free, e.places_as_of), ',' ORDER BY e.id)) FROM directory.entry e"
    " JOIN agencies.agency a ON a.id = e.agency_id WHERE a.node = 'be'"
)


def measure(plan: Plan) -> Numbers:
    """Seconds of three catch-ups: all new, all changed, all gone; memory of both sides; the floors."""
    number = plan.amount or plan.of(10_000, short=1_000)
    with (
        two_nodes(plan) as pair,
        closing(administered(pair.ro)) as here,
        closing(administered(pair.be)) as there,
    ):
        here.autocommit = there.autocommit = True
        _until(here, there)
        plan.say(f"{number:,} services")
        _teams(here, there, number, plan.seed)
        found: Numbers = {"services": number}
        before = {"worker": _memory(pair.ro, "worker"), "inbox": _memory(pair.be, "inbox")}
        wrong, slowest, floors = list[str](), 0.0, dict[str, float]()
        for name, change in _changes(number).items():
            begun = time.perf_counter()
            with there.transaction():
                there.execute(*change)
            committed = time.perf_counter()
            _until(here, there)
            ended = time.perf_counter()
            found[name] = {
                "to_commit_s": round(committed - begun, 2),
                "catch_up_s": round(ended - committed, 2),
            }
            plan.say(f"{name}: {ended - committed:.1f} s")
            if _one(here, SAME) != _one(there, SAME):
                wrong.append(f"{name}: the rows are not the same on both nodes")
            slowest = max(slowest, ended - committed)
            if name == "all new":
                found["floor"] = floors = _floors(here, there, number)
        after = {"worker": _memory(pair.ro, "worker"), "inbox": _memory(pair.be, "inbox")}
        found["peak_mib"] = {part: {"before": before[part], "after": after[part]} for part in before}
        found["times_the_copy"] = round(slowest / max(floors["copy_s"], 0.001))
        found["times_the_insert"] = round(slowest / max(floors["insert_s"], 0.001), 1)
    if number == plan.of(10_000, short=0) and slowest > LIMIT_SECONDS:
        wrong.append(f"10,000 changes took {slowest:.1f} s")
    return found | {WRONG: wrong}


def _teams(here: psycopg.Connection, there: psycopg.Connection, number: int, seed: int) -> None:
    """One agency of Belgium gets as many teams as the services need; both nodes know them, as by a card."""
    random = Random(seed)  # noqa: S311  (rows of a measure)
    agency = _one(there, "SELECT id FROM agencies.agency WHERE node = 'be' ORDER BY id LIMIT 1")
    there.execute("CREATE TEMPORARY TABLE bench_team (id uuid, agency_id uuid, nr integer)")
    teams = [f"00000000-0000-4000-8000-{random.getrandbits(48):012x}" for _ in range(number // OF_A_TEAM + 1)]
    for connection in (here, there):
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO agencies.team (id, agency_id, name, professions, languages) "
                "VALUES (%s, %s, %s, '{}', '{fr}')",
                [(team, agency, f"Team {nr}") for nr, team in enumerate(teams)],
            )
    with there.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO bench_team VALUES (%s, %s, %s)",
            [(team, agency, nr) for nr, team in enumerate(teams)],
        )


def _changes(number: int) -> dict[str, tuple[Any, ...]]:
    from safeconduct.vocabulary.codes import Service

    kinds = [kind.value for kind in Service][:OF_A_TEAM]
    made = "FROM bench_team t WHERE e.team_id = t.id"
    return {
        "all new": (MAKE.format(columns=COLUMNS), [kinds, number]),
        "all changed": (f"UPDATE directory.entry e SET hours = 'At night ' || t.nr {made}",),
        "all gone": ("DELETE FROM directory.entry e USING bench_team t WHERE e.team_id = t.id",),
    }


def _floors(here: psycopg.Connection, there: psycopg.Connection, number: int) -> dict[str, float]:
    """What the same rows cost at Romania at least: in one COPY, and inserted with the triggers of searches."""
    with there.cursor().copy(
        f"COPY (SELECT {COLUMNS} FROM directory.entry WHERE hours LIKE 'By day %') TO STDOUT"
    ) as out:
        rows = b"".join(bytes(piece) for piece in out)
    here.execute("CREATE TEMPORARY TABLE bare (LIKE directory.entry INCLUDING DEFAULTS)")
    begun = time.perf_counter()
    with here.cursor().copy(f"COPY bare ({COLUMNS}) FROM STDIN") as into:
        into.write(rows)
    copied = time.perf_counter() - begun
    here.execute("UPDATE bare SET id = gen_random_uuid()")
    begun = time.perf_counter()
    with here.transaction(force_rollback=True):
        here.execute("DELETE FROM directory.entry e USING bare b WHERE e.team_id = b.team_id")
        begun = time.perf_counter()
        here.execute(f"INSERT INTO directory.entry ({COLUMNS}) SELECT {COLUMNS} FROM bare")
        inserted = time.perf_counter() - begun
    return {"rows": number, "copy_s": round(copied, 3), "insert_s": round(inserted, 2)}


def _until(here: psycopg.Connection, there: psycopg.Connection) -> None:
    """Until Romania has all that Belgium has to say."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        last = _one(there, "SELECT last FROM directory.change_log")
        stand = "SELECT after FROM directory.feed WHERE node = 'be' AND is_whole AND problem = ''"
        if _one(here, stand) == last:
            return
        time.sleep(LOOK_EVERY)
    raise CannotRun(f"Romania has not caught up within {PATIENCE:.0f} s.")


def _one(connection: psycopg.Connection, sql: str) -> Any:
    row = connection.execute(sql).fetchone()
    return row[0] if row else None


def _memory(node: Node, name: str) -> int:
    """The most memory that a process of the node, or one that it started, has held so far, in MiB."""
    from safeconduct.commands.measures.usage import parts

    pids = next(part.pids for part in parts(node) if part.name == name)
    return max(_high(pid) for pid in pids) // 1024


def _high(pid: int) -> int:
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return next((int(line.split()[1]) for line in file if line.startswith("VmHWM")), 0)
