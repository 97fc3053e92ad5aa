"""What may leave a case to whom, and what a message may bring: truth tables, asked as the real roles."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest

from tests.access.doors import (
    CONSENT,
    LEADS,
    NEVER,
    NO_PRIVILEGE,
    NOBODY,
    PLACE,
    YES,
    agreed,
    asks,
    disclosed,
    open_sections,
    said,
    sections,
)
from tests.access.names import ID, SHARED, UNTIL
from tests.access.world import World

# --- consent_to ---

VITAL = agreed(
    team="team_beta", purpose="protection", share=["safety"], basis="ground", ground="vital_interest"
)


@pytest.mark.parametrize("who, given, expected", [
    ("ana", agreed(), YES),
    ("ana", agreed(team="team_beta"), YES),
    ("ana", agreed(share=SHARED), YES),
    ("ana", VITAL, YES),
    # who asks
    ("dan", agreed(), "not_yours_to_refer"),
    ("sara", agreed(), "not_yours_to_refer"),
    ("nora", agreed(), "not_yours_to_refer"),
    ("bea", agreed(), "not_a_case_here"),
    ("pavel", agreed(), "not_a_case_here"),
    ("sam", agreed(), NOBODY),
    ("nobody app", agreed(), NOBODY),
    ("peer be", agreed(), NO_PRIVILEGE),
    ("worker", agreed(), NO_PRIVILEGE),
    # whose case: what was received is never sent on
    ("bea", agreed(case="own_alfa"), "not_a_case_here"),
    ("ana", agreed(case="got_alfa"), "not_a_case_here"),
    ("ana", agreed(case="nowhere"), "not_a_case_here"),
    # to whom: the firewall holds against the person's own consent, and against a team that lists other professions
    ("ana", agreed(team="team_police"), "recipient_may_not_hold"),
    ("ana", agreed(team="team_police", purpose="criminal_proceedings"), "recipient_may_not_hold"),
    ("ana", agreed(team="team_police", purpose="protection", share=["profile"]), "recipient_may_not_hold"),
    ("ana", agreed(team="team_police", purpose="child_protection"), "recipient_may_not_hold"),
    ("ana", agreed(team="team_lund_police"), "recipient_may_not_hold"),
    ("ana", agreed(team="no_team"), "no_such_team"),
    # what: case notes, and what the lead does not hold
    ("ana", agreed(share=["narrative"]), "recipient_may_not_hold"),
    ("ana", agreed(share=["profile", "narrative"]), "recipient_may_not_hold"),
    ("ana", agreed(share=["health"]), "not_yours_to_refer"),
    ("ana", agreed(share=["no_section"]), "not_yours_to_refer"),
    # for what, until when, on which basis
    ("ana", agreed(purpose="assessment"), "recipient_may_not_hold"),
    ("ana", agreed(purpose="legal_assistance"), "recipient_may_not_hold"),
    ("ana", agreed(purpose=None), "recipient_may_not_hold"),
    ("ana", agreed(purpose="protection", share=["identity"]), "recipient_may_not_hold"),
    ("ana", agreed(until=NEVER), "ends_before_it_begins"),
    ("ana", agreed(until=None), "ends_before_it_begins"),
    ("ana", agreed(basis="lead"), "not_a_basis_for_sending"),
    ("ana", agreed(basis="place"), "not_a_basis_for_sending"),
    ("ana", agreed(basis="break_glass"), "not_a_basis_for_sending"),
    ("ana", agreed(basis=None), "recipient_may_not_hold"),
    ("ana", agreed(basis="ground", ground="vital_interest"), "recipient_may_not_hold"),
])  # fmt: skip
def test_what_may_leave_to_whom(world: World, who: str, given: list[Any], expected: str) -> None:
    assert asks(world, who, CONSENT, *given) == expected


@pytest.mark.parametrize("given", [
    agreed(basis="ground", purpose="protection", share=["safety"], ground="because"),
    agreed(basis="ground", purpose="protection", share=["safety"], ground="anonymous_notification"),
    agreed(basis="ground", purpose="protection", share=["safety"]),
    [*agreed()[:7], None, None],
])  # fmt: skip
def test_a_disclosure_names_its_consent_or_a_listed_ground(world: World, given: list[Any]) -> None:
    with world.acting("ana") as connection, pytest.raises(psycopg.errors.CheckViolation):
        said(connection, CONSENT, *given)


def test_a_disclosure_opens_nothing_on_this_node(world: World) -> None:
    """Not to the team it names either, be it in the own agency: a copy is sent, nobody reads the lead's rows."""
    with world.acting("ana") as connection:
        assert said(connection, CONSENT, *agreed(team="team_alfa")) == YES
        world.switch(connection, "nora")
        assert sections(connection, ID("own_alfa")) == set()
    with world.acting("ana") as connection:
        assert said(connection, CONSENT, *agreed(team="team_beta")) == YES
        assert disclosed(connection, "own_alfa") == {
            ("profile", ID("team_beta")),
            ("needs", ID("team_beta")),
        }
        world.switch(connection, "bea")
        assert sections(connection, ID("own_alfa")) == set()
        assert disclosed(connection, "own_alfa") == set()


def test_a_new_version_takes_the_place_of_the_one_before(world: World) -> None:
    with world.acting("ana") as connection:
        assert said(connection, CONSENT, *agreed(share=SHARED)) == YES
        assert said(connection, CONSENT, *agreed(share=["needs"])) == YES
        assert disclosed(connection, "own_alfa") == {("needs", ID("team_gent"))}


def test_what_may_leave_is_told_to_who_holds_something_of_the_case(world: World) -> None:
    with world.acting("ana") as connection:
        assert said(connection, CONSENT, *agreed()) == YES
        for other in ("dan", "sara", "adam", "bea", "pavel", "sam"):
            world.switch(connection, other)
            assert disclosed(connection, "own_alfa") == set()
            assert connection.execute("SELECT * FROM access.holders(%s)", [ID("own_alfa")]).fetchall() == []


# --- receive ---

RECEIVE = "receive(%s, %s, %s, %s, %s, %s, %s, %s, NULL, %s, 1)"


@contextmanager
def later(world: World, passed: timedelta) -> Iterator[None]:
    """The demo's clock stands ahead by this much."""
    world.owner.execute("UPDATE access.node SET moved = %s", [passed])
    try:
        yield
    finally:
        world.owner.execute("UPDATE access.node SET moved = '0'")


def arrived(
    handle: str = "handle_new",
    referral: str = "referral_new",
    team: str = "team_alfa",
    share: list[str] | None = None,
    purpose: str | None = "referral_service",
    until: datetime | None = UNTIL,
    basis: str | None = "consent",
) -> list[Any]:
    """The arguments of receive."""
    share = ["profile"] if share is None else share
    return [uuid.uuid4(), handle, ID(referral), ID(team), share, purpose, until, basis, ID("consent")]


@pytest.mark.parametrize("who, given, expected", [
    ("peer be", arrived(), YES),
    ("peer se", arrived(), YES),
    ("peer be", arrived("handle_alfa", "referral_got_alfa"), YES),
    # who asks
    ("nobody inbox", arrived(), "no_message_is_being_taken_in"),
    ("ana", arrived(), NO_PRIVILEGE),
    ("worker", arrived(), NO_PRIVILEGE),
    # somebody else's referral, or another case's handle
    ("peer se", arrived("handle_alfa", "referral_got_alfa"), "not_your_referral"),
    ("peer be", arrived(referral="referral_got_alfa"), "not_your_referral"),
    # to whom: a team of this node, behind no firewall
    ("peer be", arrived(team="team_police"), "recipient_may_not_hold"),
    ("peer be", arrived(team="team_police", purpose="protection"), "recipient_may_not_hold"),
    ("peer be", arrived(team="team_gent"), "no_such_team"),
    ("peer be", arrived(team="no_team"), "no_such_team"),
    # what, for what, until when, on which basis
    ("peer be", arrived(share=["narrative"]), "recipient_may_not_hold"),
    ("peer be", arrived(share=["profile", "narrative"]), "recipient_may_not_hold"),
    ("peer be", arrived(share=["health"]), "recipient_may_not_hold"),
    ("peer be", arrived(purpose="assessment"), "recipient_may_not_hold"),
    ("peer be", arrived(purpose="criminal_proceedings"), "recipient_may_not_hold"),
    ("peer be", arrived(purpose=None), "recipient_may_not_hold"),
    ("peer be", arrived(until=NEVER), "consent_ended"),
    ("peer be", arrived(until=None), "consent_ended"),
    ("peer be", arrived(basis="lead"), "not_a_basis_for_sending"),
    ("peer be", arrived(basis="break_glass"), "not_a_basis_for_sending"),
    ("peer be", arrived(basis=None), "recipient_may_not_hold"),
    ("peer be", arrived(basis="ground"), "recipient_may_not_hold"),
])  # fmt: skip
def test_what_a_message_may_bring(world: World, who: str, given: list[Any], expected: str) -> None:
    assert asks(world, who, RECEIVE, *given) == expected


def test_a_received_case_is_the_peers_and_opens_to_the_team(world: World) -> None:
    with world.acting("ana") as connection:
        assert open_sections(connection, ID("got_alfa")) == {(s, "consent", False) for s in SHARED}
        # A lawyer with a seat in the team opens nothing that came for support.
        for who, expected in (
            ("nora", set(SHARED)),
            ("lea", set()),
            ("dan", set()),
            ("sara", set()),
            ("sam", set()),
        ):
            world.switch(connection, who)
            assert sections(connection, ID("got_alfa")) == expected
    with world.acting("peer se") as connection:
        found = connection.execute("SELECT * FROM access.received_of_peer()").fetchall()
        assert found == [(ID("got_beta"),)]


def test_what_was_received_closes_by_itself_at_its_end(world: World) -> None:
    with later(world, timedelta(days=9)), world.acting("ana") as connection:
        assert sections(connection, ID("got_alfa")) == set(SHARED)
    with later(world, timedelta(days=11)), world.acting("ana") as connection:
        assert sections(connection, ID("got_alfa")) == set()
        assert said(connection, PLACE, ID("got_alfa"), ID("ana"), "assessment") == "not_held_by_you"
        assert sections(connection, ID("own_alfa")) == LEADS
