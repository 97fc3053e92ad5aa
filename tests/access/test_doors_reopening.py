"""Opening again what was closed: only with the sender's word, only what still holds, never what was taken back."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest

from tests.access.doors import END, NO_PRIVILEGE, PLACE, YES, asks, said, sections
from tests.access.names import ID, SHARED, UNTIL
from tests.access.rows import NOW, insert
from tests.access.world import World

LET, REOPEN = "let_reopen(%s)", "reopen(%s)"
LATER = NOW + timedelta(days=30)
KEPT = ("needs", "profile", "safe_contact")


@pytest.fixture
def agreed(world: World) -> Iterator[None]:
    """The sender has said that got_alfa may be opened again."""
    insert(world.owner, "access.reopening", case_id=ID("got_alfa"), at=NOW)
    yield
    world.owner.execute("DELETE FROM access.reopening")


@pytest.fixture
def closed(world: World, agreed: None) -> Iterator[psycopg.Connection]:
    """As the peer's message would find it: closed, agreed, and some keys kept for 30 days."""
    with world.acting("peer be") as connection:
        assert said(connection, END, ID("got_alfa"), None, None, "closed") == YES
        for section in KEPT[1:]:
            row = {"case_id": ID("got_alfa"), "section": section, "generation": 1, "intake": True}
            insert(connection, "keys.section_key", **row)
        connection.execute("UPDATE keys.section_key SET due = %s WHERE case_id = %s", [LATER, ID("got_alfa")])
        yield connection


def opened_again(world: World, connection: psycopg.Connection) -> set[str]:
    """What stands open to whom it was open before, as the owner sees it in the same transaction."""
    row = connection.execute(f"SELECT access.{REOPEN}", [ID("got_alfa")]).fetchone()
    assert row is not None
    due = connection.execute(
        "SELECT section FROM keys.section_key WHERE case_id = %s AND due IS NULL", [ID("got_alfa")]
    ).fetchall()
    found = {section for (section,) in due}
    assert row[0] == len(found)  # one team holds each of them
    return found


@pytest.mark.parametrize("who, case, expected", [
    ("peer be", "got_alfa", YES), ("peer se", "got_alfa", "not_yours_to_reopen"),
    ("peer be", "got_beta", "not_yours_to_reopen"), ("peer be", "own_alfa", "not_yours_to_reopen"),
    ("nobody inbox", "got_alfa", "not_yours_to_reopen"),
    # no member of the receiver speaks for the sender
    ("ana", "got_alfa", NO_PRIVILEGE), ("sara", "got_alfa", NO_PRIVILEGE), ("worker", "got_alfa", NO_PRIVILEGE),
])  # fmt: skip
def test_whose_word_lets_a_referral_be_opened_again(world: World, who: str, case: str, expected: str) -> None:
    assert asks(world, who, LET, ID(case)) == expected


@pytest.mark.parametrize("who, case, expected", [
    ("ana", "got_alfa", YES), ("dan", "got_alfa", YES), ("peer be", "got_alfa", YES),
    ("bea", "got_alfa", "not_yours_to_reopen"), ("peer se", "got_alfa", "not_yours_to_reopen"),
    ("sam", "got_alfa", "not_yours_to_reopen"), ("nobody app", "got_alfa", "not_yours_to_reopen"),
    ("ana", "own_alfa", "not_yours_to_reopen"), ("ana", "nowhere", "not_yours_to_reopen"),
    ("worker", "got_alfa", NO_PRIVILEGE),
])  # fmt: skip
def test_who_opens_again_when_both_have_agreed(
    world: World, agreed: None, who: str, case: str, expected: str
) -> None:
    assert asks(world, who, REOPEN, ID(case)) == expected


@pytest.mark.parametrize("who", ["ana", "sara", "peer be"])
def test_nobody_opens_again_what_the_sender_has_not_agreed_to(world: World, who: str) -> None:
    assert asks(world, who, REOPEN, ID("got_alfa")) == "sender_has_not_agreed"


def test_the_word_counts_once(world: World, agreed: None) -> None:
    with world.acting("ana") as connection:
        assert said(connection, REOPEN, ID("got_alfa")) == YES
        assert said(connection, REOPEN, ID("got_alfa")) == "sender_has_not_agreed"


def test_what_closing_ended_stands_again_as_far_as_its_key_is_kept(
    world: World, closed: psycopg.Connection
) -> None:
    assert opened_again(world, closed) == set(KEPT) < set(SHARED)


@pytest.fixture
def kept(world: World, agreed: None) -> Iterator[None]:
    """The key of the received needs is kept for 30 days; committed."""
    term = "UPDATE keys.section_key SET due = %s WHERE case_id = %s"
    world.owner.execute(term, [LATER, ID("got_alfa")])
    yield
    world.owner.execute(term, [NOW, ID("got_alfa")])


def test_whoever_held_it_reads_again(world: World, kept: None) -> None:
    with world.acting("ana") as connection:
        assert said(connection, END, ID("got_alfa"), None, None, "closed") == YES
        assert sections(connection, ID("got_alfa")) == set()
        assert said(connection, REOPEN, ID("got_alfa")) == YES
        assert sections(connection, ID("got_alfa")) == {"needs"}


@pytest.mark.parametrize("gone, left", [(None, set()), (["needs"], set(KEPT) - {"needs"})])
def test_what_was_taken_back_after_the_closing_never_comes_again(
    closed: psycopg.Connection, world: World, gone: list[str] | None, left: set[str]
) -> None:
    assert said(closed, END, ID("got_alfa"), gone, None, "withdrawn") == YES
    assert said(closed, REOPEN, ID("got_alfa")) == "sender_has_not_agreed"  # the word went with it
    assert said(closed, LET, ID("got_alfa")) == YES
    assert opened_again(world, closed) == left


def test_what_is_over_by_the_consents_own_end_stays_closed(world: World, closed: psycopg.Connection) -> None:
    world_move(world, UNTIL - NOW + timedelta(minutes=1))
    try:
        assert opened_again(world, closed) == set()
    finally:
        world_move(world, timedelta(0))


def world_move(world: World, moved: timedelta) -> None:
    """The owner moves the clock of this node."""
    world.owner.execute("UPDATE access.node SET is_demo = true, moved = %s", [moved])


def test_keys_that_were_due_stay_due(world: World, closed: psycopg.Connection) -> None:
    closed.execute(
        "UPDATE keys.section_key SET due = now() - interval '1 day' WHERE case_id = %s AND section = 'needs'",
        [ID("got_alfa")],
    )
    assert opened_again(world, closed) == set(KEPT) - {"needs"}


def test_a_holder_who_was_suspended_since_opens_nothing(world: World, kept: None) -> None:
    suspend = "UPDATE agencies.member SET suspended_at = %s WHERE id = %s"
    with world.acting("ana") as connection:
        assert said(connection, PLACE, ID("got_alfa"), ID("ana"), "referral_service") == YES
        assert said(connection, END, ID("got_alfa"), None, None, "closed") == YES
        world.owner.execute(suspend, [NOW, ID("ana")])
        world.switch(connection, "dan")
        row = connection.execute(f"SELECT access.{REOPEN}", [ID("got_alfa")]).fetchone()
    world.owner.execute(suspend, [None, ID("ana")])
    assert row == (0,)


def test_what_was_handed_over_after_the_closing_is_opened_again_for_the_colleague(
    world: World, kept: None
) -> None:
    with world.acting("ana") as connection:
        assert said(connection, PLACE, ID("got_alfa"), ID("ana"), "referral_service") == YES
        assert said(connection, END, ID("got_alfa"), None, None, "closed") == YES
        world.switch(connection, "adam")
        connection.execute(
            "SELECT referrals.hand_over_part(%s, ARRAY[%s]::uuid[], 1000)", [ID("ana"), ID("dan")]
        )
        world.switch(connection, "dan")
        assert sections(connection, ID("got_alfa")) == set()
        assert said(connection, REOPEN, ID("got_alfa")) == YES
        assert sections(connection, ID("got_alfa")) == {"needs"}
        world.switch(connection, "ana")
        assert sections(connection, ID("got_alfa")) == set()
