"""The audit is added to and never read, changed or emptied by a process; nothing happens without its record."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError
from django.db import connection as of_django
from django.utils import timezone

from safeconduct.access.acting import acting
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Actor, record
from safeconduct.cases.actions import open_case, save_section
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.rows import insert
from tests.access.world import World
from tests.conftest import ConnectAs

WHO = {"app": "ana", "inbox": "peer be", "worker": "worker"}
SELF: dict[str, dict[str, Any]] = {
    "app": {"actor_kind": "member", "actor_id": str(ID("ana")), "agency_id": ID("alfa")},
    "inbox": {"actor_kind": "peer", "actor_id": "be"},
    "worker": {"actor_kind": "clock", "actor_id": ""},
}


@pytest.mark.parametrize("role", WHO)
@pytest.mark.parametrize("statement", [
    "SELECT count(*) FROM audit.record",
    "SELECT id FROM audit.record LIMIT 1",
    "UPDATE audit.record SET outcome = 'done'",
    "UPDATE audit.record SET reason = '' WHERE false",
    "DELETE FROM audit.record",
    "TRUNCATE audit.record",
    "DROP TABLE audit.record",
    "ALTER TABLE audit.record DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE audit.record DISABLE TRIGGER ALL",
    "COPY audit.record TO STDOUT",
    "LOCK TABLE audit.record IN ACCESS EXCLUSIVE MODE",
])  # fmt: skip
def test_a_process_can_only_add(world: World, role: str, statement: str) -> None:
    with world.acting(WHO[role]) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


@pytest.mark.parametrize("role", WHO)
def test_a_process_adds_what_it_does_itself(world: World, role: str) -> None:
    with world.acting(WHO[role]) as connection:
        assert insert(connection, "audit.record", **SELF[role]) == 1


@pytest.mark.parametrize("role", WHO)
def test_adding_reads_nothing_back(world: World, role: str) -> None:
    with world.acting(WHO[role]) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(
            "INSERT INTO audit.record (id, at, recorded_at, actor_kind, actor_id, actor_role, action, outcome, reason, "
            "section, purpose, policy_hash, detail, agency_id) VALUES (%s, now(), now(), %s, %s, '', '', '', '', '', "
            "'', '', '{}', %s) RETURNING id",
            [uuid.uuid4(), SELF[role]["actor_kind"], SELF[role]["actor_id"], SELF[role].get("agency_id")],
        )


@pytest.mark.parametrize("role", WHO)
@pytest.mark.parametrize("actor", [
    {"actor_kind": "member", "actor_id": str(ID("dan")), "agency_id": ID("alfa")},
    {"actor_kind": "member", "actor_id": str(ID("ana")), "agency_id": ID("beta")},
    {"actor_kind": "member", "actor_id": str(ID("ana"))},
    {"actor_kind": "member", "actor_id": ""},
    {"actor_kind": "peer", "actor_id": "se"},
    {"actor_kind": "anonymous", "actor_id": str(ID("ana"))},
    {"actor_kind": "anonymous", "actor_id": "", "agency_id": ID("alfa")},
    {"actor_kind": "owner", "actor_id": ""},
    {"actor_kind": "", "actor_id": ""},
])  # fmt: skip
def test_nobody_is_recorded_as_somebody_else(world: World, role: str, actor: dict[str, Any]) -> None:
    with world.acting(WHO[role]) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        insert(connection, "audit.record", **actor)


@pytest.mark.parametrize("role", WHO)
def test_without_acting_nobody_is_recorded_but_an_anonymous_visitor(world: World, role: str) -> None:
    with world.with_token(role, "") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        insert(connection, "audit.record", **SELF[role])
    with world.with_token("app", "") as connection:
        assert insert(connection, "audit.record", actor_kind="anonymous", actor_id="") == 1


def _records(owner: psycopg.Connection, columns: str) -> list[Any]:
    with unforced(owner, "audit.record"):
        return owner.execute(f"SELECT {columns} FROM audit.record ORDER BY recorded_at").fetchall()


def test_when_it_was_recorded_is_the_databases_word(staff: None, connect_as: ConnectAs) -> None:
    app, owner = connect_as("app"), connect_as("owner")
    long_ago = datetime(2020, 1, 1, tzinfo=timezone.get_current_timezone())
    insert(app, "audit.record", actor_kind="anonymous", actor_id="", at=long_ago, recorded_at=long_ago)
    [(at, recorded_at)] = _records(owner, "at, recorded_at")
    assert at == long_ago
    assert abs((recorded_at - timezone.now()).total_seconds()) < 60


def test_a_record_says_who_did_what_on_which_ground(staff: None, connect_as: ConnectAs) -> None:
    at = timezone.now()
    with member_acts("ana") as ana:
        case = open_case(by=ana, at=at, profile={"pseudonym": "Mirabela"})
    opened, saved = _records(
        connect_as("owner"),
        "actor_kind, actor_id, actor_role, agency_id, "
        "action, outcome, case_id, section, purpose, policy_row, detail, at",
    )
    who = ("member", str(ID("ana")), "social_worker", ID("alfa"))
    assert opened == (*who, "case:opened", "done", case, "", "", None, {}, at)
    assert saved == (
        *who, "section:saved", "done", case, "profile", "assessment", 10, {"version": 1}, at
    )  # fmt: skip


# --- no change without a record ---


@contextmanager
def broken_audit(owner: psycopg.Connection, action: str) -> Iterator[None]:
    """The audit refuses records of this action."""
    owner.execute(
        "CREATE FUNCTION audit.full() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the disk of the audit is full' USING ERRCODE = 'disk_full'; END $$"
    )
    owner.execute(
        "CREATE TRIGGER full_disk BEFORE INSERT ON audit.record FOR EACH ROW "
        f"WHEN (NEW.action = '{action}') EXECUTE FUNCTION audit.full()"
    )
    try:
        yield
    finally:
        owner.execute("DROP FUNCTION audit.full() CASCADE")


def _left(owner: psycopg.Connection) -> dict[str, int]:
    tables = ["access.case", "access.grants", "keys.section_key", "cases.section_version", "audit.record"]
    with unforced(owner, *tables):
        counted: list[Any] = [
            owner.execute(f"SELECT count(*) FROM {table.replace('.case', '."case"')}").fetchone()
            for table in tables
        ]
    return {table: row[0] for table, row in zip(tables, counted, strict=True) if row[0]}


@pytest.mark.parametrize("action", ["case:opened", "section:saved"])
def test_a_case_whose_record_cannot_be_written_is_not_there(
    staff: None, connect_as: ConnectAs, action: str
) -> None:
    owner = connect_as("owner")
    with broken_audit(owner, action), pytest.raises(DatabaseError, match="full"), member_acts("ana") as ana:
        open_case(by=ana, at=timezone.now(), profile={"pseudonym": "Mirabela"})
    assert _left(owner) == {}


def test_a_version_whose_record_cannot_be_written_is_not_there(staff: None, connect_as: ConnectAs) -> None:
    owner = connect_as("owner")
    with member_acts("ana") as ana:
        case = open_case(by=ana, at=timezone.now(), profile={})
    before = _left(owner)
    with broken_audit(owner, "section:saved"), member_acts("ana") as ana:
        with pytest.raises(DatabaseError, match="full"):
            save_section(case=case, section=Section.NEEDS, content={}, base=0, by=ana, at=timezone.now())
        # Whoever catches the fault and goes on keeps nothing of it either.
    assert _left(owner) == before


def test_a_record_in_the_name_of_another_undoes_what_it_was_for(staff: None, connect_as: ConnectAs) -> None:
    with member_acts("dan") as dan:
        pass
    with pytest.raises(DatabaseError, match="row-level security"), acting(MemberId(ID("ana"))):
        open_case(by=dan, at=timezone.now(), profile={})
    assert _left(connect_as("owner")) == {}


def test_a_refusal_is_recorded_with_its_code(staff: None, connect_as: ConnectAs) -> None:
    with member_acts("ana") as ana:
        record("section:read", by=as_actor(ana), at=timezone.now(), refused="not_in_the_policy")
    assert _records(connect_as("owner"), "outcome, reason") == [("refused", "not_in_the_policy")]


def test_the_audit_names_no_member_to_others(staff: None) -> None:
    with member_acts("ana") as ana:
        assert as_actor(ana) == Actor("member", str(ID("ana")), "social_worker", ID("alfa"))
    assert of_django.in_atomic_block is False
