"""The handbook's page about the policy is the one that the file draws."""

import tomllib
from pathlib import Path

import pytest
from django.utils import translation

from safeconduct.access import drawing
from safeconduct.access.drawing import PAGE, policy_as_markdown
from safeconduct.access.policy import FILE, policy
from safeconduct.access.rules import Action, Basis
from safeconduct.vocabulary.codes import FIREWALLED, WITHOUT_CASES, Profession, Sector
from safeconduct.vocabulary.labels import label

ROOT = Path(__file__).parents[2]


@pytest.fixture
def drawn() -> str:
    with translation.override("en"):
        return policy_as_markdown()


def test_the_page_in_the_handbook_is_fresh(drawn: str) -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == drawn, (
        f"{PAGE} is stale: write it anew from drawing.py."
    )


def test_the_page_shows_every_row_with_its_reason(drawn: str) -> None:
    for row in tomllib.loads(FILE.read_text())["row"]:
        assert f"### {row['number']}\n\n{row['why']}\n" in drawn
    assert policy().hash in drawn


def test_the_page_shows_nothing_open_to_who_has_no_case_right(drawn: str) -> None:
    matrix = drawn[drawn.index("## At most") :]
    for profession in WITHOUT_CASES:
        assert f"| {label(profession)} |" not in matrix
    without = matrix[matrix.index("No row opens") :]
    asks = {Sector.POLICE, Sector.PROSECUTION}
    assert {sector for sector in FIREWALLED if f"`{sector}`" not in without} == asks


def test_what_police_and_prosecution_read_is_shown_as_asked_for_and_never_as_sent(drawn: str) -> None:
    matrix = drawn[drawn.index("## At most") :]
    for profession in (Profession.POLICE_OFFICER, Profession.PROSECUTOR):
        line = next(line for line in matrix.splitlines() if line.startswith(f"| {label(profession)} |"))
        assert {cell.strip() for cell in line.split("|")[2:-1]} == {"", "asked"}


def test_each_basis_and_action_has_its_sentence() -> None:
    assert drawing._BASES.keys() == set(Basis)
    assert drawing._ACTIONS.keys() == set(Action)
