"""The page says what is refused, helped or left to the professional; what it says is refused, a rule refuses."""

from pathlib import Path

import pytest
from django.utils import translation

from safeconduct.ethics.all import DUTIES
from safeconduct.ethics.drawing import PAGE, ethics_as_markdown
from safeconduct.ethics.duties import EVERYBODY, HELD_LABELS, Duty, Held, duties_of
from safeconduct.vocabulary.codes import Profession
from tests.ethics.proofs import ENFORCED

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("duty", [duty for duty in DUTIES if duty.reasons], ids=lambda duty: duty.code)
def test_what_the_page_says_is_refused_is_refused_with_these_words(duty: Duty) -> None:
    assert set(duty.reasons) <= ENFORCED[duty.code]()


def test_no_proof_is_kept_for_what_the_page_does_not_say() -> None:
    assert ENFORCED.keys() == {duty.code for duty in DUTIES if duty.held is Held.REFUSED}
    assert len({duty.code for duty in DUTIES}) == len(DUTIES)
    assert HELD_LABELS.keys() == set(Held)


@pytest.mark.parametrize("profession", Profession)
def test_every_profession_has_something_of_its_own_or_what_holds_for_everybody(
    profession: Profession,
) -> None:
    must, must_not = duties_of(profession, DUTIES)
    assert must
    assert must_not
    own = [duty for duty in (*must, *must_not) if duty.who != EVERYBODY]
    assert own, "each profession has a limit of its own"
    for duties in (must, must_not):
        common = [duty.who == EVERYBODY for duty in duties]
        assert common == sorted(common), "what is its own stands first"


def test_each_duty_has_its_reason_and_its_source() -> None:
    assert [duty.code for duty in DUTIES if not (duty.words and duty.why and duty.source and duty.who)] == []


def test_the_page_in_the_handbook_is_fresh() -> None:
    with translation.override("en"):
        drawn = ethics_as_markdown()
    written = (ROOT / PAGE).read_text(encoding="utf-8")
    assert written == drawn, f"{PAGE} is stale: write it anew from drawing.py."
