"""What the database holds of grounds and kept records, whoever writes; and who says the second word."""

from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from safeconduct.agencies.processing.rules import may_confirm
from safeconduct.vocabulary.decisions import Allowed
from tests.access.constraints import constraints_of, refused_by
from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.world import World

GROUND: dict[str, Any] = {
    "agency_id": ID("alfa"), "purpose": "assessment", "ground": "consent", "condition": "foundation", "law": "",
    "set_by": ID("adam"), "set_at": NOW, "outcome": "waits",
}  # fmt: skip
SEEN = {"outcome": "confirmed", "seen_by": ID("sara"), "seen_at": NOW}
RECORD: dict[str, Any] = {
    "agency_id": ID("alfa"), "version": 1, "language": "en", "chapters": Jsonb([]), "facts": Jsonb({}),
    "kept_by": ID("adam"), "kept_at": NOW,
}  # fmt: skip
BROKEN: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "processing_ground_pkey": ("ground", [GROUND | {"id": ID("x")}] * 2),
    "ground_for_a_listed_purpose": ("ground", [GROUND | {"purpose": "fun"}]),
    "processing_ground_is_listed": ("ground", [GROUND | {"ground": "because"}]),
    "special_condition_is_listed": ("ground", [GROUND | {"condition": "so"}]),
    "a_ground_waits_or_was_answered": ("ground", [GROUND | {"outcome": "confirmed"}]),
    "a_ground_is_seen_by_two": ("ground", [GROUND | SEEN | {"seen_by": ID("adam")}]),
    "processing_record_pkey": ("record", [RECORD | {"id": ID("x")}, RECORD | {"id": ID("x"), "version": 2}]),
    "one_record_a_version": ("record", [RECORD, RECORD]),
    "records_count_from_one": ("record", [RECORD | {"version": 0}]),
}


def test_every_constraint_is_broken_below(world: World) -> None:
    assert constraints_of(world, "agencies.processing_ground") | constraints_of(
        world, "agencies.processing_record"
    ) == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(world: World, name: str) -> None:
    table, rows = BROKEN[name]
    assert refused_by(world, f"agencies.processing_{table}", rows) == name


@pytest.mark.parametrize("who, may", [("sara", True), ("adam", False), ("ana", False), ("bea", False)])
def test_only_a_second_person_of_the_agency_answers(world: World, who: str, may: bool) -> None:
    with world.acting("adam") as connection:
        connection.execute("SELECT agencies.set_ground('assessment', 'consent', 'foundation', '')")
        row = connection.execute("SELECT id FROM agencies.processing_ground").fetchone()
        world.switch(connection, who)
        answer = "SELECT agencies.answer_ground(%s, true)"
        if may:
            assert connection.execute(answer, row).fetchone() == ("assessment",)
            assert connection.execute(answer, row).fetchone() == (None,), "once"
        else:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(answer, row)


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize("may_see", [True, False])
def test_the_rule_says_the_same(is_there: bool, is_own: bool, may_see: bool) -> None:
    decision = may_confirm(is_there=is_there, is_own=is_own, may_see=may_see)
    assert isinstance(decision, Allowed) is (is_there and may_see and not is_own)
