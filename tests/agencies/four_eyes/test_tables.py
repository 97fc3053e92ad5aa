"""Four eyes in the database: no serving role writes a row by itself, and the functions ask the same as the rules."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.access.constraints import constraints_of, refused_by
from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.world import World

HASH = "a" * 64
HOLDS: dict[str, Any] = {"member_id": ID("lea"), "capacity": "checks", "subject": "rule", "scope": "RO"}
PROPOSED: dict[str, Any] = {
    "subject": "rule", "key": "RO-1", "scope": "RO", "content": "{}", "digest": HASH, "base": "", "why": "w",
    "proposed_by": ID("ana"), "proposed_at": NOW,
}  # fmt: skip
SIGNED = {"outcome": "signed", "seen_by": ID("lea"), "seen_at": NOW}
COMPARED: dict[str, Any] = {
    "number": 1,
    "subject": "rule", "key": "RO-1", "scope": "RO", "digest": HASH, "compared_on": NOW.date(), "at": NOW,
    "compared_by": ID("lea"), "by_name": "Lea, alfa", "proposal_id": ID("x"),
}  # fmt: skip
BESIDE: dict[str, Any] = {"subject": "rule", "key": "RO-1", "digest": HASH, "at": NOW}
SAID: dict[str, Any] = {
    "subject": "rule", "key": "RO-1", "scope": "RO", "code": "law_changed", "words": "", "said_by": ID("ana"),
    "said_at": NOW,
}  # fmt: skip
BROKEN: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "member_capacity_pkey": ("member_capacity", [HOLDS | {"id": ID("x")}, HOLDS | {"id": ID("x"), "scope": "BE"}]),
    "one_capacity_once": ("member_capacity", [HOLDS, HOLDS]),
    "capacity_is_listed": ("member_capacity", [HOLDS | {"capacity": "all"}]),
    "capacity_has_a_subject": ("member_capacity", [HOLDS | {"subject": "A rule"}]),
    "content_proposal_pkey": ("content_proposal", [PROPOSED | SIGNED | {"id": ID("x")}] * 2),
    "one_content_waits": ("content_proposal", [PROPOSED, PROPOSED]),
    "content_has_a_subject": ("content_proposal", [PROPOSED | {"subject": ""}]),
    "content_has_its_digest": ("content_proposal", [PROPOSED | {"digest": "none"}]),
    "a_content_waits_or_was_answered": ("content_proposal", [PROPOSED | {"outcome": "signed"}]),
    "a_content_is_seen_by_two": ("content_proposal", [PROPOSED | SIGNED | {"seen_by": ID("ana")}]),
    "content_compared_pkey": (
        "content_compared", [COMPARED | {"number": 7}, COMPARED | {"number": 7, "proposal_id": None}],
    ),
    "signed_once": ("content_compared", [COMPARED, COMPARED | {"number": 2}]),
    "compared_by_digest": ("content_compared", [COMPARED | {"digest": ""}]),
    "content_beside_pkey": ("content_beside", [BESIDE | {"id": ID("x")}] * 2),
    "beside_by_digest": ("content_beside", [BESIDE | {"digest": "none"}]),
    "content_remark_pkey": ("content_remark", [SAID | {"id": ID("x")}] * 2),
    "a_remark_has_a_code": ("content_remark", [SAID | {"code": "Because!"}]),
    "a_remark_has_who_said_it_or_came_from_the_site": ("content_remark", [SAID | {"from_site": True}]),
    "a_remark_is_not_longer": ("content_remark", [SAID | {"words": "x" * 301}]),
    "a_remark_is_answered_in_words": ("content_remark", [SAID | {"answered_by": ID("lea"), "answered_at": NOW}]),
}  # fmt: skip
TABLES = ("member_capacity", "content_proposal", "content_compared", "content_beside", "content_remark")
PROPOSE = "SELECT agencies.propose_content(%s, 'rule', 'RO-1', 'RO', %s, '', 'w')"
CHANGE = "SELECT agencies.change_capacities(%s, 'rule', %s)"
ANSWER = "SELECT agencies.answer_content(%s, %s, true, '', '2026-01-01')"


def test_every_constraint_is_broken_below(world: World) -> None:
    found = set().union(*(constraints_of(world, f"agencies.{table}") for table in TABLES))
    assert found == set(BROKEN)


@pytest.mark.own_sql
@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(world: World, name: str) -> None:
    table, rows = BROKEN[name]
    assert refused_by(world, f"agencies.{table}", rows) == name


@pytest.mark.own_sql
@pytest.mark.parametrize("who", ["lea", "adam", "worker"])
@pytest.mark.parametrize("statement", [
    "UPDATE agencies.content_proposal SET content = '[]'", "DELETE FROM agencies.content_proposal",
    "UPDATE agencies.content_proposal SET outcome = 'signed'",
    "UPDATE agencies.content_compared SET compared_on = now()",
    "INSERT INTO agencies.content_compared (number) VALUES (1)", "DELETE FROM agencies.content_compared",
    "INSERT INTO agencies.member_capacity (id) VALUES (gen_random_uuid())", "DELETE FROM agencies.content_remark",
    "DELETE FROM agencies.content_beside",
    "SELECT agencies.note_beside(gen_random_uuid(), 'rule', 'RO-1', 'RO', '')",
    "SELECT agencies.keep_compared(NULL, 'rule', 'RO-1', 'RO', '', NULL, NULL)",
])  # fmt: skip
def test_nobody_who_serves_writes_a_signed_row_by_hand(world: World, who: str, statement: str) -> None:
    with world.acting(who) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


@pytest.fixture
def named(world: World) -> Iterator[None]:
    """Ana edits; Lea, a lawyer, checks; Nora, a nurse, was named to check by mistake."""
    for member, capacity in (("ana", "edits"), ("lea", "checks"), ("nora", "checks")):
        world.owner.execute(
            "INSERT INTO agencies.member_capacity (id, member_id, capacity, subject, scope) "
            "VALUES (gen_random_uuid(), %s, %s, 'rule', 'RO')", [ID(member), capacity],
        )  # fmt: skip
    yield
    world.owner.execute("DELETE FROM agencies.member_capacity")


@pytest.fixture
def keeper(world: World) -> Iterator[None]:
    """Adam keeps the node."""
    world.owner.execute("UPDATE agencies.member SET keeps_node = true WHERE id = %s", [ID("adam")])
    yield
    world.owner.execute("UPDATE agencies.member SET keeps_node = false WHERE id = %s", [ID("adam")])


def _digest(connection: psycopg.Connection, content: str) -> str:
    row = connection.execute("SELECT encode(sha256(convert_to(%s, 'UTF8')), 'hex')", [content]).fetchone()
    assert row
    return str(row[0])


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize("who, read, refused", [
    ("lea", "{}", ""),
    ("lea", "{ }", "proposal_read_again"),
    ("ana", "{}", "not_a_reviewer"),
    ("adam", "{}", "not_a_reviewer"),
    ("dan", "{}", "not_a_reviewer"),
    ("nora", "{}", "not_a_reviewer"),
])  # fmt: skip
def test_only_a_lawyer_who_was_named_signs_and_only_what_was_read(
    world: World, who: str, read: str, refused: str
) -> None:
    with world.acting("ana") as connection:
        connection.execute(PROPOSE, [ID("new"), "{}"])
        world.switch(connection, who)
        answer = [ID("new"), _digest(connection, read)]
        if refused:
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match=refused):
                connection.execute(ANSWER, answer)
        else:
            connection.execute(ANSWER, answer)
            row = connection.execute("SELECT digest, compared_by FROM agencies.content_compared").fetchone()
            assert row == (answer[1], ID("lea"))
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="proposal_answered"):
                connection.execute(ANSWER, answer)


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize("statement", [
    ANSWER.replace("%s, %s", "%(id)s, %(digest)s"),
    "SELECT agencies.compare_content('rule', 'RO-1', 'RO', %(digest)s, '2026-01-01')",
])  # fmt: skip
def test_nobody_signs_or_compares_what_they_proposed_themselves(world: World, statement: str) -> None:
    with world.acting("lea") as connection:
        connection.execute(PROPOSE, [ID("new"), "{}"])
        given = {"id": ID("new"), "digest": _digest(connection, "{}")}
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="own_proposal"):
            connection.execute(statement, given)


@pytest.mark.usefixtures("named")
def test_a_capacity_of_one_country_is_none_of_another(world: World) -> None:
    with world.acting("ana") as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="not_an_editor"):
            connection.execute(
                "SELECT agencies.propose_content(%s, 'rule', 'BE-1', 'BE', '{}', '', 'w')", [ID("new")]
            )


def test_only_who_keeps_the_node_names_them(world: World) -> None:
    with world.acting("adam") as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="keeps_no_node"):
            connection.execute(CHANGE, [ID("lea"), '[["checks", "RO"]]'])


@pytest.mark.usefixtures("keeper")
def test_only_lawyers_are_named_to_check_rules(world: World) -> None:
    with world.acting("adam") as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only_lawyers_check_rules"):
            connection.execute(CHANGE, [ID("ana"), '[["checks", "RO"]]'])


@pytest.mark.usefixtures("keeper")
def test_a_capacity_waits_for_a_second_person_and_goes_at_once(world: World) -> None:
    rows = "SELECT capacity, scope FROM agencies.member_capacity"
    with world.acting("adam") as connection:
        assert connection.execute(CHANGE, [ID("lea"), '[["checks", "RO"]]']).fetchone() == ("waits",)
        assert connection.execute(rows).fetchall() == []
        row = connection.execute("SELECT id, for_me, name FROM agencies.proposals()").fetchone()
        assert row is not None
        assert row[1] is False, "not who asked"
        world.switch(connection, "sara")
        connection.execute("SELECT agencies.answer_proposal(%s, true)", [row[0]])
        assert connection.execute(rows).fetchall() == [("checks", "RO")]
        world.switch(connection, "adam")
        assert connection.execute(CHANGE, [ID("lea"), "[]"]).fetchone() == ("at_once",)
        assert connection.execute(rows).fetchall() == []


@pytest.mark.usefixtures("keeper", "named")
def test_what_is_taken_away_does_not_wait_with_what_is_given(world: World) -> None:
    rows = "SELECT capacity, scope FROM agencies.member_capacity WHERE member_id = %s"
    with world.acting("adam") as connection:
        assert connection.execute(CHANGE, [ID("lea"), '[["edits", "BE"]]']).fetchone() == ("waits",)
        assert connection.execute(rows, [ID("lea")]).fetchall() == [], "she checks nothing any more"
        row = connection.execute("SELECT said, stood FROM agencies.proposals()").fetchone()
        assert row is not None
        assert (row[0]["held"], row[1]["held"]) == ([["edits", "BE"]], [])
