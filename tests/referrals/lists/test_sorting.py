"""The order of a list: one key, the reference after it, and heads that turn it."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.referrals.lists.sorting import HEADS, PLACES, Key, Order, heads, in_order, order_of
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.codes import Urgency

ORDERS = st.builds(Order, st.sampled_from(Key), st.booleans())
MOMENTS = st.none() | st.datetimes(timezones=st.timezones())


@st.composite
def lines(draw: st.DrawFn) -> list[Any]:
    """Rows of one agency: each reference once, everything else as often as it likes."""
    names = draw(st.lists(st.integers(0, 99).map(str), unique=True, max_size=8))
    return [
        SimpleNamespace(
            row=SimpleNamespace(
                reference=name, state=draw(st.sampled_from(State)),
                urgency=draw(st.sampled_from([*Urgency, "later"])), due_at=draw(MOMENTS),
                worker_id=draw(st.sampled_from([None, "a", "b"])),
            ),
            other=SimpleNamespace(name=draw(st.sampled_from(["Alfa", "Beta"]))),
        )
        for name in names
    ]  # fmt: skip


@given(lines(), ORDERS, st.randoms())
def test_the_same_rows_stand_in_the_same_order_however_they_came(
    found: list[Any], order: Order, how: Any
) -> None:
    shuffled = list(found)
    how.shuffle(shuffled)
    assert in_order(shuffled, order) == in_order(found, order)


@given(ORDERS)
def test_an_order_is_its_code(order: Order) -> None:
    assert order_of(order.code) == order


@pytest.mark.parametrize("text", ["", "name", "-", "--clock", "-due"])
def test_an_unknown_order_is_what_ends_first(text: str) -> None:
    assert order_of(text) == Order(Key.CLOCK)


def test_a_head_turns_its_own_column_and_begins_another_upwards() -> None:
    made = {head.key: head for head in heads(Order(Key.STATE), lambda code: f"?sort={code}")}
    assert {key: head.sorted for key, head in made.items() if head.sorted} == {Key.STATE: "ascending"}
    assert made[Key.STATE].query == "?sort=-state"
    assert made[Key.OWNER].query == "?sort=owner"
    assert made[Key.CLOCK].query == "?sort=clock"


def test_no_head_says_that_it_sorts_where_the_list_has_an_order_of_its_own() -> None:
    assert {head.sorted for head in heads(None, str)} == {""}


def test_every_key_has_a_head_and_every_state_a_place() -> None:
    assert HEADS.keys() == set(Key)
    assert PLACES.keys() == set(State)
