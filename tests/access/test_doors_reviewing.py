"""Who looks at an emergency reading, what blocks the next one, and what is told of it: asked as the real roles."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest

from tests.access.doors import (
    BREAK,
    CONSENT,
    NO_PRIVILEGE,
    NOBODY,
    REVIEW,
    YES,
    agreed,
    asks,
    emergency,
    said,
    sections,
)
from tests.access.emergencies import NOTE, SAVING, opened
from tests.access.names import ID, unforced
from tests.access.rows import NOW, insert
from tests.access.world import World


@pytest.fixture(scope="module", autouse=True)
def _nobody_is_left_signed_in(world: World) -> Iterator[None]:
    yield
    world.signed_out()


# --- The second person ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who, expected", [
    # who leads the case, who supervises
    ("ana", YES), ("sara", YES),
    # never oneself, no other colleague, nobody who only administers, nobody of another agency
    ("dan", "not_yours_to_review"), ("nora", "not_yours_to_review"), ("adam", "not_yours_to_review"),
    ("bea", "not_yours_to_review"), ("pavel", "not_yours_to_review"), ("sam", NOBODY),
])  # fmt: skip
def test_who_reviews_an_emergency_reading_of_dan(world: World, here: str, who: str, expected: str) -> None:
    with opened(world, here) as use, world.acting(who) as connection:
        assert said(connection, REVIEW, use, "justified", b"x") == expected
        if expected == YES:
            assert said(connection, REVIEW, use, "justified", b"x") == "not_yours_to_review"


def test_a_supervisor_does_not_review_their_own(world: World, here: str) -> None:
    with opened(world, here, "sara") as use:
        for who, expected in (("sara", "not_yours_to_review"), ("ana", YES)):
            with world.acting(who, sign_in=here) as connection:
                assert said(connection, REVIEW, use, "justified", b"x") == expected


def test_another_emergency_reader_of_the_case_is_no_second_person(world: World, here: str) -> None:
    with opened(world, here) as use, world.acting("nora", sign_in=here) as connection:
        assert said(connection, BREAK, *emergency()) == YES
        assert said(connection, REVIEW, use, "justified", b"x") == "not_yours_to_review"


@pytest.mark.parametrize("verdict, words, expected", [
    ("justified", b"x", YES), ("not_justified", b"x", YES), ("perhaps", b"x", "not_a_verdict"),
    (None, b"x", "not_a_verdict"), ("justified", None, "reason_missing"),
])  # fmt: skip
def test_a_review_is_a_verdict_with_words(
    world: World, here: str, verdict: str | None, words: bytes | None, expected: str
) -> None:
    with opened(world, here) as use, world.acting("ana") as connection:
        assert said(connection, REVIEW, use, verdict, words) == expected


@pytest.mark.parametrize("verdict, expected", [("justified", set(SAVING)), ("not_justified", set())])
def test_what_is_not_justified_ends_at_once(
    world: World, here: str, verdict: str, expected: set[str]
) -> None:
    with opened(world, here) as use, world.acting("ana") as connection:
        assert said(connection, REVIEW, use, verdict, b"x") == YES
        world.switch(connection, "dan", sign_in=here)
        assert sections(connection, ID("own_alfa")) == expected


AGAIN = emergency("got_alfa", ["safety"])


def test_the_next_one_waits_for_the_review_of_the_one_before(world: World, here: str) -> None:
    with opened(world, here) as use, world.acting("dan", sign_in=here) as connection:
        assert said(connection, BREAK, *AGAIN) == "earlier_use_not_reviewed"
        world.switch(connection, "ana")
        assert said(connection, REVIEW, use, "justified", b"x") == YES
        world.switch(connection, "dan", sign_in=here)
        assert said(connection, BREAK, *AGAIN) == YES


def test_an_unjustified_one_blocks_until_a_supervisor_has_noted_it(world: World, here: str) -> None:
    with opened(world, here) as use, world.acting("ana") as connection:
        assert said(connection, REVIEW, use, "not_justified", b"x") == YES
        for who in ("ana", "adam", "bea", "dan"):
            world.switch(connection, who, sign_in=here)
            assert said(connection, NOTE, use) == "not_yours_to_note"
        assert said(connection, BREAK, *AGAIN) == "earlier_use_not_noted"
        world.switch(connection, "sara")
        assert concerned(connection) == {("note", use)}
        assert said(connection, NOTE, use) == YES
        world.switch(connection, "dan", sign_in=here)
        assert said(connection, BREAK, *AGAIN) == YES


def concerned(connection: psycopg.Connection) -> set[tuple[str, UUID]]:
    """What of emergency readings concerns whoever acts."""
    return set(connection.execute("SELECT what, id FROM access.glass_for_me()").fetchall())


def test_each_sees_what_concerns_them_and_nothing_else(world: World, here: str) -> None:
    with opened(world, here) as use:
        expected = {
            "ana": "review",
            "sara": "review",
            "dan": "mine",
            "nora": "",
            "adam": "",
            "bea": "",
            "cora": "",
        }
        for who, what in expected.items():
            with world.acting(who, sign_in=here) as connection:
                assert concerned(connection) == ({(what, use)} if what else set())


def test_a_sharing_without_consent_that_nobody_saw_in_a_day_blocks_it(world: World, here: str) -> None:
    for due, expected in ((NOW, "sending_not_reviewed"), (NOW + timedelta(days=400), YES)):
        with unforced(world.owner, "consent.review"):
            insert(
                world.owner,
                "consent.review",
                id=ID("late"),
                agency_id=ID("alfa"),
                by_member=ID("dan"),
                due_at=due,
            )
        with world.acting("dan", sign_in=here) as connection:
            assert said(connection, BREAK, *emergency()) == expected
        with unforced(world.owner, "consent.review"):
            world.owner.execute("DELETE FROM consent.review WHERE id = %s", [ID("late")])


@pytest.mark.parametrize("hours, expected", [(71, YES), (73, "reading_not_reviewed")])
def test_a_reading_that_nobody_saw_in_three_days_blocks_sharing_without_consent(
    world: World, here: str, hours: int, expected: str
) -> None:
    ground = agreed(
        team="team_beta", purpose="protection", share=["safety"], basis="ground", ground="vital_interest"
    )
    insert(
        world.owner, "access.break_glass_use", id=ID("old"), member_id=ID("ana"), reason="person_here",
        sections=["safety"], at=NOW, until=NOW,
    )  # fmt: skip
    world.owner.execute(
        "UPDATE access.break_glass_use SET at = now() - %s, until = now() - %s", [timedelta(hours=hours)] * 2
    )
    assert asks(world, "ana", CONSENT, *ground) == expected
    assert asks(world, "ana", CONSENT, *agreed()) == YES
    world.owner.execute("DELETE FROM access.break_glass_use WHERE id = %s", [ID("old")])


@pytest.mark.parametrize("who", ["nobody app", "peer be", "worker"])
def test_nobody_reviews_without_being_a_member(world: World, who: str) -> None:
    assert asks(world, who, REVIEW, uuid.uuid4(), "justified", b"x") in (NOBODY, NO_PRIVILEGE)


# --- What is told of it -----------------------------------------------------------------------------------------


def test_the_person_is_shown_role_reason_and_answer(world: World, here: str) -> None:
    with opened(world, here) as use, world.acting("ana") as connection:
        told = "SELECT role, sections, reason, verdict FROM access.emergencies_of(%s)"
        assert connection.execute(told, [ID("own_alfa")]).fetchall() == [
            ("social_worker", SAVING, "person_here", "")
        ]
        assert said(connection, REVIEW, use, "justified", b"x") == YES
        assert connection.execute(told, [ID("own_alfa")]).fetchall()[0][3] == "justified"
        for other in ("sara", "nora", "bea"):
            world.switch(connection, other)
            assert connection.execute(told, [ID("own_alfa")]).fetchall() == []


def test_the_node_counts_them(world: World, here: str) -> None:
    asked = "SELECT used, waiting, late, reviewed_in_time, not_justified FROM access.glass_numbers()"
    with opened(world, here) as use, world.acting("nobody app") as connection:
        assert connection.execute(asked).fetchone() == (1, 1, 0, 0, 0)
        world.switch(connection, "ana")
        assert said(connection, REVIEW, use, "not_justified", b"x") == YES
        assert connection.execute(asked).fetchone() == (1, 0, 0, 1, 1)


@pytest.mark.parametrize(
    "who, found", [("dan", True), ("nora", True), ("lea", False), ("bea", False), ("pavel", False)]
)
def test_a_file_is_found_by_its_number_in_the_own_agency_only(world: World, who: str, found: bool) -> None:
    with world.acting(who) as connection:
        asked = "SELECT access.case_numbered(%s)"
        assert connection.execute(asked, [ID("own_alfa").hex[:12]]).fetchone() == (
            ID("own_alfa") if found else None,
        )
        for wrong in (
            ID("own_alfa").hex[:11],
            ID("own_police").hex[:12],
            ID("got_alfa").hex[:12],
            "%" * 12,
            None,
        ):
            assert connection.execute(asked, [wrong]).fetchone() == (None,)


def test_its_words_go_with_the_keys_of_the_file(world: World, here: str) -> None:
    with opened(world, here):
        forget = "SELECT access.forget_glass_words()"
        with world.acting("worker") as connection:
            assert connection.execute(forget).fetchone() == (0,)
        with world.acting("ana") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(forget)
        world.owner.execute("UPDATE access.break_glass_use SET case_id = gen_random_uuid()")  # of no key
        with world.acting("worker") as connection:
            assert connection.execute(forget).fetchone() == (1,)
