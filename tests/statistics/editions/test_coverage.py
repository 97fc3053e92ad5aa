"""The total that the law asks for: with those who object, said where it tells nothing of a few of them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from safeconduct.public.editions.words import counted as told
from safeconduct.public.editions.words import in_all
from safeconduct.rights.reading import book
from safeconduct.rights.rule import Book, Objecting
from safeconduct.statistics.editions import document, shown
from safeconduct.statistics.editions.coverage import Coverage
from safeconduct.statistics.editions.document import About, Document
from safeconduct.statistics.editions.preparing import Beside, Prepared, Wanted, prepare
from safeconduct.statistics.editions.tables import counted
from safeconduct.vocabulary.codes import Confidence
from safeconduct.vocabulary.released.reading import read
from tests.statistics.editions.test_preparing import of_forms

ABOUT = About("RO", 2025, 1, date(2026, 3, 1))
LINE = "Registered in all, with those who object"


def made(objects: int, *coverages: dict[str, Any], counts: tuple[int, ...] = (30, 20, 10)) -> Document:
    """An edition of these persons by form, and of so many who object."""
    coverage = Coverage(agencies=2, with_facts=2, objects=objects)
    found = prepare(
        counted(of_forms(*counts)), Wanted("alone"), ABOUT, coverage, at=Beside(coverages=coverages)
    )
    assert isinstance(found, Prepared)
    return found.document


@pytest.mark.parametrize(("objects", "said"), [(0, 60), (4, None), (5, 65)])
def test_it_is_the_total_of_the_tables_and_those_who_object_unless_these_are_few(
    objects: int, said: int | None
) -> None:
    found = made(objects)
    assert found["coverage"]["registered"] == said
    assert dict(shown.about(found))[LINE] == (
        str(said) if said else "not said: it would tell of the few who object"
    )


def test_where_no_rule_of_law_counts_who_objects_they_are_in_no_number() -> None:
    coverage = Coverage(agencies=2, with_facts=2, objects=8, objectors_in_total=False)
    found = prepare(counted(of_forms(30, 20, 10)), Wanted("alone"), ABOUT, coverage)
    assert isinstance(found, Prepared)
    said = found.document["coverage"]
    assert (said["objects"], said["registered"], said["objectors"]) == (None, None, "in_no_figure")
    lines = dict(shown.about(found.document))
    assert LINE not in lines
    assert lines["Persons who object"] == "in no number: no rule of law that this node knows counts them"
    edition = read(found.document)
    assert in_all(edition) == (
        "not said: no rule of law that the node knows counts who does not wish to be counted"
    )
    assert all(
        "do not wish to be counted by what they are" not in str(label) for label, _said in told(edition)
    )


@pytest.mark.parametrize(("country", "counts"), [("RO", True), ("BE", True), ("UA", False), ("AL", False)])
def test_the_packs_of_rules_say_whether_the_total_counts_who_objects(country: str, counts: bool) -> None:
    """Article 19a binds states of the Union; of others no pack says anything."""
    told_of = book().objecting(country)
    assert (told_of is not None and told_of.in_total) is counts


def test_the_pack_of_a_country_goes_before_the_union_s() -> None:
    own = replace(book().packs["RO"], objecting=Objecting(False, "Nobody.", Confidence.UNVERIFIED, ()))
    told_of = Book({**book().packs, "RO": own}).objecting("RO")
    assert told_of is not None
    assert not told_of.in_total


def test_a_change_of_few_who_object_hides_it(said_before: dict[str, Any]) -> None:
    assert made(9, said_before)["coverage"]["registered"] is None
    assert made(13, said_before, counts=(30, 20, 15))["coverage"]["registered"] == 78


def test_a_total_that_changed_by_few_is_not_said_though_its_parts_changed_by_many(
    said_before: dict[str, Any],
) -> None:
    """Six registered persons less and eight more who object: two persons were registered late."""
    found = made(16, said_before, counts=(24, 20, 10))
    assert found["tables"][0]["numbers"][0] == 54
    assert (found["coverage"]["objects"], found["coverage"]["registered"]) == (None, None)
    assert made(16, said_before, counts=(24, 20, 15))["coverage"]["registered"] == 75


def test_where_the_total_of_the_tables_is_hidden_it_is_not_said() -> None:
    found = made(8)
    first = found["tables"][0]
    hidden = {**first, "numbers": [None for _one in first["numbers"]]}
    old = {**found, "coverage": {**found["coverage"]}, "tables": [hidden]}
    del old["coverage"]["registered"]
    assert document.registered(old) is None
    assert dict(shown.about(old))[LINE] == "not said: the total of the tables is hidden"


def test_of_an_older_document_it_is_the_sum_of_two_numbers_that_it_prints(
    said_before: dict[str, Any],
) -> None:
    found = made(8)
    old = {**found, "coverage": {**found["coverage"]}}
    del old["coverage"]["registered"]
    assert document.registered(old) == 68
    assert document.said_beside(old) == said_before


def test_of_several_years_it_is_not_said() -> None:
    coverage = replace(Coverage(agencies=2, with_facts=2, objects=8), years=2)
    about = replace(ABOUT, years=2)
    found = prepare(counted(of_forms(30, 20, 10)), Wanted("alone"), about, coverage)
    assert isinstance(found, Prepared)
    assert found.document["coverage"]["registered"] is None
    assert "of each year alone" in dict(shown.about(found.document))[LINE]


@pytest.fixture
def said_before() -> dict[str, Any]:
    """What an edition says with 60 persons in its tables, and 8 who object."""
    return document.said_beside(made(8))
