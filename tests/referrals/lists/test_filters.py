"""What an address may ask of the list: codes, and nothing else survives."""

from dataclasses import asdict
from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.referrals.lists.filters import (
    CODES,
    LENGTHS,
    NAMES,
    Filters,
    Since,
    asked,
    from_query,
    made_after,
)
from safeconduct.referrals.moves import State

ANYTHING = st.dictionaries(st.sampled_from([*NAMES, "sort", "name", "q"]), st.text(max_size=20))
CODED = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from([str(code) for code in codes]) for name, codes in CODES.items()}
)


@given(ANYTHING)
def test_what_is_no_code_of_its_list_never_comes_into_an_address(address: dict[str, str]) -> None:
    """So no alias and no name can stand in one, whatever somebody types or sends."""
    known = {str(code) for codes in CODES.values() for code in codes}
    found = asked(address)
    for name, value in asdict(found).items():
        assert set(value.split(",")) <= {"", *known} or name in ("agency", "country")
    assert dict(parse_qsl(found.query())) == {name: value for name, value in asdict(found).items() if value}


@given(CODED)
def test_an_address_and_its_filters_say_the_same(address: dict[str, str]) -> None:
    filters = asked(address)
    assert {name: value for name, value in asdict(filters).items() if value} == address
    assert from_query(filters.query()) == filters


@given(CODED, st.sampled_from(NAMES))
def test_one_filter_is_left_out_and_no_other(address: dict[str, str], name: str) -> None:
    rest = {key: value for key, value in address.items() if key != name}
    assert asked(address).without(name) == asked(rest)


def test_an_agency_is_an_id_and_a_country_is_one_of_the_list() -> None:
    wanted = {"agency": "be1c0001-0000-4000-8000-000000000001", "country": "BE", "state": State.SENT}
    assert asked(wanted) == Filters(**wanted)
    assert asked({"agency": "Maison Lierre", "country": "XX", "state": "lost"}) == Filters()


@pytest.mark.parametrize(
    "address",
    [
        "urgency=urgent&urgency=emergency",
        "urgency=emergency,urgent",
        "urgency=urgent,later&urgency=emergency&urgency=urgent",
    ],
)
def test_several_urgencies_are_one_choice_however_they_are_written(address: str) -> None:
    found = from_query(address)
    assert found == Filters(urgency="emergency,urgent")
    assert from_query(found.query()) == found


def test_every_period_has_a_length_and_none_means_always() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    assert LENGTHS.keys() == set(Since)
    assert made_after(Filters(), now) is None
    assert made_after(Filters(since=Since.WEEK), now) == datetime(2026, 2, 22, tzinfo=UTC)
