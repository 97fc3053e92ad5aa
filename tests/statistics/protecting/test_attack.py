"""It finds what can be found: beside counting out all tables, and where something was left out on purpose."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import safeconduct.statistics.protecting as protecting
from safeconduct.statistics.protecting.attack.attacker import attack
from safeconduct.statistics.protecting.attack.findings import Demand, Found, Means
from safeconduct.statistics.protecting.dimension import Dimension
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.statistics.protecting.tables import Facts
from tests.statistics.protecting.enumerating import intervals
from tests.statistics.protecting.making import dimension, layout, release, row, square, values

EXACT = Means(exact=True)


def statements(facts: Facts, hidden: set[int]) -> list[Statement]:
    """A table with the small cells and the cells at these places hidden."""
    table = layout(*facts.dimensions)
    said = []
    for at, (region, value) in enumerate(values(facts, table).items()):
        small = 0 < value < 5
        role = Role.SMALL if small else Role.SECOND if at in hidden and value else Role.SHOWN
        said.append(Statement(region, value if role is Role.SHOWN else None, role, 5))
    return said


@settings(max_examples=40)
@given(counts=st.lists(st.integers(0, 6), min_size=4, max_size=4), hidden=st.sets(st.integers(0, 8)))
def test_its_intervals_are_those_of_all_tables_counted_out(counts: list[int], hidden: set[int]) -> None:
    """Two by two classes with margins: the linear programmes and the enumeration say the same, to the person."""
    down, across = dimension("a", 2), dimension("b", 2)
    places = [(x, y) for x in down.atoms for y in across.atoms]
    facts = Facts((down, across), dict(zip(places, counts, strict=True)))
    said = statements(facts, hidden)
    if all(one.value is None for one in said if len(one.region) < 2):
        return  # nothing bounds the table from above: there is no end of tables to count out
    audit = attack(facts.dimensions, said, Demand(width=1_000, least=1_000), EXACT)
    most = 12
    for knows in (False, True):
        by_hand = intervals(facts.dimensions, said, most, knows_reasons=knows)
        for found in audit.findings:
            if found.knows_reasons is knows and by_hand[found.region][1] < most:
                assert (found.low, found.high) == by_hand[found.region], found.region


@pytest.mark.parametrize("seed", range(6))
def test_a_release_without_secondary_suppression_is_caught(seed: int) -> None:
    facts, table = square(5, 4, seed)
    released = release(facts, table)
    said = [
        replace(one, value=released.pattern.values[one.region], role=Role.SHOWN)
        if one.role is Role.SECOND
        else one
        for one in released.pattern.statements()
    ]
    assert attack(facts.dimensions, released.pattern.statements(), Demand())
    audit = attack(facts.dimensions, said, Demand())
    assert {one.found for one in audit.findings} == {Found.NARROW}
    for one in audit.findings:
        assert one.low <= released.pattern.values[one.region] <= one.high


def test_one_cell_too_few_is_caught() -> None:
    """Of a pattern that is proven to be the cheapest no cell can be shown again."""
    facts, _ = square(5, 4, seed=7)
    pattern = release(facts, layout(*facts.dimensions)).pattern
    assert pattern.lost == pattern.bound
    for region, role in pattern.cells:
        if role is Role.SECOND:
            said = [
                replace(one, value=pattern.values[region], role=Role.SHOWN) if one.region == region else one
                for one in pattern.statements()
            ]
            assert not attack(facts.dimensions, said, Demand()), region


def test_a_secondary_cell_that_can_be_worked_out_is_caught_too() -> None:
    facts, _ = row([12, 30, 9])
    said = statements(facts, {2})
    assert {one.found for one in attack(facts.dimensions, said, Demand()).findings} == {Found.NARROW}


def test_it_joins_tables_that_share_margins() -> None:
    """One small cell, hidden in a table of two dimensions; another table has the same dimension by another one."""
    sex, age, form = (
        Dimension("sex", ("F", "M"), (("T", ("F", "M")),)),
        dimension("age", 2),
        dimension("form", 2),
    )
    said = [
        Statement((("sex", "F"),), None, Role.SMALL, 5),
        Statement((("sex", "M"),), None, Role.SECOND, 5),
        Statement((), 40, Role.SHOWN, 5),
        Statement((("form", "form00"), ("sex", "F")), 2, Role.SHOWN, 5),
        Statement((("form", "form01"), ("sex", "F")), 1, Role.SHOWN, 5),
        Statement((("age", "age00"),), 25, Role.SHOWN, 5),
    ]
    found = attack((sex, age, form), said, Demand()).findings
    assert ((("sex", "F"),), 3, 3) in {(one.region, one.low, one.high) for one in found}


def test_numbers_that_contradict_one_another_are_no_release() -> None:
    one = dimension("x", 2)
    said = [
        Statement((), 10, Role.SHOWN, 5),
        Statement((("x", "x00"),), 12, Role.SHOWN, 5),
        Statement((("x", "x01"),), None, Role.SMALL, 5),
    ]
    assert [found.found for found in attack((one,), said, Demand()).findings] == [Found.CONTRADICTION]


def test_too_many_groups_are_no_release() -> None:
    many = [dimension(name, 200) for name in "abc"]
    said = [
        Statement(tuple((one.name, one.atoms[at]) for one in many), None, Role.SMALL, 5) for at in range(199)
    ]
    assert [found.found for found in attack(many, said, Demand()).findings] == [Found.TOO_LARGE]


def test_without_time_it_does_not_pass() -> None:
    facts, _ = row([12, 3, 9])
    audit = attack(facts.dimensions, statements(facts, {3}), Demand(), Means(has_time=lambda: False))
    assert [found.found for found in audit.findings] == [Found.TIME]


def test_it_shares_no_code_with_what_hides() -> None:
    """The attacker imports the data of what was said, and nothing of the suppression."""
    home = Path(protecting.__file__).parent
    shared = {"dimension", "statements"}
    for file in sorted((home / "attack").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(protecting.__name__):
                inside = (node.module or "").removeprefix(protecting.__name__ + ".")
                assert inside in shared or inside.startswith("attack."), f"{file.name} imports {inside}"
