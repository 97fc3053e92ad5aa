"""Answers that are harmless alone give no small group away together, whoever asks for what and in which order."""

from dataclasses import replace
from itertools import combinations, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.statistics.protecting.derived import earlier
from safeconduct.statistics.protecting.guard import answer
from safeconduct.statistics.protecting.settings import Rules
from safeconduct.statistics.protecting.statements import Role, Statement
from safeconduct.statistics.protecting.tables import Facts, sets_of, tally
from tests.statistics.protecting.making import dimension, everything

SEX, AGE, FORM = dimension("sex", 3), dimension("age", 2), dimension("form", 3)
GIRLS_ELSEWHERE = 4
COUNTS: dict[tuple[str, ...], int] = {
    ("sex00", "age00", "form00"): 32, ("sex00", "age00", "form01"): 3, ("sex00", "age00", "form02"): 1,
    ("sex00", "age01", "form00"): 60, ("sex00", "age01", "form01"): 20, ("sex00", "age01", "form02"): 12,
    ("sex01", "age00", "form01"): 9, ("sex01", "age00", "form02"): 15,
    ("sex01", "age01", "form01"): 30, ("sex01", "age01", "form02"): 16,
}  # fmt: skip
"""Women, men and others; children and adults; three forms. No boy and no other child in the first form."""
FACTS = Facts((SEX, AGE, FORM), COUNTS)
type Asked = tuple[tuple[str, str], ...]
IN_THE_FORM: Asked = (("age", "age00"), ("form", "form00"))
MEN_IN_IT: Asked = (("form", "form00"), ("sex", "sex01"))
GIRLS_IN_IT: Asked = (("sex", "sex00"), *IN_THE_FORM)


def edition(facts: Facts = FACTS) -> list[Statement]:
    """Sex by age, all printed: 36 girls, 24 boys, no other child."""
    cells = [
        tuple((name, code) for name, code in (("age", age), ("sex", sex)) if code != "T")
        for sex, age in product(everything(SEX), everything(AGE))
    ]
    counts = tally(facts, cells, sets_of(facts.dimensions))
    return [Statement(one, count, Role.SHOWN, 5, facts="edition") for one, count in counts.items()]


def asked(these: list[Asked], facts: Facts = FACTS) -> list[int | None]:
    """What is said, each beside the edition and all that was said before."""
    ledger, said = edition(facts), []
    for number, one in enumerate(these):
        found = answer(facts, one, ledger, Rules())
        said.append(found.count if found.decision else None)
        if found.statement is not None:
            ledger.append(replace(found.statement, facts=f"answer {number}"))
    return said


def test_what_is_left_over_of_girls_is_not_given_away_by_children_and_men() -> None:
    """32 children in the form, and nobody in it is male: of 36 girls 4 would be in another form."""
    assert asked([GIRLS_IN_IT]) == [None], "said directly it is refused"
    assert asked([IN_THE_FORM]) == [32]
    assert asked([MEN_IN_IT]) == [0]
    assert asked([IN_THE_FORM, MEN_IN_IT]) == [32, None]


@pytest.mark.parametrize("order", list(permutations([IN_THE_FORM, MEN_IN_IT, GIRLS_IN_IT])))
def test_in_no_order_are_all_of_them_said(order: tuple[Asked, ...]) -> None:
    said = dict(zip(order, asked(list(order)), strict=True))
    assert said[GIRLS_IN_IT] is None
    assert None in (said[IN_THE_FORM], said[MEN_IN_IT])


def test_a_number_that_was_said_is_said_again() -> None:
    assert asked([IN_THE_FORM, IN_THE_FORM]) == [32, 32]


def test_what_was_said_alone_is_a_question_and_a_table_is_none() -> None:
    alone = Statement((("sex", "sex00"),), 9, Role.SHOWN, 5, facts="answer 1")
    before = earlier([*edition(), alone])
    assert before.questions == (alone.region,)
    assert before.tables == {frozenset({"age", "sex"})}
    assert before.printed["sex"] == {"sex00", "sex01", "sex02"}


EACH: list[Asked] = [
    tuple(sorted(zip(names, codes, strict=True)))
    for length in (1, 2)
    for names in combinations(("sex", "age", "form"), length)
    for codes in product(*({"sex": SEX, "age": AGE, "form": FORM}[name].atoms for name in names))
]
"""Every group of one dimension and of two."""


@settings(max_examples=6, deadline=None)
@given(st.permutations(EACH), st.integers(0, 2))
def test_no_group_that_is_left_over_can_be_solved(these: list[Asked], more: int) -> None:
    """By elimination over all that was said nobody finds a small group of all dimensions, or what is left of one."""
    facts = Facts((SEX, AGE, FORM), {place: count + more for place, count in COUNTS.items()})
    ledger = edition(facts)
    for number, one in enumerate(these):
        found = answer(facts, one, ledger, Rules())
        if found.statement is not None:
            ledger.append(replace(found.statement, facts=f"answer {number}"))
    assert sum(one.facts != "edition" and one.value is not None for one in ledger) >= 8
    for place, count in facts.counts.items():
        if 0 < count < 5:
            assert not solved(facts, ledger, {place})
    for sex, age, form in product(SEX.atoms, AGE.atoms, FORM.atoms):
        rest: set[tuple[str, ...]] = {(sex, age, other) for other in FORM.atoms if other != form}
        if 0 < sum(facts.counts.get(each, 0) for each in rest) < 5:
            assert not solved(facts, ledger, rest)


IN_ORDER: list[Asked] = [
    (("form", "form01"), ("sex", "sex01")), (("age", "age00"), ("form", "form01")),
    (("age", "age00"), ("form", "form02")), (("form", "form02"), ("sex", "sex01")),
    (("form", "form02"), ("sex", "sex02")),
]  # fmt: skip


def test_what_two_forms_of_three_tell_of_the_third_is_looked_at_too() -> None:
    """All boys are in two forms, so none is in the first; of 60 children 28 are in the two, so 32 girls are in the
    first, of whom nobody has asked, and 4 in others. A random order of questions has found that."""
    assert None in asked(IN_ORDER)


def solved(facts: Facts, ledger: list[Statement], group: set[tuple[str, ...]]) -> bool:
    """Whether the printed numbers add up to this sum: by elimination, once a printed zero has taken its places away."""
    names = ("sex", "age", "form")
    printed = [(dict(one.region), one.value) for one in ledger if one.value is not None]

    def inside(wanted: dict[str, str], place: tuple[str, ...]) -> bool:
        return all(wanted.get(name, code) == code for name, code in zip(names, place, strict=True))

    places = [
        place
        for place in product(SEX.atoms, AGE.atoms, FORM.atoms)
        if not any(value == 0 and inside(wanted, place) for wanted, value in printed)
    ]
    rows = np.array([[inside(wanted, place) for place in places] for wanted, _value in printed], dtype=float)
    aim = np.array([[place in group for place in places]], dtype=float)
    rank = np.linalg.matrix_rank
    return bool(rank(np.vstack([rows, aim])) == rank(rows))


# --- Beside what tables print ------------------------------------------------------------------------------------

CITIZEN = dimension("citizen", 2)
WITH_CITIZENS = Facts((SEX, AGE, CITIZEN, FORM), {
    ("sex00", "age00", "citizen00", "form00"): 21, ("sex00", "age00", "citizen00", "form01"): 4,
    ("sex00", "age00", "citizen01", "form00"): 11, ("sex00", "age01", "citizen00", "form00"): 25,
    ("sex00", "age01", "citizen01", "form01"): 17, ("sex01", "age00", "citizen00", "form01"): 9,
    ("sex01", "age00", "citizen01", "form01"): 8, ("sex01", "age01", "citizen00", "form01"): 20,
    ("sex01", "age01", "citizen01", "form02"): 14,
})  # fmt: skip
"""25 girls of the first citizenship: 21 in the first form, in which no boy is, and 4 in another."""
CHILDREN: Asked = (("age", "age00"), ("citizen", "citizen00"), ("form", "form00"))


def by(*names: str, facts: Facts = WITH_CITIZENS) -> list[Statement]:
    """A table of these dimensions with all totals; what is small is hidden in it."""
    named = {one.name: one for one in facts.dimensions}
    cells = [
        tuple(sorted((name, code) for name, code in zip(names, codes, strict=True) if code != "T"))
        for codes in product(*(everything(named[name]) for name in names))
    ]
    counts = tally(facts, cells, sets_of(facts.dimensions))
    return [
        Statement(one, None if 0 < n < 5 else n, Role.SMALL if 0 < n < 5 else Role.SHOWN, 5, facts="edition")
        for one, n in counts.items()
    ]


def test_what_a_table_and_an_answer_leave_over_together_is_not_given_away() -> None:
    """The first question of all: the table prints 25 girls, another one no boy in the form, the answer would be 21."""
    ledger = [*by("sex", "age", "citizen"), *by("sex", "age", "form")]
    found = answer(WITH_CITIZENS, CHILDREN, ledger, Rules())
    assert not found.decision
    assert found.statement is None


def test_where_no_table_says_how_many_girls_there_are_it_is_answered() -> None:
    found = answer(WITH_CITIZENS, CHILDREN, by("citizen", "form"), Rules())
    assert found.count == 21
