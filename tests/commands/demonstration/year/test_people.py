"""Who was registered in the year before the demonstration: the same people every time, and fit for an edition."""

from collections import Counter
from pathlib import Path

import pytest

from safeconduct.commands.demonstration.pair import Pair, pair_in
from safeconduct.commands.demonstration.year.facts import TOTAL, facts, persons
from safeconduct.commands.demonstration.year.people import COLUMNS, Year, read_year
from safeconduct.commands.demonstration.year.telling import ADMINISTRATOR
from safeconduct.vocabulary.codes import Profession


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two nodes on paper: nothing is made or started."""
    return pair_in(tmp_path)


@pytest.fixture(scope="module")
def year() -> Year:
    return read_year()


def test_they_are_the_same_every_time(year: Year) -> None:
    assert read_year() == year


def test_several_agencies_of_two_kinds_have_registered_them_and_their_coordinator_is_named(
    pair: Pair, year: Year
) -> None:
    places = [pair.place(group.lead) for group in year.groups]
    assert {place.node.id for place in places} == {"ro"}
    assert all(place.agency["coordinators"] == ["Corina Matei"] for place in places)
    kinds = Counter(place.agency["sector"] for place in places)
    assert kinds["ngo"] == kinds["child_protection"] == 2
    assert pair.place(ADMINISTRATOR).member["profession"] == Profession.ADMINISTRATOR


def test_an_edition_of_them_has_something_to_hide_and_something_to_say(pair: Pair, year: Year) -> None:
    counted = facts(year, pair)
    assert len(counted) == year.in_tables
    cells = {
        (status, code): persons(counted, ("status", "citizen"), (status, code))
        for status in ("identified", "presumed", "declined_identification")
        for code in ("NAT", "EU", "NEU", "UNK")
    }
    assert sum(cells.values()) == year.in_tables == persons(counted, ("status",), (TOTAL,))
    assert any(0 < number < 5 for number in cells.values())
    assert sum(number >= 5 for number in cells.values()) > 6
    assert {fact["sex"] for fact in counted} == {"F", "M", "OTH", "UNK"}
    assert {fact["age"] for fact in counted} == {"Y_LT18", "Y_GE18", "UNK"}
    assert {fact["form"] for fact in counted} == {"SEX", "LAB", "OTH", "UNK"}


def test_some_are_not_counted_and_some_say_no(year: Year) -> None:
    people = [person for group in year.groups for person in group.people]
    assert len(people) > year.in_tables + year.withheld
    assert year.withheld == sum(group.objecting for group in year.groups) >= 5


def test_a_list_holds_nobody_who_says_no_and_nothing_but_what_an_edition_asks_for(year: Year) -> None:
    first = year.groups[0]
    lines = first.as_file().decode().splitlines()
    assert lines[0].split(",") == list(COLUMNS.values())
    assert not any(name in lines[0] for name in ("names", "birth", "phone"))
    assert len(lines) - 1 == first.in_list == len(first.people) - first.objecting
