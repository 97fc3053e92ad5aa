"""The page of figures says what the code counts."""

from pathlib import Path

from safeconduct.statistics.figures import BY_CODE, FIGURES, Kind
from safeconduct.statistics.loops import TIMES
from safeconduct.statistics.reference import PAGE, figures_as_markdown
from safeconduct.statistics.shown import LISTS

ROOT = Path(__file__).parents[2]


def test_the_page_is_what_the_code_says() -> None:
    assert (ROOT / PAGE).read_text() == figures_as_markdown(), f"write {PAGE} anew"


def test_every_figure_is_named_once_and_counts_a_word_that_is_made() -> None:
    assert len(BY_CODE) == len(FIGURES)
    assert {one.part for one in FIGURES if one.kind is Kind.TIME} == set(TIMES)
    assert {one.part for one in FIGURES if one.kind is Kind.CODES} == set(LISTS)
