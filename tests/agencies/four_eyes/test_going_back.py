"""What one person alone gave and a second does not agree to goes back, and nothing along with it that came later."""

from collections.abc import Iterator
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.world import World

pytestmark = pytest.mark.own_sql
CHECKS, EDITS = ["checks", "RO"], ["edits", "BE"]


@pytest.fixture
def team(world: World) -> Iterator[World]:
    """The team of alfa, with its professions as they are at first again afterwards."""
    row = world.owner.execute("SELECT professions FROM agencies.team WHERE id = %s", [ID("team_alfa")])
    (stood,) = row.fetchone() or ([],)
    yield world
    world.owner.execute("UPDATE agencies.team SET professions = %s WHERE id = %s", [stood, ID("team_alfa")])
    world.owner.execute("DELETE FROM agencies.proposal")


def _said(world: World, kind: str, about: Any, said: Any, stood: Any, *, outcome: str = "by_one") -> Any:
    """A proposal of Adam, the only administrator of alfa, each one after the other."""
    seen = [ID("sara"), NOW] if outcome == "confirmed" else [None, None]
    row = world.owner.execute(
        "INSERT INTO agencies.proposal (kind, agency_id, about, said, stood, by_member, at, outcome, seen_by, seen_at) "
        "SELECT %s, %s, %s, %s, %s, %s, %s + count(*) * interval '1 minute', %s, %s, %s FROM agencies.proposal "
        "RETURNING id",
        [kind, ID("alfa"), about, Jsonb(said), Jsonb(stood), ID("adam"), NOW, outcome, *seen],
    ).fetchone()  # fmt: skip
    assert row
    return row[0]


def _not_agreed(world: World, proposal: Any, sql: str, *values: Any) -> Any:
    """Sara, who supervises, does not agree; what the query finds then; undone again afterwards."""
    with world.acting("sara") as connection:
        connection.execute("SELECT agencies.answer_proposal(%s, false)", [proposal])
        row = connection.execute(sql, list(values)).fetchone()
        assert row
        return row[0]


def _professions_afterwards(world: World, stands: list[str], **later: Any) -> list[str]:
    world.owner.execute("UPDATE agencies.team SET professions = %s WHERE id = %s", [stands, ID("team_alfa")])
    first = _said(
        world, "team", ID("team_alfa"), {"professions": ["nurse", "lawyer", "psychologist"]},
        {"professions": ["nurse"]},
    )  # fmt: skip
    if later:
        _said(world, "team", ID("team_alfa"), later["said"], later["stood"], outcome="confirmed")
    sql = "SELECT array_to_string(professions, ' ') FROM agencies.team WHERE id = %s"
    return str(_not_agreed(world, first, sql, ID("team_alfa"))).split()


def test_what_was_given_goes_back(team: World) -> None:
    assert _professions_afterwards(team, ["nurse", "lawyer", "psychologist"]) == ["nurse"]


def test_a_profession_that_was_taken_away_since_does_not_come_back(team: World) -> None:
    assert _professions_afterwards(team, ["lawyer"]) == []


def test_a_profession_that_two_agreed_to_since_stays(team: World) -> None:
    both = {"said": {"professions": ["nurse", "lawyer"]}, "stood": {"professions": ["nurse"]}}
    assert _professions_afterwards(team, ["nurse", "lawyer"], **both) == ["nurse", "lawyer"]


def _capacities_afterwards(world: World, *stand: list[str]) -> str:
    for capacity, scope in stand:
        world.owner.execute(
            "INSERT INTO agencies.member_capacity (id, member_id, capacity, subject, scope) "
            "VALUES (gen_random_uuid(), %s, %s, 'rule', %s)", [ID("lea"), capacity, scope],
        )  # fmt: skip
    given, before = ({"subject": "rule", "held": held} for held in ([EDITS, CHECKS], [EDITS]))
    first = _said(world, "capacity", ID("lea"), given, before)
    sql = "SELECT COALESCE(string_agg(scope, ' '), '') FROM agencies.member_capacity WHERE member_id = %s"
    return str(_not_agreed(world, first, sql, ID("lea")))


@pytest.fixture
def named(team: World) -> Iterator[World]:
    """Nobody is named before, and nobody afterwards."""
    yield team
    team.owner.execute("DELETE FROM agencies.member_capacity")


def test_a_capacity_that_was_given_goes_back(named: World) -> None:
    assert _capacities_afterwards(named, EDITS, CHECKS) == "BE"


def test_a_capacity_that_was_taken_away_since_does_not_come_back(named: World) -> None:
    assert _capacities_afterwards(named, CHECKS) == ""


def _seats_afterwards(world: World, *, agreed_since: bool) -> int:
    given: list[Any] = [{"teams": [str(ID("team_alfa"))]}, {"teams": []}]
    world.owner.execute(
        "INSERT INTO agencies.seat (id, member_id, team_id) VALUES (%s, %s, %s)",
        [ID("seat"), ID("dan"), ID("team_alfa")],
    )
    first = _said(world, "seat", ID("dan"), *given)
    if agreed_since:
        _said(world, "seat", ID("dan"), *given, outcome="confirmed")
    sql = "SELECT count(*) FROM agencies.seat WHERE member_id = %s"
    try:
        return int(_not_agreed(world, first, sql, ID("dan")))
    finally:
        world.owner.execute("DELETE FROM agencies.seat WHERE id = %s", [ID("seat")])


@pytest.mark.parametrize("agreed_since, left", [(False, 0), (True, 1)])
def test_a_seat_goes_back_unless_two_agreed_to_it_since(team: World, agreed_since: bool, left: int) -> None:
    assert _seats_afterwards(team, agreed_since=agreed_since) == left
