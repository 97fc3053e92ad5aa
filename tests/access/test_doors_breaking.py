"""Who reads in an emergency, and for how long: truth tables, asked as the real roles."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from safeconduct.vocabulary.codes import FIREWALLED, EmergencyReason, Profession
from tests.access.doors import (
    BREAK,
    CONSENT,
    NO_PRIVILEGE,
    NOBODY,
    YES,
    agreed,
    asks,
    disclosed,
    emergency,
    open_sections,
    said,
    sections,
)
from tests.access.emergencies import CLOSE, SAVING, opened
from tests.access.names import ID
from tests.access.rows import insert
from tests.access.test_doors_sharing import later
from tests.access.world import World


@pytest.fixture(scope="module", autouse=True)
def _a_case_of_the_police(world: World) -> Iterator[None]:
    # No door makes one; so that the firewall's own refusal is met and not the one of a foreign case.
    insert(world.owner, "access.case", id=ID("own_police"), agency_id=ID("police"), kind="own")
    yield
    world.signed_out()


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
