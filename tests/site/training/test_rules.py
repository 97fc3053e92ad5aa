"""Who begins an exercise and where, and when a paper says that it was done; pure."""

import pytest

from safeconduct.site.training import rules
from safeconduct.site.training.checks import Standing
from safeconduct.site.training.scenarios.all import SCENARIOS
from safeconduct.vocabulary.codes import Profession, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused

ARRIVES = SCENARIOS["a-referral-that-arrives"]
DONE, NOT_YET, OTHERWISE = Standing.DONE, Standing.NOT_YET, Standing.OTHERWISE


def code(decision: Decision) -> str:
    return decision.reason.code if isinstance(decision, Refused) else ""


def test_exercises_are_done_in_a_demonstration_only() -> None:
    assert rules.may_train(True) == Allowed()
    assert code(rules.may_train(False)) == "exercises_in_the_demonstration_only"


@pytest.mark.parametrize(
    "profession, sector, country, may",
    [
        (Profession.SOCIAL_WORKER, Sector.NGO, "RO", True),
        (Profession.SOCIAL_WORKER, Sector.NGO, "BE", False),
        (Profession.SOCIAL_WORKER, Sector.SHELTER, "RO", False),
        (Profession.PSYCHOLOGIST, Sector.NGO, "RO", False),
    ],
)
def test_it_begins_with_the_first_part(
    profession: Profession, sector: Sector, country: str, may: bool
) -> None:
    decision = rules.may_begin(ARRIVES, profession=profession, sector=sector, country=country)
    assert bool(decision) is may
    if isinstance(decision, Refused):
        assert decision.reason.code == "exercise_begins_elsewhere"
        assert decision.reason.whole == (
            "This exercise begins with somebody else. Sign in as Ana Pop of Casa Salcia, RO."
        )


@pytest.mark.parametrize(
    "found, said",
    [
        ([DONE, DONE], ""),
        ([DONE, NOT_YET], "exercise_not_done"),
        ([], "exercise_not_done"),
        ([NOT_YET, OTHERWISE], "exercise_done_otherwise"),
        ([DONE, OTHERWISE], "exercise_done_otherwise"),
    ],
)
def test_a_paper_needs_each_step_as_the_standard_asks(found: list[Standing], said: str) -> None:
    assert code(rules.may_attest(found)) == said


@pytest.mark.parametrize(
    "name, said",
    [
        ("Eva Dorn", ""),
        ("Ștefan Dumitrașcu", ""),
        ("", "no_name_for_the_sheet"),
        ("  ", "no_name_for_the_sheet"),
        ("x" * 120, ""),
        ("x" * 121, "name_too_long_for_the_sheet"),
        ("Eva\nDirector", "name_too_long_for_the_sheet"),
    ],
)
def test_a_name_stands_on_one_line(name: str, said: str) -> None:
    assert code(rules.may_stand(name)) == said
