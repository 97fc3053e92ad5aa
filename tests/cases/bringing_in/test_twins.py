"""Hints that two rows or cases may be one person: what is compared, and what speaks against it."""

import pytest

from safeconduct.cases.bringing_in.twins import Facts, Index, Why, alike, facts
from safeconduct.cases.contents import Content
from safeconduct.vocabulary.sections import Section

IOANA = Facts("row 2", "ioana marin", 1996, frozenset({"RO"}), "a 1", "linden")


def like(**other: object) -> Facts:
    given: dict[str, object] = {
        "where": "row 3",
        "name": "",
        "birth_year": None,
        "citizenships": frozenset(),
        "case_number": "",
        "alias": "",
    }
    given |= other | {"name": " ".join(sorted(str(other.get("name", "")).split()))}
    return Facts(**given)  # type: ignore[arg-type]  # the fields of a table


@pytest.mark.parametrize("other, why", [
    (like(case_number="a 1"), Why.NUMBER),
    (like(name="marin ioana", birth_year=1996), Why.NAME),
    (like(name="ioana marin", birth_year=1996), Why.NAME),  # the other way round
    (like(name="marin ioanna", birth_year=1996), Why.NAME),  # one letter more
    (like(name="marin ioana"), Why.NAME),  # the year is not known
    (like(name="marin ioana", birth_year=1996, citizenships=frozenset({"RO", "MD"})), Why.NAME),
    (like(name="marin ioana", birth_year=1997), None),
    (like(name="marin ioana", birth_year=1996, citizenships=frozenset({"UA"})), None),
    (like(name="stan dorin", birth_year=1996), None),
    (like(birth_year=1996, citizenships=frozenset({"RO"})), None),  # half the country
    (like(alias="linden"), Why.ALIAS), (like(alias="linden", birth_year=1990), None), (like(), None),
])  # fmt: skip
def test_who_may_be_one_person(other: Facts, why: Why | None) -> None:
    assert alike(IOANA, other) == alike(other, IOANA) == why


@pytest.mark.parametrize("other", [
    like(case_number="a 1"), like(name="ioana marin", birth_year=1996), like(name="marin ioanna", birth_year=1996),
    like(name="marin ioana"), like(alias="linden"),
], ids=["number", "order", "letter", "no year", "alias"])  # fmt: skip
def test_the_index_finds_whom_a_comparison_would_find(other: Facts) -> None:
    index = Index()
    index.add(like(where="row 1", name="stan dorin", birth_year=1996))
    index.add(IOANA)
    found = index.like(other)
    assert found is not None
    assert found[0] is IOANA


def test_the_facts_are_those_of_the_sections() -> None:
    sections: dict[Section, Content] = {
        Section.IDENTITY: {"names": "Ștefan-Ion Pop", "birth_date": "1990-01-02"},
        Section.PROFILE: {"pseudonym": "Linden", "citizenships": {"unanswered": "unknown"}},
    }
    assert facts("x", sections, "A/1") == Facts("x", "ion pop stefan", 1990, frozenset(), "a 1", "linden")
