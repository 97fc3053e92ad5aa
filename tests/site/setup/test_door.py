"""The functions that set a node up: for who holds its key, while it is not set up, and never in a demonstration."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError
from psycopg.types.json import Jsonb

from safeconduct.keys.setup import SECRET
from safeconduct.site.setup import door
from tests.conftest import ConnectAs

KEY = "the key of this run"

CALLS = {
    "steps": "SELECT setup.steps()",
    "keep": "SELECT setup.keep('mail', '{}')",
    "agency": "SELECT setup.agency('Foreign', 'RO', 'ngo', '{en}', '')",
    "administrator": "SELECT setup.agency('Own', 'RO', 'ngo', '{en}', ''); "
    "SELECT setup.administrator('Eve', 'eve@example.org', 'x')",
    "retain": "SELECT setup.retain('audit', 100)",
    "finish": "SELECT setup.finish()",
    "periods": "SELECT referrals.agree_periods('[]')",
}


@pytest.fixture
def new_node(connect_as: ConnectAs, tmp_path: Path, settings: Any) -> Iterator[psycopg.Connection]:
    """The node as it is before anybody has set it up, with a key in a folder that no other test has beside this one."""
    owner = connect_as("owner")
    owner.execute("UPDATE access.node SET is_demo = false")
    owner.execute("INSERT INTO access.setup_door (key_hash) VALUES (%s)", [sha256(KEY.encode()).digest()])
    settings.NODE_HOME = tmp_path
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / SECRET).write_text(KEY)
    yield owner
    owner.execute("UPDATE access.node SET is_demo = true, set_up_at = NULL")


def tries(app: psycopg.Connection, statement: str, key: str) -> str:
    """What comes of it for the web process that says this key."""
    try:
        with app.transaction():
            app.execute("SELECT set_config('safeconduct.setup', %s, true)", [key])
            app.execute(statement)
    except psycopg.errors.InsufficientPrivilege as fault:
        return str(fault.diag.message_primary)
    return "done"


@pytest.mark.parametrize("name", CALLS)
def test_without_the_key_nothing_is_set_up(
    new_node: psycopg.Connection, connect_as: ConnectAs, name: str
) -> None:
    app = connect_as("app")
    assert [tries(app, CALLS[name], key) for key in ("", "another key")] == ["not_in_setup"] * 2
    assert tries(app, CALLS[name], KEY) == "done"


@pytest.mark.parametrize("name", CALLS)
def test_with_the_key_nothing_is_set_up_twice(
    new_node: psycopg.Connection, connect_as: ConnectAs, name: str
) -> None:
    new_node.execute("UPDATE access.node SET set_up_at = now()")
    assert tries(connect_as("app"), CALLS[name], KEY) != "done"


@pytest.mark.parametrize("name", CALLS)
def test_a_demonstration_is_never_set_up(
    new_node: psycopg.Connection, connect_as: ConnectAs, name: str
) -> None:
    new_node.execute("UPDATE access.node SET is_demo = true")
    assert tries(connect_as("app"), CALLS[name], KEY) != "done"


@pytest.mark.parametrize("role", ["inbox", "worker"])
def test_no_other_process_may_ask_at_all(
    new_node: psycopg.Connection, connect_as: ConnectAs, role: str
) -> None:
    connection = connect_as(role)
    assert {tries(connection, statement, KEY).split(" for ")[0] for statement in CALLS.values()} == {
        "permission denied"
    }


def test_the_printed_link_opens_once(new_node: psycopg.Connection) -> None:
    assert [door.enter(), door.enter()] == [True, False]


def test_the_second_time_an_agency_and_an_administrator_are_changed_and_not_doubled(
    new_node: psycopg.Connection,
) -> None:
    for name in ("Casa", "Casa Salcia"):
        with door.setting_up():
            door.save_agency(name, "RO", "ngo", ["ro"], "")
    with door.setting_up():
        first = door.save_administrator("Ana", "ana@example.org", "kept")
        assert door.save_administrator("Ana Pop", "ana.pop@example.org", "") == first
    assert new_node.execute("SELECT name FROM agencies.agency").fetchall() == [("Casa Salcia",)]
    assert new_node.execute("SELECT name, profession, keeps_node FROM agencies.member").fetchall() == [
        ("Ana Pop", "administrator", True)
    ]
    assert new_node.execute("SELECT email, password FROM auth_user").fetchall() == [
        ("ana.pop@example.org", "kept")
    ]


def test_the_end_needs_every_step_and_the_second_factor(new_node: psycopg.Connection) -> None:
    with door.setting_up():
        door.save_agency("Casa", "RO", "ngo", ["ro"], "")
        account = door.save_administrator("Ana", "ana@example.org", "kept")
        for step in ("language", "agency", "administrator", "mail", "people", "clocks"):
            door.keep(step, {})
        assert not door.finish()
        door.keep("recovery", {})
        assert not door.finish()
    new_node.execute(
        "INSERT INTO mfa_authenticator (type, data, user_id, created_at) VALUES ('totp', %s, %s, now())",
        [Jsonb({}), account],
    )
    with door.setting_up():
        assert door.finish()
    assert not door.is_open()
    with pytest.raises(ProgrammingError, match="not_in_setup"), door.setting_up():
        door.keep("mail", {})
