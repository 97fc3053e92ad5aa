"""How long a backup and a verified restore of a large node take.

The rows are invented in bulk and of the sizes that real ones have: keys are wrapped and sections sealed as in service,
sealed messages are random bytes of their length.
"""

import base64
import json
import os
import random
import shutil
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import Jsonb

from safeconduct.commands.backups.choosing import choose, open_with
from safeconduct.commands.backups.restoring import restore
from safeconduct.commands.backups.writing import write_backup
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.places import fresh_folder
from safeconduct.commands.nodes import recovery
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node, keep_facts
from safeconduct.commands.nodes.roads import Ports
from safeconduct.keys import files
from safeconduct.keys.keysets import DataKey
from safeconduct.keys.recovery import generate, public_of, spell
from safeconduct.keys.ring import Ring, load
from safeconduct.vocabulary.identifiers import NodeId, uuid7

SECTIONS = ("profile", "needs", "safety", "identity")
SEALED_MESSAGE = 4096 + 1136 + 700
AUDIT_A_REFERRAL, MOVES_A_REFERRAL = 12, 3
BATCH = 1000

HASH = "0" * 64

type Row = dict[str, Any]


def measure(plan: Plan) -> Numbers:
    """Seconds and MiB, of one node alone on a durable embedded server."""
    referrals = plan.of(100_000, short=2_000)
    folder = fresh_folder()
    try:
        node, key = _node(folder / "node")
        plan.say(f"writing {referrals} referrals")
        with node.taken(), node.awake():
            size = _fill(node, referrals, plan)
        places = [folder / name for name in ("data", "keys")]
        for place in places:
            place.mkdir(mode=0o700)
        made = write_backup(node, data=places[0], keys=places[1], say=plan.say)
        chosen = choose(*places)
        done = restore(chosen, open_with(chosen, spell(key)), folder / "again", say=plan.say, is_trial=True)
        return {
            "referrals": referrals,
            "rows": done.rows,
            "database, MiB": size,
            "backup, s": round(made.seconds, 1),
            "data file, MiB": round(made.data.stat().st_size / 2**20),
            "key file, MiB": round(made.keys.stat().st_size / 2**20),
            "verified restore, s": {**done.seconds, "keys tried": done.tried, "keys opened": done.opened},
        }
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _node(home: Path) -> tuple[Node, bytes]:
    node, key = Node(home, NodeId("se"), "SE", Ports(0, 0)), generate()
    if node.cluster is None:
        raise CannotRun("The measurement needs the embedded PostgreSQL: unset DATABASE_URL.")
    node.prepare()
    keep_facts(home, {"set_up": True})
    files.write(home / recovery.FILE, json.dumps({"v": 1, "recipient": public_of(key).hex()}).encode("ascii"))
    return node, key


def _fill(node: Node, referrals: int, plan: Plan) -> int:
    assert node.cluster is not None  # noqa: S101 - looked at when it was made
    maker = _Maker(load(node.home / "keys", "web"), random.Random(plan.seed))  # noqa: S311 - no secret hangs on it
    with closing(node.cluster.connect(ADMINISTRATOR)) as connection:
        maker.agencies(connection)
        for start in range(0, referrals, BATCH):
            with connection.transaction():
                maker.batch(connection, min(BATCH, referrals - start))
            if start % 10_000 == 0:
                plan.say(f"{start} of {referrals}")
        connection.execute("ANALYZE")
        row = connection.execute("SELECT pg_database_size(current_database()) >> 20").fetchone()
    return int(row[0]) if row else 0


OWN, OTHER, TEAM, MEMBER = (UUID(int=number) for number in range(1, 5))
NOW = datetime(2026, 11, 25, tzinfo=UTC)


@dataclass(frozen=True)
class _One:
    """One case and its referral."""

    at: datetime
    case: UUID = field(default_factory=uuid4)
    row: UUID = field(default_factory=uuid4)
    shared: UUID = field(default_factory=uuid4)


@dataclass
class _Maker:
    """Writes rows as a year of work would leave them."""

    ring: Ring
    chance: random.Random

    def agencies(self, connection: psycopg.Connection) -> None:
        """The two sides."""
        for agency, node in ((OWN, "se"), (OTHER, "no")):
            connection.execute(
                "INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number) "
                "VALUES (%s, %s, 'Invented', 'SE', 'ngo', '{}', '')",
                [agency, node],
            )

    def batch(self, connection: psycopg.Connection, number: int) -> None:
        """So many cases, a referral each."""
        ones = [_One(NOW - timedelta(minutes=self.chance.randrange(500_000))) for _ in range(number)]
        _copy(connection, 'access."case"', map(_case, ones))
        _copy(connection, "access.grants", (_grant(one, name) for one in ones for name in SECTIONS))
        sealed = [self._section(one, name) for one in ones for name in SECTIONS]
        _copy(connection, "keys.section_key", (key for key, _version in sealed))
        _copy(connection, "cases.section_version", (version for _key, version in sealed))
        _copy(connection, "referrals.referral", map(_referral, ones))
        _copy(connection, "referrals.move", (_move(one, n) for one in ones for n in range(MOVES_A_REFERRAL)))
        _copy(connection, "exchange.outgoing", map(_message, ones))
        _copy(connection, "audit.record", (_record(one) for one in ones for _ in range(AUDIT_A_REFERRAL)))

    def _section(self, one: _One, section: str) -> tuple[Row, Row]:
        """A wrapped key and a version under it, as keys/sections.py makes them."""
        key, version = DataKey.generate(), uuid4()
        place = f"safeconduct/v1|keys.section_key|wrapped|{one.case}/{section}/1"
        wrapped = self.ring.kek.wrap(key, place.encode())
        sealed = key.encrypt(b"x" * 400, f"safeconduct/v1|cases.section_version|sealed|{version}".encode())
        of = {"case_id": one.case, "section": section, "generation": 1}
        return (
            of | {"id": uuid7(), "intake": False, "wrapped": wrapped, "made_at": one.at},
            of
            | {"id": version, "version": 1, "sealed": sealed, "saved_at": one.at, "saved_by_role": "lawyer"},
        )


def _case(one: _One) -> Row:
    return {"id": one.case, "agency_id": OWN, "kind": "own", "opened_at": one.at}


def _grant(one: _One, section: str) -> Row:
    of = {"case_id": one.case, "agency_id": OWN, "section": section, "holder_member": MEMBER}
    return of | {"can_edit": True, "purpose": "referral_service", "basis": "lead", "valid_from": one.at}


def _referral(one: _One) -> Row:
    between = {"side": "sender", "agency_id": OWN, "other_agency_id": OTHER, "peer": "no", "team_id": TEAM}
    named = {
        "id": one.row,
        "shared": one.shared,
        "case_id": one.case,
        "handle": one.row.hex,
        "reference": one.row.hex,
    }
    asked = {
        "service": "shelter",
        "need": "",
        "urgency": "urgent",
        "purpose": "referral_service",
        "country": "SE",
    }
    stands = {"state": "in_service", "head": HASH, "created_at": one.at, "since": one.at, "flags": []}
    consent = {"consent_id": uuid4(), "consent_version": 1, "consent": Jsonb({}), "taken_back": []}
    shared = {"at_once": list(SECTIONS[:3]), "held_back": list(SECTIONS[3:]), "holder_answer": ""}
    said = {"preview_seen": True, "has_guardian": False, "capacity": "asked"}
    return between | named | asked | stands | consent | shared | said


def _move(one: _One, place: int) -> Row:
    of = {"id": uuid4(), "referral_id": one.row, "agency_id": OWN, "hash": uuid4().hex * 2, "event": "send"}
    data = {"side": "sender", "at": one.at, "data": Jsonb({"event": "send"}), "role": "lawyer"}
    return of | data | {"ordinal": place, "told": True}


def _message(one: _One) -> Row:
    way = {
        "agency_id": OWN,
        "peer": "no",
        "recipient": OTHER,
        "lane": "main",
        "sequence": 1,
        "handle": one.row.hex,
    }
    about = {"id": uuid7(), "case_id": one.case, "referral_id": one.shared, "sections": list(SECTIONS[:3])}
    sealed = base64.b64encode(os.urandom(SEALED_MESSAGE)).decode()
    what = {"type": "safeconduct.referral.offered.v1", "event": Jsonb({"data": sealed}), "object_hash": HASH}
    times = {"posted_at": one.at, "expires": one.at, "next_try_at": one.at, "answered_at": one.at}
    return way | about | what | times | {"state": "sent", "attempts": 1, "answer": "stored"}


def _record(one: _One) -> Row:
    who = {"actor_kind": "member", "actor_id": str(MEMBER), "actor_role": "lawyer", "agency_id": OWN}
    what = {
        "action": "section:read",
        "outcome": "done",
        "reason": "",
        "case_id": one.case,
        "section": "needs",
    }
    why = {"purpose": "referral_service", "policy_hash": HASH, "detail": Jsonb({"version": 1})}
    return {"id": uuid7(), "at": one.at, "recorded_at": one.at} | who | what | why


def _copy(connection: psycopg.Connection, table: str, rows: Iterable[Row]) -> None:
    every = list(rows)
    statement = f"COPY {table} ({', '.join(every[0])}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in every:
            copy.write_row(tuple(row.values()))
