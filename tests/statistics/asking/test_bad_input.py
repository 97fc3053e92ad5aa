"""Facts that are poor, contradictory or missing, and a search without time: clear sentences, and nothing slips out."""

from collections.abc import Mapping
from datetime import date

import psycopg
import pytest

from safeconduct.statistics.asking import actions
from safeconduct.statistics.asking.questions import NOT_A_YEAR, read
from safeconduct.statistics.protecting.guard import FEW_PERSONS
from safeconduct.statistics.protecting.reasons import OUT_OF_TIME
from safeconduct.vocabulary.errors import BadInput
from tests.statistics.asking.test_asking import PAGE, ask, rows
from tests.statistics.editions.year import YEAR, client_of, registered
from tests.statistics.test_pages import in_words

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = YEAR - 1
UNKNOWN = "UNK|UNK|UNK|UNK|UNK|UNK"


def of_before(owner: psycopg.Connection, people: Mapping[tuple[str, str], int]) -> None:
    registered(owner, people, BEFORE)


def test_of_a_year_without_anybody_the_answer_is_nobody(counted: psycopg.Connection) -> None:
    assert "0 persons" in ask(year=BEFORE)
    assert rows(counted, "SELECT outcome, number FROM statistics.answer") == [("answered", 0)]
    page = in_words(client_of("cora").get(PAGE).content.decode())
    assert "0 persons" not in page, "reading the page again says nothing anew"


def test_a_number_of_any_length_is_no_year() -> None:
    with pytest.raises(BadInput) as refused:
        read("9" * 5000, {}, date(YEAR + 1, 6, 1))
    assert refused.value.errors == {"year": NOT_A_YEAR}


def test_where_everything_is_unknown_nothing_is_guessed(counted: psycopg.Connection) -> None:
    of_before(counted, {("alfa", UNKNOWN): 20, ("beta", UNKNOWN): 20})
    assert "40 persons" in ask(year=BEFORE, sex="UNK", age="UNK", citizen="UNK", form="UNK")
    for codes in ({"sex": "F"}, {"age": "Y_LT18"}, {"form": "SEX"}, {"citizen": "FOR"}):
        assert "0 persons" in ask("cora", 200, BEFORE, **codes)


def test_whom_one_agency_alone_has_registered_is_no_answer(counted: psycopg.Connection) -> None:
    """All cells of such a year are hidden: the agency could take its own number from every other."""
    of_before(counted, {("alfa", "identified|ngo|F|Y_GE18|NAT|SEX"): 40})
    for codes in ({}, {"sex": "F"}, {"form": "SEX", "age": "Y_GE18"}):
        assert str(FEW_PERSONS.sentence) in ask("cora", 200, BEFORE, **codes)


def test_a_year_of_one_row_is_answered_by_its_row_and_its_total_alike(counted: psycopg.Connection) -> None:
    row = "identified|ngo|F|Y_GE18|NAT|SEX"
    of_before(counted, {("alfa", row): 20, ("beta", row): 10})
    assert "30 persons" in ask(year=BEFORE)
    assert "30 persons" in ask(year=BEFORE, sex="F", form="SEX")


def test_an_agency_that_joins_later_counts_with_its_files_and_its_few_are_not_given_away(
    counted: psycopg.Connection,
) -> None:
    """The police registered two from March on: of the group that only it has none is said, and none by taking away."""
    of_before(counted, {
        ("alfa", "identified|ngo|F|Y_GE18|NAT|SEX"): 20, ("beta", "identified|ngo|F|Y_GE18|NAT|SEX"): 10,
        ("police", "presumed|police|F|Y_GE18|NAT|SEX"): 2,
    })  # fmt: skip
    assert "32 persons" in ask(year=BEFORE)
    assert str(FEW_PERSONS.sentence) in ask(year=BEFORE, by="police")
    assert "30 persons" not in ask(year=BEFORE, by="ngo")


def test_a_search_that_runs_out_of_time_says_so_and_answers_nothing(
    counted: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside an answer and a group of few there is something to attack; beside nothing there is not."""
    for codes in ({"sex": "F"}, {"age": "Y_LT18"}):
        ask("cora", 200, YEAR, **codes)
    before = rows(counted, "SELECT statements FROM statistics.said")
    monkeypatch.setattr(actions, "SECONDS", 0.0)
    said = ask(form="LAB")
    assert str(OUT_OF_TIME.sentence) in said
    assert str(OUT_OF_TIME.instead) in said
    last = "SELECT outcome, number FROM statistics.answer ORDER BY at DESC LIMIT 1"
    assert rows(counted, last) == [(OUT_OF_TIME.code, None)]
    assert rows(counted, "SELECT statements FROM statistics.said") == before, "nothing new was said"
