"""What the database itself holds of links and of what is said in them, whoever writes."""

from typing import Any

import pytest

from tests.access.constraints import constraints_of, refused_by
from tests.access.made import OPEN, link, link_item
from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.world import World

OVER: dict[str, Any] = {"ended_at": NOW, "why": "mandate"}
BROKEN: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "link_pkey": ("link", [link(id=ID("x")), link(id=ID("x"))]),
    "one_link_a_name": ("link", [link(shared=ID("x")), link(shared=ID("x"))]),
    "a_link_has_two_sides": ("link", [link(ours="sender")]),
    "a_link_ends_for_a_listed_reason": ("link", [link(**OVER | {"why": "tired"})]),
    "a_linked_matter_has_the_persons_yes": ("link", [link(agreed_on=None)]),
    "an_accepted_link_has_both": ("link", [link(**OPEN | {"agreed_there": None})]),
    "link_item_pkey": ("link_item", [link_item(id=ID("x")), link_item(id=ID("x"))]),
    "one_item_of_a_link_a_name": ("link_item", [link_item(shared=ID("x")), link_item(shared=ID("x"))]),
    "items_of_links_are_legal": ("link_item", [link_item(section="needs")]),
    "a_listed_item_of_a_link": ("link_item", [link_item(kind="done", whose="")]),
    "only_a_task_is_somebodys": ("link_item", [link_item(kind="said")]),
    "what_is_ours_has_its_author": ("link_item", [link_item(is_ours=True)]),
    "only_a_task_is_done": ("link_item", [link_item(kind="date", whose="", done_at=NOW)]),
    "only_a_day_is_due": ("link_item", [link_item(kind="served", whose="", due=NOW.date())]),
    "only_what_came_is_opened": ("link_item", [link_item(is_ours=True, author_id=ID("lou"), opened_at=NOW)]),
    "only_a_day_is_settled": ("link_item", [link_item(settled_at=NOW)]),
}


def test_every_constraint_is_broken_below(world: World) -> None:
    found = constraints_of(world, "counsel.link", "counsel.link_item")
    assert {name for name in found if "_fk" not in name} == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(world: World, name: str) -> None:
    table, rows = BROKEN[name]
    assert refused_by(world, f"counsel.{table}", rows) == name
