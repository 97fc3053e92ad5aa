"""What the database chooses and sorts is what the rules would: whose turn, and the order of a list."""

from itertools import product
from uuid import UUID, uuid4

import pytest

from safeconduct.referrals.ledger import PROPOSED_BY, has_turn
from safeconduct.referrals.lists.queries import OUR_TURN, ordered
from safeconduct.referrals.lists.sorting import PLACES, Key, Order
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from tests.access.names import ID
from tests.access.rows import insert
from tests.access.world import World

FLAGS: list[list[str]] = [[], *[[flag] for flag in PROPOSED_BY.values()]]
MADE = [one for one in product(Side, State, FLAGS) if one[:2] != (Side.RECEIVER, State.DRAFT)]


def sql_of(rows: object) -> tuple[str, tuple[object, ...]]:
    """A query as the database is asked."""
    made: tuple[str, tuple[object, ...]] = rows.query.sql_with_params()  # type: ignore[attr-defined]
    return made


@pytest.fixture
def rows(world: World) -> dict[UUID, tuple[Side, State, list[str]]]:
    """One referral of alfa for each side, state and proposal."""
    return {uuid4(): one for one in MADE}


def test_whose_turn_it_is_in_the_database_is_what_the_rule_says(
    world: World, rows: dict[UUID, tuple[Side, State, list[str]]]
) -> None:
    statement, values = sql_of(Referral.objects.filter(OUR_TURN).values_list("id"))
    with world.acting("ana") as app:
        for number, (row, (side, state, flags)) in enumerate(rows.items()):
            insert(
                app, "referrals.referral", id=row, shared=uuid4(), side=side.value, agency_id=ID("alfa"),
                other_agency_id=ID("gent"), reference=f"T-{number:03}", state=state.value, flags=flags,
                consent_id=ID("consent"), consent_version=1,
            )  # fmt: skip
        found = {row for (row,) in app.execute(statement, values).fetchall()}
    ours = {
        row
        for row, (side, state, flags) in rows.items()
        if has_turn(Referral(state=state, flags=flags), side)
    }
    assert found & rows.keys() == ours
    assert 0 < len(ours) < len(rows)


@pytest.mark.parametrize("key", Key)
@pytest.mark.parametrize("is_down", [False, True])
def test_every_order_ends_with_the_reference(key: Key, is_down: bool) -> None:
    statement, _values = sql_of(ordered(Referral.objects.all(), Order(key, is_down=is_down)))
    by = statement.rpartition("ORDER BY")[2]
    assert by.rstrip().endswith('"reference" ASC')
    assert ("DESC NULLS FIRST" in by) == is_down


def test_states_stand_in_the_order_of_a_referrals_life() -> None:
    assert sorted(State, key=PLACES.__getitem__) == list(State)
