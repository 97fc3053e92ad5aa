"""What the release promises, on tables that nobody chose: random ones, tiny ones counted out, fifty quarters."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.statistics.protecting.attack.attacker import attack
from safeconduct.statistics.protecting.attack.findings import Demand, Means
from safeconduct.statistics.protecting.dimension import Dimension, Region
from safeconduct.statistics.protecting.hiding.outcome import End
from safeconduct.statistics.protecting.release import Released, protect, said
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.statistics.protecting.tables import Facts, Layout
from safeconduct.vocabulary.decisions import Refused
from tests.statistics.protecting.enumerating import intervals
from tests.statistics.protecting.making import dimension, layout, release, row, square, values

EXACT = Means(exact=True)


def protection(
    pattern_statements: list[Statement], dimensions: tuple[Dimension, ...], true: dict[Region, int]
) -> None:
    """Every hidden cell stays as open as promised, and the truth lies inside."""
    audit = attack(dimensions, pattern_statements, Demand(), EXACT)
    assert not audit.findings
    roles = {one.region: one.role for one in pattern_statements}
    for one in audit.intervals:
        assert one.low <= true[one.region] <= one.high
        wide = 5 if roles[one.region].is_primary and not one.knows_reasons else 2
        assert one.high - one.low + 1 >= wide, one


@settings(max_examples=25)
@given(
    rows=st.integers(1, 5), columns=st.integers(1, 4), together=st.integers(0, 2), seed=st.integers(0, 10_000),
    mean=st.sampled_from([2, 6, 15, 60]),
)  # fmt: skip
def test_no_hidden_cell_of_a_random_table_is_narrowed_below_its_protection(
    rows: int, columns: int, together: int, seed: int, mean: int
) -> None:
    """Hierarchies with single members, tables with one row, empty tables: shown numbers are true, hidden ones open."""
    facts, table = square(rows, columns, seed, together, mean)
    true = values(facts, table)
    found = protect(facts, [table])
    if isinstance(found, Refused):
        total_is_small = 0 < sum(facts.counts.values()) < 5
        assert found.reason.code == ("total_below_minimum" if total_is_small else "cannot_be_protected")
        assert total_is_small or not attacked(facts, all_hidden(true))
        return
    for one in found.pattern.statements():
        assert one.value == (true[one.region] if one.role is Role.SHOWN else None)
        assert one.role is not Role.SHOWN or not 0 < true[one.region] < 5
    protection(found.pattern.statements(), facts.dimensions, true)


def all_hidden(true: dict[Region, int]) -> list[Statement]:
    """Nothing is shown but zeros. Four cells that have somebody, in a total of four, are known even so."""
    roles = {
        one: (Role.SMALL if value < 5 else Role.SECOND) if value else Role.SHOWN
        for one, value in true.items()
    }
    return [Statement(one, 0 if role is Role.SHOWN else None, role, 5) for one, role in roles.items()]


@settings(max_examples=8)
@given(seed=st.integers(0, 10_000))
def test_tables_that_share_margins_protect_one_another(seed: int) -> None:
    """Sex by age and sex by form, printed together: the attacker joins them over all three dimensions."""
    random = Random(seed)
    sex, age, form = dimension("sex", 2), dimension("age", 3), dimension("form", 3)
    places = [(x, y, z) for x in sex.atoms for y in age.atoms for z in form.atoms]
    facts = Facts((sex, age, form), {place: int(random.expovariate(1 / 5)) for place in places})
    tables = [layout(sex, age, name="age"), layout(sex, form, name="form")]
    pattern = release(facts, *tables).pattern
    true = {**values(facts, tables[0]), **values(facts, tables[1])}
    protection(pattern.statements(), facts.dimensions, true)


@pytest.mark.parametrize("seed", range(12))
def test_a_tiny_line_is_hidden_as_cheaply_as_any_way_of_hiding_it(seed: int) -> None:
    """Beside every subset of the cells, each looked at by counting out all tables."""
    random = Random(seed)
    facts, table = row([random.randint(0, 9) for _ in range(4)])
    if sum(facts.counts.values()) < 5:
        return
    pattern = release(facts, table).pattern
    assert pattern.end is End.PROVEN
    assert pattern.lost == cheapest(facts, table, by_hand)


@pytest.mark.parametrize("seed", range(4))
def test_a_tiny_square_is_hidden_as_cheaply_as_any_way_of_hiding_it(seed: int) -> None:
    """Beside every subset of the cells, from the cheapest on, each attacked."""
    facts, table = square(3, 2, seed, mean=9)
    pattern = release(facts, table).pattern
    assert pattern.end is End.PROVEN
    assert pattern.lost == cheapest(facts, table, attacked)


def attacked(facts: Facts, statements: list[Statement]) -> bool:
    return bool(attack(facts.dimensions, statements, Demand()))


def by_hand(facts: Facts, statements: list[Statement]) -> bool:
    """Whether every hidden cell stays open; without a total nothing is bounded, and that is open enough."""
    whole = next(one for one in statements if not one.region)
    if whole.value is None:
        return attacked(facts, statements)
    roles = {one.region: one.role for one in statements}
    for knows in (False, True):
        found = intervals(facts.dimensions, statements, whole.value, knows_reasons=knows)
        for region, (low, high) in found.items():
            if high - low + 1 < (5 if roles[region].is_primary and not knows else 2):
                return False
    return True


def cheapest(facts: Facts, table: Layout, is_safe: object) -> int:
    """The least value of cells that can be hidden beside the small ones."""
    true = values(facts, table)
    small = {region for region, value in true.items() if 0 < value < 5}
    free = [region for region, value in true.items() if value >= 5]
    subsets = sorted(
        (set(some) for size in range(len(free) + 1) for some in combinations(free, size)),
        key=lambda some: sum(true[one] for one in some),
    )
    for some in subsets:
        roles = {
            one: Role.SMALL if one in small else Role.SECOND if one in some else Role.SHOWN for one in true
        }
        statements = [
            Statement(one, true[one] if role is Role.SHOWN else None, role, 5) for one, role in roles.items()
        ]
        assert callable(is_safe)
        if is_safe(facts, statements):
            return sum(true[one] for one in some)
    raise AssertionError("Not even a table without numbers was safe.")


def test_fifty_quarters_with_half_years_years_and_merged_regions_give_nothing_away() -> None:
    """Every quarter a table by region; every second the half-year, every fourth the year; regions merged on the way.

    At the end all that was ever printed is attacked at once.
    """
    random = Random(1)
    quarters = tuple(f"q{number:02}" for number in range(50))
    unions = [(f"h{at:02}", quarters[at : at + 2]) for at in range(0, 50, 2)]
    unions += [(f"y{at:02}", quarters[at : at + 4]) for at in range(0, 48, 4)]
    time = Dimension("time", quarters, tuple(unions))
    regions = ("east", "north", "south", "west")
    geo = Dimension(
        "geo", regions, (("T", regions), ("coast", ("north", "west")), ("inland", ("east", "south")))
    )
    counts: dict[tuple[str, ...], int] = {}
    ledger: list[Statement] = []
    refused = 0
    for number, quarter in enumerate(quarters):
        counts |= {(quarter, one): int(random.expovariate(1 / 9)) for one in regions}
        facts = Facts((time, geo), dict(counts))
        periods = [quarter]
        periods += [f"h{number - 1:02}"] if number % 2 else []
        periods += [f"y{number - 3:02}"] if number % 4 == 3 else []
        codes = ("T", *regions) if number % 3 else ("T", "coast", "inland")
        for period in periods:
            found = protect(facts, [Layout(period, (("time", (period,)), ("geo", codes)))], ledger)
            if isinstance(found, Released):
                ledger += said(found.pattern, quarter)
            else:
                refused += 1
                assert found.reason.code in ("total_below_minimum", "cannot_be_protected")
    assert refused < 5
    assert sum(one.value is None for one in ledger) > 50
    assert attack((time, geo), ledger, Demand())
