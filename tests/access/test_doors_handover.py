"""A colleague leaves: what was in hand goes to another one, within the policy, and the administrator sees numbers."""

from typing import Any

import psycopg
import pytest

from tests.access.world import ID, World

YES = ""
HAND_OVER = "SELECT referrals.hand_over(%s, %s)"
WORK = "SELECT led, named, referrals FROM referrals.open_work(%s)"


def work(connection: psycopg.Connection, member: str) -> Any:
    """What the administrator is told of a member."""
    return connection.execute(WORK, [ID(member)]).fetchone()


def asks(world: World, who: str, statement: str, *values: object) -> str:
    """Empty when it was done, otherwise the refusal's code; undone in any case."""
    with world.acting(who) as connection:
        try:
            connection.execute(statement, values)
        except psycopg.errors.InsufficientPrivilege as refusal:
            return str(refusal).splitlines()[0].removeprefix("access: ")
    return YES


def sees(world: World, connection: psycopg.Connection, who: str, case: str) -> bool:
    """Whether a member sees the case, in the same transaction."""
    world.switch(connection, who)
    found = connection.execute('SELECT count(*) FROM access."case" WHERE id = %s', [ID(case)]).fetchone()
    return found != (0,)


def test_the_colleague_leads_afterwards_and_who_left_holds_nothing(world: World) -> None:
    with world.acting("adam") as connection:
        assert work(connection, "ana")[0] == 1
        in_hand = work(connection, "ana")
        assert connection.execute(HAND_OVER, [ID("ana"), ID("dan")]).fetchone() is not None
        assert work(connection, "ana") == (0, 0, 0)
        assert work(connection, "dan") == in_hand
        assert sees(world, connection, "dan", "own_alfa")
        # What the team received stays the team's, and she has a seat there; her own case is his now.
        assert not sees(world, connection, "ana", "own_alfa")
        assert not sees(world, connection, "adam", "own_alfa")


def test_a_received_case_follows_with_what_the_policy_gives_the_colleague(world: World) -> None:
    with world.acting("ana") as connection:
        connection.execute("SELECT access.place(%s, %s, 'referral_service')", [ID("got_alfa"), ID("ana")])
        world.switch(connection, "adam")
        assert work(connection, "ana")[1] == 1
        connection.execute(HAND_OVER, [ID("ana"), ID("dan")])
        assert sees(world, connection, "dan", "got_alfa")
        assert not sees(world, connection, "ana", "got_alfa")


@pytest.mark.parametrize("who, giver, taker, expected", [
    ("adam", "ana", "dan", YES),
    # not by who does not administer this agency
    ("ana", "ana", "dan", "not_a_member_here"), ("sara", "ana", "dan", "not_a_member_here"),
    ("pavel", "ana", "dan", "not_a_member_here"), ("adam", "bea", "dan", "not_a_member_here"),
    # not to somebody elsewhere, suspended, or the same
    ("adam", "ana", "bea", "not_a_member_here"), ("adam", "ana", "sam", "not_a_member_here"),
    ("adam", "ana", "ana", "not_a_member_here"),
    # never wider than the policy
    ("adam", "ana", "adam", "profession_opens_no_case"), ("adam", "ana", "nora", "profession_opens_no_case"),
])  # fmt: skip
def test_who_hands_over_to_whom(world: World, who: str, giver: str, taker: str, expected: str) -> None:
    assert asks(world, who, HAND_OVER, ID(giver), ID(taker)) == expected


def test_an_administrator_asks_for_numbers_of_the_own_agency_only(world: World) -> None:
    assert asks(world, "adam", WORK, ID("bea")) == "not_a_member_here"
    assert asks(world, "ana", WORK, ID("ana")) == "not_a_member_here"
