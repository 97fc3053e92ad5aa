"""Who opens a case, places a colleague or takes the lead over: truth tables, asked as the real roles."""

import uuid

import psycopg
import pytest

from tests.access.doors import (
    BREAK,
    LEADS,
    NO_PRIVILEGE,
    NOBODY,
    PLACE,
    YES,
    asks,
    emergency,
    open_sections,
    opened_to,
    said,
    sections,
)
from tests.access.names import ID, SHARED
from tests.access.world import World

# --- open_case ---


@pytest.mark.parametrize("who, expected", [
    ("ana", YES), ("dan", YES), ("sara", YES), ("lea", YES), ("bea", YES),
    # a nurse, an administrator and a judge lead no case, the police has no case for assessment
    ("nora", "profession_opens_no_case"), ("adam", "profession_opens_no_case"),
    ("jude", "profession_opens_no_case"), ("pavel", "profession_opens_no_case"),
    ("sam", NOBODY), ("nobody app", NOBODY),
    ("peer be", NO_PRIVILEGE), ("worker", NO_PRIVILEGE), ("nobody inbox", NO_PRIVILEGE),
])  # fmt: skip
def test_who_opens_a_case(world: World, who: str, expected: str) -> None:
    assert asks(world, who, "open_case(%s, 'assessment')", uuid.uuid4()) == expected


@pytest.mark.parametrize("purpose", ["protection", "referral_service", "criminal_proceedings", "", None])
def test_a_case_is_opened_for_assessment_only(world: World, purpose: str | None) -> None:
    assert asks(world, "ana", "open_case(%s, %s)", uuid.uuid4(), purpose) == "profession_opens_no_case"


def test_the_lead_holds_the_whole_file_and_no_colleague_any_of_it(world: World) -> None:
    case = uuid.uuid4()
    with world.acting("ana") as connection:
        assert said(connection, "open_case(%s, 'assessment')", case) == YES
        assert open_sections(connection, case) == {(s, "lead", True) for s in LEADS}
        for colleague in ("dan", "sara", "nora", "adam", "bea", "pavel"):
            world.switch(connection, colleague)
            assert sections(connection, case) == set()


def test_a_case_is_opened_once(world: World) -> None:
    with world.acting("bea") as connection, pytest.raises(psycopg.errors.UniqueViolation):
        said(connection, "open_case(%s, 'assessment')", ID("own_alfa"))


# --- place ---


@pytest.mark.parametrize("who, case, member, purpose, expected", [
    ("ana", "own_alfa", "dan", "assessment", YES),
    ("ana", "own_alfa", "nora", "assessment", YES),
    ("ana", "own_alfa", "lea", "assessment", YES),
    # nobody but the lead, whatever the rank
    ("dan", "own_alfa", "dan", "assessment", "only_the_lead_places"),
    ("sara", "own_alfa", "sara", "assessment", "only_the_lead_places"),
    ("nora", "own_alfa", "nora", "assessment", "only_the_lead_places"),
    ("bea", "own_alfa", "bea", "assessment", "not_a_case_here"),
    ("pavel", "own_alfa", "pavel", "assessment", "not_a_case_here"),
    # nobody wider than the policy, nobody from elsewhere
    ("ana", "own_alfa", "adam", "assessment", "profession_has_no_place"),
    ("ana", "own_alfa", "jude", "assessment", "profession_has_no_place"),
    ("ana", "own_alfa", "dan", "protection", "profession_has_no_place"),
    ("ana", "own_alfa", "dan", "referral_service", "profession_has_no_place"),
    ("ana", "own_alfa", "bea", "assessment", "not_a_member_here"),
    ("ana", "own_alfa", "pavel", "assessment", "not_a_member_here"),
    ("ana", "own_alfa", "sam", "assessment", "not_a_member_here"),
    ("ana", "nowhere", "dan", "assessment", "not_a_case_here"),
    ("sam", "own_alfa", "dan", "assessment", NOBODY),
    ("nobody app", "own_alfa", "dan", "assessment", NOBODY),
    ("peer be", "got_alfa", "dan", "assessment", NO_PRIVILEGE),
    ("worker", "own_alfa", "dan", "assessment", NO_PRIVILEGE),
    # a received case: who holds it for the team names the worker
    ("ana", "got_alfa", "ana", "assessment", YES),
    ("nora", "got_alfa", "dan", "assessment", YES),
    ("dan", "got_alfa", "dan", "assessment", "not_held_by_you"),
    ("sara", "got_alfa", "sara", "assessment", "not_held_by_you"),
    ("bea", "got_alfa", "bea", "assessment", "not_a_case_here"),
    ("ana", "got_alfa", "lea", "assessment", "profession_opens_nothing_here"),
    ("ana", "got_alfa", "adam", "assessment", "profession_opens_nothing_here"),
    ("ana", "got_alfa", "bea", "assessment", "not_a_member_here"),
    ("ana", "got_alfa", "sam", "assessment", "not_a_member_here"),
])  # fmt: skip
def test_who_places_whom(world: World, who: str, case: str, member: str, purpose: str, expected: str) -> None:
    assert asks(world, who, PLACE, ID(case), ID(member), purpose) == expected


def test_a_place_opens_what_the_policy_gives_the_profession(world: World) -> None:
    with world.acting("ana") as connection:
        assert said(connection, PLACE, ID("own_alfa"), ID("dan"), "assessment") == YES
        assert said(connection, PLACE, ID("own_alfa"), ID("nora"), "assessment") == YES
        world.switch(connection, "dan")
        assert open_sections(connection, ID("own_alfa")) == {
            (s, "place", True) for s in opened_to("social_worker", "place")
        }
        world.switch(connection, "nora")
        assert open_sections(connection, ID("own_alfa")) == {
            (s, "place", s == "health") for s in opened_to("nurse", "place")
        }


def test_acceptance_narrows_the_team_to_the_named_worker(world: World) -> None:
    with world.acting("ana") as connection:
        assert sections(connection, ID("got_alfa")) == set(SHARED)
        assert said(connection, PLACE, ID("got_alfa"), ID("dan"), "assessment") == YES
        assert sections(connection, ID("got_alfa")) == set()
        world.switch(connection, "nora")
        assert sections(connection, ID("got_alfa")) == set()
        assert said(connection, PLACE, ID("got_alfa"), ID("nora"), "assessment") == "not_held_by_you"
        world.switch(connection, "dan")
        assert open_sections(connection, ID("got_alfa")) == {(s, "consent", False) for s in SHARED}
        assert said(connection, PLACE, ID("got_alfa"), ID("nora"), "assessment") == YES


def test_an_emergency_reader_cannot_name_itself_and_stay(world: World) -> None:
    here = world.signed_in()
    with world.acting("sara", sign_in=here) as connection:
        assert said(connection, BREAK, *emergency("got_alfa", ["profile"])) == YES
        assert sections(connection, ID("got_alfa")) == {"profile"}
        assert said(connection, PLACE, ID("got_alfa"), ID("sara"), "assessment") == "not_held_by_you"
        world.switch(connection, "ana")
        assert sections(connection, ID("got_alfa")) == set(SHARED)


# --- take_over ---

TAKE_OVER = "take_over(%s, %s, %s)"


@pytest.mark.parametrize("who, case, purpose, reason, expected", [
    ("sara", "own_alfa", "assessment", "lead_absent", YES),
    # no rank: no supervisor
    ("dan", "own_alfa", "assessment", "lead_absent", "not_yours_to_take_over"),
    ("ana", "own_alfa", "assessment", "lead_absent", "not_yours_to_take_over"),
    # another agency's, a received one, none
    ("sara", "own_beta", "assessment", "lead_absent", "not_yours_to_take_over"),
    ("pavel", "own_alfa", "assessment", "lead_absent", "not_yours_to_take_over"),
    ("sara", "got_alfa", "assessment", "lead_absent", "not_yours_to_take_over"),
    ("sara", "nowhere", "assessment", "lead_absent", "not_yours_to_take_over"),
    # a supervisor whose profession leads no case
    ("adam", "own_alfa", "assessment", "lead_absent", "profession_opens_no_case"),
    ("sara", "own_alfa", "protection", "lead_absent", "profession_opens_no_case"),
    ("sara", "own_alfa", "assessment", "  ", "reason_missing"),
    ("sara", "own_alfa", "assessment", None, "reason_missing"),
    ("sara", "own_alfa", "assessment", "on sick leave", "reason_missing"),
    ("sam", "own_alfa", "assessment", "lead_absent", NOBODY),
    ("nobody app", "own_alfa", "assessment", "lead_absent", NOBODY),
    ("peer be", "got_alfa", "assessment", "lead_absent", NO_PRIVILEGE),
    ("worker", "own_alfa", "assessment", "lead_absent", NO_PRIVILEGE),
])  # fmt: skip
def test_who_takes_over(
    world: World, who: str, case: str, purpose: str, reason: str | None, expected: str
) -> None:
    assert asks(world, who, TAKE_OVER, ID(case), purpose, reason) == expected


def test_taking_over_moves_the_lead_and_leaves_the_former_nothing(world: World) -> None:
    with world.acting("sara") as connection:
        assert sections(connection, ID("own_alfa")) == set()
        assert said(connection, TAKE_OVER, ID("own_alfa"), "assessment", "lead_absent") == YES
        assert open_sections(connection, ID("own_alfa")) == {(s, "lead", True) for s in LEADS}
        world.switch(connection, "ana")
        assert sections(connection, ID("own_alfa")) == set()


# --- hold_still, received_case ---


@pytest.mark.parametrize("who, case, expected", [
    ("ana", "own_alfa", True), ("dan", "own_alfa", True), ("bea", "own_alfa", False), ("nobody app", "own_alfa", False),
])  # fmt: skip
def test_a_case_is_held_still_by_its_agency(world: World, who: str, case: str, expected: bool) -> None:
    with world.acting(who) as connection:
        assert connection.execute("SELECT access.hold_still(%s)", [ID(case)]).fetchone() == (expected,)


@pytest.mark.parametrize("who, found", [
    ("ana", True), ("dan", True), ("bea", False), ("nobody app", False),
    ("peer be", True), ("peer se", False), ("nobody inbox", False),
])  # fmt: skip
def test_a_received_case_is_found_by_its_two_sides(world: World, who: str, found: bool) -> None:
    with world.acting(who) as connection:
        row = connection.execute(
            "SELECT access.received_case(%s, %s)", [ID("referral_got_alfa"), ID("alfa")]
        ).fetchone()
        assert row == (ID("got_alfa") if found else None,)
