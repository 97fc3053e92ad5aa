"""A node with very many referrals of a hundred agencies, and one member among two thousand whose rows are real ones."""

import hashlib
import uuid
from contextlib import closing
from typing import Any
from uuid import UUID

import psycopg

from safeconduct.commands.measures.matrix.people import named
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node
from safeconduct.keys.ring import Ring
from safeconduct.vocabulary.identifiers import MemberId

AGENCIES, OF_AN_AGENCY = 100, 20
REFERRALS_A_CASE = 5

NAMES = ("agency1", "agency0", "team0", "team1")
"""Of the member who is asked for: the own agency and the other one, the other one's team and the own one."""

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

AGREED = """
UPDATE referrals.referral SET consent = (SELECT consent FROM referrals.referral WHERE consent <> '{}' LIMIT 1)
 WHERE consent = '{}' AND state <> 'closed'
"""
"""What is under way has an agreement that a page can read."""


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
        connection.execute(AGREED)
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
