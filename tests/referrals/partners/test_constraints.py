"""What the database itself holds of how a referral went to a partner without a node, whoever writes."""

from datetime import timedelta
from typing import Any

import pytest

from tests.access.constraints import constraints_of, refused_by
from tests.access.made import by_hand
from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.world import World, world

__all__ = ["world"]

ROW: dict[str, Any] = by_hand("draft_own_alfa", "alfa")
BROKEN: dict[str, list[dict[str, Any]]] = {
    "by_hand_pkey": [ROW | {"id": ID("x")}, ROW | {"id": ID("x")}],
    "by_hand_as_is_listed": [ROW | {"step": "guessed"}],
    "by_hand_in_a_listed_way": [ROW | {"way": "pigeon"}],
    "what_is_told_says_by_whom": [ROW | {"told_by": ""}],
    "by_hand_before_it_is_entered": [ROW | {"at": NOW + timedelta(minutes=6), "entered_at": NOW}],
}


def test_every_constraint_is_broken_below(world: World) -> None:
    found = constraints_of(world, "referrals.by_hand")
    assert {name for name in found if "fk" not in name} == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(world: World, name: str) -> None:
    assert refused_by(world, "referrals.by_hand", BROKEN[name]) == name


@pytest.mark.parametrize("table, row, name", [
    ("directory.entry", {"team_id": ID("team_alfa"), "agency_id": ID("alfa"), "ways": ["pigeon"],
                         "needs": [], "open_days": []}, "ways_are_listed"),
    ("directory.entry", {"team_id": ID("team_alfa"), "agency_id": ID("alfa"), "proceeding_types": ["lottery"],
                         "needs": [], "open_days": []}, "practised_kinds_are_listed"),
    ("referrals.referral", {"agency_id": ID("alfa"), "other_agency_id": ID("gent"), "reference": "new",
                            "side": "sender", "state": "draft",
                            "proceeding_types": ["lottery"]}, "asked_kinds_are_listed"),
    ("referrals.referral", {"agency_id": ID("alfa"), "other_agency_id": ID("gent"), "reference": "new",
                            "side": "sender",
                            "state": "draft", "part_of": ID("x"), "chain": None}, "only_what_was_asked_goes_on"),
    ("referrals.referral", {"agency_id": ID("alfa"), "other_agency_id": ID("gent"), "reference": "new",
                            "side": "receiver", "state": "sent", "consent_id": ID("consent"), "consent_version": 1,
                            "part_of": ID("x"), "chain": []}, "only_what_was_asked_goes_on"),
])  # fmt: skip
def test_the_columns_beside_it_hold_too(world: World, table: str, row: dict[str, Any], name: str) -> None:
    assert refused_by(world, table, [row]) == name
