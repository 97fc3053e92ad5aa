"""Each process connects as its own role, and the roles of running processes may do nothing beside their work."""

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from tests.conftest import ConnectAs


@pytest.mark.django_db
def test_the_tests_run_as_the_web_process() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("safeconduct_app",)


@pytest.mark.parametrize("role", ["app", "inbox", "worker"])
def test_a_serving_role_has_no_power_over_the_server(connect_as: ConnectAs, role: str) -> None:
    row = connect_as(role).execute(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit, rolreplication "
        "FROM pg_roles WHERE rolname = current_user"
    )
    assert row.fetchone() == (False,) * 6


@pytest.mark.parametrize("role", ["app", "inbox", "worker", "statistics"])
def test_no_server_compiles_what_a_serving_role_asks(connect_as: ConnectAs, role: str) -> None:
    assert connect_as(role).execute("SHOW jit").fetchone() == ("off",)


@pytest.mark.parametrize("role", ["app", "inbox", "worker"])
def test_a_serving_role_owns_nothing(connect_as: ConnectAs, role: str) -> None:
    owned = connect_as(role).execute(
        "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = current_user"
    )
    assert owned.fetchone() == (0,)


@pytest.mark.parametrize("role", ["app", "inbox", "worker"])
@pytest.mark.parametrize(
    "statement", ["CREATE TABLE public.t (x int)", "CREATE TEMPORARY TABLE t (x int)", "CREATE SCHEMA mine"]
)
def test_a_serving_role_makes_no_table_and_no_schema(
    connect_as: ConnectAs, role: str, statement: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as(role).execute(statement)


@pytest.mark.parametrize("role", ["inbox", "worker"])
@pytest.mark.parametrize("table", ["auth_user", "django_session"])
def test_accounts_and_sign_ins_are_the_web_processs_alone(
    connect_as: ConnectAs, role: str, table: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as(role).execute(f"SELECT 1 FROM {table}")


def test_the_web_process_makes_no_account_and_changes_no_password(connect_as: ConnectAs) -> None:
    app = connect_as("app")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("UPDATE auth_user SET password = 'x'")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("INSERT INTO auth_user (username) VALUES ('x')")
    app.execute("UPDATE auth_user SET last_login = now()")


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
