"""The public site cannot reach a case: the server refuses its roles, and its process is told of nothing."""

from contextlib import closing

import psycopg
import pytest
from psycopg import errors

from safeconduct.commands.examining import locks
from safeconduct.commands.examining.findings import Look, Standing
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.databases import Address
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import secret
from safeconduct.vocabulary.roles import APP, INBOX, OWNER, PUBLIC, PUBLIC_OWNER, WORKER
from tests.public.reader import rows


@pytest.mark.parametrize("role", [PUBLIC, PUBLIC_OWNER])
def test_a_role_of_the_site_may_not_enter_the_case_database(site: Node, role: str) -> None:
    """With its right password, and for the reason that is meant: no right to connect."""
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        Address.read(site.home).connect(role, secret(public.folder_of(site.home), role))


@pytest.mark.parametrize("role", [APP, INBOX, WORKER, OWNER])
def test_a_role_of_the_case_application_may_not_enter_the_database_of_the_site(site: Node, role: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        Address.read(public.folder_of(site.home)).connect(role, secret(site.home, role))


def test_a_case_database_that_was_opened_to_all_is_closed_when_the_site_is_prepared(site: Node) -> None:
    """PostgreSQL lets everybody into a new database, and a copy of one does not keep its locks."""
    case = Address.read(site.home)
    with closing(site.connect(OWNER)) as connection:
        connection.execute("GRANT CONNECT ON DATABASE safeconduct TO PUBLIC")
    case.connect(PUBLIC, secret(public.folder_of(site.home), PUBLIC)).close()
    public.prepare(site, case)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        case.connect(PUBLIC, secret(public.folder_of(site.home), PUBLIC))


def test_the_doctor_finds_a_case_database_that_the_site_could_enter(site: Node) -> None:
    with closing(site.connect(OWNER)) as connection:
        look = Look(site, connection, served=True, ahead={})
        assert locks.roles(look).standing is Standing.OK
        connection.execute("GRANT CONNECT ON DATABASE safeconduct TO safeconduct_public")
        try:
            found = locks.roles(look)
        finally:
            connection.execute("REVOKE CONNECT ON DATABASE safeconduct FROM safeconduct_public")
    assert found.standing is Standing.WRONG
    assert "safeconduct_public" in found.sentence


def test_no_server_compiles_what_the_site_asks(site: Node) -> None:
    assert rows(site, "SHOW jit") == ["off"]


def test_the_role_that_serves_owns_nothing_and_makes_nothing(site: Node) -> None:
    with closing(public.connect(site.home, PUBLIC)) as connection:
        owned = connection.execute(
            "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user"
        ).fetchone()
        assert owned == (0,)
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE public.mine (id integer)")
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("DELETE FROM public.django_migrations")


def test_no_role_of_the_site_is_above_the_rules(site: Node) -> None:
    found = rows(
        site,
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'safeconduct_public%%' AND "
        "(rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls OR rolinherit)",
    )
    assert found == []


def test_its_process_is_told_of_nothing_but_its_own_folder(site: Node) -> None:
    told = site.environment(public.PROCESS)
    own = {name: value for name, value in told.items() if name.startswith("SAFECONDUCT_")}
    assert all(name.startswith(public.PREFIX) for name in own)
    assert own[f"{public.PREFIX}HOME"] == str(site.home / "public")
    assert not [value for value in told.values() if "secrets" in value or "keys" in value]


def test_the_case_processes_are_told_nothing_of_the_site(site: Node) -> None:
    for process in ("web", "inbox", "worker", "owner"):
        assert not [name for name in site.environment(process) if name.startswith(public.PREFIX)]


def test_its_folder_holds_no_secret_of_the_case_application(site: Node) -> None:
    own = {path.name: path.read_text() for path in (site.home / "public" / "secrets").iterdir()}
    others = {path.read_text() for path in (site.home / "secrets").iterdir()}
    assert {PUBLIC, PUBLIC_OWNER, "django"} <= set(own)
    assert not set(own.values()) & others


def test_a_node_without_a_public_site_makes_and_starts_none() -> None:
    from tests.pair import prepared_pair

    assert not (prepared_pair() / "be" / "public").exists()
    assert public.site_of({"node": "ro", "country": "RO"}) is None
