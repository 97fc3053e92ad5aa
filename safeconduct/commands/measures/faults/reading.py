"""What the nodes hold at the end, read from their databases by their administrator, whom no row policy stops."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node

type Lane = tuple[str, str, str, str]
"""Handle, sending agency, receiving agency, lane."""


@dataclass(frozen=True)
class HeldMove:
    """A move as one side holds it; `place` is None when it yielded to another."""

    hash: str
    side: str
    event: str
    actor: str
    place: int | None


@dataclass(frozen=True)
class Held:
    """A referral as one side holds it."""

    state: str
    flags: frozenset[str]
    holder_answer: str
    taken_back: frozenset[str]
    moves: tuple[HeldMove, ...]
    by_members: dict[str, int]
    """How many records there are of each thing that a member of this side did."""
    by_peer: dict[str, int]
    """How many records there are of each thing that the other node told."""
    receipts: frozenset[str]
    """The steps of the offer that are signed and kept here."""
    opens: frozenset[str]
    """The sections of the person for which this side has a key."""
    newest: dict[str, int]
    """By section: the newest version that this side has, with its key."""
    came: dict[str, tuple[int, ...]]
    """By section: the versions that the other node brought, in the order in which they were taken in."""


@dataclass(frozen=True)
class Carried:
    """What one node has sent and taken in."""

    sent: frozenset[str]
    """The ids that a peer has confirmed, as this node holds it."""
    taken_in: frozenset[str]
    next_out: dict[Lane, int]
    numbers_in: dict[Lane, tuple[int, ...]]
    """The numbers that were taken, in the order in which they were."""
    refused: dict[str, int]
    """How many messages a peer refused, by its reason."""
    drafts: frozenset[str]
    """The references of what was begun and has not left."""
    stands: dict[tuple[str, str], int]
    """By case and section: the newest version of what was written here."""
    later: int
    """How many messages with a later version of a section were taken in."""


REFERRALS = """
    SELECT r.reference, r.side, r.state, r.flags, r.holder_answer, r.taken_back, r.shared,
           (SELECT coalesce(array_agg(DISTINCT c.step), '{}') FROM exchange.receipt c
             WHERE c.message_id = r.offer_message),
           (SELECT coalesce(array_agg(DISTINCT k.section), '{}') FROM keys.section_key k WHERE k.case_id = r.case_id),
           (SELECT coalesce(jsonb_object_agg(n.section, n.version), '{}') FROM (
             SELECT v.section, max(v.version) AS version FROM cases.section_version v
               JOIN keys.section_key k USING (case_id, section, generation) WHERE v.case_id = r.case_id GROUP BY 1) n),
           (SELECT coalesce(jsonb_object_agg(c.section, c.versions), '{}') FROM (
             SELECT a.section, jsonb_agg(a.detail -> 'version' ORDER BY a.recorded_at) AS versions FROM audit.record a
              WHERE a.case_id = r.case_id AND a.action = 'section:received' GROUP BY 1) c)
      FROM referrals.referral r WHERE r.state <> 'draft'
"""
MOVES = """
    SELECT r.shared, r.side, m.hash, m.side, m.event, m.data ->> 'actor', m.ordinal
      FROM referrals.move m JOIN referrals.referral r ON r.id = m.referral_id
     ORDER BY m.ordinal NULLS LAST, m.at, m.hash
"""
RECORDS = """
    SELECT referral_id, actor_kind, replace(action, 'referral:', ''), count(*) FROM audit.record
     WHERE action LIKE 'referral:%%' AND outcome = 'done' AND referral_id IS NOT NULL GROUP BY 1, 2, 3
"""
OUT = "SELECT handle, sender::text, recipient::text, lane, next FROM exchange.lane WHERE NOT inward"
IN = """
    SELECT handle, sender::text, agency_id::text, lane, sequence FROM exchange.incoming
     ORDER BY received_at, sequence
"""
STANDS = "SELECT case_id::text, section, max(version) FROM cases.section_version GROUP BY 1, 2"
LATER = "SELECT count(*) FROM exchange.incoming WHERE type = 'safeconduct.referral.updated.v1'"
REFUSED = "SELECT answer, count(*) FROM exchange.outgoing WHERE state = 'refused' GROUP BY 1"
WAITING = "SELECT count(*) FROM exchange.outgoing WHERE state = 'waiting'"


@contextmanager
def looking_into(node: Node) -> Iterator[psycopg.Connection]:
    """A connection that can only read."""
    if node.cluster is None:
        raise CannotRun("The faults need the embedded PostgreSQL.")
    with node.cluster.connect(ADMINISTRATOR) as connection:
        connection.execute("SET default_transaction_read_only = on")
        yield connection


def waiting(node: Node) -> int:
    """How many messages wait to leave; -1 while the database cannot be asked."""
    try:
        with looking_into(node) as connection:
            row = connection.execute(WAITING).fetchone()
    except psycopg.Error:
        return -1
    return int(row[0]) if row else 0


def held_by(node: Node) -> dict[tuple[str, str], Held]:
    """Every referral that left, by reference and side."""
    with looking_into(node) as connection:
        moves: dict[tuple[Any, str], list[HeldMove]] = {}
        for shared, side, *move in connection.execute(MOVES):
            moves.setdefault((shared, side), []).append(HeldMove(*move))
        records: dict[tuple[Any, str], dict[str, int]] = {}
        for shared, kind, what, number in connection.execute(RECORDS):
            records.setdefault((shared, kind), {})[what] = number
        return {
            (reference, side): Held(
                state, frozenset(flags), answer, frozenset(back), tuple(moves.get((shared, side), ())),
                records.get((shared, "member"), {}), records.get((shared, "peer"), {}), frozenset(steps),
                frozenset(opens), newest, {section: tuple(versions) for section, versions in came.items()},
            )
            for reference, side, state, flags, answer, back, shared, steps, opens, newest, came
            in connection.execute(REFERRALS)
        }  # fmt: skip


def carried_by(node: Node) -> Carried:
    """What went out of this node and came into it."""
    with looking_into(node) as connection:
        numbers: dict[Lane, list[int]] = {}
        for *lane, number in connection.execute(IN):
            numbers.setdefault(_lane(lane), []).append(number)
        return Carried(
            _ids(
                connection,
                "SELECT id::text FROM exchange.outgoing WHERE state = 'sent' AND answer <> 'number_already_used'",
            ),
            _ids(connection, "SELECT message_id::text FROM exchange.incoming"),
            {_lane(lane): number for *lane, number in connection.execute(OUT)},
            {lane: tuple(found) for lane, found in numbers.items()},
            dict(connection.execute(REFUSED).fetchall()),
            _ids(connection, "SELECT reference FROM referrals.referral WHERE state = 'draft'"),
            {(case, section): newest for case, section, newest in connection.execute(STANDS)},
            sum(row[0] for row in connection.execute(LATER)),
        )


def _ids(connection: psycopg.Connection, sql: str) -> frozenset[str]:
    return frozenset(row[0] for row in connection.execute(sql))


def _lane(parts: list[Any]) -> Lane:
    handle, sender, recipient, lane = map(str, parts)
    return handle, sender, recipient, lane
