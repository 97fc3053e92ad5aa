"""What the database holds of members, invitations and changes: each constraint is broken once."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.access.names import ID
from tests.access.rows import NOW, insert
from tests.access.world import World

INVITED: dict[str, Any] = {
    "agency_id": ID("alfa"), "digest": bytes(32), "name": "V", "email": "v@v.example", "profession": "nurse",
    "supervises": False, "teams": [], "by_member": ID("adam"), "at": NOW, "until": NOW + timedelta(days=7),
    "needs_second": False, "seen_by": None, "seen_at": None, "ended_at": None, "ended_why": None,
}  # fmt: skip
CHANGED: dict[str, Any] = {
    "agency_id": ID("alfa"), "member_id": ID("dan"), "profession": "nurse", "supervises": False, "keeps_node": False,
    "by_member": ID("adam"), "at": NOW, "seen_by": None, "seen_at": None, "outcome": "waits",
}  # fmt: skip
PROPOSED: dict[str, Any] = {
    "kind": "seat", "agency_id": ID("alfa"), "about": ID("dan"), "said": Jsonb({}), "stood": Jsonb({}),
    "by_member": ID("adam"), "at": NOW, "seen_by": None, "seen_at": None, "outcome": "waits",
}  # fmt: skip
RIGHT = {"invitation": INVITED, "change": CHANGED, "proposal": PROPOSED}
SEEN = {"seen_at": NOW, "seen_by": ID("sara")}


@pytest.mark.parametrize("table, row", RIGHT.items(), ids=RIGHT)
def test_the_rows_below_are_wrong_in_one_thing_only(world: World, table: str, row: dict[str, Any]) -> None:
    with world.acting("owner") as connection:
        assert insert(connection, f"agencies.{table}", **row) == 1


@pytest.mark.own_sql
@pytest.mark.parametrize("table, more, constraint", [
    ("invitation", {"digest": b"short"}, "invitation_digest_check"),
    ("invitation", {"name": ""}, "invitation_name_check"),
    ("invitation", {"email": "v"}, "invitation_email_check"),
    ("invitation", {"until": NOW + timedelta(days=8)}, "lasts_seven_days"),
    ("invitation", {"seen_at": NOW}, "seen_has_who_and_when"),
    ("invitation", SEEN | {"seen_by": ID("adam")}, "seen_by_somebody_else"),
    ("invitation", {"ended_at": NOW}, "ended_has_a_reason"),
    ("invitation", {"ended_at": NOW, "ended_why": "lost"}, "invitation_ended_why_check"),
    ("invitation", {"needs_second": True, "by_one": True}, "by_one_needs_no_second"),
    ("proposal", {"kind": "other"}, "proposal_kind_check"),
    ("proposal", {"outcome": "done"}, "proposal_outcome_check"),
    ("proposal", {"outcome": "refused", "seen_by": ID("sara")}, "seen_has_who_and_when"),
    ("proposal", {"outcome": "confirmed"}, "only_a_second_person_answers"),
    ("proposal", SEEN, "only_a_second_person_answers"),
    ("proposal", SEEN | {"outcome": "confirmed", "seen_by": ID("adam")}, "seen_by_somebody_else"),
    ("change", {"outcome": "done"}, "change_outcome_check"),
    ("change", {"outcome": "confirmed", "seen_by": ID("sara")}, "seen_has_who_and_when"),
    ("change", {"outcome": "confirmed"}, "only_a_second_person_ends_the_waiting"),
    ("change", SEEN, "only_a_second_person_ends_the_waiting"),
    ("change", SEEN | {"outcome": "confirmed", "seen_by": ID("adam")}, "seen_by_somebody_else"),
    ("change", SEEN | {"outcome": "confirmed", "seen_by": ID("dan")}, "seen_by_somebody_else"),
])  # fmt: skip
def test_a_wrong_row_is_refused(world: World, table: str, more: dict[str, Any], constraint: str) -> None:
    right = RIGHT[table]
    with world.acting("owner") as connection, pytest.raises(psycopg.errors.CheckViolation) as caught:
        insert(connection, f"agencies.{table}", **{**right, **more})
    assert caught.value.diag.constraint_name == constraint


def test_one_change_waits_for_each_member_and_a_digest_is_one_invitations(world: World) -> None:
    for table, row in RIGHT.items():
        with world.acting("owner") as connection, pytest.raises(psycopg.errors.UniqueViolation):
            insert(connection, f"agencies.{table}", **row)
            insert(connection, f"agencies.{table}", **row)


@pytest.mark.parametrize("change, constraint", [
    ("left_at = now()", "who_left_is_suspended"),
    ("keeps_node = true", "only_administrators_keep_the_node"),
    ("digest_hour = 24", "an_hour_of_the_day"),
])  # fmt: skip
def test_a_member_row_cannot_say_what_is_not_possible(world: World, change: str, constraint: str) -> None:
    with world.acting("owner") as connection, pytest.raises(psycopg.errors.CheckViolation) as caught:
        connection.execute(f"UPDATE agencies.member SET {change} WHERE id = %s", [ID("dan")])
    assert caught.value.diag.constraint_name == constraint
