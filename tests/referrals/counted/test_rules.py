"""Who may be counted, and which numbers a coordinator sees: truth tables, and what nobody may be able to subtract."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.referrals.counted.rules import (
    ADULT,
    ALL,
    CHILD,
    CODES,
    ONE_EACH,
    THRESHOLD,
    UNKNOWN,
    Cell,
    Quarter,
    Refusal,
    Subject,
    cells_of,
    may_notify,
    may_read,
    quarter_of,
    released,
)
from safeconduct.vocabulary.codes import Exploitation, PartOfCountry, Profession, Service
from safeconduct.vocabulary.decisions import Decision, Refused

SHELTER, LEGAL = Service.SHELTER, Service.LEGAL_ADVICE
SOCIAL, JUDGE, COORDINATOR = Profession.SOCIAL_WORKER, Profession.JUDGE, Profession.COORDINATOR


def refusal(
    age: str = ADULT,
    offered: tuple[Service, ...] = (SHELTER, LEGAL),
    refused: tuple[Service, ...] = (SHELTER,),
) -> Refusal:
    return Refusal(
        age,
        PartOfCountry.NORTH,
        "f",
        frozenset({Exploitation.UNKNOWN}),
        frozenset(offered),
        frozenset(refused),
    )


def code(decision: Decision) -> str:
    return decision.reason.code if isinstance(decision, Refused) else ""


@pytest.mark.parametrize(("profession", "said", "has_coordinator", "expected"), [
    (SOCIAL, refusal(), True, ""),
    # a child, or somebody who may be one, never
    (SOCIAL, refusal(CHILD), True, "child_is_not_counted"),
    (SOCIAL, refusal(UNKNOWN), True, "child_is_not_counted"),
    (SOCIAL, refusal("0_11"), True, "child_is_not_counted"),
    (SOCIAL, refusal(""), True, "child_is_not_counted"),
    (SOCIAL, refusal(CHILD), False, "child_is_not_counted"),
    # what was refused had been offered; all of it may be refused
    (SOCIAL, refusal(offered=(SHELTER,)), True, ""),
    (SOCIAL, refusal(refused=()), True, "nothing_refused"),
    (SOCIAL, refusal(offered=(LEGAL,)), True, "nothing_refused"),
    # somebody reads it
    (SOCIAL, refusal(), False, "no_coordinator"),
    (JUDGE, refusal(), True, "not_yours_to_count"),
    (Profession.ADMINISTRATOR, refusal(), True, "not_yours_to_count"),
])  # fmt: skip
def test_who_may_be_counted(
    profession: Profession, said: Refusal, has_coordinator: bool, expected: str
) -> None:
    assert code(may_notify(profession, said, has_coordinator=has_coordinator)) == expected


@pytest.mark.parametrize(("profession", "is_named", "expected"), [
    (COORDINATOR, True, ""),
    (COORDINATOR, False, "only_coordinators_read_counts"),
    (SOCIAL, True, "only_coordinators_read_counts"),
    (Profession.RAPPORTEUR, True, "only_coordinators_read_counts"),
])  # fmt: skip
def test_who_reads_the_numbers(profession: Profession, is_named: bool, expected: str) -> None:
    assert code(may_read(profession, is_named=is_named)) == expected


@pytest.mark.parametrize(("day", "quarter"), [
    (date(2026, 1, 1), Quarter(2026, 1)), (date(2026, 3, 31), Quarter(2026, 1)), (date(2026, 4, 1), Quarter(2026, 2)),
    (date(2026, 12, 31), Quarter(2026, 4)),
])  # fmt: skip
def test_a_quarter_is_shown_when_it_is_over(day: date, quarter: Quarter) -> None:
    assert quarter_of(day) == quarter
    assert not quarter.is_over(day)
    assert Quarter(2025, 4).is_over(day)


type Table = tuple[int | None, ...]


def quarter(subject: Subject, counts: Mapping[str, int]) -> tuple[int | None, dict[str, int | None]]:
    """What is shown of a quarter in which one subject is counted so, everybody having one code; the rest is plain."""
    total = sum(counts.values())
    other = next(iter(ONE_EACH - {subject}))
    shown, tables = released({Subject.TOTAL: {ALL: total}, subject: counts, other: {CODES[other][0]: total}})
    return shown, {cell.code: cell.number for cell in tables[subject]}


def sexes(**numbers: int) -> dict[str, int | None]:
    return quarter(Subject.SEX, {name: number for name, number in numbers.items() if number})[1]


@pytest.mark.parametrize(("numbers", "expected"), [
    # a total below five shows nothing at all
    ({"f": 4}, {"f": None, "m": None, "x": None, "unknown": None}),
    ({}, {"f": None, "m": None, "x": None, "unknown": None}),
    # nothing is hidden but noughts, which look the same
    ({"f": 6, "m": 7}, {"f": 6, "m": 7, "x": None, "unknown": None}),
    # several are hidden, and no subtraction leads to one
    ({"f": 6, "m": 3, "x": 1}, {"f": 6, "m": None, "x": None, "unknown": None}),
    # one alone is hidden: the smallest of the others goes with it
    ({"f": 6, "m": 9, "x": 7, "unknown": 3}, {"f": None, "m": 9, "x": 7, "unknown": None}),
    ({"f": 6, "m": 7, "x": 8}, {"f": 6, "m": 7, "x": 8, "unknown": None}),
    # two whose sum does not say which is which: a third is not hidden with them
    ({"f": 5, "m": 3, "x": 7, "unknown": 8}, {"f": None, "m": None, "x": 7, "unknown": 8}),
    # a total of sixteen says nothing where one number is five, or ten
    ({"f": 5, "m": 4, "x": 4, "unknown": 3}, {"f": 5, "m": None, "x": None, "unknown": None}),
    ({"f": 10, "m": 6}, {"f": 10, "m": 6, "x": None, "unknown": None}),
    # all hidden at their most: the total less the rest would say so
    ({"f": 5, "m": 4, "x": 5, "unknown": 4}, {"f": None, "m": None, "x": None, "unknown": None}),
    ({"f": 4, "m": 4, "x": 4, "unknown": 6}, {"f": None, "m": None, "x": None, "unknown": None}),
])  # fmt: skip
def test_small_numbers_are_hidden_and_cannot_be_subtracted(
    numbers: dict[str, int], expected: dict[str, int | None]
) -> None:
    assert sexes(**numbers) == expected


def test_of_what_a_person_may_have_several_the_small_are_hidden() -> None:
    counts = {"shelter": 5, "legal_advice": 4}
    cells = {cell.code: cell.number for cell in cells_of(Subject.REFUSED, counts)}
    assert (cells["shelter"], cells["legal_advice"], cells["school"]) == (5, None, None)


def test_the_total_is_shown_from_five() -> None:
    assert quarter(Subject.SEX, {"f": 4}) == (None, dict.fromkeys(CODES[Subject.SEX]))
    assert quarter(Subject.SEX, {"f": 5})[0] == 5


@pytest.mark.parametrize("subject", sorted(ONE_EACH))
def test_a_total_that_says_every_number_of_a_table_is_not_shown_and_nothing_with_it(subject: Subject) -> None:
    """Four of each: who knows that none is above four and what they add up to knows each."""
    codes = CODES[subject]
    assert quarter(subject, dict.fromkeys(codes, 4)) == (None, dict.fromkeys(codes))
    total, cells = quarter(subject, {**dict.fromkeys(codes, 4), codes[-1]: 3})
    assert (total, set(cells.values())) == (len(codes) * 4 - 1, {None})


def test_where_the_total_is_not_shown_nothing_else_of_the_quarter_is() -> None:
    said = {Subject.SEX: dict.fromkeys(CODES[Subject.SEX], 4), Subject.OFFERED: {"shelter": 16}}
    total, tables = released({Subject.TOTAL: {ALL: 16}, **said})
    assert total is None
    assert {cell.number for cells in tables.values() for cell in cells} == {None}


def test_a_subject_that_nobody_counted_is_hidden_whole_and_stops_no_other() -> None:
    hidden = {one: [Cell(code, None) for code in CODES[one]] for one in Subject if one is not Subject.TOTAL}
    assert released({}) == (None, hidden)
    assert released({Subject.TOTAL: {}}) == (None, hidden)
    assert released({Subject.TOTAL: {ALL: 7}}) == (7, hidden)


def test_a_table_of_which_everything_is_hidden_has_nothing_more_to_hide() -> None:
    cells = cells_of(Subject.SEX, dict.fromkeys(CODES[Subject.SEX], 4))
    assert [cell.number for cell in cells] == [None] * 4


def test_who_knows_the_rule_and_reads_the_table_learns_no_number_below_five() -> None:
    """All tables of four numbers up to nine: among those that are shown alike, a hidden number has several values."""
    codes = CODES[Subject.SEX]
    alike: dict[tuple[int | None, Table], list[tuple[int, ...]]] = defaultdict(list)
    for numbers in product(range(10), repeat=len(codes)):
        total, cells = quarter(Subject.SEX, dict(zip(codes, numbers, strict=True)))
        assert all(number is None or number >= THRESHOLD for number in cells.values())
        alike[total, tuple(cells.values())].append(numbers)
    for (_total, shown), tables in alike.items():
        for place, number in enumerate(shown):
            values = {numbers[place] for numbers in tables}
            assert number is not None or len(values) > 1 or values == {0}, f"{shown} says {values} at {place}"


@given(st.sampled_from(sorted(ONE_EACH)), st.lists(st.integers(0, 12), min_size=4, max_size=7))
def test_no_number_below_five_is_shown_or_follows_from_the_others(
    subject: Subject, values: list[int]
) -> None:
    counts: Mapping[str, int] = dict(zip(CODES[subject], values, strict=False))
    total, cells = quarter(subject, counts)

    assert all(number is None or number >= THRESHOLD for number in cells.values())
    hidden = [counts.get(one, 0) for one, number in cells.items() if number is None]
    if total is not None and hidden and sum(hidden):
        assert len(hidden) > 1, "one hidden number is the total less the rest"
        assert max(hidden) >= THRESHOLD or sum(hidden) < len(hidden) * (THRESHOLD - 1)
