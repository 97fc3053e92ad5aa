"""The team of an own case: places with an end, who ends them, the lead by offer and acceptance, the lead taken over."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest

from safeconduct.vocabulary.codes import TakeOverReason
from tests.access.doors import (
    BREAK,
    LEADS,
    NO_PRIVILEGE,
    NOBODY,
    YES,
    asks,
    emergency,
    open_sections,
    opened_to,
    said,
    sections,
)
from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.world import World

PLACE = "place(%s, %s, 'assessment', %s)"
END = "end_place(%s, %s)"
OFFER = "offer_lead(%s, %s, %s, %s)"
ACCEPT = "accept_lead(%s)"
OVER = "end_offer(%s)"
WITH = "offer_received(%s, %s)"
TAKE = "take_received(%s)"
TAKE_OVER = "take_over(%s, 'assessment', %s)"
CASE = ID("own_alfa")
FIRST, SECOND = uuid.uuid4(), uuid.uuid4()
PLACED = {(section, "place", True) for section in opened_to("social_worker", "place")}
LEADING = {(section, "lead", True) for section in LEADS}


def placed(connection: psycopg.Connection, world: World, who: str, until: datetime | None = None) -> None:
    """Ana, who leads, gives this colleague a place."""
    world.switch(connection, "ana")
    assert said(connection, PLACE, CASE, ID(who), until) == YES


def offered(connection: psycopg.Connection, world: World, to: str = "dan", *, stays: bool = True) -> None:
    """Ana offers the lead."""
    world.switch(connection, "ana")
    assert said(connection, OFFER, FIRST, CASE, ID(to), stays) == YES


def why_ended(connection: psycopg.Connection, who: str) -> set[str | None]:
    """How the rows of this member ended, as the page Team is told."""
    rows = connection.execute(
        "SELECT ended_why FROM access.team_of(%s) WHERE member_id = %s", [CASE, ID(who)]
    ).fetchall()
    return {row[0] for row in rows}


@contextmanager
def standing(world: World, *calls: tuple[str, list[Any]]) -> Iterator[None]:
    """What Ana has done is committed, so that the owner can let time pass; taken away at the end."""
    app = world.connections["app"]
    with app.transaction():
        app.execute("SELECT set_config('safeconduct.context', %s, true)", [world.token("ana")])
        for call, values in calls:
            assert said(app, call, *values) == YES
    try:
        yield
    finally:
        world.owner.execute("DELETE FROM access.lead_offer")
        world.owner.execute("DELETE FROM access.grants WHERE basis = 'place'")


# --- Places ---


@pytest.mark.parametrize("member, until, expected", [
    ("dan", None, YES), ("dan", NOW + timedelta(days=3), YES), ("lea", None, YES),
    ("dan", NOW - timedelta(minutes=1), "ends_before_it_begins"),
    ("ana", None, "leads_already"),
    ("adam", None, "profession_has_no_place"), ("cora", None, "profession_has_no_place"),
    ("bea", None, "not_a_member_here"), ("sam", None, "not_a_member_here"),
])  # fmt: skip
def test_to_whom_the_lead_gives_a_place_and_until_when(
    world: World, member: str, until: datetime | None, expected: str
) -> None:
    assert asks(world, "ana", PLACE, CASE, ID(member), until) == expected


def test_a_place_is_given_once(world: World) -> None:
    with world.acting("ana") as connection:
        placed(connection, world, "dan")
        assert said(connection, PLACE, CASE, ID("dan"), None) == "has_a_place"


def test_a_place_with_an_end_opens_nothing_after_it_and_can_be_given_again(world: World) -> None:
    with standing(world, (PLACE, [CASE, ID("dan"), NOW + timedelta(days=3)])):
        with world.acting("dan") as connection:
            assert open_sections(connection, CASE) == PLACED
        world.owner.execute("UPDATE access.grants SET valid_until = now() WHERE basis = 'place'")
        with world.acting("dan") as connection:
            assert sections(connection, CASE) == set()
        with world.acting("ana") as connection:
            assert why_ended(connection, "dan") == {"lapsed"}
            placed(connection, world, "dan")
            world.switch(connection, "dan")
            assert open_sections(connection, CASE) == PLACED


@pytest.mark.parametrize("who, expected, why", [
    ("ana", YES, "ended_by_lead"), ("dan", YES, "given_up"), ("sara", YES, "ended_by_supervisor"),
    # a colleague with a place, none at all, who only administers, another agency
    ("nora", "not_yours_to_end", None), ("lea", "not_yours_to_end", None), ("adam", "not_yours_to_end", None),
    ("bea", "not_a_case_here", None), ("pavel", "not_a_case_here", None),
    ("sam", NOBODY, None), ("nobody app", NOBODY, None), ("peer be", NO_PRIVILEGE, None),
    ("worker", NO_PRIVILEGE, None),
])  # fmt: skip
def test_who_ends_a_place(world: World, who: str, expected: str, why: str | None) -> None:
    with standing(world, (PLACE, [CASE, ID("dan"), None]), (PLACE, [CASE, ID("nora"), None])):
        with world.acting(who) as connection:
            assert said(connection, END, CASE, ID("dan")) == expected
            if expected == YES:
                world.switch(connection, "dan")
                assert sections(connection, CASE) == set()
                world.switch(connection, "nora")
                assert sections(connection, CASE) == opened_to("nurse", "place")
                world.switch(connection, "ana")
                assert why_ended(connection, "dan") == {why}


def test_ending_a_place_never_ends_the_lead(world: World) -> None:
    for who in ("ana", "sara"):
        with world.acting(who) as connection:
            assert said(connection, END, CASE, ID("ana")) == YES
            world.switch(connection, "ana")
            assert open_sections(connection, CASE) == LEADING


# --- The lead, by offer and acceptance ---


@pytest.mark.parametrize("who, case, to, expected", [
    ("ana", "own_alfa", "dan", YES), ("ana", "own_alfa", "lea", YES), ("ana", "own_alfa", "sara", YES),
    ("dan", "own_alfa", "dan", "only_the_lead_offers"), ("sara", "own_alfa", "sara", "only_the_lead_offers"),
    ("ana", "own_alfa", "ana", "leads_already"),
    # a nurse leads no case, an administrator none, and nobody of elsewhere
    ("ana", "own_alfa", "nora", "profession_opens_no_case"), ("ana", "own_alfa", "adam", "profession_opens_no_case"),
    ("ana", "own_alfa", "bea", "not_a_member_here"), ("ana", "own_alfa", "sam", "not_a_member_here"),
    ("bea", "own_alfa", "bea", "not_a_case_here"), ("ana", "got_alfa", "dan", "not_a_case_here"),
    ("sam", "own_alfa", "dan", NOBODY), ("nobody app", "own_alfa", "dan", NOBODY),
    ("peer be", "own_alfa", "dan", NO_PRIVILEGE), ("worker", "own_alfa", "dan", NO_PRIVILEGE),
])  # fmt: skip
def test_who_offers_the_lead_to_whom(world: World, who: str, case: str, to: str, expected: str) -> None:
    assert asks(world, who, OFFER, uuid.uuid4(), ID(case), ID(to), True) == expected


def test_with_the_offer_the_colleague_reads_by_a_place_and_the_lead_leads(world: World) -> None:
    with world.acting("ana") as connection:
        offered(connection, world)
        assert open_sections(connection, CASE) == LEADING
        world.switch(connection, "dan")
        assert open_sections(connection, CASE) == PLACED
        assert connection.execute("SELECT case_id FROM access.leads_offered_to_me()").fetchall() == [(CASE,)]
        world.switch(connection, "nora")
        assert connection.execute("SELECT * FROM access.lead_offered(%s)", [CASE]).fetchall() == []


def test_one_open_offer_a_case(world: World) -> None:
    with world.acting("ana") as connection:
        offered(connection, world)
        assert said(connection, OFFER, SECOND, CASE, ID("sara"), True) == "offered_already"


@pytest.mark.parametrize("stays, left", [(True, PLACED), (False, set())])
def test_on_acceptance_the_lead_is_another_and_the_former_one_stays_or_leaves(
    world: World, stays: bool, left: set[tuple[str, str, bool]]
) -> None:
    with world.acting("ana") as connection:
        offered(connection, world, stays=stays)
        world.switch(connection, "dan")
        assert said(connection, ACCEPT, FIRST) == YES
        assert open_sections(connection, CASE) == LEADING
        assert connection.execute("SELECT * FROM access.leads_offered_to_me()").fetchall() == []
        assert said(connection, ACCEPT, FIRST) == "offer_is_over"
        world.switch(connection, "ana")
        assert open_sections(connection, CASE) == left


# --- What was received beside it ---

RECEIVED = ID("got_alfa")


def worked_on(connection: psycopg.Connection, world: World, who: str) -> None:
    """Ana, who has it by her team, names this member for what was received."""
    world.switch(connection, "ana")
    assert said(connection, PLACE, RECEIVED, ID(who), None) == YES


def test_what_was_received_goes_with_the_lead_where_both_say_so(world: World) -> None:
    with world.acting("ana") as connection:
        worked_on(connection, world, "ana")
        before = open_sections(connection, RECEIVED)
        offered(connection, world, stays=False)
        assert connection.execute("SELECT access.offer_received(%s, %s)", [FIRST, [RECEIVED]]).fetchone() == (
            1,
        )
        world.switch(connection, "dan")
        assert connection.execute("SELECT access.offered_received(%s)", [FIRST]).fetchone() == (1,)
        assert open_sections(connection, RECEIVED) == set(), "an offer opens nothing of it"
        assert said(connection, TAKE, FIRST) == "not_accepted_by_you"
        assert said(connection, ACCEPT, FIRST) == YES
        assert connection.execute("SELECT access.take_received(%s)", [FIRST]).fetchall() == [(RECEIVED,)]
        assert open_sections(connection, RECEIVED) == before
        assert connection.execute("SELECT access.take_received(%s)", [FIRST]).fetchall() == [], "once"
        world.switch(connection, "ana")
        assert open_sections(connection, RECEIVED) == set()


def test_without_the_offer_or_without_the_tick_it_stays(world: World) -> None:
    with world.acting("ana") as connection:
        worked_on(connection, world, "ana")
        offered(connection, world, stays=False)
        world.switch(connection, "dan")
        assert said(connection, ACCEPT, FIRST) == YES
        assert connection.execute("SELECT access.take_received(%s)", [FIRST]).fetchall() == [], "not offered"
        world.switch(connection, "ana")
        assert open_sections(connection, RECEIVED) != set(), "not taken"


@pytest.mark.parametrize("who", ["dan", "sara", "nora", "bea"])
def test_only_who_offers_offers_what_was_received_and_only_what_they_hold(world: World, who: str) -> None:
    with world.acting("ana") as connection:
        worked_on(connection, world, "dan")
        offered(connection, world)
        found = connection.execute(
            "SELECT access.offer_received(%s, %s)", [FIRST, [RECEIVED, CASE, ID("got_beta")]]
        )
        assert found.fetchone() == (0,), "dan holds one of them, and the others are none or elsewhere"
        world.switch(connection, who)
        assert said(connection, WITH, FIRST, [RECEIVED]) == "not_your_offer"


@pytest.mark.parametrize("who", ["ana", "sara", "nora", "bea"])
def test_nobody_accepts_for_another(world: World, who: str) -> None:
    with world.acting("ana") as connection:
        offered(connection, world)
        world.switch(connection, who)
        assert said(connection, ACCEPT, FIRST) == "not_offered_to_you"


@pytest.mark.parametrize("who, expected", [
    ("dan", "declined"), ("ana", "taken_back"), ("sara", "refused"), ("nora", "refused"), ("bea", "refused"),
])  # fmt: skip
def test_who_ends_an_offer_and_with_it_the_place_that_came_with_it(
    world: World, who: str, expected: str
) -> None:
    with world.acting("ana") as connection:
        offered(connection, world)
        world.switch(connection, who)
        if expected == "refused":
            assert said(connection, OVER, FIRST) == "not_offered_to_you"
            return
        assert connection.execute("SELECT access.end_offer(%s)", [FIRST]).fetchone() == (expected,)
        world.switch(connection, "dan")
        assert sections(connection, CASE) == set()
        assert said(connection, ACCEPT, FIRST) == "offer_is_over"
        world.switch(connection, "ana")
        assert said(connection, OFFER, SECOND, CASE, ID("lea"), True) == YES, "another may be asked"


def test_who_had_a_place_before_the_offer_keeps_it_when_it_is_declined(world: World) -> None:
    with world.acting("ana") as connection:
        placed(connection, world, "dan")
        offered(connection, world)
        world.switch(connection, "dan")
        assert said(connection, OVER, FIRST) == YES
        assert open_sections(connection, CASE) == PLACED


def test_who_gives_the_place_up_has_declined(world: World) -> None:
    with world.acting("ana") as connection:
        offered(connection, world)
        world.switch(connection, "dan")
        assert said(connection, END, CASE, ID("dan")) == YES
        assert said(connection, ACCEPT, FIRST) == "offer_is_over"


def test_after_fourteen_days_an_offer_and_its_place_are_over(world: World) -> None:
    with standing(world, (OFFER, [FIRST, CASE, ID("dan"), True])):
        row = world.owner.execute("SELECT until - at FROM access.lead_offer").fetchone()
        assert row == (timedelta(days=14),)
        for table, column in (("lead_offer", "until"), ("grants", "valid_until")):
            world.owner.execute(
                f"UPDATE access.{table} SET {column} = now() - interval '1 second' WHERE {column} IS NOT NULL"
                + ("" if table == "lead_offer" else " AND basis = 'place'")
            )
        with world.acting("dan") as connection:
            assert sections(connection, CASE) == set()
            assert said(connection, ACCEPT, FIRST) == "offer_is_over"
        with world.acting("ana") as connection:
            placed(connection, world, "dan")
            assert said(connection, OFFER, SECOND, CASE, ID("sara"), False) == YES, (
                "the old one blocks nothing"
            )
            world.switch(connection, "dan")
            assert open_sections(connection, CASE) == PLACED, "a place of later has nothing to do with it"


def test_an_offer_of_who_leads_no_more_is_over(world: World) -> None:
    with world.acting("ana") as connection:
        offered(connection, world)
        world.switch(connection, "sara")
        assert said(connection, TAKE_OVER, CASE, "lead_absent") == YES
        world.switch(connection, "dan")
        assert sections(connection, CASE) == set()
        assert said(connection, ACCEPT, FIRST) == "offer_is_over"


# --- Taken over ---


def test_the_listed_reasons_are_those_of_the_code(world: World) -> None:
    for reason in TakeOverReason:
        assert asks(world, "sara", TAKE_OVER, CASE, reason.value) == YES
    assert asks(world, "sara", TAKE_OVER, CASE, "because") == "reason_missing"


def test_whoever_leads_takes_nothing_over(world: World) -> None:
    with world.acting("sara") as connection:
        assert said(connection, TAKE_OVER, CASE, "lead_gone") == YES
        assert said(connection, TAKE_OVER, CASE, "lead_gone") == "leads_already"


def test_taking_over_is_told_with_agency_and_role_to_who_has_it_in_hand(world: World) -> None:
    with world.acting("ana") as connection:
        placed(connection, world, "dan")
        placed(connection, world, "sara")
        world.switch(connection, "sara")
        assert said(connection, TAKE_OVER, CASE, "lead_gone") == YES
        assert open_sections(connection, CASE) == LEADING, "the own place has become the lead"
        told = "SELECT agency_id, role, reason FROM access.takeovers_of(%s)"
        for who in ("sara", "dan"):
            world.switch(connection, who)
            assert connection.execute(told, [CASE]).fetchall() == [(ID("alfa"), "social_worker", "lead_gone")]
        for who in ("ana", "nora", "bea"):
            world.switch(connection, who)
            assert connection.execute(told, [CASE]).fetchall() == []


# --- Who is told of the team ---


@pytest.mark.parametrize("who, seen", [
    ("ana", {"ana", "dan"}), ("dan", {"ana", "dan"}), ("sara", {"ana", "dan"}),
    ("nora", set()), ("lea", set()), ("adam", set()), ("bea", set()), ("pavel", set()),
])  # fmt: skip
def test_the_team_is_told_to_who_has_the_case_in_hand_and_to_whoever_supervises(
    world: World, who: str, seen: set[str]
) -> None:
    with world.acting("ana") as connection:
        placed(connection, world, "dan")
        world.switch(connection, who)
        rows = connection.execute("SELECT DISTINCT name FROM access.team_of(%s)", [CASE]).fetchall()
        assert {row[0] for row in rows} == seen


def test_an_emergency_shows_neither_the_team_nor_an_offer(world: World, here: str) -> None:
    with world.acting("ana") as connection:
        offered(connection, world, "sara")
        world.switch(connection, "dan", sign_in=here)
        assert said(connection, BREAK, *emergency()) == YES
        assert sections(connection, CASE)
        for call in ("team_of", "lead_offered", "takeovers_of"):
            assert connection.execute(f"SELECT * FROM access.{call}(%s)", [CASE]).fetchall() == []


@pytest.mark.parametrize("who, found", [
    ("sara", True), ("ana", False), ("adam", False), ("pavel", False), ("bea", False),
])  # fmt: skip
def test_a_file_is_found_by_its_number_by_who_supervises_there(world: World, who: str, found: bool) -> None:
    with world.acting(who) as connection:
        row = connection.execute(
            "SELECT access.supervised_number(%s), access.supervised(%s)", [CASE.hex[:12], CASE]
        ).fetchone()
        assert row == ((CASE, True) if found else (None, False))
        wrong = connection.execute(
            "SELECT access.supervised_number(%s), access.supervised(%s)", [CASE.hex[:11], ID("got_alfa")]
        ).fetchone()
        assert wrong == (None, False)
