"""Who reads in an emergency, for how long, and who reviews it: truth tables, asked as the real roles."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from safeconduct.vocabulary.codes import FIREWALLED, EmergencyReason, Profession
from tests.access.doors import (
    BREAK,
    CONSENT,
    NO_PRIVILEGE,
    NOBODY,
    REVIEW,
    YES,
    agreed,
    asks,
    disclosed,
    emergency,
    open_sections,
    said,
    sections,
)
from tests.access.rows import NOW, insert
from tests.access.test_doors_sharing import later
from tests.access.world import ID, World, unforced

SAVING = ["profile", "safe_contact", "safety"]
CLOSE = "close_glass(%s)"
NOTE = "note_glass(%s)"


@pytest.fixture(scope="module", autouse=True)
def _a_case_of_the_police(world: World) -> Iterator[None]:
    # No door makes one; so that the firewall's own refusal is met and not the one of a foreign case.
    insert(world.owner, "access.case", id=ID("own_police"), agency_id=ID("police"), kind="own")
    yield
    world.signed_out()


@pytest.fixture
def here(world: World) -> str:
    """The mark of a sign-in that lasts."""
    return world.signed_in()


@pytest.mark.parametrize("who, given, expected", [
    ("dan", emergency(), YES),
    ("nora", emergency(), YES),
    ("dan", emergency("got_alfa", ["safety"]), YES),
    # not in another agency, behind no firewall, without a case right
    ("bea", emergency(), "not_a_case_here"),
    ("pavel", emergency(), "not_a_case_here"),
    ("pavel", emergency("own_police"), "no_break_glass_for_you"),
    ("adam", emergency(), "no_break_glass_for_you"),
    ("jude", emergency(), "no_break_glass_for_you"),
    ("lea", emergency(), "no_break_glass_for_you"),
    # only what saves the person, only to protect, only with a listed reason and words
    ("dan", emergency(share=["identity"]), "no_break_glass_for_you"),
    ("dan", emergency(share=["narrative"]), "no_break_glass_for_you"),
    ("dan", emergency(share=[*SAVING, "identity"]), "no_break_glass_for_you"),
    ("dan", emergency(share=[]), "no_section_named"),
    ("dan", emergency(purpose="assessment"), "no_break_glass_for_you"),
    ("dan", emergency(purpose=None), "no_break_glass_for_you"),
    ("dan", emergency(reason="I was curious"), "reason_missing"),
    ("dan", emergency(reason=None), "reason_missing"),
    ("dan", emergency(words=None), "reason_missing"),
    # not what is open already, and not in a sign-in that is over
    ("ana", emergency(), "open_to_you_already"),
    ("dan", emergency(rest=timedelta()), "no_sign_in"),
    ("dan", emergency(rest=None), "no_sign_in"),
    ("sam", emergency(), NOBODY),
    ("nobody app", emergency(), NOBODY),
    ("peer be", emergency("got_alfa"), NO_PRIVILEGE),
    ("worker", emergency(), NO_PRIVILEGE),
])  # fmt: skip
def test_who_reads_in_an_emergency(
    world: World, here: str, who: str, given: list[Any], expected: str
) -> None:
    with world.acting(who, sign_in=here) as connection:
        assert said(connection, BREAK, *given) == expected


def test_the_listed_reasons_are_those_of_the_code(world: World, here: str) -> None:
    for reason in EmergencyReason:
        with world.acting("dan", sign_in=here) as connection:
            assert said(connection, BREAK, *emergency(reason=reason.value)) == YES


def test_no_profession_of_a_firewalled_sector_has_a_row_for_it(world: World) -> None:
    rows = world.owner.execute(
        "SELECT count(*) FROM access.policy WHERE basis = 'break_glass' AND sector = ANY (%s)",
        [[sector.value for sector in FIREWALLED]],
    ).fetchone()
    assert rows == (0,)


@pytest.mark.parametrize("profession", Profession)
def test_police_prosecution_and_immigration_read_nothing_in_an_emergency(
    world: World, here: str, profession: Profession
) -> None:
    for sector in ("police", "prosecution", "asylum_migration"):
        with _as_another(world, "pavel", sector, profession.value):
            with world.acting("pavel", sign_in=here) as connection:
                assert said(connection, BREAK, *emergency("own_police")) == "no_break_glass_for_you"


@contextmanager
def _as_another(world: World, who: str, sector: str, profession: str) -> Iterator[None]:
    change = (
        "WITH a AS (UPDATE agencies.agency SET sector = %s WHERE id = %s) "
        "UPDATE agencies.member SET profession = %s, supervises = false WHERE id = %s"
    )
    with _written(world, change, [sector, ID("police"), profession, ID(who)]):
        yield
    with _written(
        world, change.replace("false", "true"), ["police", ID("police"), "police_officer", ID(who)]
    ):
        pass


@contextmanager
def _written(world: World, sql: str, values: list[Any]) -> Iterator[None]:
    world.owner.execute(sql, values)
    yield


# --- How long --------------------------------------------------------------------------------------------------


def test_it_shows_for_four_hours_and_lets_nothing_be_written_or_sent(world: World, here: str) -> None:
    with world.acting("dan", sign_in=here) as connection:
        assert said(connection, BREAK, *emergency()) == YES
        assert open_sections(connection, ID("own_alfa")) == {(s, "break_glass", False) for s in SAVING}
        rows = connection.execute(
            "SELECT DISTINCT valid_until - access.domain_now() FROM access.my_grants()"
        ).fetchall()
        assert rows == [(timedelta(hours=4),)]
        assert said(connection, CONSENT, *agreed(share=["profile"])) == "not_yours_to_refer"


@contextmanager
def opened(world: World, here: str, who: str = "dan", **given: Any) -> Iterator[UUID]:
    """An emergency reading that is committed; taken away at the end."""
    arguments = emergency(**given)
    app = world.connections["app"]
    with app.transaction():
        app.execute("SELECT set_config('safeconduct.context', %s, true)", [world.token(who, sign_in=here)])
        assert said(app, BREAK, *arguments) == YES
    try:
        yield arguments[0]
    finally:
        world.owner.execute("DELETE FROM access.grants WHERE basis = 'break_glass'")
        world.owner.execute("DELETE FROM access.break_glass_use")


@pytest.mark.parametrize("passed, expected", [
    (timedelta(hours=4) - timedelta(milliseconds=1), set(SAVING)), (timedelta(hours=4), set()),
])  # fmt: skip
def test_it_ends_at_four_hours_exactly(
    world: World, here: str, passed: timedelta, expected: set[str]
) -> None:
    """To the moment: the clock stands at its beginning plus `passed` when the transaction begins."""
    with opened(world, here):
        moved = "SELECT valid_from + %s - now() FROM access.grants WHERE basis = 'break_glass' LIMIT 1"
        app = world.connections["app"]
        with app.transaction(force_rollback=True), later(world, timedelta()):
            begun = app.execute("SELECT now()").fetchone()
            assert begun is not None
            ahead = world.owner.execute(moved.replace("now()", "%s"), [passed, begun[0]]).fetchone()
            assert ahead is not None
            world.owner.execute("UPDATE access.node SET moved = %s", [ahead[0]])
            app.execute(
                "SELECT set_config('safeconduct.context', %s, true)", [world.token("dan", sign_in=here)]
            )
            assert sections(app, ID("own_alfa")) == expected


def test_it_ends_with_the_sign_in_when_that_is_sooner(world: World, here: str) -> None:
    with world.acting("dan", sign_in=here) as connection:
        until = connection.execute(
            f"SELECT access.{BREAK} - access.domain_now()", emergency(rest=timedelta(minutes=90))
        )
        assert until.fetchone() == (timedelta(minutes=90),)


def test_it_opens_nothing_in_another_sign_in_of_the_same_member(world: World, here: str) -> None:
    elsewhere = world.signed_in("at home")
    with opened(world, here):
        for sign_in, expected in ((here, set(SAVING)), (elsewhere, set()), ("", set()), ("0" * 64, set())):
            with world.acting("dan", sign_in=sign_in) as connection:
                assert sections(connection, ID("own_alfa")) == expected
    world.signed_out("at home")


def test_it_ends_at_sign_out_without_anybody_acting(world: World, here: str) -> None:
    """Even with a token that was minted before: the row of the sign-in is gone, and that is enough."""
    with opened(world, here):
        before = world.token("dan", sign_in=here)
        world.signed_out()
        with world.with_token("app", before) as connection:
            assert sections(connection, ID("own_alfa")) == set()
            found = connection.execute(
                "SELECT count(*) FROM access.visible_cases() c WHERE c = %s", [ID("own_alfa")]
            )
            assert found.fetchone() == (0,)


def test_a_sign_in_that_is_over_opens_nothing(world: World, here: str) -> None:
    world.owner.execute("UPDATE django_session SET expire_date = now() WHERE session_key = 'at the desk'")
    with world.acting("dan", sign_in=here) as connection:
        assert said(connection, BREAK, *emergency()) == "no_sign_in"


def test_software_reads_nothing_in_an_emergency(world: World) -> None:
    assert asks(world, "dan", BREAK, *emergency()) == "no_sign_in"


def test_its_reader_ends_it_and_nobody_else_does(world: World, here: str) -> None:
    with opened(world, here), world.acting("ana") as connection:
        assert connection.execute(f"SELECT access.{CLOSE}", ["by_reader"]).fetchone() == (0,)
        world.switch(connection, "dan", sign_in=here)
        assert said(connection, CLOSE, "because") == "not_a_reason"
        assert connection.execute(f"SELECT access.{CLOSE}", ["by_reader"]).fetchone() == (3,)
        assert sections(connection, ID("own_alfa")) == set()


# --- What the person has agreed to ------------------------------------------------------------------------------


def test_nothing_that_was_taken_back_is_opened_again_and_no_legal_hold_is_read_by_it(
    world: World, here: str
) -> None:
    received = emergency("got_alfa", ["safety"])
    with world.acting("ana") as connection:
        assert said(connection, "end_grants(%s, NULL, NULL, %s)", ID("got_alfa"), "withdrawn") == YES
        world.switch(connection, "dan", sign_in=here)
        assert said(connection, BREAK, *received) == "nothing_is_agreed"


def test_what_was_received_is_read_no_longer_than_it_was_agreed(world: World, here: str) -> None:
    with later(world, timedelta(days=10, hours=-1)), world.acting("dan", sign_in=here) as connection:
        ends = connection.execute(f"SELECT access.{BREAK}", emergency("got_alfa", ["safety"])).fetchone()
        agreed_until = connection.execute(
            "SELECT valid_until FROM access.my_grants() WHERE section = 'safety'"
        ).fetchone()
        assert ends == agreed_until
        left = connection.execute("SELECT %s - access.domain_now()", [ends[0] if ends else None]).fetchone()
        assert left is not None
        assert left[0] < timedelta(hours=2)


def test_a_withdrawal_ends_it_at_once(world: World, here: str) -> None:
    with world.acting("dan", sign_in=here) as connection:
        assert said(connection, BREAK, *emergency("got_alfa", ["safety"])) == YES
        world.switch(connection, "ana")
        assert said(connection, "end_grants(%s, NULL, NULL, %s)", ID("got_alfa"), "withdrawn") == YES
        world.switch(connection, "dan", sign_in=here)
        assert sections(connection, ID("got_alfa")) == set()


def test_it_opens_sections_and_neither_the_consents_nor_who_else_holds_or_read_the_file(
    world: World, here: str
) -> None:
    asked = (
        "SELECT count(*) FROM consent.version WHERE case_id = %s",
        "SELECT count(*) FROM access.holders(%s)",
        "SELECT count(*) FROM access.who_saw(%s)",
        "SELECT count(*) FROM access.emergencies_of(%s)",
    )
    with world.acting("dan", sign_in=here) as connection:
        assert said(connection, BREAK, *emergency()) == YES
        for sql in asked:
            assert connection.execute(sql, [ID("own_alfa")]).fetchone() == (0,)
        assert disclosed(connection, "own_alfa") == set()
        world.switch(connection, "ana")
        for sql in asked[:2]:
            assert connection.execute(sql, [ID("own_alfa")]).fetchone() != (0,), "the lead sees it"


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
