"""What the law says and no field of a rule can hold: kept with its source, listed, and said beside the person."""

import re
from datetime import date

import pytest

from safeconduct.commands.rights import main
from safeconduct.rights.checking import faults
from safeconduct.rights.codes import Right
from safeconduct.rights.reading import FOLDER, LAYERS, PackError, book, read_all
from safeconduct.rights.rule import NotExpressed
from tests.rights.test_packs import PACK, TODAY
from tests.rights.test_pages import Desk, desk

__all__ = ["desk"]

ONE = """
[[not_expressed]]
right = "compensation"
says = "Claimed within a year of the crime."
why = "No file has that day."
instead = "Nothing is shown."
confidence = "verified"
source = ["S"]
"""
ALL = [one for pack in book().packs.values() for one in pack.not_expressed]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.says[:40])
def test_each_says_why_and_what_is_said_instead_and_is_no_surer_than_its_source(one: NotExpressed) -> None:
    assert one.says.endswith(".")
    assert one.why.endswith(".")
    assert one.instead.endswith(".")
    assert one.sources or not one.is_shown
    assert not {rule.says for rule in book().rules} & {one.says}


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.instead[:40])
def test_the_rules_that_it_names_are_there(one: NotExpressed) -> None:
    named = set(re.findall(r"\b[A-Z]{2,3}-[A-Z]+-\d+\b|\bCOE-\d+\b", f"{one.says} {one.why} {one.instead}"))
    assert named <= {rule.id for rule in book().rules}


def test_an_end_that_runs_from_the_crime_is_listed_and_stands_beside_nobody_since_today_s_law_was_not_read() -> (
    None
):
    found = [one for one in book().packs["ES"].not_expressed if one.right is Right.COMPENSATION]
    assert [(one.is_shown, "runs from the crime" in one.why) for one in found] == [(False, True)]


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('right = "compensation"', 'right = "fund"', "right: “fund” is not one of"),
        ('why = "No file has that day."', "", "why: write a text"),
        ('instead = "Nothing is shown."', 'instead = " "', "instead: write a text"),
        ('source = ["S"]', 'source = ["T"]', "“T” is not among the sources"),
        ('source = ["S"]', "", "source: name one, or say that the rule is unverified"),
        ('source = ["S"]', 'source = ["S"]\nid = "X"', "id: there is no such field"),
    ],
)
def test_what_is_not_understood_is_refused(was: str, becomes: str, said: str) -> None:
    with pytest.raises(PackError, match=r"^ro, not_expressed") as refused:
        read_all({"ro": PACK + ONE.replace(was, becomes)})
    assert said in str(refused.value)


def test_what_stands_twice_or_was_read_on_a_day_to_come_is_found() -> None:
    files = {name: (FOLDER / f"{name}.toml").read_text() for name in LAYERS}
    twice = faults(read_all(files | {"ro": PACK + ONE + ONE}), TODAY)
    assert any("it stands there twice" in said for said in twice)
    early = faults(read_all(files | {"ro": PACK + ONE}), date(2026, 11, 1))
    assert any(said.startswith("RO, not expressed") and "day to come" in said for said in early)


def test_the_door_prints_how_many_there_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAFECONDUCT_HOME", raising=False)
    assert main(["check"]) == 0
    packs = book().packs
    assert (
        f"BE {len(packs['BE'].not_expressed)}, BG {len(packs['BG'].not_expressed)},"
        in capsys.readouterr().out
    )


@pytest.mark.django_db(transaction=True)
def test_the_page_of_a_person_says_it_at_the_right_that_it_is_about(desk: Desk) -> None:
    page = desk.see()
    assert "Also, not computed here : Time to recover and reflect" in page
    assert "Citizens of the Union and the EEA have what Romanians have" in page
    assert "BGN 10,000" not in page, "another country"
    assert "as quickly as possible" not in page, "not read"
