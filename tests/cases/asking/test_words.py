"""Who holds a section, in words: professions and no name, and the same whatever is written there."""

import pytest

from safeconduct.access.policy import allowed
from safeconduct.access.rules import Action, Basis
from safeconduct.cases.asking.words import WHO, held_by
from safeconduct.vocabulary.codes import Profession


def test_everybody_who_can_keep_a_section_of_an_own_case_has_a_word() -> None:
    keep = {
        cell.profession
        for cell, _row in allowed()
        if cell.action is Action.OPEN and cell.basis in (Basis.LEAD, Basis.PLACE)
    }
    assert set(WHO) == keep


@pytest.mark.parametrize("professions, sentence", [
    ([], "Nobody holds it yet"),
    (["psychologist"], "Held by a psychologist of this agency"),
    (["psychologist", "psychologist"], "Held by a psychologist of this agency"),
    (["nurse", "psychologist"], "Held by a psychologist and a nurse of this agency"),
    (["nurse", "doctor", "psychologist"], "Held by a psychologist, a doctor and a nurse of this agency"),
])  # fmt: skip
def test_the_sentence_names_each_profession_once(professions: list[str], sentence: str) -> None:
    assert str(held_by(Profession(name) for name in professions)) == sentence
