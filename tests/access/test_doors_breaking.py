"""Who breaks the glass in an emergency, and who reviews it: truth tables, asked as the real roles."""

import uuid
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest

from tests.access.doors import (
    BREAK,
    CONSENT,
    NO_PRIVILEGE,
    NOBODY,
    YES,
    agreed,
    asks,
    open_sections,
    said,
)
from tests.access.rows import insert
from tests.access.world import ID, World

SAVING = ["profile", "safe_contact", "safety"]
REVIEW = "review_break_glass(%s)"


@pytest.fixture(scope="module", autouse=True)
def _a_case_of_the_police(world: World) -> None:
    # No door makes one; so that the firewall's own refusal is met and not the one of a foreign case.
    insert(world.owner, "access.case", id=ID("own_police"), agency_id=ID("police"), kind="own")


@pytest.mark.parametrize("who, case, share, purpose, reason, expected", [
    ("dan", "own_alfa", SAVING, "protection", "bleeding", YES),
    ("nora", "own_alfa", SAVING, "protection", "bleeding", YES),
    ("dan", "got_alfa", ["safety"], "protection", "bleeding", YES),
    # not in another agency, behind no firewall, without a case right
    ("bea", "own_alfa", SAVING, "protection", "bleeding", "not_a_case_here"),
    ("pavel", "own_alfa", SAVING, "protection", "bleeding", "not_a_case_here"),
    ("pavel", "own_police", SAVING, "protection", "bleeding", "no_break_glass_for_you"),
    ("adam", "own_alfa", SAVING, "protection", "bleeding", "no_break_glass_for_you"),
    ("jude", "own_alfa", SAVING, "protection", "bleeding", "no_break_glass_for_you"),
    ("lea", "own_alfa", SAVING, "protection", "bleeding", "no_break_glass_for_you"),
    # only what saves the person, only to protect, only with a reason
    ("dan", "own_alfa", ["identity"], "protection", "bleeding", "no_break_glass_for_you"),
    ("dan", "own_alfa", ["narrative"], "protection", "bleeding", "no_break_glass_for_you"),
    ("dan", "own_alfa", [*SAVING, "identity"], "protection", "bleeding", "no_break_glass_for_you"),
    ("dan", "own_alfa", SAVING, "assessment", "bleeding", "no_break_glass_for_you"),
    ("dan", "own_alfa", SAVING, None, "bleeding", "no_break_glass_for_you"),
    ("dan", "own_alfa", SAVING, "protection", " ", "reason_missing"),
    ("dan", "own_alfa", SAVING, "protection", None, "reason_missing"),
    ("sam", "own_alfa", SAVING, "protection", "bleeding", NOBODY),
    ("nobody app", "own_alfa", SAVING, "protection", "bleeding", NOBODY),
    ("peer be", "got_alfa", SAVING, "protection", "bleeding", NO_PRIVILEGE),
    ("worker", "own_alfa", SAVING, "protection", "bleeding", NO_PRIVILEGE),
])  # fmt: skip
def test_who_breaks_the_glass(
    world: World,
    who: str,
    case: str,
    share: list[str],
    purpose: str | None,
    reason: str | None,
    expected: str,
) -> None:
    assert asks(world, who, BREAK, ID(case), share, purpose, reason) == expected


def test_broken_glass_shows_for_four_hours_and_lets_nothing_be_written(world: World) -> None:
    with world.acting("dan") as connection:
        assert said(connection, BREAK, ID("own_alfa"), SAVING, "protection", "bleeding") == YES
        assert open_sections(connection, ID("own_alfa")) == {(s, "break_glass", False) for s in SAVING}
        rows = connection.execute(
            "SELECT DISTINCT valid_until - access.domain_now() FROM access.my_grants()"
        ).fetchall()
        assert rows == [(timedelta(hours=4),)]
        assert said(connection, CONSENT, *agreed(share=["profile"])) == "not_yours_to_refer"


def _use(connection: psycopg.Connection, case: str = "own_alfa") -> UUID:
    row = connection.execute(
        f"SELECT access.{BREAK}", [ID(case), ["safety"], "protection", "bleeding"]
    ).fetchone()
    assert row is not None
    found: UUID = row[0]
    return found


@pytest.mark.parametrize("who, expected", [
    ("ana", YES), ("sara", YES), ("dan", "not_yours_to_review"), ("bea", "not_yours_to_review"),
    ("pavel", "not_yours_to_review"), ("sam", NOBODY),
])  # fmt: skip
def test_who_reviews_an_emergency_reading_of_dan(world: World, who: str, expected: str) -> None:
    with world.acting("dan") as connection:
        use = _use(connection)
        world.switch(connection, who)
        assert said(connection, REVIEW, use) == expected
        if expected == YES:
            assert said(connection, REVIEW, use) == "not_yours_to_review"


def test_a_second_reading_waits_for_the_review_of_the_first(world: World) -> None:
    again = (ID("got_alfa"), ["safety"], "protection", "bleeding again")
    with world.acting("dan") as connection:
        use = _use(connection)
        assert said(connection, BREAK, *again) == "earlier_use_not_reviewed"
        world.switch(connection, "ana")
        assert said(connection, REVIEW, use) == YES
        world.switch(connection, "dan")
        assert said(connection, BREAK, *again) == YES


@pytest.mark.parametrize("who", ["nobody app", "peer be", "worker"])
def test_nobody_reviews_without_being_a_member(world: World, who: str) -> None:
    assert asks(world, who, REVIEW, uuid.uuid4()) in (NOBODY, NO_PRIVILEGE)
