"""The functions behind tokens, as the roles call them: what opens, what does not, and who learns of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest

from safeconduct.access.scopes import LABELS, Scope
from safeconduct.access.tokens import digest
from tests.access.names import ID
from tests.access.rows import NOW, insert
from tests.access.world import World

TEXT = "sc_" + "a" * 43
MAKE = "SELECT access.make_token(%s, '12345678', 'Program', %s, %s)"
IN_90_DAYS = NOW + timedelta(days=90)


def enter(connection: psycopg.Connection, text: str = TEXT) -> Any:
    """What is said to who brings this token."""
    row = connection.execute("SELECT * FROM access.enter_by_token(%s)", [digest(text)]).fetchone()
    return row and (row[1], row[4], row[5])


@pytest.fixture
def asked(world: World) -> Iterator[psycopg.Connection]:
    """The web process, nobody acting yet; Ana has a token that opens."""
    with world.acting("ana") as connection:
        connection.execute(MAKE, [digest(TEXT), ["read"], IN_90_DAYS])
        world.switch(connection, "nobody")
        yield connection


def test_a_token_says_who_acts_and_counts(world: World, asked: psycopg.Connection) -> None:
    assert enter(asked) == (ID("ana"), "open", 0)
    world.switch(asked, "ana")
    (row,) = asked.execute("SELECT * FROM access.my_tokens()").fetchall()
    (today,) = asked.execute("SELECT now()::date").fetchone() or ("",)
    assert (row[1:4], row[6], row[7]) == (("12345678", "Program", ["read"]), today, "")


def test_what_is_no_token_is_nobody(asked: psycopg.Connection) -> None:
    assert enter(asked, "sc_" + "b" * 43) is None


def test_after_120_requests_in_a_minute_the_next_one_waits(asked: psycopg.Connection) -> None:
    said = [enter(asked)[1] for _ in range(121)]
    assert said == ["open"] * 120 + ["limited"]
    assert 0 < enter(asked)[2] <= 61


def test_a_revoked_token_opens_nothing_from_the_next_statement_on(
    world: World, asked: psycopg.Connection
) -> None:
    world.switch(asked, "ana")
    (token,) = asked.execute("SELECT id FROM access.my_tokens()").fetchone() or (None,)
    asked.execute("SELECT access.revoke_token(%s)", [token])
    assert enter(asked)[1] == "revoked"


@pytest.mark.parametrize("who", ["dan", "sara", "bea", "pavel"])
def test_nobody_else_sees_or_revokes_it(world: World, asked: psycopg.Connection, who: str) -> None:
    token = enter(asked)
    world.switch(asked, who)
    assert asked.execute("SELECT * FROM access.my_tokens()").fetchall() == []
    assert asked.execute("SELECT * FROM access.tokens_of(%s)", [ID("ana")]).fetchall() == []
    (found,) = asked.execute("SELECT token_id FROM access.enter_by_token(%s)", [digest(TEXT)]).fetchone() or (
        None,
    )
    assert token[1] == "open"
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="no_such_token"):
        asked.execute("SELECT access.revoke_token(%s)", [found])


def test_an_administrator_sees_that_there_is_one_and_may_revoke_it(
    world: World, asked: psycopg.Connection
) -> None:
    world.switch(asked, "adam")
    (row,) = asked.execute("SELECT * FROM access.tokens_of(%s)", [ID("ana")]).fetchall()
    assert row[1:] == (IN_90_DAYS, None)
    asked.execute("SELECT access.revoke_token(%s)", [row[0]])
    assert enter(asked)[1] == "revoked_by_administrator"


def test_an_administrator_of_another_agency_sees_none(world: World, asked: psycopg.Connection) -> None:
    world.switch(asked, "adam")
    assert asked.execute("SELECT * FROM access.tokens_of(%s)", [ID("bea")]).fetchall() == []


@pytest.mark.parametrize(
    "until, name", [(NOW - timedelta(days=1), "past"), (NOW + timedelta(days=400), "long")]
)
def test_a_token_lasts_at_most_a_year(world: World, until: datetime, name: str) -> None:
    with world.acting("ana") as connection, pytest.raises(psycopg.errors.CheckViolation):
        connection.execute(MAKE, [digest(TEXT), ["read"], until])


def test_the_list_of_scopes_is_the_same_in_both_places(world: World) -> None:
    assert LABELS.keys() == set(Scope)
    with world.acting("ana") as connection:
        connection.execute(MAKE, [digest(TEXT), [str(scope) for scope in Scope], IN_90_DAYS])


def test_the_twenty_first_that_opens_something_is_not_made(world: World) -> None:
    with world.acting("ana") as connection:
        for number in range(20):
            connection.execute(MAKE, [digest(f"{TEXT}{number}"), ["read"], IN_90_DAYS])
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="too_many_tokens"):
            connection.execute(MAKE, [digest(TEXT), ["read"], IN_90_DAYS])


@pytest.mark.parametrize("role", ["app", "inbox", "worker"])
@pytest.mark.parametrize("table", ["token", "answer"])
def test_no_process_reads_a_digest(world: World, role: str, table: str) -> None:
    with world.with_token(role, "") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f"SELECT * FROM access.{table}")


@pytest.mark.parametrize("role", ["inbox", "worker"])
def test_only_the_web_process_lets_a_token_in(world: World, role: str) -> None:
    with world.with_token(role, "") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        enter(connection)


def test_suspension_ends_tokens_for_good(world: World) -> None:
    """Opening the place again brings none back."""
    with world.acting("owner") as owner:
        insert(
            owner, "access.token", member_id=ID("dan"), digest=digest(TEXT), prefix="12345678", name="P",
            scopes=["read"], made_at=NOW, until=IN_90_DAYS,
        )  # fmt: skip
        assert enter(owner)[1] == "open"
        owner.execute("UPDATE agencies.member SET suspended_at = now() WHERE id = %s", [ID("dan")])
        assert enter(owner)[1] == "suspended"
        owner.execute("UPDATE agencies.member SET suspended_at = NULL WHERE id = %s", [ID("dan")])
        assert enter(owner)[1] == "suspended"


def test_a_token_that_is_over_says_so(world: World) -> None:
    with world.acting("owner") as owner:
        insert(
            owner, "access.token", member_id=ID("dan"), digest=digest(TEXT), prefix="12345678", name="P",
            scopes=["read"], made_at=NOW - timedelta(days=5), until=NOW - timedelta(days=1),
        )  # fmt: skip
        assert enter(owner)[1] == "ended"


# --- Answers -------------------------------------------------------------------------------------------------

KEY, REQUEST = bytes(32), b"1" * 32


def the_token(connection: psycopg.Connection) -> Any:
    """The id of Ana's token."""
    return (connection.execute("SELECT id FROM access.my_tokens()").fetchone() or (None,))[0]


def test_an_answer_is_kept_for_its_token_and_no_other_member_asks_for_it(
    world: World, asked: psycopg.Connection
) -> None:
    world.switch(asked, "ana")
    token = the_token(asked)
    assert asked.execute("SELECT * FROM access.answer_of(%s, %s)", [token, KEY]).fetchall() == []
    asked.execute("SELECT access.keep_answer(%s, %s, %s, 201, '{}')", [token, KEY, REQUEST])
    given = asked.execute("SELECT * FROM access.answer_of(%s, %s)", [token, KEY]).fetchone()
    assert given == ("given", REQUEST, 201, "{}")
    world.switch(asked, "dan")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="no_such_token"):
        asked.execute("SELECT * FROM access.answer_of(%s, %s)", [token, KEY])


def test_the_worker_forgets_answers_after_a_day_and_nobody_else_may(world: World) -> None:
    with world.acting("ana") as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("SELECT access.forget_software()")
    with world.acting("worker") as worker:
        assert worker.execute("SELECT access.forget_software()").fetchone() == (0,)
