"""The paper about an exercise: what it says of itself, and that it can be read by a screen reader."""

from datetime import date

from safeconduct.site.training.scenarios.all import SCENARIOS
from safeconduct.site.training.sheet import sheet
from safeconduct.vocabulary.typesetting.setting import pdf
from tests.vocabulary.typesetting.structure import read

DAY = date(2026, 11, 30)
LAWYER = SCENARIOS["advice-before-the-statement"]


def words(name: str) -> str:
    return str(sheet(LAWYER, name, on=DAY).members())


def test_it_says_who_typed_what_was_done_and_when_and_the_title_names_nobody() -> None:
    made = sheet(LAWYER, "Eva Dorn", on=DAY)
    assert made.lead == (
        "Somebody who gave the name Eva Dorn did the exercise “Ana is to be heard on Thursday” on a training "
        "demonstration on 30 November 2026."
    )
    assert "Eva" not in made.title


def test_it_says_that_nobody_watched_and_that_no_authority_stands_behind_it() -> None:
    said = words("Eva Dorn")
    for sentence in ("Nobody watched.", "nobody can confirm this paper", "No authority", "no licence"):
        assert sentence in said
    assert "Issued by a demonstration of Safeconduct" in said


def test_each_step_stands_there_with_its_source_and_what_was_not_compared_says_so() -> None:
    said = words("Eva Dorn")
    assert all(str(step.standard) in said for step in LAWYER.steps)
    assert "Directive 2011/36/EU, Article 12(2) (not compared with its text)" in said
    assert "practice of this network, no law" in said


def test_it_is_a_tagged_file_also_for_a_name_that_looks_like_markup() -> None:
    found = read(pdf(sheet(LAWYER, '#panic("x") *Ștefan* $a$', on=DAY)))
    assert (found.is_tagged, found.part_of_ua, found.language) == (True, "1", "en")
