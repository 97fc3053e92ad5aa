"""In which class the few of a group all are is not told: one zero beside them is hidden as well."""

from collections.abc import Mapping
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.statistics.protecting.attack.attacker import attack
from safeconduct.statistics.protecting.attack.findings import Demand, Found, Means
from safeconduct.statistics.protecting.dimension import Region
from safeconduct.statistics.protecting.guard import answer
from safeconduct.statistics.protecting.release import protect
from safeconduct.statistics.protecting.settings import Rules
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.statistics.protecting.tables import Facts
from safeconduct.vocabulary.decisions import Refused
from tests.statistics.protecting.making import dimension, layout, printed, release, row, values

FORM = frozenset({"form"})
RULES = Rules(sensitive=FORM)
ORIGIN, FORMS = dimension("origin", 3), dimension("form", 3)
TABLE = layout(ORIGIN, FORMS)


def three_by_three(*counts: int) -> Facts:
    """Persons by origin and form, a line for each origin."""
    places = [(origin, form) for origin in ORIGIN.atoms for form in FORMS.atoms]
    return Facts((ORIGIN, FORMS), {place: n for place, n in zip(places, counts, strict=True) if n})


THREE_OF_ONE_FORM = three_by_three(40, 30, 20, 25, 14, 9, 3, 0, 0)


def of_third(cells: list[int | None]) -> list[int | None]:
    """The line of the third origin: its total, then its forms."""
    return cells[12:]


def test_three_who_are_all_of_one_form_have_a_hidden_zero_beside_them() -> None:
    line = of_third(printed(release(THREE_OF_ONE_FORM, TABLE, rules=RULES), TABLE))
    assert line[:2] == [None, None]
    assert sorted(line[2:], key=str) == [0, None]


def test_without_a_sensitive_dimension_both_zeros_are_shown() -> None:
    line = of_third(printed(release(THREE_OF_ONE_FORM, TABLE), TABLE))
    assert line == [None, None, 0, 0]


def test_where_they_are_in_two_forms_every_zero_is_shown() -> None:
    facts = three_by_three(40, 30, 20, 25, 14, 9, 2, 1, 0)
    assert of_third(printed(release(facts, TABLE, rules=RULES), TABLE))[3] == 0


def test_thirty_who_are_all_of_one_form_are_a_number_about_many() -> None:
    facts, table = row([30, 0, 0])
    released = release(facts, table, rules=Rules(sensitive=frozenset({"x"})))
    assert printed(released, table) == [30, 30, 0, 0]


def test_few_of_a_large_group_that_is_all_of_one_form_tell_no_more_than_it_does() -> None:
    facts = three_by_three(40, 0, 0, 25, 0, 0, 3, 0, 0)
    assert printed(release(facts, TABLE, rules=RULES), TABLE)[2:4] == [0, 0]


def said(facts: Facts, hidden: set[Region], small: set[Region]) -> list[Statement]:
    """The table with these cells hidden."""
    return [
        Statement(one, None if one in hidden | small else count, role_of(one, hidden, small), 5)
        for one, count in values(facts, TABLE).items()
    ]


def role_of(one: Region, hidden: set[Region], small: set[Region]) -> Role:
    return Role.SMALL if one in small else Role.SECOND if one in hidden else Role.SHOWN


LINE: Region = (("origin", "origin02"),)
CELL: Region = (("form", "form00"), ("origin", "origin02"))
AROUND: set[Region] = {
    (("form", "form00"), ("origin", "origin01")), (("form", "form00"), ("origin", "origin00")),
    (("origin", "origin01"),), (("origin", "origin00"),),
}  # fmt: skip


def test_the_attack_reads_it_from_zeros_by_itself() -> None:
    statements = said(THREE_OF_ONE_FORM, AROUND, {LINE, CELL})
    dimensions = THREE_OF_ONE_FORM.dimensions
    assert attack(dimensions, statements, Demand(width=2, least=2))
    audit = attack(dimensions, statements, Demand(width=2, least=2, sensitive=FORM))
    assert [(one.found, one.region) for one in audit.findings] == [(Found.ONE_CLASS, LINE)]


def test_what_stands_printed_already_is_found_in_no_later_release() -> None:
    statements = said(THREE_OF_ONE_FORM, AROUND, {LINE, CELL})
    demand, means = Demand(width=2, least=2, sensitive=FORM), Means(already=statements)
    assert attack(THREE_OF_ONE_FORM.dimensions, statements, demand, means)


def test_of_a_hidden_group_that_has_nobody_nothing_is_learned() -> None:
    statements = said(THREE_OF_ONE_FORM, AROUND, {LINE, CELL})
    demand = Demand(width=2, least=2, sensitive=FORM, nobody=frozenset({LINE}))
    assert attack(THREE_OF_ONE_FORM.dimensions, statements, demand)


@pytest.mark.parametrize("first", [True, False])
def test_one_question_after_another_does_not_tell_in_which_form_they_are(*, first: bool) -> None:
    """Whether the whole group is asked first or last, nobody answers that none of the three is of another form."""
    asked = [(("origin", "origin02"), ("form", code)) for code in FORMS.atoms]
    whole = (("origin", "origin02"),)
    ledger: list[Statement] = []
    for one in [whole, *asked] if first else [*asked, whole]:
        found = answer(THREE_OF_ONE_FORM, one, ledger, RULES)
        assert isinstance(found.decision, Refused)
        assert found.decision.reason.code == "few_persons"
        ledger += [found.statement] if found.statement else []


def test_a_zero_of_a_large_group_is_answered() -> None:
    facts = three_by_three(40, 30, 0, 25, 14, 9, 3, 0, 0)
    found = answer(facts, (("origin", "origin00"), ("form", "form02")), [], RULES)
    assert (bool(found.decision), found.count) == (True, 0)


@settings(max_examples=30)
@given(seed=st.integers(0, 10_000), rows=st.integers(2, 4), columns=st.integers(2, 4))
def test_in_no_released_table_do_zeros_leave_one_form_to_a_few(seed: int, rows: int, columns: int) -> None:
    """Sparse random tables of two dimensions, both sensitive; read from the printed cells by hand."""
    random = Random(seed)
    down, across = dimension("origin", rows), dimension("form", columns)
    counts: dict[tuple[str, ...], int] = {
        (one, other): random.choice((0, 0, 0, 1, 2, 7, 19, 40))
        for one in down.atoms
        for other in across.atoms
    }
    facts = Facts((down, across), counts)
    rules = Rules(sensitive=frozenset({"origin", "form"}))
    found = protect(facts, [layout(down, across)], rules=rules)
    if isinstance(found, Refused):
        assert found.reason.code in ("total_below_minimum", "cannot_be_protected")
        return
    true = values(facts, layout(down, across))
    public = dict(found.pattern.public())
    for one, other in (("origin", "form"), ("form", "origin")):
        codes = {"origin": down.atoms, "form": across.atoms}
        if len(classes_left(public, (), other, codes)) < 2:
            continue  # so it is of all of them
        for code in codes[one]:
            group = ((one, code),)
            if 0 < true[group] < 5:
                assert len(classes_left(public, group, other, codes)) > 1, (group, public)


def classes_left(
    public: Mapping[Region, int | None], group: Region, name: str, codes: Mapping[str, tuple[str, ...]]
) -> list[str]:
    """The classes of which no printed zero says that nobody of the group is in them."""
    left = []
    for code in codes[name]:
        cell = tuple(sorted((*group, (name, code))))
        smaller = [tuple(sorted(some)) for size in (1, 2) for some in combinations(cell, size)]
        if all(public[one] != 0 for one in smaller):
            left.append(code)
    return left
