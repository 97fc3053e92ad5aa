"""Who works here is read by the processes and written by the owner alone; who is suspended is nobody."""

import uuid

import psycopg
import pytest
from django.contrib.auth import get_user_model

from safeconduct.agencies import queries
from safeconduct.vocabulary.errors import NotFound
from tests.access.names import ID
from tests.access.rows import insert
from tests.access.world import World

TABLES = ["agency", "team", "member", "seat", "coordination"]
READERS = {
    "app": {"agency", "team", "member", "seat", "coordination"},
    "inbox": {"agency", "team"},
    "worker": {"agency", "team", "member", "seat", "coordination"},
}


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("table", TABLES)
def test_a_process_reads_what_it_needs_and_writes_nothing(world: World, role: str, table: str) -> None:
    statements = {
        "SELECT": f"SELECT 1 FROM agencies.{table} LIMIT 1",
        "UPDATE": f"UPDATE agencies.{table} SET id = id",
        "DELETE": f"DELETE FROM agencies.{table}",
        "TRUNCATE": f"TRUNCATE agencies.{table} CASCADE",
        "INSERT": f"INSERT INTO agencies.{table} (id) VALUES (gen_random_uuid())",
    }
    allowed = set()
    for command, statement in statements.items():
        with world.acting({"app": "sara", "inbox": "peer be", "worker": "worker"}[role]) as connection:
            try:
                connection.execute(statement)
                allowed.add(command)
            except psycopg.errors.InsufficientPrivilege:
                pass
    assert allowed == ({"SELECT"} if table in READERS[role] else set())


@pytest.mark.parametrize("change", [
    "UPDATE agencies.member SET suspended_at = NULL",
    "UPDATE agencies.member SET profession = 'social_worker'",
    "UPDATE agencies.member SET supervises = true",
    "UPDATE agencies.agency SET sector = 'ngo'",
    "INSERT INTO agencies.seat (id, member_id, team_id) SELECT gen_random_uuid(), id, id FROM agencies.member",
])  # fmt: skip
def test_nobody_promotes_itself(world: World, change: str) -> None:
    for who in ("pavel", "sam", "adam"):
        with world.acting(who) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(change)


@pytest.mark.parametrize("table, row, constraint", [
    ("member", {"agency_id": ID("alfa"), "same_user_as": "ana"}, "one_place_per_agency"),
    ("seat", {"member_id": ID("ana"), "team_id": ID("team_alfa")}, "one_seat_per_team"),
])  # fmt: skip
def test_the_database_holds(world: World, table: str, row: dict[str, object], constraint: str) -> None:
    with world.acting("owner") as connection, pytest.raises(psycopg.errors.UniqueViolation) as caught:
        if same := row.pop("same_user_as", None):
            found = connection.execute(
                "SELECT user_id FROM agencies.member WHERE id = %s", [ID(str(same))]
            ).fetchone()
            assert found is not None
            row["user_id"] = found[0]
        insert(connection, f"agencies.{table}", **row)
    assert caught.value.diag.constraint_name == constraint


def test_an_account_may_have_places_in_two_agencies(world: World) -> None:
    with world.acting("owner") as connection:
        found = connection.execute(
            "SELECT user_id FROM agencies.member WHERE id = %s", [ID("ana")]
        ).fetchone()
        assert found is not None
        assert insert(connection, "agencies.member", agency_id=ID("beta"), user_id=found[0]) == 1


def test_who_is_suspended_is_not_found(staff: None) -> None:
    assert queries.member(ID("ana")).agency.name == "alfa"
    for nobody in (ID("sam"), uuid.uuid4()):
        with pytest.raises(NotFound):
            queries.member(nobody)


def test_places_and_colleagues_leave_out_who_is_suspended(staff: None) -> None:
    user = get_user_model().objects.get(username="sam")
    assert queries.places_of(user.pk) == []
    names = [member.name for member in queries.colleagues(ID("alfa"))]
    assert names == ["adam", "ana", "cora", "dan", "jude", "lea", "lin", "lou", "nora", "sara"]
    assert [member.name for member in queries.colleagues(ID("alfa"), most=2)] == ["adam", "ana"]
    able = [member.name for member in queries.case_colleagues(ID("alfa"))]
    assert able == ["ana", "cora", "dan", "lea", "lin", "lou", "nora", "sara"]


def test_a_member_is_named_to_others_by_profession_and_agency(staff: None) -> None:
    actor = queries.as_actor(queries.member(ID("nora")))
    assert (actor.kind, actor.role, actor.agency) == ("member", "nurse", ID("alfa"))
    assert "nora" not in repr(actor)


def test_teams_and_agencies_are_found_or_not(staff: None) -> None:
    assert queries.member(ID("nora")).teams == (ID("team_alfa"),)
    assert queries.team(ID("team_gent")).agency.node == "be"
    assert set(queries.agencies({ID("alfa"), ID("lund"), uuid.uuid4()})) == {ID("alfa"), ID("lund")}
    for missing in (queries.team, queries.agency):
        with pytest.raises(NotFound):
            missing(uuid.uuid4())
