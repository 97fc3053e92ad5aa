"""Who ends access and who destroys keys: truth tables, asked as the real roles."""

from typing import Any

import pytest

from tests.access.doors import (
    BREAK,
    CONSENT,
    DESTROY,
    END,
    GIVE_BACK,
    LEADS,
    NO_PRIVILEGE,
    PLACE,
    YES,
    agreed,
    asks,
    disclosed,
    emergency,
    said,
    sections,
)
from tests.access.names import ID, SHARED
from tests.access.world import World, put

# --- end_grants ---


@pytest.mark.parametrize("who, case, expected", [
    # any member of the agency that holds, whether or not anything is open to it
    ("ana", "got_alfa", YES), ("dan", "got_alfa", YES), ("adam", "got_alfa", YES), ("dan", "own_alfa", YES),
    ("bea", "got_alfa", "not_yours_to_end"), ("pavel", "own_alfa", "not_yours_to_end"),
    ("sam", "got_alfa", "not_yours_to_end"), ("nobody app", "got_alfa", "not_yours_to_end"),
    # the peer that sent it, and no other; never an own case
    ("peer be", "got_alfa", YES), ("peer se", "got_alfa", "not_yours_to_end"),
    ("peer be", "own_alfa", "not_yours_to_end"), ("nobody inbox", "got_alfa", "not_yours_to_end"),
    ("worker", "got_alfa", YES), ("worker", "own_alfa", YES), ("nobody worker", "got_alfa", "not_yours_to_end"),
    ("ana", "nowhere", YES),
])  # fmt: skip
def test_who_ends_access(world: World, who: str, case: str, expected: str) -> None:
    assert asks(world, who, END, ID(case), None, None, "withdrawn") == expected


def test_ending_closes_what_was_received(world: World) -> None:
    with world.acting("ana") as connection:
        assert said(connection, END, ID("got_alfa"), ["identity"], None, "withdrawn") == YES
        assert sections(connection, ID("got_alfa")) == set(SHARED) - {"identity"}
        assert said(connection, END, ID("got_alfa"), None, None, "withdrawn") == YES
        assert sections(connection, ID("got_alfa")) == set()


def test_ending_takes_back_what_may_leave_and_not_the_leads_own_sight(world: World) -> None:
    with world.acting("ana") as connection:
        assert said(connection, CONSENT, *agreed()) == YES
        assert said(connection, CONSENT, *agreed(team="team_beta")) == YES
        assert said(connection, END, ID("own_alfa"), None, ID("team_gent"), "withdrawn") == YES
        assert {team for _, team in disclosed(connection, "own_alfa")} == {ID("team_beta")}
        world.switch(connection, "adam")
        assert said(connection, END, ID("own_alfa"), None, None, "withdrawn") == YES
        world.switch(connection, "ana")
        assert disclosed(connection, "own_alfa") == set()
        assert sections(connection, ID("own_alfa")) == LEADS


# --- give_back ---


@pytest.mark.parametrize("who, expected", [
    ("peer be", YES), ("peer se", YES), ("nobody inbox", "no_message_is_being_taken_in"),
    ("ana", NO_PRIVILEGE), ("worker", NO_PRIVILEGE),
])  # fmt: skip
def test_only_the_inbox_gives_back_for_a_peer(world: World, who: str, expected: str) -> None:
    assert (
        asks(world, who, GIVE_BACK, ID("own_alfa"), ID("team_gent"), ID("consent"), "withdrawn") == expected
    )


@pytest.mark.parametrize("peer, case, team, consent, left", [
    ("be", "own_alfa", "team_gent", "consent", 0),
    # another peer, another case, a team that is not the peer's, a newer consent: nothing ends
    ("se", "own_alfa", "team_gent", "consent", 2), ("be", "own_beta", "team_gent", "consent", 2),
    ("be", "own_alfa", "team_beta", "consent", 2), ("be", "own_alfa", "team_gent", "newer", 2),
])  # fmt: skip
def test_a_peer_gives_back_what_one_consent_lets_leave_to_its_own_team(
    world: World, peer: str, case: str, team: str, consent: str, left: int
) -> None:
    app, inbox = world.connections["app"], world.connections["inbox"]
    with app.transaction():
        put(app, world.token("ana"))
        assert said(app, CONSENT, *agreed()) == YES
    try:
        with inbox.transaction():
            put(inbox, world.token(f"peer {peer}"))
            assert said(inbox, GIVE_BACK, ID(case), ID(team), ID(consent), "withdrawn") == YES
        with world.acting("ana") as connection:
            assert len(disclosed(connection, "own_alfa")) == left
            assert sections(connection, ID("own_alfa")) == LEADS
    finally:
        with app.transaction():
            put(app, world.token("ana"))
            assert said(app, END, ID("own_alfa"), None, None, "withdrawn") == YES


# --- destroy_keys ---


@pytest.mark.parametrize("who, case, expected", [
    ("ana", "got_alfa", YES), ("dan", "got_alfa", YES),
    ("bea", "got_alfa", "not_yours_to_erase"), ("pavel", "got_alfa", "not_yours_to_erase"),
    ("peer be", "got_alfa", YES), ("peer se", "got_alfa", "not_yours_to_erase"),
    # an own case: its lead, and neither a colleague nor whoever sent something else
    ("ana", "own_alfa", YES), ("dan", "own_alfa", "not_yours_to_erase"), ("sara", "own_alfa", "not_yours_to_erase"),
    ("bea", "own_alfa", "not_yours_to_erase"), ("peer be", "own_alfa", "not_yours_to_erase"),
    ("sam", "got_alfa", "not_yours_to_erase"), ("nobody app", "got_alfa", "not_yours_to_erase"),
    ("nobody inbox", "got_alfa", "not_yours_to_erase"), ("worker", "got_alfa", NO_PRIVILEGE),
    ("ana", "nowhere", YES),
])  # fmt: skip
def test_who_erases(world: World, who: str, case: str, expected: str) -> None:
    assert asks(world, who, DESTROY, ID(case), None) == expected


def test_erasing_takes_the_keys_of_the_named_sections(world: World) -> None:
    with world.acting("ana") as connection:
        keys = "SELECT count(*) FROM keys.section_key WHERE case_id = %s"
        assert connection.execute(keys, [ID("own_alfa")]).fetchone() == (6,)
        assert connection.execute(f"SELECT access.{DESTROY}", [ID("own_alfa"), ["return"]]).fetchone() == (0,)
        assert connection.execute(f"SELECT access.{DESTROY}", [ID("own_alfa"), ["needs"]]).fetchone() == (1,)
        assert connection.execute(keys, [ID("own_alfa")]).fetchone() == (5,)
        assert connection.execute(keys, [ID("got_alfa")]).fetchone() == (1,)


@pytest.mark.parametrize("call, values", [
    (DESTROY, [ID("own_alfa"), None]), (PLACE, [ID("own_alfa"), ID("dan"), "assessment"]), (CONSENT, agreed()),
    (BREAK, emergency()), (END, [ID("own_alfa"), None, None, "x"]),
])  # fmt: skip
def test_a_lead_who_left_for_another_agency_has_no_door_left(
    world: World, call: str, values: list[Any]
) -> None:
    world.owner.execute("UPDATE agencies.member SET agency_id = %s WHERE id = %s", [ID("beta"), ID("ana")])
    try:
        assert asks(world, "ana", call, *values) not in (YES, NO_PRIVILEGE)
        with world.acting("ana") as connection:
            assert sections(connection, ID("own_alfa")) == sections(connection, ID("got_alfa")) == set()
    finally:
        world.owner.execute(
            "UPDATE agencies.member SET agency_id = %s WHERE id = %s", [ID("alfa"), ID("ana")]
        )
