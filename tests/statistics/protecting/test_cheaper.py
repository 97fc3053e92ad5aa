"""What a coordinator may choose in place of a table with many hidden cells."""

from safeconduct.statistics.protecting.cheaper import cheaper
from safeconduct.statistics.protecting.tables import Layout
from tests.statistics.protecting.making import layout, row, square
from tests.statistics.protecting.test_release import QUARTERS, by_quarter


def test_the_table_itself_comes_first_and_the_others_lose_less() -> None:
    facts, table = square(6, 5, seed=3, together=3)
    itself, *others = cheaper(facts, table)
    assert itself.layout == table
    assert (itself.merged, itself.without) == ("", "")
    assert {(one.merged, one.without) for one in others} == {("a", ""), ("b", ""), ("", "a"), ("", "b")}
    assert [one.hidden for one in others] == sorted(one.hidden for one in others)
    assert others[0].hidden < itself.hidden
    assert all(one.cells == one.shown + one.hidden < itself.cells for one in others)


def test_quarters_become_half_years_and_the_quarters_without_one_stay() -> None:
    facts = by_quarter(6, 3, 9, 8)
    _itself, merged = cheaper(facts, Layout("quarters", (("time", QUARTERS.atoms),)))
    assert merged.merged == "time"
    assert dict(merged.layout.codes)["time"] == ("q3", "q4", "h1")
    assert merged.hidden == 0


def test_a_layout_that_cannot_be_released_is_not_suggested() -> None:
    facts, table = row([2, 1])
    assert cheaper(facts, table) == []


def test_a_table_of_one_dimension_without_groups_has_only_its_total_left() -> None:
    facts, table = row([12, 3, 9])
    itself, total = cheaper(facts, table)
    assert itself.hidden == 2
    assert total.layout.codes == (("x", ("T",)),)
    assert total.layout != layout(*facts.dimensions)
