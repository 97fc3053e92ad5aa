"""What a member holds is said by `access.held`, and once more where row policies ask for it sooner: both agree."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from safeconduct.vocabulary.sections import Section
from tests.access.emergencies import opened
from tests.access.names import ID, MEMBERS, UNTIL
from tests.access.rows import NOW, insert
from tests.access.world import World

CONSENTED = {"purpose": "referral_service", "basis": "consent", "consent_version": 1, "valid_until": UNTIL}
TO_TEAM = {"holder_team": ID("team_alfa"), "professions": ["social_worker"]}
OTHERS: dict[str, dict[str, Any]] = {
    "to a team": TO_TEAM,
    "to nurses of a team": TO_TEAM | {"professions": ["nurse"]},
    "to another agency's team": TO_TEAM | {"agency_id": ID("beta")},
    "to a member, of another agency": {"holder_member": ID("lin"), "agency_id": ID("beta")},
    "from tomorrow": {"holder_member": ID("lin"), "valid_from": NOW + timedelta(days=1)},
    "until yesterday": {"holder_member": ID("lin"), "valid_until": NOW - timedelta(days=1)},
    "to a team, until yesterday": TO_TEAM | {"valid_until": NOW - timedelta(days=1)},
    "ended": {"holder_member": ID("lin"), "ended_at": NOW, "ended_why": "withdrawn"},
    "to disclose": TO_TEAM | {"discloses": True},
    "to disclose, by one member": {"holder_member": ID("ana"), "discloses": True},
}
"""Grants in a case, each of a kind and of a section of its own: what one opens no other does."""
SECTIONS = dict(zip(OTHERS, Section, strict=False))


@pytest.fixture
def of_each_kind(world: World) -> Iterator[None]:
    """The world with one grant of each kind more."""
    for name, given in OTHERS.items():
        terms = {"valid_from": NOW - timedelta(days=2), "agency_id": ID("alfa"), "consent_id": ID("consent")}
        about = {"id": ID(name), "case_id": ID("own_beta"), "section": SECTIONS[name].value}
        insert(world.owner, "access.grants", **(about | CONSENTED | terms | given))
    yield
    world.owner.execute("DELETE FROM access.grants WHERE id = ANY (%s)", [[ID(name) for name in OTHERS]])


def both(connection: psycopg.Connection) -> tuple[set[tuple[UUID, str]], set[tuple[UUID, str]]]:
    """The pairs that are open to who acts, as either says; the cases are theirs."""
    first, second = (
        set(connection.execute(f"SELECT case_id, section FROM access.{name}()").fetchall())
        for name in ("my_grants", "visible_sections")
    )
    row = connection.execute("SELECT access.cases_open_to_me()").fetchone()
    assert row is not None
    assert set(row[0]) == {case for case, _section in first}
    assert own_alone(connection) == own_of(connection, held_by_no_consent(connection))
    assert set(row[0]) == {one for (one,) in connection.execute("SELECT access.visible_cases()").fetchall()}
    assert in_sight(connection) == first
    assert in_sight_of_each(connection, {case for case, _section in first} | {ID("own_beta")}) == first
    assert in_sight_of_each_section(connection) == first
    return first, second


def held_by_no_consent(connection: psycopg.Connection) -> set[UUID]:
    """Cases held otherwise than by a consent or a ground; these are given for what was received (`doors.receive`)."""
    asked = "SELECT g.case_id FROM access.my_grants() g WHERE g.basis NOT IN ('consent', 'ground')"
    return {one for (one,) in connection.execute(asked).fetchall()}


def own_of(connection: psycopg.Connection, cases: set[UUID]) -> set[UUID]:
    """Which of these are files of the agency's own."""
    asked = "SELECT id FROM access.\"case\" WHERE kind = 'own' AND id = ANY (%s)"
    return {one for (one,) in connection.execute(asked, [list(cases)]).fetchall()}


def own_alone(connection: psycopg.Connection) -> set[UUID]:
    """Own files that are open, for who says that they list those; they see nothing that they would not see else."""
    every = "SELECT access.cases_open_to_me()"
    before = connection.execute(every).fetchone()
    connection.execute("SELECT set_config('safeconduct.own', 'yes', true)")
    row = connection.execute(every).fetchone()
    found = own_of(connection, set(row[0])) if row else set()
    connection.execute("SELECT set_config('safeconduct.own', '', true)")
    assert row is not None
    assert before is not None
    assert set(row[0]) <= set(before[0])
    return found


def in_sight(connection: psycopg.Connection) -> set[tuple[UUID, str]]:
    """The pairs by which the locks on sections and keys open, for who has named no case."""
    return set(connection.execute("SELECT case_id, section FROM access.sections_in_sight()").fetchall())


def in_sight_of_each(connection: psycopg.Connection, cases: set[UUID]) -> set[tuple[UUID, str]]:
    """The same for who names one case after the other; each shows its own pairs and no other's."""
    found: set[tuple[UUID, str]] = set()
    for case in cases:
        held = connection.execute("SELECT case_id, section FROM access.my_grants_in(%s)", [case]).fetchall()
        connection.execute("SELECT set_config('safeconduct.case', %s, true)", [str(case)])
        seen = in_sight(connection)
        connection.execute("SELECT set_config('safeconduct.case', '', true)")
        assert seen == set(held)
        assert {one for one, _section in seen} <= {case}
        found |= seen
    return found


def in_sight_of_each_section(connection: psycopg.Connection) -> set[tuple[UUID, str]]:
    """The same for who names one section after the other; and a case and a section show what is of both."""
    found: set[tuple[UUID, str]] = set()
    for section in Section:
        connection.execute("SELECT set_config('safeconduct.section', %s, true)", [section.value])
        seen = in_sight(connection)
        for case in {ID("own_alfa"), ID("own_beta")}:
            connection.execute("SELECT set_config('safeconduct.case', %s, true)", [str(case)])
            assert in_sight(connection) == {pair for pair in seen if pair[0] == case}
            connection.execute("SELECT set_config('safeconduct.case', '', true)")
        connection.execute("SELECT set_config('safeconduct.section', '', true)")
        assert {one for _case, one in seen} <= {section.value}
        found |= seen
    return found


def of_each_section(connection: psycopg.Connection) -> list[tuple[Any, ...]]:
    """What who acts holds of each section, asked section by section: case, section, purpose and basis."""
    asked = (
        "SELECT g.case_id, s, g.purpose, g.basis FROM unnest(%s::text[]) s, LATERAL access.my_grants_of(s) g"
    )
    return sorted(connection.execute(asked, [[one.value for one in Section]]).fetchall(), key=str)


def in_each_case(connection: psycopg.Connection) -> list[tuple[Any, ...]]:
    """What who acts holds in each of all cases, asked case by case."""
    cases = [ID(name) for name in ("own_alfa", "own_beta")] + [
        row[0] for row in connection.execute("SELECT DISTINCT case_id FROM access.my_grants()").fetchall()
    ]
    asked = "SELECT g.* FROM unnest(%s::uuid[]) c, LATERAL access.my_grants_in(c) g"
    return sorted(connection.execute(asked, [list(set(cases))]).fetchall(), key=str)


def test_what_is_held_in_one_case_is_what_is_held_of_that_case(
    world: World, of_each_kind: None, here: str
) -> None:
    with opened(world, here):
        for who in MEMBERS:
            for sign_in in (here, ""):
                with world.acting(who, sign_in=sign_in) as connection:
                    held = connection.execute("SELECT g.* FROM access.my_grants() g").fetchall()
                    assert in_each_case(connection) == sorted(held, key=str), who


def test_what_is_held_of_one_section_and_what_is_led_is_what_is_held_so(
    world: World, of_each_kind: None, here: str
) -> None:
    with opened(world, here):
        for who in MEMBERS:
            for sign_in in (here, ""):
                with world.acting(who, sign_in=sign_in) as connection:
                    held = connection.execute(
                        "SELECT g.case_id, g.section, g.purpose, g.basis FROM access.my_grants() g"
                    ).fetchall()
                    assert of_each_section(connection) == sorted(held, key=str), who
                    for sections in ([one.value for one in Section], ["plan", "needs"]):
                        led = connection.execute(
                            "SELECT l.case_id, l.section FROM access.my_leads_of(%s) l", [sections]
                        ).fetchall()
                        wanted = [one[:2] for one in held if one[3] == "lead" and one[1] in sections]
                        assert sorted(led) == sorted(wanted), who
                    row = connection.execute("SELECT access.cases_that_i_lead()").fetchone()
                    assert row is not None
                    assert sorted(row[0]) == sorted({one[0] for one in held if one[3] == "lead"}), who
                    in_hand = connection.execute("SELECT access.cases_in_hand()").fetchall()
                    assert sorted(in_hand) == sorted({one[:1] for one in held if one[3] != "break_glass"}), (
                        who
                    )


def test_what_is_open_is_what_is_held_for_every_member(world: World, of_each_kind: None) -> None:
    found = {}
    for who in MEMBERS:
        with world.acting(who) as connection:
            found[who], again = both(connection)
            assert found[who] == again, who
    held = {who: {one for case, one in pairs if case == ID("own_beta")} for who, pairs in found.items()}
    assert held["ana"] == {SECTIONS["to a team"]}
    assert held["nora"] == {SECTIONS["to nurses of a team"]}
    assert held["lin"] == held["dan"] == set(), "no seat there, and grants that do not hold"
    assert found["sam"] == set(), "who is suspended holds nothing"


def test_an_emergency_is_open_to_its_sign_in_in_both(world: World, here: str) -> None:
    with opened(world, here):
        for sign_in, is_open in ((here, True), ("", False)):
            with world.acting("dan", sign_in=sign_in) as connection:
                first, second = both(connection)
                assert first == second
                assert ((ID("own_alfa"), "safety") in first) is is_open


def test_nobody_holds_anything(world: World) -> None:
    with world.with_token("app", "") as connection:
        assert both(connection) == (set(), set())
