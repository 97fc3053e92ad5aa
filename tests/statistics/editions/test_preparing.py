"""Editions of hand-made years, without a database: what is shown, hidden and refused, and the same bytes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from safeconduct.statistics.editions import document, ledger, work
from safeconduct.statistics.editions.cells import places
from safeconduct.statistics.editions.counting import counted_once
from safeconduct.statistics.editions.coverage import Coverage
from safeconduct.statistics.editions.document import About, Document
from safeconduct.statistics.editions.preparing import Beside, Prepared, Wanted, beside, prepare
from safeconduct.statistics.editions.rules import NO_DATA, NOTHING_LEFT
from safeconduct.statistics.editions.tables import Tally, counted
from safeconduct.statistics.once import Adjustment
from safeconduct.statistics.protecting.hiding.outcome import End
from safeconduct.statistics.protecting.reasons import BELOW_MINIMUM
from safeconduct.statistics.protecting.settings import Effort
from safeconduct.statistics.protecting.statements import Statement
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.decisions import Refused

ALONE = Wanted("alone")
FIRST = About("RO", 2025, 1, date(2026, 3, 1))
COVERAGE = Coverage(agencies=2, with_facts=2)


def of_forms(*counts: int, by: Sequence[str] = ("a", "b")) -> Tally:
    """So many persons of each form of exploitation, alike at each agency but for what does not divide."""
    tally: dict[tuple[str, str], int] = {}
    for form, number in zip(("SEX", "LAB", "OTH", "UNK"), counts, strict=False):
        for place, agency in enumerate(by):
            share = number // len(by) + (place < number % len(by))
            if share:
                tally[agency, f"identified|ngo|F|Y_GE18|NAT|{form}"] = share
    return tally


def made(tally: Tally, wanted: Wanted = ALONE, **more: object) -> Prepared:
    """The edition of a year that can be released."""
    found = prepare(counted(tally), wanted, FIRST, COVERAGE, **more)  # type: ignore[arg-type]  # of the caller
    assert not isinstance(found, Refused), found.reason.code
    return found


def forms(of: Document) -> list[int | None]:
    """SEX, LAB, OTH, UNK and the total of a table by form alone."""
    found = places(next(one for one in of["tables"] if one["code"] == "A3"))
    return [found[code,] for code in ("SEX", "LAB", "OTH", "UNK", "TOTAL")]


@pytest.mark.parametrize(("counts", "shown"), [
    ((12, 3, 9), [12, None, None, 0, 24]),
    ((4, 4, 20), [None, None, None, 0, 28]),
    ((1, 1, 20), [None, None, None, 0, 22]),
    ((2, 3, 20, 9), [None, None, 20, None, 34]),
    ((30, 20, 10), [30, 20, 10, 0, 60]),
])  # fmt: skip
def test_a_small_number_is_hidden_and_what_would_give_it_away(
    counts: tuple[int, ...], shown: list[int | None]
) -> None:
    assert forms(made(of_forms(*counts)).document) == shown


def test_a_year_without_anybody_is_refused() -> None:
    found = prepare(counted({}), ALONE, FIRST, COVERAGE)
    assert isinstance(found, Refused)
    assert found.reason == NO_DATA


def test_a_year_of_four_persons_is_refused() -> None:
    found = prepare(counted(of_forms(3, 0, 1)), Wanted("whole"), FIRST, COVERAGE)
    assert isinstance(found, Refused)
    assert found.reason == BELOW_MINIMUM


def test_an_edition_in_which_everything_is_hidden_is_not_made() -> None:
    """One agency alone: it could take its own number from every other."""
    found = prepare(counted(of_forms(40, 30, by=["a"])), Wanted("status"), FIRST, COVERAGE)
    assert isinstance(found, Refused)
    assert found.reason == NOTHING_LEFT


def test_a_table_of_one_row_is_a_table() -> None:
    found = made(of_forms(40)).document
    (by,) = (one for one in found["tables"] if one["code"] == "A1")
    assert by["codes"] == [["TOTAL", "ngo"]]
    assert by["numbers"] == [40, 40]


def test_the_same_facts_give_the_same_bytes_in_whatever_order_they_come() -> None:
    tally = of_forms(12, 3, 9, 40)
    other = dict(reversed(list(tally.items())))
    assert canonical(made(tally, Wanted("status")).document) == canonical(
        made(other, Wanted("status")).document
    )


def test_who_objects_is_in_no_table_and_of_few_no_number_is_said() -> None:
    tally = {**of_forms(12, 20), ("a", "withheld"): 3}
    assert counted(tally).objects == 3
    assert forms(made(tally).document)[4] == 32
    said = replace(COVERAGE, objects=3, files_not_counted=9).said(5, [])
    assert (said["objects"], said["files_not_counted"]) == (None, 9)


def test_a_number_beside_the_tables_that_has_changed_by_few_is_not_said_again() -> None:
    said = replace(COVERAGE, objects=8).said(5, [{"objects": 7}])
    assert said["objects"] is None
    assert replace(COVERAGE, objects=12).said(5, [{"objects": 7}])["objects"] == 12


def test_who_has_several_forms_counts_as_of_unknown_form_and_is_told_of() -> None:
    tally = {
        **of_forms(12, 20),
        ("a", "identified|ngo|F|Y_GE18|NAT|SEV"): 4,
        ("b", "identified|ngo|F|Y_GE18|NAT|SEV"): 5,
    }
    assert counted(tally).main_form_missing == 9
    assert forms(made(tally).document)[3] == 9


SEVERAL = "identified|ngo|F|Y_GE18|NAT|SEV"


@pytest.mark.parametrize(("known", "several", "said"), [
    ((40, 30, 20, 6), 9, 9),  # 15 of unknown form are shown, 6 of them are left
    ((40, 30, 20, 2), 9, None),  # 11 are shown, and two would be left
    ((40, 3, 20, 0), 9, None),  # 9 are hidden because of three others: their number would say how many these are
])  # fmt: skip
def test_how_many_have_no_main_form_is_not_said_where_it_tells_of_a_hidden_cell_or_of_few(
    known: tuple[int, ...], several: int, said: int | None
) -> None:
    tally = {**of_forms(*known), ("a", SEVERAL): several - 4, ("b", SEVERAL): 4}
    found = counted(tally)
    coverage = replace(COVERAGE, main_form_missing=found.main_form_missing)
    made_of = prepare(found, ALONE, FIRST, coverage)
    assert isinstance(made_of, Prepared)
    assert made_of.document["coverage"]["main_form_missing"] == said


def test_the_total_is_shown_though_to_hide_it_would_lose_fewer_persons() -> None:
    """What one agency alone has registered is hidden; without this the total would hide it, and not another class."""
    tally = {**of_forms(20, 36, 11, by=["a", "b"]), ("c", "identified|police|M|Y_GE18|NEU|OTH"): 16}
    found = made(tally)
    assert places(found.document["tables"][0])["TOTAL",] == 83
    assert places(found.document["tables"][0])["police",] is None


def test_no_hidden_number_and_no_sum_of_them_stands_in_the_document() -> None:
    found = made(of_forms(4, 4, 20, 9)).document
    assert "lost" not in str(found)
    assert found["protection"]["hidden_for_others"] <= found["protection"]["hidden"] <= 12
    assert found["protection"]["gap_per_mille"] in document.GAPS


def test_a_search_without_time_ends_with_the_plain_pattern_which_is_attacked_and_the_edition_says_so() -> (
    None
):
    effort = Effort(has_time=lambda: False, has_time_to_attack=lambda: True)
    found = made(of_forms(12, 3, 9, 40), Wanted("status"), effort=lambda: effort)
    assert found.loss.rung == "status"
    assert found.document["protection"]["end"] == found.loss.end == End.TIME


def test_the_search_of_a_layout_leaves_time_for_its_attack(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    effort, seen = work._effort(Effort(), 100.0)(), []
    for now[0] in (1059.0, 1061.0, 1099.0, 1101.0):
        seen.append((effort.has_time(), effort.attacks()))
    assert seen == [(True, True), (False, True), (False, True), (False, False)]


def test_an_attack_without_time_is_a_refusal() -> None:
    found = prepare(
        counted(of_forms(12, 3, 9)), ALONE, FIRST, COVERAGE, effort=lambda: Effort(has_time=lambda: False)
    )
    assert isinstance(found, Refused)


def test_a_layout_that_cannot_be_released_becomes_the_next_coarser_one_and_it_is_said() -> None:
    tries: list[str] = []
    none, some = Effort(has_time=lambda: False), Effort()
    efforts = iter([none, some])
    found = made(of_forms(12, 3, 9), Wanted("sex"), effort=lambda: next(efforts, some), tell=tries.append)
    assert tries == ["protect:sex", "protect:alone"]
    assert found.loss.rung == "alone"
    assert [rung for rung, _reason in found.refused] == ["sex"]


def test_coarser_layouts_stand_beside_what_is_prepared() -> None:
    tally = of_forms(12, 3, 9, 40)
    found = beside(counted(tally), made(tally, Wanted("status")))
    assert [one.rung for one in found.coarser] == ["sex", "alone"]
    assert ("A3", "status") in {(name, one.without) for name, one in found.tables}
    assert all(one.hidden <= found.loss.cells for _name, one in found.tables)


# --- Corrections ------------------------------------------------------------------------------------------------


def corrected(before: Prepared, tally: Tally) -> Prepared | Refused:
    ledger: list[Statement] = list(before.statements)
    about = About("RO", 2025, 2, date(2027, 3, 1), "Late files of two agencies.")
    return prepare(counted(tally, ledger), ALONE, about, COVERAGE, at=Beside(ledger, before.document))


def test_a_correction_says_what_it_corrects_what_changed_and_why() -> None:
    found = corrected(made(of_forms(30, 20, 10)), of_forms(40, 20, 10))
    assert isinstance(found, Prepared)
    assert found.document["corrects"] == "19a-RO-2025-1"
    assert found.document["id"] == "19a-RO-2025-2"
    assert {"table": "A3", "at": ["SEX"], "was": 30, "is": 40} in found.document["changed"]
    assert not [one for one in found.document["changed"] if one["at"] == ["LAB"]]
    assert found.document["reason"] == "Late files of two agencies."


def test_a_cell_that_was_corrected_by_one_person_is_hidden_and_its_total_too() -> None:
    found = corrected(made(of_forms(30, 20, 10)), of_forms(31, 20, 10))
    assert isinstance(found, Prepared)
    assert forms(found.document) == [None, 20, 10, 0, None]


def test_what_was_hidden_once_stays_hidden_while_its_facts_stand() -> None:
    first = made(of_forms(12, 3, 9))
    found = corrected(first, of_forms(12, 3, 9))
    assert isinstance(found, Prepared)
    assert forms(found.document) == forms(first.document)
    assert found.document["changed"] == []


def test_statements_are_kept_as_texts_and_read_back_the_same() -> None:
    found = made(of_forms(12, 3, 9))
    assert ledger.of_texts(ledger.as_texts(found.statements), FIRST.id) == list(found.statements)
    assert {one.facts for one in found.statements} == {"19a-RO-2025-1"}
    assert all(one.value is None for one in found.statements if one.role != "shown")


def test_a_pair_that_two_agencies_have_decided_counts_once_where_it_was_registered_first() -> None:
    later = "identified|ngo|F|Y_GE18|NAT|SEX"
    found = counted_once(of_forms(12, 9), [Adjustment("b", later, -1)])
    assert counted(found).persons == 20
    assert found["b", later] == 5
    gone = counted_once({("b", later): 1, ("a", later): 7}, [Adjustment("b", later, -1)])
    assert gone == {("a", later): 7}
