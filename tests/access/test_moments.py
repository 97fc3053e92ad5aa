"""A permission ends exactly at its moment: one microsecond before it holds, at it nothing is read and nothing leaves.

Reading is asked at both edges by the matrix (test_matrix_rows.py: `EDGES`); here is what may leave a case.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from safeconduct.referrals.sending import Grant, covers
from safeconduct.vocabulary.codes import Purpose
from safeconduct.vocabulary.identifiers import AgencyId
from safeconduct.vocabulary.sections import Section
from tests.access.doors import disclosed
from tests.access.names import ID, UNTIL
from tests.access.rows import NOW, insert
from tests.access.world import World

EDGES = [
    ("valid_until", -1, False), ("valid_until", 0, False), ("valid_until", 1, True),
    ("valid_from", -1, True), ("valid_from", 0, True), ("valid_from", 1, False),
]  # fmt: skip


@pytest.fixture
def permission(world: World) -> Iterator[psycopg.Connection]:
    """The needs of Ana's own case may go to Gent's team; the owner's connection, to change it."""
    given = {"holder_team": ID("team_gent"), "professions": ["social_worker"], "discloses": True}
    terms = {
        "purpose": "referral_service",
        "basis": "consent",
        "consent_id": ID("consent"),
        "consent_version": 1,
    }
    insert(
        world.owner, "access.grants", id=ID("permission"), case_id=ID("own_alfa"), agency_id=ID("alfa"),
        section="needs", valid_from=NOW, valid_until=UNTIL, **given, **terms,
    )  # fmt: skip
    yield world.owner
    world.owner.execute("DELETE FROM access.grants WHERE id = %s", [ID("permission")])


def moment(connection: psycopg.Connection) -> Any:
    """The domain time of this transaction, the same in each of its statements."""
    row = connection.execute("SELECT access.domain_now()").fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize("who", ["ana", "worker"])
@pytest.mark.parametrize("edge, microseconds, leaves", EDGES)
def test_what_may_leave_ends_and_begins_at_its_moment(
    world: World, permission: psycopg.Connection, who: str, edge: str, microseconds: int, leaves: bool
) -> None:
    with world.acting(who) as connection:
        now = moment(connection)
        assert disclosed(connection, "own_alfa") == {("needs", ID("team_gent"))}
        permission.execute(
            f"UPDATE access.grants SET {edge} = %s + make_interval(secs => %s) WHERE id = %s",
            [now, microseconds / 1_000_000, ID("permission")],
        )
        assert bool(disclosed(connection, "own_alfa")) is leaves
        assert moment(connection) == now


@pytest.mark.parametrize("who", ["ana", "worker"])
def test_what_was_ended_leaves_no_more_in_the_same_transaction(
    world: World, permission: psycopg.Connection, who: str
) -> None:
    with world.acting(who) as connection:
        assert disclosed(connection, "own_alfa") != set()
        permission.execute(
            "UPDATE access.grants SET ended_at = now(), ended_why = 'withdrawn' WHERE id = %s",
            [ID("permission")],
        )
        assert disclosed(connection, "own_alfa") == set()


@pytest.mark.parametrize("edge, microseconds, leaves", EDGES)
def test_the_rule_of_sending_has_the_same_edges(edge: str, microseconds: int, leaves: bool) -> None:
    at, day = NOW + timedelta(microseconds=microseconds), timedelta(days=1)
    starts, ends = (at, NOW + day) if edge == "valid_from" else (NOW - day, at)
    grant = Grant(Section.NEEDS, AgencyId(ID("gent")), Purpose.REFERRAL_SERVICE, starts, ends)
    asked = (Section.NEEDS, AgencyId(ID("gent")), Purpose.REFERRAL_SERVICE)
    assert covers([grant], *asked, now=NOW) is leaves
