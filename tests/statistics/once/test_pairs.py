"""Counted once: whose marks are made, who sees a pair, what decides it, and what it takes from the registered."""

from typing import Any

import pytest

from safeconduct.access import doors
from safeconduct.statistics import objecting
from safeconduct.statistics.once import actions
from safeconduct.statistics.once.queries import open_pair
from safeconduct.statistics.once.rules import Says
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from tests.access.live import member_acts
from tests.access.names import ID
from tests.counsel.office import now
from tests.statistics.once.files import (
    IN_CYRILLIC,
    OLHA,
    a_file,
    coordinator,
    counted,
    look,
    marks,
    of_both,
    pairs,
    says,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


def a_pair() -> str:
    """The code of the one pair of two files of one person."""
    of_both()
    assert look() == 1
    return pairs("ana")[0].code


def test_one_person_in_two_scripts_in_two_agencies_is_one_pair_by_one_code(owner: Any) -> None:
    hers, his = of_both()
    assert look() == 1
    (mine,), (other,) = pairs("ana"), pairs("bea")
    assert (mine.code, mine.case, mine.says) == (other.code, hers, None)
    assert other.case == his
    assert look() == 0


def test_somebody_else_two_files_of_one_agency_and_another_year_of_birth_are_no_pair(owner: Any) -> None:
    a_file("ana", OLHA)
    a_file("ana", OLHA)
    a_file("bea", ("Mariia Kovalenko", "1999-03-01", ["UA"]))
    a_file("bea", ("Olha Shevchenko", "2000-03-01", ["UA"]))
    assert look() == 0


def test_who_did_not_agree_has_no_mark_and_is_counted_as_not_compared(owner: Any) -> None:
    a_file("ana", OLHA, agrees=False)
    a_file("bea", IN_CYRILLIC)
    a_file("bea", ("Olha", "1999-03-01", ["UA"]))
    a_file("bea", ("Olha Shevchenko", "", ["UA"]))
    assert len({row["mark"] for row in marks(owner)}) == 1
    assert look() == 0
    assert counted().not_compared == 3
    assert counted("beta").not_compared == 2


def test_a_mark_shows_neither_name_nor_case_and_is_another_in_another_year(owner: Any) -> None:
    case = a_file("ana", OLHA)
    rows = marks(owner)
    assert len(rows) == 2
    assert {len(row["hash"]) for row in rows} == {2 + 2 * 4}
    assert str(case) not in str(rows)
    assert "hevchenko" not in str(rows)


def test_only_two_times_the_same_make_one_of_a_pair(owner: Any) -> None:
    """Whatever is said in between; and a no of either ends it, even what was decided."""
    code = a_pair()
    for who, what, stands in (
        ("", Says.CANNOT_SAY, (0, 1)), ("ana", Says.SAME, (0, 1)), ("bea", Says.CANNOT_SAY, (0, 1)),
        ("ana", Says.CANNOT_SAY, (0, 1)), ("bea", Says.SAME, (0, 1)), ("ana", Says.SAME, (1, 0)),
        ("bea", Says.CANNOT_SAY, (0, 1)), ("bea", Says.SAME, (1, 0)), ("bea", Says.NOT_SAME, (0, 0)),
        ("ana", Says.CANNOT_SAY, (0, 0)), ("ana", Says.SAME, (0, 0)),
    ):  # fmt: skip
        if who:
            says(who, what, code)
        found = counted()
        assert (found.pairs_decided, found.pairs_open) == stands, (who, what)
        assert len(found.adjustments) == stands[0]


def test_a_decided_pair_counts_in_the_class_of_the_earlier_registration(owner: Any) -> None:
    hers, his = a_file("ana", OLHA, status="presumed"), a_file("bea", IN_CYRILLIC)
    owner.execute(
        "UPDATE statistics.once SET began = began + interval '3 months' WHERE agency_id = %s", [ID("alfa")]
    )
    look()
    code = pairs("ana")[0].code
    says("ana", Says.SAME, code)
    says("bea", Says.SAME, code)
    (one,) = counted().adjustments
    assert (one.agency, one.value, one.number) == (str(ID("alfa")), "presumed|ngo|F|Y_GE18|NEU|SEX", -1)
    assert counted("alfa").adjustments == counted("beta").adjustments == ()
    assert hers != his


def test_nobody_but_the_two_leads_sees_a_pair_or_answers_it(owner: Any) -> None:
    """A colleague with a place in the file is none of them, nor is whoever supervises."""
    hers, _his = of_both()
    with member_acts("ana"):
        doors.place(CaseId(hers), ID("dan"))
    look()
    code = pairs("ana")[0].code
    for who in ("dan", "sara", "nora", "lea", "adam", "cora", "kim", "pavel"):
        assert pairs(who) == []
        with pytest.raises(NotFound):
            says(who, Says.SAME, code)
    assert {row["one_says"] for row in marks(owner, "pair")} == {None}
    assert counted().pairs_open == 1


def test_a_lead_learns_nothing_of_the_other_side_not_even_that_it_answered(owner: Any) -> None:
    code = a_pair()
    before = pairs("ana")
    says("bea", Says.SAME, code)
    assert pairs("ana") == before
    says("bea", Says.NOT_SAME, code)
    assert pairs("ana") == before


def test_an_answer_may_be_changed_until_it_is_a_no(owner: Any) -> None:
    code = a_pair()
    for what in (Says.SAME, Says.CANNOT_SAY, Says.NOT_SAME):
        says("ana", what, code)
    with pytest.raises(NotPossible):
        says("ana", Says.SAME, code)
    assert counted().pairs_open == 0


def test_a_lead_answers_for_their_own_side_only(owner: Any) -> None:
    """One lead who says it twice decides nothing: there is no merge but by two."""
    code = a_pair()
    says("ana", Says.SAME, code)
    says("ana", Says.SAME, code)
    assert counted().pairs_decided == 0
    (row,) = marks(owner, "pair")
    assert sorted([row["one_says"] or "", row["other_says"] or ""]) == ["", "same"]


def test_the_coordinator_of_both_agencies_finds_an_open_pair_by_its_code_and_nobody_else_does(
    owner: Any,
) -> None:
    code = a_pair()
    says("bea", Says.CANNOT_SAY, code)
    with coordinator() as read:
        found = open_pair(read, code)
        assert open_pair(read, "22222222") is None
    assert found is not None
    assert found.answered == {ID("alfa"): False, ID("beta"): True}
    for who in ("ana", "bea", "sara", "kim"):
        with coordinator(who) as read:
            assert open_pair(read, code) is None
    owner.execute("DELETE FROM agencies.coordination WHERE agency_id = %s", [ID("alfa")])
    with coordinator() as read:
        assert open_pair(read, code) is None
    assert counted().pairs_open == 0


def _object(case: Any) -> None:
    with member_acts("ana") as by:
        objecting.say(case, no=True, by=by, at=now())


def _withdraw(case: Any) -> None:
    with member_acts("ana") as by:
        actions.agree(case, yes=False, by=by, at=now())


@pytest.mark.parametrize("over", [_object, _withdraw])
def test_marks_and_pairs_go_with_a_no(owner: Any, over: Any) -> None:
    hers, _his = of_both()
    look()
    code = pairs("ana")[0].code
    says("ana", Says.SAME, code)
    says("bea", Says.SAME, code)
    assert counted().pairs_decided == 1
    over(hers)
    assert marks(owner, "pair") == []
    assert pairs("bea") == []
    assert {row["agency_id"] for row in marks(owner, "once") if row["agreed"]} == {str(ID("beta"))}
    found = counted()
    assert (found.pairs_decided, found.adjustments, found.not_compared) == (0, (), 1)
    assert look() == 0
