"""The doctor's look at the locks: what a hand has changed in the database is found, and what to do is said."""

import pytest
from django.db import connection

from safeconduct.commands.examining import locks
from safeconduct.commands.examining.findings import Check, Look, Standing
from tests.access import test_tables
from tests.conftest import as_owner


@pytest.mark.parametrize("check", [locks.roles, locks.row_policies, locks.policy_table])
def test_as_it_is_made_all_is_well(look: Look, check: Check) -> None:
    found = check(look)
    assert (found.standing, found.do) == (Standing.OK, "")


@pytest.mark.parametrize("check, change, sentence", [
    (locks.roles, "ALTER ROLE safeconduct_app BYPASSRLS", "may do more than they should: safeconduct_app"),
    (locks.roles, "ALTER ROLE safeconduct_owner SUPERUSER", "may do more than they should: safeconduct_owner"),
    (locks.roles, "ALTER ROLE safeconduct_inbox CREATEDB", "may do more than they should: safeconduct_inbox"),
    (locks.roles, "GRANT safeconduct_owner TO safeconduct_worker", "than they should: safeconduct_worker"),
    (locks.roles, "CREATE SCHEMA left_over AUTHORIZATION safeconduct_app", "than they should: safeconduct_app"),
    (locks.row_policies, "ALTER TABLE exchange.outgoing NO FORCE ROW LEVEL SECURITY", "on exchange.outgoing"),
    (locks.row_policies, "ALTER TABLE access.case DISABLE ROW LEVEL SECURITY", "on access.case"),
    (locks.row_policies, "CREATE TABLE cases.copy (name text)", "on cases.copy"),
    (locks.policy_table, "DELETE FROM access.policy WHERE section = 'identity'", "is not the one of this release"),
    (locks.policy_table, "UPDATE access.policy_version SET hash = 'another'", "is not the one of this release"),
])  # fmt: skip
def test_what_was_changed_is_found(look: Look, check: Check, change: str, sentence: str) -> None:
    look.connection.execute(change.encode())
    found = check(look)
    assert found.standing is Standing.WRONG
    assert sentence in found.sentence
    assert found.do


def said_by_owner(sql: str, *values: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone() if cursor.description else None
    return str(row[0]) if row else ""


def test_a_migration_that_waits_and_one_of_a_later_release_are_found(look: Look) -> None:
    rename = "UPDATE django_migrations SET name = %s WHERE app = 'site' AND name = %s"
    with as_owner():
        assert locks.migrations(look).standing is Standing.OK
        last = said_by_owner("SELECT max(name) FROM django_migrations WHERE app = 'site'")
        said_by_owner(rename, "0999_later", last)
        try:
            waits = locks.migrations(look)
            said_by_owner(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('site', %s, now())", last
            )
            later = locks.migrations(look)
        finally:
            said_by_owner("DELETE FROM django_migrations WHERE app = 'site' AND name = %s", last)
            said_by_owner(rename, last, "0999_later")
    assert waits.standing is later.standing is Standing.WRONG
    assert "migrations wait" in waits.sentence
    assert "of a later release, which made site 0999_later" in later.sentence


def test_the_doctor_knows_the_same_tables_as_the_tests() -> None:
    assert set(locks.PROTECTED) == set(test_tables.PROTECTED)
    assert locks.OPEN_TABLES == test_tables.OPEN_TABLES
