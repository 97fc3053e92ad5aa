"""A colleague leaves: what was in hand goes to another one, within the policy, and the administrator sees numbers."""

from typing import Any

import psycopg
import pytest

from tests.access.names import ID
from tests.access.world import World

YES = ""
HAND_OVER = "SELECT * FROM referrals.hand_over_part(%s, ARRAY[%s]::uuid[], 1000)"
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
    ("ana", "ana", "dan", "not_an_administrator"), ("sara", "ana", "dan", "not_an_administrator"),
    ("pavel", "ana", "dan", "not_an_administrator"), ("adam", "bea", "dan", "not_a_member_here"),
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


# --- In parts, to several -------------------------------------------------------------------------------------------

PART = "SELECT * FROM referrals.hand_over_part(%s, %s, %s)"
UNDER_WAY = "SELECT total FROM referrals.handover_of(%s)"


def many(connection: psycopg.Connection, world: World, number: int) -> None:
    """Ana leads so many more cases; then the administrator acts."""
    world.switch(connection, "ana")
    for one in range(number):
        connection.execute("SELECT access.open_case(%s, 'assessment')", [ID(f"more {one}")])
    world.switch(connection, "adam")


def test_a_long_handover_goes_in_parts_and_can_be_stopped_and_gone_on_with(world: World) -> None:
    to = [ID("dan"), ID("sara")]
    with world.acting("adam") as connection:
        many(connection, world, 6)
        led = work(connection, "ana")[0]
        assert led == 7
        left = connection.execute(PART, [ID("ana"), to, 3]).fetchone()
        assert left is not None
        assert left[0] == 4
        assert work(connection, "ana")[0] == 4
        assert connection.execute(UNDER_WAY, [ID("ana")]).fetchone() is not None
        # Interrupted here, nothing is lost; somebody goes on, also with others.
        assert connection.execute(PART, [ID("ana"), to, 3]).fetchone() == (1, 0, work(connection, "ana")[2])
        assert connection.execute(PART, [ID("ana"), to, 3]).fetchone() == (0, 0, 0)
        assert connection.execute(UNDER_WAY, [ID("ana")]).fetchone() is None
        shares = [work(connection, name)[0] for name in ("dan", "sara")]
        assert sum(shares) == led
        assert min(shares) >= 2


def test_each_case_goes_to_somebody_whose_profession_opens_it(world: World) -> None:
    with world.acting("adam") as connection:
        many(connection, world, 3)
        connection.execute(PART, [ID("ana"), [ID("nora"), ID("dan")], 100])
        assert (work(connection, "nora")[0], work(connection, "dan")[0]) == (0, 4)


def test_where_one_part_cannot_be_taken_by_anybody_nothing_of_it_goes(world: World) -> None:
    with world.acting("adam") as connection:
        many(connection, world, 3)
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="profession_opens_no_case"):
            with connection.transaction():
                connection.execute(PART, [ID("ana"), [ID("nora")], 100])
        assert work(connection, "ana")[0] == 4


@pytest.mark.parametrize("to", [["dan", "ana"], ["dan", "bea"], ["dan", "sam"], []], ids=str)
def test_only_colleagues_who_work_here_take_anything(world: World, to: list[str]) -> None:
    given = [ID("ana"), [ID(name) for name in to], 10]
    with world.acting("adam") as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="not_a_member_here"):
            connection.execute("SELECT * FROM referrals.hand_over_part(%s, %s::uuid[], %s)", given)


# --- Everything else that stands with somebody ----------------------------------------------------------------------

STANDS = "SELECT places, offers, asks, enquiries, questions, complaints FROM referrals.stands_with(%s)"
PLACE = "SELECT access.place(%s, %s, 'assessment', NULL)"
OFFER = "SELECT access.offer_lead(%s, %s, %s, true)"
REMOVE = "SELECT agencies.remove_member(%s)"


def stands(world: World, connection: psycopg.Connection, member: str) -> Any:
    """What the administrator is told, in the same transaction."""
    world.switch(connection, "adam")
    return connection.execute(STANDS, [ID(member)]).fetchone()


def removes(world: World, connection: psycopg.Connection, member: str) -> str:
    """Empty when the place can end now, otherwise why not; undone in any case."""
    world.switch(connection, "adam")
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(REMOVE, [ID(member)])
    except psycopg.errors.InsufficientPrivilege as refusal:
        return str(refusal).splitlines()[0].removeprefix("access: ")
    return YES


def test_a_place_stands_in_the_way_until_it_is_handed_over(world: World) -> None:
    with world.acting("ana") as connection:
        connection.execute(PLACE, [ID("own_alfa"), ID("nora")])
        assert stands(world, connection, "nora") == (1, 0, 0, 0, 0, 0)
        assert removes(world, connection, "nora") == "hand_over_first"
        connection.execute(HAND_OVER, [ID("nora"), ID("dan")])
        assert stands(world, connection, "nora") == (0, 0, 0, 0, 0, 0)
        assert removes(world, connection, "nora") == YES
        assert not sees(world, connection, "dan", "own_alfa"), (
            "nobody gets a place of a colleague by a handover"
        )


def test_an_offer_of_a_lead_is_over_with_the_place_that_came_with_it(world: World) -> None:
    with world.acting("ana") as connection:
        connection.execute(OFFER, [ID("offer"), ID("own_alfa"), ID("dan")])
        assert stands(world, connection, "dan")[:2] == (1, 1)
        assert removes(world, connection, "dan") == "hand_over_first"
        connection.execute(HAND_OVER, [ID("ana"), ID("sara")])
        assert stands(world, connection, "dan")[:2] == (0, 0)
        assert not sees(world, connection, "dan", "own_alfa")


def test_what_was_asked_inside_the_agency_is_asked_by_whoever_leads_now(world: World) -> None:
    with world.acting("ana") as connection:
        before = stands(world, connection, "ana")
        assert before[2] > 0
        connection.execute(HAND_OVER, [ID("ana"), ID("dan")])
        assert stands(world, connection, "ana") == (0, 0, 0, 0, 0, 0)
        world.switch(connection, "dan")
        asked = connection.execute(
            "SELECT count(*) FROM cases.ask WHERE asked_by = %s AND section = 'health'", [ID("dan")]
        ).fetchone()
        assert asked == (1,)


def test_a_complaint_goes_to_nobody_else_and_suspending_works_all_the_same(world: World) -> None:
    with world.acting("adam") as connection:
        assert stands(world, connection, "sara")[5] == 1
        connection.execute(HAND_OVER, [ID("sara"), ID("dan")])
        assert stands(world, connection, "sara")[5] == 1
        assert removes(world, connection, "sara") == "hand_over_first"
        connection.execute("SELECT agencies.suspend(%s)", [ID("sara")])


def test_what_a_closed_place_left_behind_is_shown_to_who_supervises_and_to_nobody_else(world: World) -> None:
    left = "SELECT case_id, name FROM referrals.left_behind()"
    with world.acting("adam") as connection:
        world.switch(connection, "sara")
        assert connection.execute(left).fetchall() == []
        world.switch(connection, "adam")
        connection.execute("SELECT agencies.suspend(%s)", [ID("ana")])
        assert connection.execute(left).fetchall() == [], "an administrator sees no case"
        for who, seen in (("sara", [(ID("own_alfa"), "ana")]), ("dan", []), ("pavel", [])):
            world.switch(connection, who)
            assert connection.execute(left).fetchall() == seen, who
        world.switch(connection, "sara")
        connection.execute("SELECT access.take_over(%s, 'assessment', 'lead_gone')", [ID("own_alfa")])
        assert connection.execute(left).fetchall() == []
