"""The locks in the database: roles, row policies, the policy table, and whether the database is of this release."""

from dataclasses import astuple

from safeconduct.access.policy import allowed, policy
from safeconduct.commands.examining.findings import Finding, Look, ok, wrong
from safeconduct.commands.nodes.databases import ENTERING
from safeconduct.vocabulary.roles import OWNER, PUBLIC, PUBLIC_OWNER

PROTECTED = ("keys", "audit", "consent", "cases", "rights", "counsel", "referrals", "exchange", "statistics")
"""Schemas whose tables are about persons."""
OPEN_TABLES = frozenset(
    {"exchange.peer", "referrals.agreed_once", "referrals.agreed_period", "rights.counting_anew"}
)
"""Their tables that hold nothing about a person; tests/access/test_tables.py has the same list, with reasons."""
ANEW = "Stop the node and start it with ./run serve: that writes them anew."

TOO_MUCH = """
    SELECT rolname::text FROM pg_roles r WHERE rolname = ANY (%(all)s)
       AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication OR (rolcreatedb AND rolname <> %(owner)s))
    UNION
    SELECT pg_get_userbyid(member)::text FROM pg_auth_members WHERE pg_get_userbyid(member) = ANY (%(all)s)
    UNION
    SELECT pg_get_userbyid(k.owner)::text FROM (
      SELECT relowner AS owner FROM pg_class UNION ALL SELECT proowner FROM pg_proc UNION ALL
      SELECT nspowner FROM pg_namespace UNION ALL SELECT typowner FROM pg_type UNION ALL SELECT datdba FROM pg_database
    ) k WHERE pg_get_userbyid(k.owner) = ANY (%(serving)s)
    UNION
    SELECT rolname::text FROM pg_roles
     WHERE rolname = ANY (%(site)s) AND has_database_privilege(rolname, current_database(), 'CONNECT')
"""
LOOSE = """
    SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
       AND (n.nspname = ANY (%s) OR n.nspname || '.' || c.relname = 'access.case')
"""


def roles(look: Look) -> Finding:
    """The five roles are there; those that serve own nothing, and none is a superuser or above the row policies.

    Those of a public site, where there is one, are held to the same, and may not enter this database.
    """
    names = [OWNER, *ENTERING]
    there = look.connection.execute(
        "SELECT count(*) FROM pg_roles WHERE rolname = ANY (%s)", [names]
    ).fetchone()
    if there != (len(names),):
        return wrong("Not all of the five roles are there.", "Run ./run serve, which makes what is missing.")
    site = [PUBLIC_OWNER, PUBLIC]
    given = {"all": [*names, *site], "serving": [*ENTERING, PUBLIC], "owner": OWNER, "site": site}
    found = sorted(row[0] for row in look.connection.execute(TOO_MUCH, given))
    if found:
        return wrong(
            f"These roles may do more than they should: {', '.join(found)}.",
            "As the server's administrator take superuser, bypassrls, createrole, memberships and owned objects from "
            "them; find out who gave them.",
        )
    return ok("The five roles may do what they should and no more.")


def row_policies(look: Look) -> Finding:
    """Row security is on and forced on every table that is about persons."""
    found = {row[0] for row in look.connection.execute(LOOSE, [list(PROTECTED)])} - OPEN_TABLES
    if found:
        return wrong(
            f"Row security is not forced on {', '.join(sorted(found))}.",
            "Stop the node. As owner run ALTER TABLE ... ENABLE and FORCE ROW LEVEL SECURITY; find out who changed it.",
        )
    return ok("Row security is forced on every table about persons.")


def policy_table(look: Look) -> Finding:
    """The policy in the database is the one of this release's policy.toml, cell by cell."""
    table = policy()
    wanted = {(row.number, *map(str, astuple(cell))) for cell, row in allowed()}
    rows = "SELECT number, sector, profession, purpose, section, action, basis FROM access.policy"
    found = set(look.connection.execute(rows).fetchall())
    version = look.connection.execute("SELECT hash FROM access.policy_version").fetchall()
    if found != wanted or version != [(table.hash,)]:
        return wrong("The policy in the database is not the one of this release's policy.toml.", ANEW)
    return ok("The policy in the database is that of this release.")


def migrations(look: Look) -> Finding:
    """The database is of this release: no migration waits, and none is there that this release does not know."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    connection.close()
    if waiting:
        return wrong(
            f"{waiting} migrations wait: the database is of an earlier release.",
            "Stop the node and bring it up with ./run upgrade, which makes a backup first.",
        )
    known, applied = set(executor.loader.disk_migrations), set(executor.loader.applied_migrations)
    rooms = {room for room, _name in known}
    later = sorted(f"{room} {name}" for room, name in applied - known if room in rooms)
    if later:
        return wrong(
            f"The database is of a later release, which made {later[0]} and {len(later) - 1} more.",
            "Start the release that made it, or go back to the backup that was made before.",
        )
    return ok(f"The database is of this release ({len(applied)} migrations).")
