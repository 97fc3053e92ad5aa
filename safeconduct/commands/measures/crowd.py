"""A large node around a few real people: the rows that one real referral left are copied many times, under new names.

What is copied is found in the catalogue: every table that names the case or the referral. So a table that is added to
the product is in the crowd by itself. Agencies and members are copied first, and the copies are theirs. Only what
nobody measures is smaller than in life: sealed messages are empty, of what is sealed the first bytes are there, and of
the audit three records a referral remain.
"""

from uuid import UUID

import psycopg

from safeconduct.commands.measures import Plan
from safeconduct.commands.measures.copies import Model, copy, keep_model, tables
from safeconduct.commands.measures.in_bulk import in_bulk

PART = 100_000
"""So many referrals are copied in one statement a table: the more, the closer together lie those of one index page."""
MOST_ROWS = 3
"""Of one table of the audit, rows a referral."""
OWN_SHARE = 200
"""One in so many copies belongs to the agency that is looked at, and to a colleague there."""

PLACES = """
CREATE SCHEMA IF NOT EXISTS bench;
CREATE UNLOGGED TABLE IF NOT EXISTS bench.place (
  number int PRIMARY KEY, agency uuid, team uuid, member uuid, account int);
CREATE UNLOGGED TABLE IF NOT EXISTS bench.copy (
  number int PRIMARY KEY, "case" uuid, "row" uuid, shared uuid, consent uuid, agency uuid, team uuid, member uuid,
  name text);
"""

ACCOUNTS = """
INSERT INTO auth_user
  (id, username, password, is_superuser, first_name, last_name, email, is_staff, is_active, date_joined)
SELECT account, 'copy-' || number, '!', false, '', '', '', false, true, now() FROM bench.place p
 WHERE NOT EXISTS (SELECT FROM agencies.member m WHERE m.id = p.member)
"""
AGENCIES = """
INSERT INTO agencies.agency
SELECT (jsonb_populate_record(a, jsonb_build_object('id', p.agency, 'name', 'Copy ' || p.number))).*
  FROM agencies.agency a, bench.place p
 WHERE a.id = %(agency)s AND p.number > 0 AND NOT EXISTS (SELECT FROM agencies.agency o WHERE o.id = p.agency)
"""
TEAMS = """
INSERT INTO agencies.team (id, agency_id, name, professions, languages)
SELECT p.team, p.agency, 'Copy', ARRAY['social_worker'], '{}' FROM bench.place p
 WHERE NOT EXISTS (SELECT FROM agencies.team o WHERE o.id = p.team)
"""
MEMBERS = """
INSERT INTO agencies.member
SELECT (jsonb_populate_record(m, jsonb_build_object(
         'id', p.member, 'agency_id', p.agency, 'user_id', p.account, 'name', 'Copy'))).*
  FROM agencies.member m, bench.place p
 WHERE m.id = %(member)s AND NOT EXISTS (SELECT FROM agencies.member o WHERE o.id = p.member)
"""
SEATS = """
INSERT INTO agencies.seat (id, member_id, team_id)
SELECT gen_random_uuid(), p.member, p.team FROM bench.place p
 WHERE NOT EXISTS (SELECT FROM agencies.seat o WHERE o.team_id = p.team)
"""


def model_of(connection: psycopg.Connection, reference: str, member: UUID) -> Model:
    """The referral of this reference, worked on by this member, as the model of a crowd."""
    row = connection.execute(
        "SELECT case_id, id, shared, consent_id, agency_id, team_id, handle FROM referrals.referral "
        "WHERE reference = %s",
        [reference],
    ).fetchone()
    assert row is not None  # noqa: S101 - it was walked a moment ago
    case, referral, shared, consent, agency, team, handle = row
    return Model(case, referral, shared, consent, agency, team, member, handle, reference)


def grow(
    connection: psycopg.Connection,
    model: Model,
    *,
    places: int,
    copies: tuple[int, int],
    plan: Plan,
    own_share: int = OWN_SHARE,
    most_rows: int | None = None,
) -> int:
    """Have at least so many agencies with a member each, and copy the model for them, from one number up to another.

    One in `own_share` of them belongs to the agency that is looked at; of one table at most `most_rows` a referral,
    None for all. Returns the rows written. As the superuser, without foreign keys.
    """
    connection.execute(PLACES)
    connection.execute("SET session_replication_role = replica")
    connection.execute("SET synchronous_commit = off")
    written = _places(connection, model, places)
    first, end = copies
    found = list(tables(connection))
    for table in found:
        keep_model(connection, model, *table, most_rows=MOST_ROWS if table[0] == "audit" else most_rows)
    with in_bulk(connection, [(schema, name) for schema, name, _columns in found]):
        for start in range(first, end, PART):
            plan.say(f"copies: {start} of {end}")
            _names(connection, start, min(start + PART, end), places, own_share)
            written += sum(copy(connection, model, *table) for table in found)
        plan.say("copies: indexes")
    connection.execute("SET session_replication_role = origin")
    return written


def _places(connection: psycopg.Connection, model: Model, number: int) -> int:
    """So many agencies like the model's, each with a member, an account and a seat in a team of its own.

    The first is the model's own agency, where the member is a colleague.
    """
    connection.execute(
        "INSERT INTO bench.place SELECT n, CASE n WHEN 0 THEN %s ELSE gen_random_uuid() END, gen_random_uuid(), "
        "gen_random_uuid(), 1000000 + n FROM generate_series(0, %s::int) n ON CONFLICT DO NOTHING",
        [model.agency, number],
    )
    named = {"agency": model.agency, "member": model.member}
    statements = (ACCOUNTS, AGENCIES, TEAMS, MEMBERS, SEATS)
    return sum(connection.execute(statement, named).rowcount for statement in statements)


def _names(connection: psycopg.Connection, first: int, last: int, places: int, own_share: int) -> None:
    """New names for the copies of this part, in the order of their cases: one in `own_share` is a colleague's."""
    connection.execute("TRUNCATE bench.copy")
    connection.execute(
        "INSERT INTO bench.copy SELECT n, gen_random_uuid() AS first, gen_random_uuid(), gen_random_uuid(), "
        "gen_random_uuid(), p.agency, p.team, p.member, 'copy-' || n FROM generate_series(%s::int, %s::int) n "
        "JOIN bench.place p ON p.number = CASE WHEN n %% %s = 0 THEN 0 ELSE n %% %s + 1 END ORDER BY first",
        [first, last - 1, own_share, places],
    )
    connection.execute("ANALYZE bench.copy")
